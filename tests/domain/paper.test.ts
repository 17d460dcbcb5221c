import { describe, expect, test } from 'vitest';
import { boxesOf, clockFrom } from '#lib/domain/assessment/paper.ts';

test('a statement has two boxes; an essential has one for each answer', () => {
  expect(boxesOf({ essential: [2] }, 1)).toEqual([2, 1]);
  expect(boxesOf({ essential: [2] }, 2)).toEqual([2, 1, 0, 'na']);
});

describe('the clock of what is typed in', () => {
  test('goes on from the day on the paper', () => {
    let now = 5_000;
    const clock = clockFrom(1_000, () => now);
    expect(clock()).toBe(1_000);
    now += 30;
    expect(clock()).toBe(1_030);
  });

  test('is never ahead of the true time', () => {
    let now = 5_000;
    const clock = clockFrom(9_000, () => now);
    expect(clock()).toBe(5_000);
    now += 10;
    expect(clock()).toBe(5_010);
  });
});
