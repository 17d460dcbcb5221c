/** The signs that the picture is made of; each has a shape of its own, so that none needs its colour. */
import type { Reached } from '#lib/domain/model.ts';
import type { Lane } from './fields.ts';
import type { Look } from './look.ts';
import { font, type Pen } from './pen.ts';

/** What a legend explains. */
export type Sign = 'now' | 'before' | 'back' | 'way' | 'band' | 'gate' | 'target' | 'role';

/** The same of a group's picture. */
export type GroupSign = 'person' | 'joined' | 'middle';

/** Width and height of a sign in a legend, at a text size of 16 px. */
export const SIGN = { width: 30, height: 22 };

/** A sign as a legend shows it, in a place of `SIGN`'s size at 0, 0. */
export function paintSign(pen: Pen, sign: Sign | GroupSign, look: Look): void {
  const s = look.text / 16;
  const [x, y] = [(SIGN.width / 2) * s, (SIGN.height / 2) * s];
  const colour = look.levels[2]!;
  if (sign === 'way') capsule(pen, 2 * s, 28 * s, y, 0.6, colour, look);
  else if (sign === 'band') unsure(pen, x, y, 8.5 * s, look);
  else if (sign === 'gate') gate(pen, x, y, look);
  else if (sign === 'target') flag(pen, x - 4 * s, y + 4 * s, look);
  else if (sign === 'person') disc(pen, x, y, 5 * s, colour);
  else if (sign === 'joined') dashedBox(pen, { x: 2 * s, y: 3 * s, width: 26 * s, height: 16 * s }, 4 * s, look.card, look.ink, 1.5 * s);
  else if (sign === 'middle') box(pen, 3 * s, y - 1.5 * s, 24 * s, 3 * s, look.ink);
  else if (sign === 'role') {
    for (let d = 6 * s; d < 44 * s; d += 6 * s)
      stroke(
        pen,
        [3 * s + Math.max(0, d - 18 * s), 2 * s + Math.min(d, 18 * s)],
        [3 * s + Math.min(d, 24 * s), 2 * s + Math.max(0, d - 24 * s)],
        look.soft,
        s
      );
  } else {
    const thick = (sign === 'now' ? 7 : 3) * s;
    if (sign !== 'back') box(pen, s, y - thick / 2, 14 * s, thick, colour);
    marker(pen, sign === 'back' ? x : 19 * s, y, sign, null, look, 9 * s);
  }
}

/** Now: a filled disc. Before: an empty one. As it is seen from today: an empty diamond. */
export function marker(pen: Pen, x: number, y: number, kind: Lane['kind'], level: Reached | null, look: Look, radius: number): void {
  const s = look.text / 16;
  const colour = look.levels[level ?? 2]!;
  pen.beginPath();
  if (kind === 'back') {
    const half = radius * 1.25;
    pen.moveTo(x, y - half);
    pen.lineTo(x + half, y);
    pen.lineTo(x, y + half);
    pen.lineTo(x - half, y);
    pen.closePath();
  } else pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = kind === 'now' ? colour : look.card;
  pen.fill();
  pen.strokeStyle = kind === 'now' ? look.card : colour;
  pen.lineWidth = 1.75 * s;
  pen.stroke();
  if (level === null) return;
  pen.font = font(look, radius > 12 * s ? 15 : 13, 700);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = kind === 'now' ? look.card : look.ink;
  pen.fillText(String(level), x, y + 0.5 * s);
}

/** What joins two dates: dots, since nobody measured what lies between. */
export function joined(
  pen: Pen,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  radius: number,
  look: Look
): void {
  const s = look.text / 16;
  const length = Math.hypot(x2 - x1, y2 - y1);
  const clear = radius + 2 * s;
  if (length <= 2 * clear) return;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  pen.setLineDash([1.5 * s, 3.5 * s]);
  stroke(pen, [x1 + ux * clear, y1 + uy * clear], [x2 - ux * clear, y2 - uy * clear], look.ink, 1.5 * s);
  pen.setLineDash([]);
}

/** Where it could be as well: a dashed ring that asks. */
export function unsure(pen: Pen, x: number, y: number, radius: number, look: Look): void {
  const s = look.text / 16;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = look.card;
  pen.fill();
  pen.strokeStyle = look.ink;
  pen.lineWidth = 1.5 * s;
  pen.setLineDash([3 * s, 2.5 * s]);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = font(look, 12, 600);
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = look.ink;
  pen.fillText('?', x, y + 0.5 * s);
}

/** The way to the next field and how much of it is done; its end stays open. */
export function capsule(pen: Pen, from: number, to: number, y: number, share: number, colour: string, look: Look): void {
  const s = look.text / 16;
  if (to - from < 4 * s) return;
  const half = Math.min(4.5 * s, (to - from) / 2);
  const pill = (end: number) => {
    pen.beginPath();
    pen.moveTo(from + half, y - half);
    pen.lineTo(end - half, y - half);
    pen.arc(end - half, y, half, -Math.PI / 2, Math.PI / 2);
    pen.lineTo(from + half, y + half);
    pen.arc(from + half, y, half, Math.PI / 2, 1.5 * Math.PI);
    pen.closePath();
  };
  pill(to);
  pen.fillStyle = look.card;
  pen.fill();
  if (share > 0) {
    pill(Math.max(from + 2 * half, from + (to - from) * share));
    pen.fillStyle = colour;
    pen.fill();
  }
  pill(to);
  pen.strokeStyle = look.soft;
  pen.lineWidth = 1.25 * s;
  pen.stroke();
}

/** A lock: the gate to the next field is closed. */
export function gate(pen: Pen, x: number, y: number, look: Look): void {
  const s = look.text / 16;
  box(pen, x - 9 * s, y - 3 * s, 18 * s, 14 * s, look.card);
  // Down to the body, on both sides: a lock with a gap looks open.
  pen.beginPath();
  pen.moveTo(x - 4 * s, y);
  pen.lineTo(x - 4 * s, y - 4 * s);
  pen.arc(x, y - 4 * s, 4 * s, Math.PI, 2 * Math.PI);
  pen.lineTo(x + 4 * s, y);
  for (const [width, colour] of [
    [6, look.card],
    [2.25, look.you]
  ] as const) {
    pen.strokeStyle = colour;
    pen.lineWidth = width * s;
    pen.stroke();
  }
  box(pen, x - 7 * s, y - s, 14 * s, 10 * s, look.you);
  stroke(pen, [x, y + 2 * s], [x, y + 6 * s], look.card, 2 * s);
}

export function flag(pen: Pen, x: number, y: number, look: Look): void {
  const s = look.text / 16;
  stroke(pen, [x, y - 13 * s], [x, y + 5 * s], look.you, 2 * s);
  pen.beginPath();
  pen.moveTo(x, y - 13 * s);
  pen.lineTo(x + 10 * s, y - 9 * s);
  pen.lineTo(x, y - 5 * s);
  pen.closePath();
  pen.fillStyle = look.you;
  pen.fill();
}

export function stroke(
  pen: Pen,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  colour: string,
  width: number
): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.stroke();
}

export function disc(pen: Pen, x: number, y: number, radius: number, colour: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
}

export function box(pen: Pen, x: number, y: number, width: number, height: number, colour: string): void {
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + width, y);
  pen.lineTo(x + width, y + height);
  pen.lineTo(x, y + height);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

interface Edges {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

function rounded(pen: Pen, { x, y, right, bottom }: Edges, round: number): void {
  pen.beginPath();
  pen.moveTo(x + round, y);
  pen.arc(right - round, y + round, round, -Math.PI / 2, 0);
  pen.arc(right - round, bottom - round, round, 0, Math.PI / 2);
  pen.arc(x + round, bottom - round, round, Math.PI / 2, Math.PI);
  pen.arc(x + round, y + round, round, Math.PI, 1.5 * Math.PI);
  pen.closePath();
}

/** One of the four fields. */
export function fieldBox(pen: Pen, edges: Edges, round: number, fill: string, line: string, width: number): void {
  rounded(pen, edges, round);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = line;
  pen.lineWidth = width;
  pen.stroke();
}

/** What was joined, so that nobody can tell where in it each one stands. */
export function dashedBox(
  pen: Pen,
  { x, y, width, height }: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  round: number,
  fill: string,
  line: string,
  thick: number
): void {
  pen.setLineDash([3 * thick, 2 * thick]);
  fieldBox(pen, { x, y, right: x + width, bottom: y + height }, round, fill, line, thick);
  pen.setLineDash([]);
}
