/** The few marks that charts and their legends are made of, drawn on a canvas. */
import type { Look } from './look.ts';

/** As much of a canvas as drawings need; `svg.ts` has it too. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'clip'
  | 'closePath'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineCap'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
  | 'translate'
>;

/** A length in the drawing: as given at a text size of 16 px, and in proportion at others. */
export const scaled = (look: Look, length: number) => (length * look.text) / 16;

/** Sizes at a text size of 16 px. */
export const KNOB = 13;
export const RING = 18;
export const BAR = 16;

/** @param size at a text size of 16 px; never drawn under 12 px */
export const font = (look: Look, size: number, weight = 400, family = look.sans) =>
  `${weight} ${Math.max(12, scaled(look, size))}px ${family}`;

/**
 * A level's number in a circle of the level's colour: the number stands on the card, where it always reads.
 *
 * @param colour of the circle, where it is not the level's
 */
export function knob(ctx: Pen, x: number, y: number, level: number, look: Look, colour = look.levels[level]!): void {
  ctx.beginPath();
  ctx.arc(x, y, scaled(look, KNOB), 0, 2 * Math.PI);
  ctx.fillStyle = look.card;
  ctx.fill();
  ctx.beginPath();
  ctx.arc(x, y, scaled(look, KNOB - 2.5), 0, 2 * Math.PI);
  ctx.lineWidth = scaled(look, 3);
  ctx.strokeStyle = colour;
  ctx.stroke();
  number(ctx, x, y, level, look);
}

function number(ctx: Pen, x: number, y: number, level: number, look: Look): void {
  ctx.font = font(look, 14, 700);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = look.ink;
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = ctx.measureText(String(level));
  ctx.fillText(String(level), x, y + (up - down) / 2);
}

/** A bar from one place to another, as it is drawn in a legend. */
export function bar(ctx: Pen, from: number, to: number, y: number, colour: string, look: Look): void {
  const height = scaled(look, BAR);
  ctx.fillStyle = colour;
  ctx.fillRect(from, y - height / 2, to - from, height);
}

/**
 * The ring of a target.
 *
 * @param reached a circle with the level's number stands just here: the bar that leads to it ends at the ring
 */
export function ring(ctx: Pen, x: number, y: number, look: Look, reached = false): void {
  if (reached) {
    ctx.beginPath();
    ctx.arc(x, y, scaled(look, RING), 0, 2 * Math.PI);
    ctx.fillStyle = look.card;
    ctx.fill();
  }
  for (const [width, colour] of [
    [6, look.card],
    [3, look.you]
  ] as const) {
    ctx.beginPath();
    ctx.arc(x, y, scaled(look, RING - 1.5), 0, 2 * Math.PI);
    ctx.lineWidth = scaled(look, width);
    ctx.strokeStyle = colour;
    ctx.stroke();
  }
}

/**
 * The edge of a target: a piece of a circle, as far out as the level aimed at.
 *
 * @param from and `to`: its ends as angles, clockwise from the right
 */
export function rim(ctx: Pen, x: number, y: number, radius: number, from: number, to: number, look: Look): void {
  for (const [width, colour] of [
    [8, look.card],
    [4, look.you]
  ] as const) {
    ctx.beginPath();
    ctx.arc(x, y, radius, from, to);
    ctx.lineWidth = scaled(look, width);
    ctx.strokeStyle = colour;
    ctx.lineCap = 'butt';
    ctx.stroke();
  }
}

/**
 * A line with end caps.
 *
 * @param over the bar that it crosses, from and to: on it the line is in the ground's colour, which reads on every level's
 */
export function band(ctx: Pen, from: number, to: number, y: number, look: Look, over: readonly [number, number] | null = null): void {
  const cap = scaled(look, BAR / 2 + 4);
  const trace = () => {
    ctx.beginPath();
    for (const x of [from, to]) {
      ctx.moveTo(x, y - cap);
      ctx.lineTo(x, y + cap);
    }
    ctx.moveTo(from, y);
    ctx.lineTo(to, y);
    ctx.stroke();
  };
  ctx.lineCap = 'butt';
  ctx.lineWidth = scaled(look, 2);
  ctx.strokeStyle = look.ink;
  trace();
  if (!over) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(over[0], y - scaled(look, BAR) / 2, over[1] - over[0], scaled(look, BAR));
  ctx.clip();
  ctx.lineWidth = scaled(look, 3);
  ctx.strokeStyle = look.card;
  trace();
  ctx.restore();
}

/** Where no level can be told. */
export function dashes(ctx: Pen, from: readonly [number, number], to: readonly [number, number], look: Look): void {
  ctx.beginPath();
  ctx.moveTo(...from);
  ctx.lineTo(...to);
  ctx.lineWidth = scaled(look, 2);
  ctx.strokeStyle = look.edge;
  ctx.setLineDash([scaled(look, 5), scaled(look, 5)]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** How an earlier time is seen from today: a diamond, with the level's number where it is given. */
export function diamond(ctx: Pen, x: number, y: number, look: Look, level: number | null, size = KNOB + 2): void {
  const half = scaled(look, size);
  ctx.beginPath();
  ctx.moveTo(x, y - half);
  ctx.lineTo(x + half, y);
  ctx.lineTo(x, y + half);
  ctx.lineTo(x - half, y);
  ctx.closePath();
  ctx.fillStyle = look.card;
  ctx.fill();
  ctx.lineWidth = scaled(look, 2.5);
  ctx.strokeStyle = look.you;
  ctx.stroke();
  if (level !== null) number(ctx, x, y, level, look);
}

/** How an earlier time was reported then: a level's number in a dotted circle. */
export function past(ctx: Pen, x: number, y: number, level: number, look: Look): void {
  ctx.setLineDash([]);
  knob(ctx, x, y, level, look, look.card);
  ctx.beginPath();
  ctx.arc(x, y, scaled(look, KNOB - 2), 0, 2 * Math.PI);
  ctx.lineWidth = scaled(look, 2);
  ctx.strokeStyle = look.soft;
  ctx.setLineDash([scaled(look, 3), scaled(look, 2.5)]);
  ctx.stroke();
  ctx.setLineDash([]);
}
