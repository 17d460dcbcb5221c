import { describe, expect, test } from 'vitest';
import type { Cells } from '#lib/domain/assessment/answer.ts';
import {
  cellsOf,
  changeEntry,
  changeHead,
  criterionState,
  emptyEntry,
  inScope,
  newHead,
  pace,
  USUAL_PACE,
  type CriterionKey,
  type Entries,
  type Head,
  type OutOfRole
} from '#lib/domain/assessment/assessment.ts';
import { doneCount } from '#lib/domain/assessment/entries.ts';
import { cell, cells, entry, rubric } from './examples.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Criteria whose first answers came at these moments. */
const startedAt = (...moments: number[]): Entries =>
  Object.fromEntries(moments.map((at, i) => [`privacy.c${i}`, entry('privacy', `c${i}`, { cells: { 2: cell(2, 'given', at) }, at })]));

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
    [cells([0, 0, 0, 0], 'left'), 'done'],
    [cells([2, 2, 0, 0], 'assumed'), 'done'],
    [{ 3: cell('na', 'scope') }, 'untouched'],
    [{ 3: cell('na', 'scope'), 4: cell('na', 'scope') }, 'untouched'],
    [{ 1: cell(2), 3: cell('na', 'scope') }, 'begun'],
    [{ ...cells([2, 0, null, 'na']), 3: cell('na', 'scope') }, 'done']
  ])('%o is %s', (given, state) => expect(criterionState(given)).toBe(state));
});

/** No groups online, said at 5: level 3 of writing, but C2 is asked all the same. */
const NO_GROUPS: Head['scope'] = [{ situation: 'group', at: 5, where: { writing: { level: 3, asked: ['C2'] } } }];

describe('what was said of a whole situation', () => {
  const here = (own: Cells, key: CriterionKey = 'writing.C1') => inScope(own, NO_GROUPS, key);
  const out = cell('na', 'scope', 5);

  test('answers what is open there, at that level alone', () => expect(here(cells([2, null, null, null]))).toEqual({ 1: cell(2), 3: out }));

  test.each<[string, Cells[3], Cells[3]]>([
    ['a Yes that the person chose before stays', cell(2, 'given', 1), cell(2, 'given', 1)],
    ['a Partly that the person chose before stays', cell(1, 'given', 1), cell(1, 'given', 1)],
    ['a Not yet of before is no longer asked', cell(0, 'given', 1), out],
    ['what was left before is no longer asked', cell(0, 'left', 1), out],
    ['a Yes that an earlier version filled in does not speak against it', cell(2, 'assumed', 1), out],
    ['whatever was answered later stays', cell(0, 'given', 6), cell(0, 'given', 6)],
    ['what the person said of this very statement stays theirs', cell('na', 'given', 1), cell('na', 'given', 1)]
  ])('%s', (_what, own, then) => expect(here({ 3: own })).toEqual({ 3: then }));

  test('leaves alone what is asked all the same, other rubrics, and names that every object has', () => {
    expect(here({}, 'writing.C2')).toEqual({});
    expect(here({}, 'privacy.C1')).toEqual({});
    expect(here({}, 'constructor.C1')).toEqual({});
  });

  test('is not there where nothing was said', () => {
    const own = cells([2, 0, 0, null]);
    expect(inScope(own, undefined, 'writing.C1')).toBe(own);
    expect(inScope(own, [], 'writing.C1')).toBe(own);
  });

  test('makes a criterion done whose other statements are answered, and counts so', () => {
    const answers = [
      entry('writing', 'C1', { cells: cells([2, 0, null, 0]) }),
      entry('writing', 'C2', { cells: cells([2, 0, null, 0]) }),
      entry('writing', 'C3', { cells: cells([2, null, null, 0]) })
    ];
    expect(doneCount({ scope: NO_GROUPS }, answers)).toBe(1);
    expect(doneCount({}, answers)).toBe(0);
  });
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

describe('changing an assessment’s own row', () => {
  const before = newHead({ rubrics: [rubric('writing', 2)], name: 'Autumn' }, 'a', 1);
  const said = (situation: string, at: number, out = true): OutOfRole => ({
    situation,
    at,
    where: out ? { writing: { level: 3, asked: [] } } : {}
  });
  const scoped = { ...before, scope: [said('group', 5)] };
  /** What counts, as "group@5"; in brackets where it was taken back. */
  const counts = ({ scope = [] }: Head) =>
    scope.map(({ situation, at, where }) => (where.writing ? `${situation}@${at}` : `(${situation}@${at})`));

  test('sets its date, but not where only the place or the rubrics’ hashes are noted', () => {
    expect(changeHead(before, { name: 'Winter' }, 9)).toEqual({ ...before, name: 'Winter', updatedAt: 9 });
    expect(changeHead(before, { cursor: 'writing.c1' }, 9)).toEqual({ ...before, cursor: 'writing.c1' });
    expect(changeHead({ ...before, updatedAt: 50 }, { name: 'Winter' }, 9).updatedAt).toBe(51);
  });

  test('what another tab said of another situation stays', () =>
    expect(counts(changeHead(scoped, { scope: [said('community', 6)] }, 6))).toEqual(['community@6', 'group@5']));

  test.each([
    ['later out, over out', said('group', 6), ['group@6']],
    ['later taken back', said('group', 6, false), ['(group@6)']],
    ['earlier taken back: the other tab has said it since', said('group', 4, false), ['group@5']]
  ])('of one situation what was said last counts: %s', (_what, change, then) =>
    expect(counts(changeHead(scoped, { scope: [change] }, 6))).toEqual(then)
  );

  test('whatever two tabs said, it comes out the same in either order', () => {
    const [one, other] = [[said('group', 7, false), said('community', 3)], [said('community', 4, false)]];
    const both = (first: typeof one, second: typeof one) =>
      counts(changeHead(changeHead(scoped, { scope: first }, 8), { scope: second }, 8));
    expect(both(one, other)).toEqual(['(community@4)', '(group@7)']);
    expect(both(other, one)).toEqual(both(one, other));
  });
});
