import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reached } from '#lib/domain/model.ts';
import { lowerMedian, overallOf } from '#lib/domain/position/overall.ts';
import { position, rowsAt, rubric } from './examples.ts';
import { times } from '../support/scale.ts';

/** @param levels by competency; `null` is not assessed */
const overall = (levels: Record<string, Reached | null>) =>
  overallOf(
    Object.entries(levels).map(([id, level]) =>
      position(rubric(id, 6), level === null ? rowsAt(0).map(() => [null, null, null, null]) : rowsAt(level))
    )
  );

describe('the worked examples of the scoring rules', () => {
  test('2, 2, 1, 3, 2: typical 2, range 1 to 3, limited by privacy, 5 of 5', () =>
    expect(overall({ information: 2, writing: 2, privacy: 1, facilitating: 3, presence: 2 })).toEqual({
      typical: 2,
      secure: 1,
      furthest: 3,
      limitedBy: ['privacy'],
      basedOn: 5,
      of: 5
    }));

  test('3, 2, 2, not assessed, 1: typical 2, the lower middle one, range 1 to 3, 4 of 5', () =>
    expect(overall({ information: 3, writing: 2, privacy: 2, facilitating: null, presence: 1 })).toEqual({
      typical: 2,
      secure: 1,
      furthest: 3,
      limitedBy: ['presence'],
      basedOn: 4,
      of: 5
    }));
});

test('all competencies that stand lowest are named', () =>
  expect(overall({ information: 1, writing: 3, privacy: 1 })).toMatchObject({ secure: 1, limitedBy: ['information', 'privacy'] }));

test('1 and 3 are typically 1: a level that one of them has, not 2', () =>
  expect(overall({ information: 3, writing: 1 })).toMatchObject({ typical: 1 }));

test('a competency at level 0 counts; one not assessed does not', () => {
  expect(overall({ information: 0, writing: 2, privacy: 2 })).toMatchObject({ secure: 0, typical: 2, basedOn: 3 });
  expect(overall({ information: null, writing: 2, privacy: 2 })).toMatchObject({ secure: 2, typical: 2, basedOn: 2, of: 3 });
});

test('with no position there is no overall reading, and no competency is none too', () => {
  expect(overall({ information: null, writing: null })).toBeNull();
  expect(overallOf([])).toBeNull();
});

test('the middle of no levels is refused, not made up', () => expect(() => lowerMedian([])).toThrow(RangeError));

test('for any levels, the typical one is one of them, at least half reach it, and their order does not matter', () => {
  const levels = fc.array(fc.constantFrom<Reached>(0, 1, 2, 3, 4), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(levels, (given) => {
      const before = [...given];
      const typical = lowerMedian(given);
      expect(given).toEqual(before);
      expect(given).toContain(typical);
      expect(given.filter((level) => level >= typical).length * 2).toBeGreaterThanOrEqual(given.length);
      expect(given.filter((level) => level > typical).length * 2).toBeLessThanOrEqual(given.length);
      expect(lowerMedian([...given].reverse())).toBe(typical);
    }),
    times(100)
  );
});
