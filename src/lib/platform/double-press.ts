/**
 * The second half of a double click or double tap whose first half has put another control under the pointer: it was meant for the one that was
 * there. While answering, `press.ts` knows screens, and each has its own rule; elsewhere this holds for everything.
 */

/** Between the halves of a double press there are no more milliseconds, and no more CSS pixels: controls that stand beside each other are not this near. */
const SOON = 400;
const NEAR = 8;
const CONTROLS = 'a,button,input,select,summary,label';

interface Half {
  readonly x: number;
  readonly y: number;
  readonly at: number;
  /** The control that was meant. */
  readonly on: Element | null;
  /** Soon after another press, at the same place, on another control. */
  readonly moved: boolean;
  readonly touch: boolean;
}

/** From now on such a second half does nothing, on any page. @returns a function that ends it */
export function ignoreDoublePresses(): () => void {
  let last: Half | null = null;
  const press = ({ clientX: x, clientY: y, target, pointerType }: PointerEvent) => {
    const [at, on] = [performance.now(), (target as Partial<Element>).closest?.(CONTROLS) ?? null];
    const soon = last !== null && at - last.at < SOON && Math.hypot(x - last.x, y - last.y) < NEAR;
    const moved = soon && on !== null && last!.on !== null && on !== last!.on;
    // A third press is judged by the control that the first one meant.
    last = { x, y, at, on: moved ? last!.on : on, moved, touch: pointerType === 'touch' };
  };
  const click = (event: MouseEvent) => {
    // A key presses without a pointer. Of a finger not every browser counts presses.
    if (event.detail === 0 || !last?.moved || !(event.detail > 1 || last.touch)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  document.addEventListener('pointerdown', press, { capture: true, passive: true });
  document.addEventListener('click', click, { capture: true });
  return () => {
    document.removeEventListener('pointerdown', press, { capture: true });
    document.removeEventListener('click', click, { capture: true });
  };
}
