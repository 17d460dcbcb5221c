import { expect, test } from 'vitest';
import { cellsOf } from '#lib/domain/assessment/assessment.ts';
import { isOut } from '#lib/domain/assessment/assessment.ts';
import { scopeFor, withSituationBack, withSituationOut, type Situated } from '#lib/domain/assessment/scope.ts';
import { cell, cells, entry } from './examples.ts';

const GROUP = { id: 'group', outOfRole: 'I guide no groups online' };
const writing: Situated = {
  id: 'writing',
  situations: { 1: { id: 'public' }, 2: { id: 'one' }, 3: GROUP, 4: { id: 'community', outOfRole: true } },
  criteria: [{ id: 'B1' }, { id: 'B2', beyond: [3] }, { id: 'B3', beyond: [4] }]
};
/** The same situation stands at another level here. */
const meetings: Situated = { id: 'meetings', situations: { 1: { id: 'one' }, 2: GROUP }, criteria: [{ id: 'M1' }] };
/** Here nobody may leave it out. */
const safety: Situated = { id: 'safety', situations: { 3: { id: 'group' } }, criteria: [{ id: 'S1' }] };
const plain: Situated = { id: 'plain', criteria: [{ id: 'P1' }] };
const all = [writing, meetings, safety, plain];

test('a situation that is said not to be part of the role is left out in every rubric that allows it, at its level there', () =>
  expect(withSituationOut(undefined, 'group', all, 5)).toEqual([
    { situation: 'group', at: 5, where: { writing: { level: 3, asked: ['B2'] }, meetings: { level: 2, asked: [] } } }
  ]));

test('its answers are Not part of my job, but for what is asked all the same, and what was answered', () => {
  const scope = withSituationOut([], 'group', all, 5);
  const answered = { head: { scope }, entries: { 'writing.B3': entry('writing', 'B3', { cells: cells([null, null, 1, null]) }) } };
  expect(cellsOf(answered, 'writing.B1')).toEqual({ 3: cell('na', 'scope', 5) });
  expect(cellsOf(answered, 'writing.B2')).toEqual({});
  expect(cellsOf(answered, 'writing.B3')).toEqual({ 3: cell(1) });
  expect(cellsOf(answered, 'meetings.M1')).toEqual({ 2: cell('na', 'scope', 5) });
  expect(cellsOf(answered, 'safety.S1')).toEqual({});
});

test('said again, it counts from then on, and later than before whatever the clock says', () => {
  const once = withSituationOut([], 'group', all, 5);
  expect(withSituationOut(once, 'group', all, 3).map(({ at }) => at)).toEqual([6]);
});

test('taken back, its cells are open again and the others stay; that it was taken back is on record, later than what was said', () => {
  const both = withSituationOut(withSituationOut([], 'group', all, 5), 'community', all, 6);
  const back = withSituationBack(both, 'group', 4);
  expect(back.map(({ situation, at, where }) => [situation, at, Object.keys(where)])).toEqual([
    ['community', 6, ['writing']],
    ['group', 6, []]
  ]);
  expect(['community', 'group'].map((situation) => isOut(back, situation))).toEqual([true, false]);
  expect(cellsOf({ head: { scope: back }, entries: {} }, 'meetings.M1')).toEqual({});
});

test('nothing that was not said is taken back, and it is not taken back twice', () => {
  expect(withSituationBack(undefined, 'group', 5)).toEqual([]);
  const back = withSituationBack(withSituationOut([], 'group', all, 5), 'group', 6);
  expect(withSituationBack(back, 'group', 9)).toEqual(back);
});

test('after it was taken back it can be said again', () => {
  const again = withSituationOut(withSituationBack(withSituationOut([], 'group', all, 5), 'group', 6), 'group', all, 7);
  expect(again.map(({ situation, at }) => [situation, at])).toEqual([['group', 7]]);
  expect(isOut(again, 'group')).toBe(true);
});

test('of a situation that no rubric leaves out, nothing is kept', () => {
  expect(scopeFor([{ situation: 'one', at: 1 }], all)).toEqual([]);
  expect(scopeFor([{ situation: 'group', at: 1 }], [safety, plain])).toEqual([]);
});
