import { expect, test } from 'vitest';
import { ladderOf } from '#lib/charts/ladder.ts';
import { position, thresholds } from './examples.ts';

const names = { information: 'Information', writing: 'Writing', privacy: 'Privacy' };
const row = (letter: string) => ladderOf([position('writing', letter, 3)], names, thresholds)[0]!;

test('someone on the way to level 2 stands between 1 and 2, with the points still needed', () => {
  expect(row('A')).toEqual({
    competency: 'writing',
    name: 'Writing',
    target: 3,
    level: 1,
    reason: null,
    marker: 1 + 7 / 9,
    band: [1, 2],
    way: { kind: 'points', level: 2, points: 7, need: 9 }
  });
});

test('enough points with an essential missing stop short of the level, and the row says why', () => {
  expect(row('B')).toMatchObject({ level: 1, marker: 1.9, band: [1, 3], way: { kind: 'essential', level: 2 } });
});

test('enough points with an essential left open: the marker stays on the level, and what is missing is the essential', () => {
  expect(row('L')).toMatchObject({ level: 1, marker: 1, band: [1, 1], way: { kind: 'essential', level: 2 } });
});

test('a next level that is not part of the role is no way to go: the marker stands on the level', () => {
  expect(row('C')).toMatchObject({ level: 2, marker: 2, way: { kind: 'not-applicable', level: 3, share: 'all' } });
});

test('a situation that is not part of the role is no way to go, though what is asked of it all the same has points', () => {
  const asked = { ...position('writing', 'A', 3), outOfRole: [2 as const] };
  expect(ladderOf([asked], names, thresholds)[0]).toMatchObject({
    level: 1,
    marker: 1,
    way: { kind: 'not-applicable', level: 2, share: 'all' }
  });
});

test('a next level that is still open is not told as points', () => {
  expect(row('F')).toMatchObject({ level: 3, marker: 3, band: [1, 3], way: { kind: 'open', level: 4 } });
});

test('beyond level 4 there is no way to tell of', () => {
  expect(row('H')).toMatchObject({ level: 4, marker: 4, band: [4, 4], way: { kind: 'none' } });
});

test('all answered Not yet is a level of its own, 0, with all points ahead', () => {
  expect(row('G')).toMatchObject({ level: 0, marker: 0, band: [0, 0], way: { kind: 'points', level: 1, points: 0, need: 9 } });
});

test('nothing answered is no level, and has neither marker nor band', () => {
  expect(row('J')).toEqual({ competency: 'writing', name: 'Writing', target: 3, level: null, reason: 'open' });
});

test('a competency that is not part of the role is not the same as an open one', () => {
  expect(row('K')).toMatchObject({ level: null, reason: 'not-applicable' });
});

test('rows keep the order of the positions, and a competency without a short name keeps its id', () => {
  const rows = ladderOf([position('privacy', 'A'), position('own-topic', 'A'), position('information', 'A')], names, thresholds);
  expect(rows.map(({ name }) => name)).toEqual(['Privacy', 'own-topic', 'Information']);
});

test('without a target there is none, which is not a target of 0', () => {
  const targets = ladderOf([position('privacy', 'A', null), position('writing', 'A', 0)], names, thresholds).map(({ target }) => target);
  expect(targets).toEqual([null, 0]);
});
