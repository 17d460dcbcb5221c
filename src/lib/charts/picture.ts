/** A chart as a picture of its own: title, sentence, chart and legend on one opaque sheet, the same from every screen. */
import type { Reached } from '#lib/domain/model.ts';
import { wrap, type Box, type Measure } from './layout.ts';
import { PAPER, type Look } from './look.ts';
import { band, bar, dashes, diamond, font, knob, past, rim, ring, type Pen } from './marks.ts';
import type { Described, SvgPen } from './svg.ts';

export interface PictureWords extends Described {
  readonly legend: readonly LegendItem[];
  /** What whoever meets the picture elsewhere should know. */
  readonly note: string;
}

/** What a legend explains; a number is that level's circle. */
export type Mark = 'bar' | 'band' | 'target' | 'rim' | 'untold' | 'before' | 'back' | 'now' | Reached;

export interface LegendItem {
  readonly mark: Mark;
  readonly text: string;
}

/** A chart on the page. It fills its parent and follows its size. */
export interface Drawn<Drawing> {
  update(drawing: Drawing, look: Look): void;
  /** The chart as a picture of its own, always light and of one size. */
  picture(words: PictureWords, kind: PictureKind): Promise<Blob>;
  destroy(): void;
}

export type PictureKind = 'png' | 'svg';
/** What a picture is drawn on. */
export type Sheet = CanvasRenderingContext2D | SvgPen;

const WIDTH = 800;
const MARGIN = 40;
/** Pixels of the file for one of the drawing: 1600 across. */
export const DENSITY = 2;
/** Room for a legend's mark, and the height of a legend's line. */
const MARK = 44;
const LINE = 42;

/**
 * @param height of the chart
 * @param draw draws the chart into a box of the sheet
 * @returns the picture; as SVG its texts are texts, and its title and sentence say to a screen reader what it shows
 */
export async function picture(
  words: PictureWords,
  kind: PictureKind,
  height: number,
  draw: (sheet: Sheet, box: Box) => void
): Promise<Blob> {
  const look = PAPER;
  const sheet = document.createElement('canvas');
  // A canvas measures texts, whatever they are drawn on.
  const ruler = sheet.getContext('2d')!;
  const inner = WIDTH - 2 * MARGIN;
  const fonts = { title: font(look, 26, 600, look.serif), sentence: font(look, 16), legend: font(look, 14), note: font(look, 13) };
  const measure =
    (name: keyof typeof fonts): Measure =>
    (text) => {
      ruler.font = fonts[name];
      return ruler.measureText(text).width;
    };
  const paragraph = (name: keyof typeof fonts, text: string) => wrap(text, inner, Infinity, measure(name)) ?? [text];

  const title = paragraph('title', words.title);
  const sentence = paragraph('sentence', words.sentence);
  const note = paragraph('note', words.note);
  const legend = legendPlaces(words.legend, inner, measure('legend'));
  const rows = legend.length ? legend.at(-1)!.row + 1 : 0;
  const tops = { title: MARGIN, sentence: 0, chart: 0, legend: 0, note: 0, end: 0 };
  tops.sentence = tops.title + title.length * 32 + 8;
  tops.chart = tops.sentence + sentence.length * 24 + 20;
  tops.legend = tops.chart + height + 16;
  tops.note = tops.legend + rows * LINE + 16;
  tops.end = tops.note + note.length * 20 + MARGIN - 8;

  const svg = kind === 'svg' ? new (await import('./svg.ts')).SvgPen(ruler) : null;
  if (!svg) {
    // Setting a canvas's size clears it and its settings, so everything is drawn after this.
    sheet.width = WIDTH * DENSITY;
    sheet.height = tops.end * DENSITY;
    ruler.scale(DENSITY, DENSITY);
  }
  const ctx: Sheet = svg ?? ruler;
  ctx.fillStyle = look.card;
  ctx.fillRect(0, 0, WIDTH, tops.end);
  const print = (name: keyof typeof fonts, lines: readonly string[], top: number, leading: number, colour: string) => {
    ctx.font = fonts[name];
    ctx.fillStyle = colour;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    lines.forEach((line, i) => ctx.fillText(line, MARGIN, top + (i + 0.5) * leading));
  };
  print('title', title, tops.title, 32, look.ink);
  print('sentence', sentence, tops.sentence, 24, look.ink);
  draw(ctx, { left: MARGIN, top: tops.chart, width: inner, height });
  for (const { item, x, row } of legend) {
    const [left, y] = [MARGIN + x, tops.legend + (row + 0.5) * LINE];
    drawMark(ctx, item.mark, left, y);
    ctx.font = fonts.legend;
    ctx.fillStyle = look.ink;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.fillText(item.text, left + MARK, y);
  }
  ctx.fillStyle = look.rule;
  ctx.fillRect(MARGIN, tops.note - 5, inner, 1);
  print('note', note, tops.note + 4, 20, look.soft);

  if (svg) return new Blob([svg.document(WIDTH, tops.end, words)], { type: 'image/svg+xml' });
  return new Promise((resolve, reject) => sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

/** Items one after the other, on as many lines as it takes. */
function legendPlaces(items: readonly LegendItem[], width: number, measure: Measure): { item: LegendItem; x: number; row: number }[] {
  let [x, row] = [0, 0];
  return items.map((item) => {
    const needs = MARK + measure(item.text);
    if (x > 0 && x + needs > width) [x, row] = [0, row + 1];
    const place = { item, x, row };
    x += needs + 28;
    return place;
  });
}

function drawMark(ctx: Pen, mark: Mark, x: number, y: number): void {
  const look = PAPER;
  const middle = x + MARK / 2 - 6;
  if (mark === 'bar') {
    bar(ctx, x, middle + 6, y, look.levels[2]!, look);
    knob(ctx, middle + 6, y, 2, look);
  } else if (mark === 'band') band(ctx, x + 2, x + MARK - 14, y, look);
  else if (mark === 'target') ring(ctx, middle, y, look);
  else if (mark === 'rim') rim(ctx, middle, y + 18, 24, (-3 * Math.PI) / 4, -Math.PI / 4, look);
  else if (mark === 'before') past(ctx, middle, y, 1, look);
  else if (mark === 'back') diamond(ctx, middle, y, look, 1);
  else if (mark === 'now') knob(ctx, middle, y, 2, look);
  else if (mark === 'untold') dashes(ctx, [x, y], [x + MARK - 12, y], look);
  else knob(ctx, middle, y, mark, look);
}
