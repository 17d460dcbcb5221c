import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeHeight, changeRows } from '#lib/charts/change.ts';
import { placesOf } from '#lib/charts/trend.ts';
import { times } from '../support/scale.ts';

describe('where times stand', () => {
  test('in proportion to the time between them, where there is room', () =>
    expect(placesOf([0, 100, 400], 1000, 0)).toEqual([0, 250, 1000]));
  test('one alone stands in the middle', () => expect(placesOf([5], 300, 30)).toEqual([150]));
  test('two at one moment stand apart', () => expect(placesOf([5, 5], 300, 30)).toEqual([0, 300]));

  test('in order, within the width, and as far apart as there is room for', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: 2, maxLength: 40 }), fc.integer({ min: 100, max: 900 }), (list, width) => {
        const times = list.sort((a, b) => a - b);
        const places = placesOf(times, width, 30);
        const least = Math.min(30, (0.6 * width) / (times.length - 1));
        expect(places[0]).toBeCloseTo(0);
        expect(places.at(-1)).toBeCloseTo(width);
        places.slice(1).forEach((place, i) => expect(place - places[i]!).toBeGreaterThanOrEqual(least - 0.001));
      }),
      times(100)
    ));
});

test('a comparison without anything in common has no rows, and still a height', () => {
  expect(changeRows([], null, {})).toEqual([]);
  expect(changeHeight([], true)).toBeGreaterThan(0);
});
