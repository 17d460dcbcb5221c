/** The picture as a file of its own: title, sentence, fields and legend on one opaque sheet, the same from every screen. */
import { wrap, type Measure } from './layout.ts';
import { paperLook } from './look.ts';
import { measureIn } from './paint.ts';
import { font, type Painting } from './pen.ts';
import { box, paintSign, SIGN, type GroupSign, type Sign } from './signs.ts';
import { SvgPen, type Described } from './svg.ts';

export interface PictureWords extends Described {
  readonly legend: readonly LegendItem[];
  /** What is said to those who do not see it, where that is more than the sentence. */
  readonly spoken?: string;
  /** What whoever meets the picture elsewhere should know. */
  readonly note: string;
}

export interface LegendItem {
  readonly sign: Sign | GroupSign;
  readonly text: string;
}

export type PictureKind = 'png' | 'svg';

const WIDTH = 800;
const MARGIN = 40;
/** Pixels of the file for one of the drawing: 1600 across. */
const DENSITY = 2;
/** Room for a legend's sign, and the height of a legend's line. */
const MARK = SIGN.width + 8;
const LINE = 30;

/**
 * @param mirrored whether its words are read from the right
 * @returns the picture; as SVG its texts are texts, and its title and sentence say to a screen reader what it shows
 * @throws Error where the browser gives no canvas to draw on
 */
export async function picture(words: PictureWords, kind: PictureKind, painting: Painting, mirrored: boolean): Promise<Blob> {
  const look = paperLook(mirrored);
  const sheet = document.createElement('canvas');
  // A canvas measures texts, whatever they are drawn on.
  const ruler = sheet.getContext('2d');
  if (!ruler) throw new Error('no canvas');
  const inner = WIDTH - 2 * MARGIN;
  const fonts = { title: font(look, 26, 600, look.serif), sentence: font(look, 16), legend: font(look, 14), note: font(look, 13) };
  const paragraph = (name: keyof typeof fonts, text: string) => wrap(text, inner, Infinity, measureIn(ruler, fonts[name])) ?? [text];

  const title = paragraph('title', words.title);
  const sentence = paragraph('sentence', words.sentence);
  const note = paragraph('note', words.note);
  const legend = legendPlaces(words.legend, inner, measureIn(ruler, fonts.legend));
  const rows = legend.length ? legend.at(-1)!.row + 1 : 0;
  const drawing = painting(ruler, inner, look);
  const tops = { title: MARGIN, sentence: 0, chart: 0, legend: 0, note: 0, end: 0 };
  tops.sentence = tops.title + title.length * 32 + 8;
  tops.chart = tops.sentence + sentence.length * 24 + 20;
  tops.legend = tops.chart + drawing.height + 12;
  tops.note = tops.legend + rows * LINE + 16;
  tops.end = tops.note + note.length * 20 + MARGIN - 8;

  const svg = kind === 'svg' ? new SvgPen(ruler) : null;
  if (!svg) {
    // Setting a canvas's size clears it and its settings, so everything is drawn after this.
    sheet.width = WIDTH * DENSITY;
    sheet.height = tops.end * DENSITY;
    ruler.scale(DENSITY, DENSITY);
  }
  const ctx = svg ?? ruler;
  /** Draws something as if the sheet began here. */
  const at = (left: number, top: number, draw: () => void) => {
    ctx.translate(left, top);
    draw();
    ctx.translate(-left, -top);
  };
  const side = (x: number) => (mirrored ? WIDTH - x : x);
  const print = (name: keyof typeof fonts, text: string, x: number, y: number, colour: string) => {
    ctx.font = fonts[name];
    ctx.fillStyle = colour;
    ctx.direction = mirrored ? 'rtl' : 'ltr';
    ctx.textAlign = mirrored ? 'right' : 'left';
    ctx.textBaseline = 'middle';
    ctx.fillText(text, side(x), y);
  };
  const lines = (name: keyof typeof fonts, all: readonly string[], top: number, leading: number, colour: string) =>
    all.forEach((text, i) => print(name, text, MARGIN, top + (i + 0.5) * leading, colour));

  box(ctx, 0, 0, WIDTH, tops.end, look.card);
  lines('title', title, tops.title, 32, look.ink);
  lines('sentence', sentence, tops.sentence, 24, look.ink);
  at(MARGIN, tops.chart, () => drawing.paint(ctx));
  for (const { item, x, row } of legend) {
    const [left, y] = [MARGIN + x, tops.legend + (row + 0.5) * LINE];
    at(mirrored ? WIDTH - left - SIGN.width : left, y - SIGN.height / 2, () => paintSign(ctx, item.sign, look));
    print('legend', item.text, left + MARK, y, look.ink);
  }
  box(ctx, MARGIN, tops.note - 5, inner, 1, look.rule);
  lines('note', note, tops.note + 4, 20, look.soft);

  if (svg)
    return new Blob([svg.document(WIDTH, tops.end, { ...words, sentence: words.spoken ?? words.sentence })], { type: 'image/svg+xml' });
  return new Promise((resolve, reject) => sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'));
}

/** Items one after the other, on as many lines as it takes. */
function legendPlaces(items: readonly LegendItem[], width: number, measure: Measure): { item: LegendItem; x: number; row: number }[] {
  let [x, row] = [0, 0];
  return items.map((item) => {
    const needs = MARK + measure(item.text);
    if (x > 0 && x + needs > width) [x, row] = [0, row + 1];
    const place = { item, x, row };
    x += needs + 24;
    return place;
  });
}
