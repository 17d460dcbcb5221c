/** What ladders have between them: levels across, a row a competency. Pure but for the pen. */
import { fit, wrap, type Measure } from './layout.ts';
import type { Look } from './look.ts';
import { font, KNOB, RING, scaled, type Pen } from './marks.ts';

/** What stands in place of a level that cannot be told. */
export type Reasons = Readonly<Record<'open' | 'not-applicable', string>>;

/** A ladder as far as its axis and its names go. */
export interface Rungs {
  readonly rows: readonly { readonly name: string; readonly reason: 'open' | 'not-applicable' | null }[];
  /** Short names of the levels 0 to 4. */
  readonly levels: readonly string[];
  readonly reasons: Reasons;
}

export interface Scene<Drawing> {
  readonly drawing: Drawing;
  readonly look: Look;
}

/** Width in ems of the page's text below which a chart is drawn for a narrow screen; ChartFigure changes its height there. */
export const NARROW = 30;

export function measureIn(ctx: Pen, name: string): Measure {
  return (text) => {
    ctx.font = name;
    return ctx.measureText(text).width;
  };
}

export function print(ctx: Pen, text: string, x: number, y: number, name: string, colour: string, align: CanvasTextAlign): void {
  ctx.font = name;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}

export interface LadderLayout {
  /** Names stand above their bars. */
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Size of the level's names. */
  readonly small: number;
  /** Lines of each level's name; `null` where they do not fit side by side, and the numbers stand alone. */
  readonly levels: readonly (readonly string[])[] | null;
}

const all = <T>(items: (T | null)[]): T[] | null => (items.every((item) => item !== null) ? (items as T[]) : null);

export function ladderLayout(ctx: Pen, width: number, { drawing, look }: Scene<Rungs>): LadderLayout {
  const narrow = width < NARROW * look.text;
  const small = narrow ? 12 : 13;
  const measure = measureIn(ctx, font(look, small));
  const name = measureIn(ctx, font(look, 15));
  const names = drawing.rows.map((row) =>
    Math.max(name(row.name), row.reason ? Math.max(...drawing.reasons[row.reason].split(' ').map((word) => measure(word))) : 0)
  );
  const edge = scaled(look, RING + 2);
  const base = narrow ? edge : Math.min(Math.max(...names, 0) + scaled(look, 16), width * 0.34) + edge;
  const step = (width - base - edge) / 4;
  const air = scaled(look, 6);
  const levels =
    all(drawing.levels.map((level) => wrap(level, step - air, 2, measure))) ??
    // Every other name one line lower, so that each has the width of two steps.
    all(drawing.levels.map((level, i) => (wrap(level, 1.8 * step - air, 1, measure) ? (i % 2 ? ['', level] : [level]) : null)));
  const half = (level: number) => Math.max(0, ...(levels?.[level] ?? []).map((line) => measure(line) / 2 + 2));
  const tall = levels ? Math.max(...levels.map((level) => level.length)) : 0;
  return {
    narrow,
    small,
    left: narrow ? Math.max(edge, half(0)) : base,
    right: Math.max(edge, half(4)),
    top: scaled(look, (narrow ? 34 : 26) + tall * 16),
    levels
  };
}

/**
 * The levels' lines, numbers and names.
 *
 * @param at from a level to its place
 * @param rows where each row's picture begins and ends, so that the lines leave names above it free on a narrow screen
 */
export function levelLines(
  ctx: Pen,
  at: (level: number) => number,
  rows: readonly (readonly [number, number])[],
  ends: readonly [number, number],
  layout: LadderLayout,
  { drawing, look }: Scene<Rungs>
): void {
  drawing.levels.forEach((_, level) => {
    const x = Math.round(at(level)) + 0.5;
    ctx.beginPath();
    for (const [from, to] of layout.narrow ? rows : [ends]) {
      ctx.moveTo(x, from);
      ctx.lineTo(x, to);
    }
    ctx.lineWidth = 1;
    ctx.strokeStyle = look.rule;
    ctx.stroke();
    print(ctx, String(level), at(level), scaled(look, 9), font(look, 14, 700), look.ink, 'center');
    layout.levels?.[level]!.forEach((line, i) =>
      print(ctx, line, at(level), scaled(look, 27 + i * 16), font(look, layout.small), look.soft, 'center')
    );
  });
}

/** How far above the middle of a row its name stands on a narrow screen, at a text size of 16 px. */
export const ABOVE = RING + 11;

/** A row's name, and the word for what is not told: above the bar where it is narrow, else left of it. */
export function nameRow(
  ctx: Pen,
  row: Rungs['rows'][number],
  y: number,
  left: number,
  width: number,
  { narrow }: LadderLayout,
  { drawing, look }: Scene<Rungs>
): void {
  const [big, small] = [font(look, 15), font(look, 13)];
  const reason = row.reason ? drawing.reasons[row.reason] : '';
  const edge = scaled(look, RING - KNOB);
  if (narrow) {
    const above = y - scaled(look, ABOVE);
    const taken = reason ? measureIn(ctx, small)(reason) + scaled(look, 12) : 0;
    const [name] = fit(row.name, width - 2 * edge - taken, 1, measureIn(ctx, big));
    print(ctx, name!, edge, above, big, look.ink, 'left');
    if (reason) print(ctx, reason, width - edge, above, small, look.soft, 'right');
    return;
  }
  const max = left - scaled(look, RING + 6);
  const name = fit(row.name, max, reason ? 1 : 2, measureIn(ctx, big));
  const why = reason ? fit(reason, max, 2, measureIn(ctx, small)) : [];
  const leading = scaled(look, 18);
  const top = y - ((name.length + why.length - 1) * leading) / 2;
  name.forEach((line, i) => print(ctx, line, 0, top + i * leading, big, look.ink, 'left'));
  why.forEach((line, i) => print(ctx, line, 0, top + (name.length + i) * leading, small, look.soft, 'left'));
}
