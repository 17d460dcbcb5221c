/** Charts that are drawn by hand: no library, only a canvas that follows its parent's size. */
import type { Scene } from './axis.ts';
import type { Size } from './layout.ts';
import { PAPER, type Look } from './look.ts';
import type { Pen } from './marks.ts';
import { picture, type Drawn } from './picture.ts';

/** Draws a scene into a place that begins at 0, 0. */
export type Paint<Drawing> = (ctx: Pen, size: Size, scene: Scene<Drawing>) => void;

/**
 * @param height of the saved picture's chart
 * @throws Error where the browser gives no canvas to draw on
 */
export function onCanvas<Drawing>(
  canvas: HTMLCanvasElement,
  first: Drawing,
  look: Look,
  paint: Paint<Drawing>,
  height: (drawing: Drawing) => number
): Drawn<Drawing> {
  const ctx = canvas.getContext('2d');
  const parent = canvas.parentElement;
  if (!ctx || !parent) throw new Error('no canvas');
  let scene: Scene<Drawing> = { drawing: first, look };
  const draw = () => {
    const { clientWidth: width, clientHeight: height } = parent;
    if (!width || !height) return;
    const density = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    ctx.scale(density, density);
    paint(ctx, { width, height }, scene);
  };
  // Called once when it begins, and then whenever the size has changed.
  const watching = new ResizeObserver(draw);
  watching.observe(parent);
  return {
    update(drawing, look) {
      scene = { drawing, look };
      draw();
    },
    picture: (words, kind) =>
      picture(words, kind, height(scene.drawing), (sheet, { left, top, ...size }) => {
        sheet.save();
        sheet.translate(left, top);
        paint(sheet, size, { drawing: scene.drawing, look: PAPER });
        sheet.restore();
      }),
    destroy: () => watching.disconnect()
  };
}
