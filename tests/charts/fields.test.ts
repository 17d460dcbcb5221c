import { expect, test } from 'vitest';
import { rowsCompared, rowsNow, rowsOverTime } from '#lib/charts/fields.ts';
import type { CompetencyChange } from '#lib/domain/position/compare.ts';
import type { Point } from '#lib/domain/position/timeline.ts';
import { position, thresholds } from './examples.ts';

const names = { information: 'Information', writing: 'Writing', privacy: 'Privacy' };
const row = (letter: string) => rowsNow([position('writing', letter, 3)], names, thresholds)[0]!;
const lane = (letter: string) => row(letter).lanes[0]!;

test('someone on the way to level 2 stands at 1, with the share of the way that is done', () => {
  expect(row('A')).toEqual({
    competency: 'writing',
    name: 'Writing',
    outOfRole: [],
    lanes: [
      {
        ...{ kind: 'now', word: '', level: 1, reason: null, band: [1, 2], target: 3, stops: null },
        way: { share: 7 / 9, gate: false, points: 7, need: 9 }
      }
    ]
  });
});

test('enough points with a safety point missing: the way is never full, and its gate is closed', () => {
  expect(lane('B')).toMatchObject({ level: 1, band: [1, 3], way: { share: 0.9, gate: true } });
});

test('enough points with a safety point left open: the gate is closed as well', () => {
  expect(lane('L')).toMatchObject({ level: 1, band: [1, 1], way: { gate: true } });
});

test('a next level that is not part of the role is no way to go, and is marked', () => {
  expect(row('C')).toMatchObject({ outOfRole: [3], lanes: [{ level: 2, way: null, stops: 'role' }] });
});

test('a situation that is not part of the role is no way to go, though what is asked of it all the same has points', () => {
  const asked = { ...position('writing', 'A', 3), outOfRole: [2 as const, 4 as const] };
  expect(rowsNow([asked], names, thresholds)[0]).toMatchObject({ outOfRole: [2, 4], lanes: [{ level: 1, way: null, stops: 'role' }] });
});

test('what lies outside the role further on is marked as well, from wherever the level is', () => {
  const one = position('writing', 'A', 3);
  const rows = one.rows.map(([first, second]) => [first!, second!, 'na', 'na'] as const);
  expect(rowsNow([{ ...one, rows }], names, thresholds)[0]).toMatchObject({ outOfRole: [3, 4], lanes: [{ level: 1 }] });
});

test('a next level that is still open is not told as points', () => {
  expect(lane('F')).toMatchObject({ level: 3, band: [1, 3], way: null, stops: 'open' });
});

test('beyond level 4 there is no way to tell of', () => expect(lane('H')).toMatchObject({ level: 4, way: null, stops: null }));

test('all answered Not yet is a level of its own, 0, with all points ahead', () => {
  expect(lane('G')).toMatchObject({ level: 0, band: [0, 0], way: { share: 0, gate: false, points: 0, need: 9 } });
});

test('unknown is not 0, and what is not part of the role is not unknown', () => {
  expect(lane('J')).toMatchObject({ level: null, reason: 'open', way: null, stops: null });
  expect(row('J').outOfRole).toEqual([]);
  expect(row('K')).toMatchObject({ outOfRole: [1, 2, 3, 4], lanes: [{ level: null, reason: 'not-applicable' }] });
});

test('rows keep the order of the positions, and a competency without a short name keeps its id', () => {
  const rows = rowsNow([position('privacy', 'A'), position('own-topic', 'A'), position('information', 'A')], names, thresholds);
  expect(rows.map(({ name }) => name)).toEqual(['Privacy', 'own-topic', 'Information']);
});

test('without a target there is none, which is not a target of 0', () => {
  const rows = rowsNow([position('privacy', 'A', null), position('writing', 'A', 0)], names, thresholds);
  expect(rows.map(({ lanes }) => lanes[0]!.target)).toEqual([null, 0]);
});

test('over time each date is a lane; the latest is now and alone has a target, also where a topic was not asked then', () => {
  const point = (at: number): Point => ({
    ...{ id: `t${at}`, at, level: 1, reason: null, band: [1, 2], borrowed: false, target: 3, revised: false }
  });
  const rows = rowsOverTime(
    [
      { competency: 'writing', points: [point(1), point(2)] },
      { competency: 'privacy', points: [point(1)] }
    ],
    names,
    ({ at }) => `day ${at}`,
    't2'
  );
  expect(rows.map(({ lanes }) => lanes.map(({ kind, word, target }) => [kind, word, target]))).toEqual([
    [
      ['before', 'day 1', null],
      ['now', 'day 2', 3]
    ],
    [['before', 'day 1', null]]
  ]);
});

test('on an older page nothing is the latest, and of two times with one date only one is', () => {
  const point = (id: string, at: number): Point => ({
    ...{ id, at, level: 1, reason: null, band: [1, 1], borrowed: false, target: 3, revised: false }
  });
  const kinds = (newest: string) =>
    rowsOverTime([{ competency: 'writing', points: [point('a', 1), point('b', 2), point('c', 2)] }], names, () => '', newest)[0]!.lanes.map(
      ({ kind, target }) => [kind, target]
    );
  expect(kinds('z')).toEqual(Array(3).fill(['before', null]));
  expect(kinds('c')).toEqual([
    ['before', null],
    ['before', null],
    ['now', 3]
  ]);
});

test('a comparison has then and now, and between them how it looks today; nothing is veiled where somebody stood', () => {
  const words = { before: 'Then', back: 'As I see it today', now: 'Now' };
  const change = (before: string, after: string, kind: 'same' | 'withheld' = 'same') =>
    ({
      ...{ competency: 'writing', before: position('writing', before), after: position('writing', after) },
      verdict: { kind }
    }) as CompetencyChange;
  const compared = (both: CompetencyChange[], back: CompetencyChange[] | null) =>
    rowsCompared(both, back && { both: back, onlyBefore: [], onlyAfter: [] }, names, words);
  const [looked] = compared([change('A', 'C')], [change('G', 'C')]);
  expect(looked!.lanes.map(({ kind, word, level }) => [kind, word, level])).toEqual([
    ['before', 'Then', 1],
    ['back', 'As I see it today', 0],
    ['now', 'Now', 2]
  ]);
  expect(looked!.outOfRole).toEqual([3]);
  const [narrower] = compared([change('H', 'C')], null);
  expect(narrower!.lanes).toHaveLength(2);
  expect(narrower!.outOfRole).toEqual([]);
  expect(compared([], null)).toEqual([]);
  // Levels that rest on other questions are not joined.
  const apart = (kind: 'same' | 'withheld') => compared([change('A', 'C', kind)], null)[0]!.lanes.at(-1)!.apart;
  expect([apart('same'), apart('withheld')]).toEqual([false, true]);
});
