// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Keeping } from '#lib/app/keeping.ts';

const kept: string[] = [];
const wait = (seconds: number) => vi.advanceTimersByTime(seconds * 1_000);
const sign = (name: string, on: EventTarget = document.body) => on.dispatchEvent(new Event(name));
const hide = (hidden = true) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  sign('visibilitychange', document);
};

let keeping: Keeping;
beforeEach(() => {
  vi.useFakeTimers();
  kept.length = 0;
  keeping = new Keeping((path) => kept.push(path));
});
afterEach(() => {
  // Ends what a test left waiting.
  keeping.at('/nowhere/');
  wait(60);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('on the start page, opening it and waiting is enough', () => {
  keeping.at('/');
  wait(1);
  expect(kept).toEqual([]);
  wait(1);
  expect(kept).toEqual(['/']);
});

test('who only reads on scrolls and moves the pointer; a moment without is enough', () => {
  keeping.at('/about/');
  for (const name of ['scroll', 'pointermove', 'pointerdown', 'keydown', 'wheel']) {
    wait(1.4);
    sign(name);
  }
  expect(kept).toEqual([]);
  wait(1.6);
  expect(kept).toEqual(['/about/']);
});

test('each page is told of once, with its own pause, so that what it needs besides can be kept', () => {
  keeping.at('/rubrics/');
  keeping.at('/rubrics/edit/');
  wait(2);
  keeping.at('/rubrics/edit/');
  wait(60);
  expect(kept).toEqual(['/rubrics/edit/']);
  keeping.at('/rubrics/');
  wait(2);
  expect(kept).toEqual(['/rubrics/edit/', '/rubrics/']);
});

describe('where answers are given', () => {
  test('nothing is fetched before the first answer is stored, however long it takes', () => {
    keeping.at('/assess/');
    wait(600);
    expect(kept).toEqual([]);
  });

  test('nothing is fetched while answer follows on answer', () => {
    keeping.at('/assess/');
    keeping.answered();
    for (let answer = 0; answer < 31; answer++) {
      wait(8);
      sign('pointerdown');
      wait(1.5);
      sign('keydown');
    }
    expect(kept).toEqual([]);
  });

  test('it is fetched in a pause after the first answer, once', () => {
    keeping.at('/assess/');
    keeping.answered();
    wait(6);
    sign('pointerdown');
    wait(9);
    expect(kept).toEqual([]);
    wait(2);
    expect(kept).toEqual(['/assess/']);
    sign('pointerdown');
    wait(60);
    expect(kept).toEqual(['/assess/']);
  });

  test('it is fetched soon after the page is left for the result', () => {
    keeping.at('/assess/');
    keeping.answered();
    wait(3);
    keeping.at('/result/');
    wait(2);
    expect(kept).toEqual(['/result/']);
  });

  test('it is fetched when the page is out of sight, also before any answer', () => {
    keeping.at('/assess/');
    wait(3);
    hide(false);
    expect(kept).toEqual([]);
    hide();
    expect(kept).toEqual(['/assess/']);
    hide();
    wait(60);
    expect(kept).toEqual(['/assess/']);
  });
});
