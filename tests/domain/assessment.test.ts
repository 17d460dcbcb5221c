import { describe, expect, test } from 'vitest';
import type { Cells } from '#lib/domain/assessment/answer.ts';
import {
  cellsOf,
  changeEntry,
  criterionState,
  emptyEntry,
  pace,
  USUAL_PACE,
  type CriterionKey,
  type Entries
} from '#lib/domain/assessment/assessment.ts';
import { cell, cells, entry } from './examples.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Criteria whose first answers came at these moments. */
const startedAt = (...moments: number[]): Entries =>
  Object.fromEntries(moments.map((at, i) => [`privacy.c${i}`, entry('privacy', `c${i}`, { cells: { 2: cell(2, 'placed', at) }, at })]));

describe('how long a criterion takes', () => {
  test('the middle one of 10, 50 and 20 seconds is 20', () =>
    expect(pace(startedAt(0, 10 * SECOND, 60 * SECOND, 80 * SECOND))).toEqual({ each: 20 * SECOND, own: true }));

  test('a pause of over three minutes is left out, one of three minutes is not', () => {
    const [ten, twenty, pause] = [10 * SECOND, 20 * SECOND, 3 * MINUTE];
    expect(pace(startedAt(0, ten, ten + twenty, ten + twenty + pause + 1, 2 * ten + twenty + pause + 1)).each).toBe(ten);
    expect(pace(startedAt(0, pause, 2 * pause, 3 * pause)).each).toBe(pause);
  });

  test('fewer than three spans are no pace yet: the usual one stands in, and says so', () => {
    expect(pace({})).toEqual({ each: USUAL_PACE, own: false });
    expect(pace(startedAt(0, 10 * SECOND, 20 * SECOND))).toEqual({ each: USUAL_PACE, own: false });
    expect(pace(startedAt(0, 10 * SECOND, 20 * SECOND, 20 * SECOND + 4 * MINUTE))).toEqual({ each: USUAL_PACE, own: false });
  });

  test('the order in which criteria were answered does not matter', () =>
    expect(pace(startedAt(80 * SECOND, 0, 60 * SECOND, 10 * SECOND)).each).toBe(20 * SECOND));

  test('the first answer to a criterion counts, not a later one to it', () => {
    const slow: Entries = {
      ...startedAt(0, 10 * SECOND, 20 * SECOND, 30 * SECOND),
      'privacy.c0': entry('privacy', 'c0', { cells: { 1: cell(2, 'given', 0), 3: cell(1, 'given', 15 * SECOND) } })
    };
    expect(pace(slow)).toEqual({ each: 10 * SECOND, own: true });
  });

  test('a criterion with only a note has no moment of an answer', () =>
    expect(
      pace({ ...startedAt(0, 10 * SECOND, 20 * SECOND, 30 * SECOND), 'privacy.n': entry('privacy', 'n', { note: 'ask Aino', at: 5 }) }).each
    ).toBe(10 * SECOND));
});

describe('how far a criterion is', () => {
  test.each<[Cells, string]>([
    [{}, 'untouched'],
    [cells([2, null, null, null]), 'begun'],
    [cells([2, 2, 0, null]), 'begun'],
    [cells([2, 2, 0, 'na']), 'done'],
    [cells([0, 0, 0, 0], 'assumed'), 'done']
  ])('%o is %s', (given, state) => expect(criterionState(given)).toBe(state));
});

describe('changing one criterion', () => {
  const before = { ...emptyEntry('a', 'privacy.C1'), cells: { 1: cell(2) }, note: 'ask Aino', evidence: 'recall' } as const;

  test('what a change leaves out stays as it was', () => {
    expect(changeEntry(before, { cells: { 2: cell(1, 'given', 7) } }, 7)).toEqual({
      ...before,
      cells: { 1: cell(2), 2: cell(1, 'given', 7) },
      at: 7,
      // When the note and the mark were made.
      noteAt: 0,
      evidenceAt: 0
    });
    expect(changeEntry(before, { evidence: 'show' }, 8)).toEqual({ ...before, evidence: 'show', at: 8, noteAt: 0 });
  });

  test('a note can be emptied', () => expect(changeEntry(before, { note: '' }, 9)).toMatchObject({ note: '', cells: before.cells }));

  test('the entry before is left as it was', () => {
    const copy = structuredClone(before);
    changeEntry(before, { cells: { 1: null }, note: '' }, 9);
    expect(before).toEqual(copy);
  });
});

test('a criterion nobody has touched has no answers', () => {
  expect(cellsOf({ head: {}, entries: {} }, 'privacy.C1' as CriterionKey)).toEqual({});
  expect(emptyEntry('a', 'privacy.C1')).toEqual({ assessment: 'a', criterion: 'privacy.C1', cells: {}, note: '', evidence: 'none', at: 0 });
});
