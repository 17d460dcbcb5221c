// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

let ends: (() => void)[] = [];
let screenShown: () => void;
const heard = vi.fn<() => void>();
let box: HTMLInputElement;

beforeEach(async () => {
  // It knows presses of before, which are another page's.
  vi.resetModules();
  const { onlyOwnPresses, screenShown: shown, watchPresses } = await import('#lib/platform/press.ts');
  screenShown = shown;
  vi.useFakeTimers();
  vi.advanceTimersByTime(10_000);
  document.body.innerHTML = '<main><input type="checkbox"></main>';
  box = document.querySelector('input')!;
  box.addEventListener('click', heard);
  ends = [watchPresses(), onlyOwnPresses(document.querySelector('main')!)];
  screenShown();
});
afterEach(() => {
  ends.forEach((end) => end());
  heard.mockClear();
  vi.useRealTimers();
  document.body.replaceChildren();
});

const down = (x = 100, y = 100) => box.dispatchEvent(new PointerEvent('pointerdown', { clientX: x, clientY: y, bubbles: true }));
const click = (detail = 1) => box.dispatchEvent(new MouseEvent('click', { detail, bubbles: true, cancelable: true }));
const tap = (x = 100, y = 100) => {
  down(x, y);
  click();
};

describe('a press', () => {
  test('on the screen that it is meant for does what it does', () => {
    vi.advanceTimersByTime(10_000);
    tap();
    expect([heard.mock.calls.length, box.checked]).toEqual([1, true]);
  });

  test('that began on the screen before does nothing, and the box is not ticked', () => {
    down();
    screenShown();
    vi.advanceTimersByTime(2_000);
    click();
    expect([heard.mock.calls.length, box.checked]).toEqual([0, false]);
  });

  test('that follows at the same place within 400 ms of the new screen is the second half of a double tap', () => {
    tap();
    screenShown();
    vi.advanceTimersByTime(399);
    tap(110, 110);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('after 400 ms, or at another place, is meant for the new screen', () => {
    tap();
    screenShown();
    vi.advanceTimersByTime(100);
    tap(100, 140);
    expect(heard).toHaveBeenCalledTimes(2);
    screenShown();
    vi.advanceTimersByTime(401);
    tap(100, 140);
    expect(heard).toHaveBeenCalledTimes(3);
  });

  test('a third one in a row at the same place is judged by the one before the screen, not by the one that did nothing', () => {
    tap();
    screenShown();
    vi.advanceTimersByTime(200);
    tap();
    vi.advanceTimersByTime(250);
    tap();
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('on the first screen is never swallowed, however fast it comes', () => {
    vi.advanceTimersByTime(1);
    tap();
    tap();
    expect(heard).toHaveBeenCalledTimes(2);
  });
});

describe('what is no press of a pointer is never swallowed', () => {
  test('a key, which clicks without a pointer', () => {
    tap();
    screenShown();
    click(0);
    expect(heard).toHaveBeenCalledTimes(2);
  });

  test('a key, while a press of before is still held', () => {
    down();
    screenShown();
    click(0);
    expect(heard).toHaveBeenCalledOnce();
  });

  test('a switch, or a script, whose click was preceded by no press', () => {
    tap();
    screenShown();
    click();
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
