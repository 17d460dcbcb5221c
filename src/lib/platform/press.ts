/**
 * Presses of a pointer that were meant for the screen before: the second half of a double tap, or a tap that was under way when the screen
 * changed. Keys, switches and whatever comes without a press that was seen are never among them.
 */

/** For so many milliseconds after a screen has come, a press at the same place as the last one was meant for the screen before. */
const SAME_PLACE = 400;
/** So near is the same place, in CSS pixels. */
const NEAR = 32;
/** So many milliseconds ago, at most, was the press that may have led to the screen; a slow device takes its time for that. */
const LED_HERE = 1500;

interface Press {
  readonly x: number;
  readonly y: number;
  readonly at: number;
  readonly screen: number;
}

/** Counts screens. */
let screen = 0;
let shownAt = 0;
let last: Press | null = null;
/** The press that led to this screen, as far as can be told. */
let before: Press | null = null;
/** A key has been pressed since the last press. */
let keyed = false;
/** The press that the click under way comes from; `null` where it comes from none. */
let clicking: Press | null = null;
/** The last press has had its click. */
let spent = true;

/** Sees presses from now on, on every page. @returns a function that ends it */
export function watchPresses(): () => void {
  const press = ({ clientX: x, clientY: y }: PointerEvent) => {
    keyed = false;
    last = { x, y, at: performance.now(), screen };
    spent = false;
  };
  const click = ({ detail }: MouseEvent) => {
    // A key presses without a pointer, even while the mouse is held down.
    const byKey = detail === 0;
    clicking = byKey || spent ? null : last;
    spent ||= !byKey;
  };
  const key = () => (keyed = true);
  addEventListener('keydown', key, { capture: true, passive: true });
  addEventListener('pointerdown', press, { capture: true, passive: true });
  addEventListener('click', click, { capture: true, passive: true });
  return () => {
    removeEventListener('keydown', key, { capture: true });
    removeEventListener('pointerdown', press, { capture: true });
    removeEventListener('click', click, { capture: true });
  };
}

/** Another screen stands where one stood, or the same one has come to ask something else. */
export function screenShown(): void {
  screen++;
  shownAt = performance.now();
  before = last && !keyed && shownAt - last.at < LED_HERE ? last : null;
}

/** Within the node, clicks that were meant for the screen before do nothing from now on. @returns a function that ends it */
export function onlyOwnPresses(node: Node): () => void {
  const judge = (event: Event) => {
    // A key presses without a pointer, also after a press that came to nothing.
    if ((event as MouseEvent).detail === 0 || !clicking || !isStray(clicking)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  node.addEventListener('click', judge, { capture: true });
  return () => node.removeEventListener('click', judge, { capture: true });
}

function isStray(press: Press): boolean {
  if (press.screen !== screen) return true;
  return before !== null && press.at - shownAt < SAME_PLACE && Math.hypot(press.x - before.x, press.y - before.y) < NEAR;
}
