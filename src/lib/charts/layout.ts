/** Places text in a drawing. Pure: how wide a text is comes in as a function. */

/** @returns a text's width in pixels, in the font in hand */
export type Measure = (text: string) => number;

/** Spaces, and what stands between them up to a hyphen; a space that does not break belongs to its word. */
const PARTS = /[^\S\u00a0]+|(?:[^\s-]|\u00a0)*-+|(?:[^\s-]|\u00a0)+/g;

/**
 * Breaks a text at spaces and after hyphens.
 *
 * @returns the lines, or `null` when it takes more lines than allowed or a part is wider than `max`
 */
export function wrap(text: string, max: number, lines: number, measure: Measure): string[] | null {
  const out: string[] = [];
  for (const part of text.match(PARTS) ?? []) {
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

/** Like `wrap`, with lines of about the same length. */
export function balanced(text: string, max: number, lines: number, measure: Measure): string[] | null {
  let best = wrap(text, max, lines, measure);
  for (let narrower = max - 4; best && best.length > 1; narrower -= 4) {
    const next = wrap(text, narrower, best.length, measure);
    if (!next) break;
    best = next;
  }
  return best;
}
