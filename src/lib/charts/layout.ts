/** Places text in a drawing. Pure: how wide a text is comes in as a function. */

/** @returns a text's width in pixels, in the font in hand */
export type Measure = (text: string) => number;

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Breaks a text at spaces and after hyphens.
 *
 * @returns the lines, or `null` when it takes more lines than allowed or a part is wider than `max`
 */
export function wrap(text: string, max: number, lines: number, measure: Measure): string[] | null {
  const out: string[] = [];
  for (const part of text.match(/\s+|[^\s-]*-+|[^\s-]+/g) ?? []) {
    const last = out.at(-1);
    if (last !== undefined && measure((last + part).trim()) <= max) out[out.length - 1] = last + part;
    else if (part.trim()) out.push(part);
  }
  const trimmed = out.map((line) => line.trim());
  return trimmed.length <= lines && trimmed.every((line) => measure(line) <= max) ? trimmed : null;
}

/** Like `wrap`, and cuts with an ellipsis what does not fit. */
export function fit(text: string, max: number, lines: number, measure: Measure): string[] {
  const whole = wrap(text, max, lines, measure);
  if (whole) return whole;
  const letters = [...text];
  for (let n = letters.length - 1; n > 0; n--) {
    const cut = wrap(`${letters.slice(0, n).join('').trimEnd()}…`, max, lines, measure);
    if (cut) return cut;
  }
  return ['…'];
}

/** Like `fit`, and where the whole text fits, with lines of about the same length. */
export function balanced(text: string, max: number, lines: number, measure: Measure): string[] {
  let best = wrap(text, max, lines, measure);
  for (let narrower = max - 4; best && best.length > 1; narrower -= 4) {
    const next = wrap(text, narrower, best.length, measure);
    if (!next) break;
    best = next;
  }
  return best ?? fit(text, max, lines, measure);
}

export interface Ring {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Where each label stands, in the order given. */
  readonly boxes: readonly Box[];
}

/** The middle of a sector, in radians clockwise from the right as canvases count, the first sector's middle on top. */
export const middleOf = (index: number, count: number) => -Math.PI / 2 + (index * 2 * Math.PI) / count;

/** How far from its sector's middle a label may stand, as a share of half the sector. */
const ASTRAY = 0.75;

/**
 * The largest circle of equal sectors that leaves room for a label outside each of them.
 *
 * @param labels size of each sector's label, clockwise from the top
 * @param gap space between circle and label, and between labels
 * @returns `null` when even the smallest circle leaves no room
 */
export function ringLayout(labels: readonly Size[], area: Size, gap: number, smallest: number): Ring | null {
  for (let radius = Math.floor(Math.min(area.width, area.height) / 2); radius >= smallest; radius--) {
    const around = labels.map((label, i) => outside(label, middleOf(i, labels.length), radius + gap, area.width));
    if (around.some((box, i) => astray(box, middleOf(i, labels.length)) > (ASTRAY * Math.PI) / labels.length)) continue;
    if (around.some((a, i) => around.some((b, j) => j < i && overlap(a, b, gap)))) continue;
    const top = Math.min(-radius, ...around.map((box) => box.top));
    const bottom = Math.max(radius, ...around.map((box) => box.top + box.height));
    if (bottom - top > area.height || labels.some((label) => label.width > area.width)) continue;
    const [x, y] = [area.width / 2, Math.round((area.height - top - bottom) / 2)];
    return { x, y, radius, boxes: around.map((box) => ({ ...box, left: box.left + x, top: box.top + y })) };
  }
  return null;
}

/** Moves a box out along a ray from the origin until it clears a circle; what the width does not hold moves up or down instead. */
function outside({ width, height }: Size, angle: number, clear: number, across: number): Box {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const beside = (x: number) => Math.max(Math.abs(x) - width / 2, 0);
  const above = (y: number) => Math.max(Math.abs(y) - height / 2, 0);
  let [near, far] = [0, clear + width + height];
  while (far - near > 0.5) {
    const middle = (near + far) / 2;
    if (Math.hypot(beside(middle * ux), above(middle * uy)) < clear) near = middle;
    else far = middle;
  }
  let [x, y] = [far * ux, far * uy];
  const most = Math.max((across - width) / 2, 0);
  if (Math.abs(x) > most) {
    x = Math.sign(x) * most;
    const needs = Math.sqrt(Math.max(clear ** 2 - beside(x) ** 2, 0));
    if (above(y) < needs) y = (uy > 0 ? 1 : -1) * (needs + height / 2);
  }
  return { left: x - width / 2, top: y - height / 2, width, height };
}

/** The angle between a box's middle and a ray, in radians. */
function astray({ left, top, width, height }: Box, angle: number): number {
  const off = Math.abs(Math.atan2(top + height / 2, left + width / 2) - angle) % (2 * Math.PI);
  return Math.min(off, 2 * Math.PI - off);
}

function overlap(a: Box, b: Box, gap: number): boolean {
  return (
    a.left < b.left + b.width + gap && b.left < a.left + a.width + gap && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap
  );
}
