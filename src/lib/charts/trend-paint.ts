/** Draws one competency over time: steps between levels, margin bands, target, and how a time was seen later. */
import { measureIn, print } from './axis.ts';
import { onCanvas, type Paint } from './canvas.ts';
import type { Look } from './look.ts';
import { dashes, diamond, font, KNOB, knob, ring, RING, scaled, type Pen } from './marks.ts';
import type { Drawn } from './picture.ts';
import { placesOf, type Trend, type TrendPoint } from './trend.ts';

export interface TrendDrawing extends Trend {
  /** The first and the last date, in words. */
  readonly dates: readonly [string, string];
}

export function drawTrend(canvas: HTMLCanvasElement, drawing: TrendDrawing, look: Look): Drawn<TrendDrawing> {
  return onCanvas(canvas, drawing, look, paintTrend, () => 300);
}

const DOT = 4;

export const paintTrend: Paint<TrendDrawing> = (ctx, size, { drawing, look }) => {
  const { points, target, dates } = drawing;
  const untold = points.some(({ level }) => level === null);
  const left = scaled(look, 14 + RING + 6);
  const right = scaled(look, RING + 4) + (points.some(({ back }) => back !== null) ? scaled(look, KNOB + 9) : 0);
  const top = scaled(look, RING + 2);
  const width = size.width - left - right;
  const measure = measureIn(ctx, font(look, 13));
  const apart = points.length > 1 && measure(dates[0]) + measure(dates[1]) + scaled(look, 16) > size.width - left;
  const under = scaled(look, RING + 14 + (untold ? 20 : 0) + (apart ? 18 : 0));
  const bottom = size.height - under - scaled(look, 6);
  const y = (level: number) => bottom - ((bottom - top) * level) / 4;

  ctx.save();
  for (const level of [0, 1, 2, 3, 4]) {
    line(ctx, scaled(look, 20), Math.round(y(level)) + 0.5, size.width, Math.round(y(level)) + 0.5, 1, look.rule);
    print(ctx, String(level), scaled(look, 7), y(level), font(look, 14, 700), look.ink, 'center');
  }
  const xs = placesOf(
    points.map(({ at }) => at),
    width,
    scaled(look, 2 * KNOB + 4)
  ).map((x) => x + left);
  const gaps = xs.slice(1).map((x, i) => x - xs[i]!);
  const dense = gaps.some((gap) => gap < scaled(look, 2 * KNOB));
  bands(ctx, points, xs, y, look, dense);
  steps(ctx, points, xs, y, look, dense);
  points.forEach((point, i) => {
    const x = xs[i]!;
    const last = i === points.length - 1;
    if (point.level === null) {
      const lane = bottom + scaled(look, RING + 8);
      dashes(ctx, [x - scaled(look, dense ? 2 : KNOB), lane], [x + scaled(look, dense ? 2 : KNOB), lane], look);
    }
    if (point.back !== null) {
      const [bx, by] = [dense ? x : x + scaled(look, KNOB + 10), y(point.back)];
      if (!dense && point.level !== null && point.level !== point.back) line(ctx, x, y(point.level), bx, by, 1.5, look.you);
      diamond(ctx, bx, by, look, null, dense ? DOT + 1 : 8);
    }
    if (last && target !== null) ring(ctx, x, y(target), look);
    if (point.level === null) return;
    if (dense && !last) dot(ctx, x, y(point.level), look.levels[point.level]!, look);
    else knob(ctx, x, y(point.level), point.level, look);
  });
  const base = size.height - scaled(look, 9 + (apart ? 18 : 0));
  if (points.length > 1) {
    print(ctx, dates[0], left - scaled(look, KNOB), base, font(look, 13), look.soft, 'left');
    print(ctx, dates[1], size.width, base + (apart ? scaled(look, 18) : 0), font(look, 13), look.soft, 'right');
  } else print(ctx, dates[1], left + width / 2, base, font(look, 13), look.soft, 'center');
  ctx.restore();
};

function line(ctx: Pen, x1: number, y1: number, x2: number, y2: number, width: number, colour: string): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.stroke();
}

function dot(ctx: Pen, x: number, y: number, colour: string, look: Look): void {
  ctx.beginPath();
  ctx.arc(x, y, scaled(look, DOT), 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
}

/** Margin bands: each of its own where there is room, else as one shape. */
function bands(
  ctx: Pen,
  points: readonly TrendPoint[],
  xs: readonly number[],
  y: (level: number) => number,
  look: Look,
  dense: boolean
): void {
  points.forEach(({ level, band: [low, high] }, i) => {
    if (level === null || low === high) return;
    const x = xs[i]!;
    if (dense) {
      const to = xs[i + 1] ?? x + scaled(look, DOT);
      ctx.fillStyle = look.rule;
      ctx.fillRect(x, y(high), Math.max(1, to - x), y(low) - y(high));
      return;
    }
    const cap = scaled(look, 10);
    line(ctx, x, y(low), x, y(high), scaled(look, 2), look.ink);
    for (const end of [low, high]) line(ctx, x - cap, y(end), x + cap, y(end), scaled(look, 2), look.ink);
  });
}

/** The line stays on a level until the next time, and is broken where no level is told; dashed where the rubric has changed. */
function steps(
  ctx: Pen,
  points: readonly TrendPoint[],
  xs: readonly number[],
  y: (level: number) => number,
  look: Look,
  dense: boolean
): void {
  for (let i = 1; i < points.length; i++) {
    const [before, now] = [points[i - 1]!, points[i]!];
    if (before.level === null || now.level === null) continue;
    // In the middle between two marks, so that the step is not hidden under one.
    const turn = dense ? xs[i]! : (xs[i - 1]! + xs[i]!) / 2;
    ctx.beginPath();
    ctx.moveTo(xs[i - 1]!, y(before.level));
    ctx.lineTo(turn, y(before.level));
    ctx.lineTo(turn, y(now.level));
    ctx.lineTo(xs[i]!, y(now.level));
    ctx.lineWidth = scaled(look, 2.5);
    ctx.strokeStyle = look.soft;
    ctx.setLineDash(now.revised ? [scaled(look, 2), scaled(look, 4)] : []);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}
