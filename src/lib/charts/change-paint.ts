/** Draws positions of two times, and of a look back, one above the other on the ladder of levels. */
import { ABOVE, ladderLayout, levelLines, nameRow, print, type Rungs } from './axis.ts';
import { onCanvas, type Paint } from './canvas.ts';
import { AIR, changeHeight, NAME, TRACK, type ChangeRow, type Track } from './change.ts';
import type { Look } from './look.ts';
import { band, dashes, diamond, font, KNOB, knob, past, scaled, type Pen } from './marks.ts';
import type { Drawn } from './picture.ts';

export interface ChangeDrawing extends Omit<Rungs, 'rows'> {
  readonly rows: readonly ChangeRow[];
}

export function drawChange(canvas: HTMLCanvasElement, drawing: ChangeDrawing, look: Look): Drawn<ChangeDrawing> {
  return onCanvas(canvas, drawing, look, paintChange, ({ rows }) => changeHeight(rows, false));
}

const paintChange: Paint<ChangeDrawing> = (ctx, { width, height }, { drawing, look }) => {
  const named = drawing.rows.map(({ name }) => ({ name, reason: null }));
  const scene = { drawing: { ...drawing, rows: named }, look };
  const layout = ladderLayout(ctx, width, scene);
  const at = (level: number) => layout.left + ((width - layout.left - layout.right) * level) / 4;
  const above = layout.narrow ? scaled(look, NAME) : 0;
  let top = layout.top;
  const places = drawing.rows.map(({ tracks }) => {
    const from = top + above + scaled(look, AIR / 2);
    const to = from + scaled(look, tracks.length * TRACK);
    top = to + scaled(look, AIR / 2);
    return [from, to] as const;
  });
  ctx.save();
  levelLines(ctx, at, places, [layout.top, Math.min(height, top)], layout, scene);
  drawing.rows.forEach(({ tracks, moved }, i) => {
    const [from, to] = places[i]!;
    const middle = layout.narrow ? from + scaled(look, ABOVE - NAME / 2) : (from + to) / 2;
    nameRow(ctx, named[i]!, middle, layout.left, width, layout, scene);
    if (i > 0 && !layout.narrow) rule(ctx, from - scaled(look, AIR / 2), width, look);
    const y = (n: number) => from + scaled(look, (n + 0.5) * TRACK);
    if (moved) arrow(ctx, tracks, at, y, look);
    tracks.forEach((track, n) => mark(ctx, track, at, y(n), look, drawing.reasons));
  });
  ctx.restore();
};

function rule(ctx: Pen, y: number, width: number, look: Look): void {
  ctx.beginPath();
  ctx.moveTo(0, Math.round(y) + 0.5);
  ctx.lineTo(width, Math.round(y) + 0.5);
  ctx.lineWidth = 1;
  ctx.strokeStyle = look.rule;
  ctx.stroke();
}

/** From the time before to now. */
function arrow(ctx: Pen, tracks: readonly Track[], at: (level: number) => number, y: (n: number) => number, look: Look): void {
  const [first, last] = [tracks[0]!, tracks.at(-1)!];
  if (first.level === null || last.level === null) return;
  const [x1, y1, x2, y2] = [at(first.level), y(0), at(last.level), y(tracks.length - 1)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const clear = scaled(look, KNOB + 2);
  const [tipX, tipY] = [x2 - ux * clear, y2 - uy * clear];
  const head = scaled(look, 8);
  ctx.beginPath();
  ctx.moveTo(x1 + ux * clear, y1 + uy * clear);
  ctx.lineTo(tipX - ux * head * 0.6, tipY - uy * head * 0.6);
  ctx.lineWidth = scaled(look, 2);
  ctx.strokeStyle = look.edge;
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(tipX, tipY);
  ctx.lineTo(tipX - ux * head - uy * head * 0.6, tipY - uy * head + ux * head * 0.6);
  ctx.lineTo(tipX - ux * head + uy * head * 0.6, tipY - uy * head - ux * head * 0.6);
  ctx.closePath();
  ctx.fillStyle = look.edge;
  ctx.fill();
}

function mark(ctx: Pen, track: Track, at: (level: number) => number, y: number, look: Look, reasons: ChangeDrawing['reasons']): void {
  if (track.level === null) {
    dashes(ctx, [at(0), y], [at(4), y], look);
    const text = reasons[track.reason ?? 'open'];
    ctx.font = font(look, 13);
    const half = ctx.measureText(text).width / 2 + scaled(look, 6);
    ctx.fillStyle = look.card;
    ctx.fillRect(at(2) - half, y - scaled(look, 9), 2 * half, scaled(look, 18));
    print(ctx, text, at(2), y, font(look, 13), look.soft, 'center');
    return;
  }
  if (track.band[0] < track.band[1]) band(ctx, at(track.band[0]), at(track.band[1]), y, look);
  if (track.kind === 'before') past(ctx, at(track.level), y, track.level, look);
  else if (track.kind === 'back') diamond(ctx, at(track.level), y, look, track.level);
  else knob(ctx, at(track.level), y, track.level, look);
}
