// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ignoreDoublePresses } from '#lib/platform/double-press.ts';

let end: () => void;
let first: HTMLButtonElement;
const heard = vi.fn<() => void>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.advanceTimersByTime(10_000);
  document.body.innerHTML = '<main><button>first</button></main>';
  first = document.querySelector('button')!;
  first.addEventListener('click', heard);
  end = ignoreDoublePresses();
});
afterEach(() => {
  end();
  heard.mockClear();
  vi.useRealTimers();
  document.body.replaceChildren();
});

function press(on: Element, detail = 1, pointerType = 'mouse', [x, y] = [100, 100]) {
  on.dispatchEvent(new PointerEvent('pointerdown', { clientX: x, clientY: y, pointerType, bubbles: true }));
  on.dispatchEvent(new MouseEvent('click', { detail, bubbles: true, cancelable: true }));
}
/** Presses what lies at a point after the first press has changed the page there. */
function pressOther(detail: number, pointerType = 'mouse', at: [number, number] = [101, 100]) {
  const other = document.querySelector('main')!.appendChild(document.createElement('button'));
  other.addEventListener('click', heard);
  press(other, detail, pointerType, at);
}

test('a second half does nothing to another control that the first has put there, and nor does a third press', () => {
  press(first);
  vi.advanceTimersByTime(200);
  pressOther(2);
  vi.advanceTimersByTime(200);
  pressOther(3);
  expect(heard).toHaveBeenCalledTimes(1);
});

test('nor does one of a finger, whose presses not every browser counts', () => {
  press(first);
  vi.advanceTimersByTime(200);
  pressOther(1, 'touch');
  expect(heard).toHaveBeenCalledTimes(1);
});

test('it is none where the browser does not count two, where time has passed, or at another place', () => {
  press(first);
  vi.advanceTimersByTime(200);
  pressOther(1);
  vi.advanceTimersByTime(501);
  pressOther(2);
  vi.advanceTimersByTime(200);
  pressOther(2, 'mouse', [101, 140]);
  expect(heard).toHaveBeenCalledTimes(4);
});

test('on one control it counts twice, and a key is never swallowed', () => {
  press(first);
  press(first, 2);
  pressOther(0);
  expect(heard).toHaveBeenCalledTimes(3);
});
