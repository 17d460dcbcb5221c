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

/**
 * The largest circle of equal sectors that leaves room for a label outside each of them.
 *
 * @param labels size of each sector's label, clockwise from the top
 * @param gap space between circle and label, and between labels
 * @returns `null` when even the smallest circle leaves no room
 */
export function ringLayout(labels: readonly Size[], area: Size, gap: number, smallest: number): Ring | null {
  for (let radius = Math.floor(Math.min(area.width, area.height) / 2); radius >= smallest; radius--) {
    const around = labels.map((label, i) => outside(label, middleOf(i, labels.length), radius + gap));
    if (around.some((a, i) => around.some((b, j) => j < i && overlap(a, b, gap)))) continue;
    const left = Math.min(-radius, ...around.map((box) => box.left));
    const right = Math.max(radius, ...around.map((box) => box.left + box.width));
    const top = Math.min(-radius, ...around.map((box) => box.top));
    const bottom = Math.max(radius, ...around.map((box) => box.top + box.height));
    if (right - left > area.width || bottom - top > area.height) continue;
    const [x, y] = [Math.round((area.width - left - right) / 2), Math.round((area.height - top - bottom) / 2)];
    return { x, y, radius, boxes: around.map((box) => ({ ...box, left: box.left + x, top: box.top + y })) };
  }
  return null;
}

/** Moves a box out along a ray from the origin until it stands clear of a circle around it. */
function outside({ width, height }: Size, angle: number, clear: number): Box {
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const gapTo = (t: number) => Math.hypot(Math.max(Math.abs(t * ux) - width / 2, 0), Math.max(Math.abs(t * uy) - height / 2, 0));
  let [near, far] = [0, clear + width + height];
  while (far - near > 0.5) {
    const middle = (near + far) / 2;
    if (gapTo(middle) < clear) near = middle;
    else far = middle;
  }
  return { left: far * ux - width / 2, top: far * uy - height / 2, width, height };
}

function overlap(a: Box, b: Box, gap: number): boolean {
  return a.left < b.left + b.width + gap && b.left < a.left + a.width + gap && a.top < b.top + b.height + gap && b.top < a.top + a.height + gap;
}
