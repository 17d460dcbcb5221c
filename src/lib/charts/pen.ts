/** What pictures are drawn with: as much of a canvas as they need, which `svg.ts` has too. */
import type { Look } from './look.ts';

export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'arc'
  | 'beginPath'
  | 'closePath'
  | 'direction'
  | 'fill'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'lineTo'
  | 'lineWidth'
  | 'measureText'
  | 'moveTo'
  | 'setLineDash'
  | 'stroke'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
>;

/** As much of a canvas as measures texts. */
export type Ruler = Pick<Pen, 'font' | 'measureText'>;

/** Something to draw: how high it is at a width, and what draws it. */
export type Painting = (ruler: Ruler, width: number, look: Look) => { readonly height: number; readonly paint: (pen: Pen) => void };

/** @param size at a text size of 16 px; never drawn under 12 px */
export const font = (look: Look, size: number, weight = 400, family = look.sans) =>
  `${weight} ${Math.max(12, (size * look.text) / 16)}px ${family}`;

const SIDES = { left: 'right', right: 'left' } as const;

/**
 * A pen for languages that are written from the right: what is drawn to the left comes out on the right, with its letters as they are.
 *
 * @param width of the picture
 */
export function mirrored(pen: Pen, width: number): Pen {
  const across: Partial<Pen> = {
    moveTo: (x, y) => pen.moveTo(width - x, y),
    lineTo: (x, y) => pen.lineTo(width - x, y),
    arc: (x, y, radius, from, to, back = false) => pen.arc(width - x, y, radius, Math.PI - from, Math.PI - to, !back),
    fillText: (text, x, y) => pen.fillText(text, width - x, y)
  };
  return new Proxy(pen, {
    get(pen, key: keyof Pen) {
      const own = across[key] ?? pen[key];
      return typeof own === 'function' && !(key in across) ? (own as () => void).bind(pen) : own;
    },
    set: (pen, key: keyof Pen, value: never) => Reflect.set(pen, key, key === 'textAlign' ? (SIDES[value] ?? value) : value, pen)
  });
}
