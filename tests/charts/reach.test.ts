import { expect, test } from 'vitest';
import { reachOf } from '#lib/charts/reach.ts';
import { position } from './examples.ts';

const names = { information: 'Information', writing: 'Writing' };

test('each competency is one segment that reaches out to its level, not to its marker, with its target', () => {
  expect(reachOf([position('information', 'E', 4), position('writing', 'A')], names)).toEqual([
    { competency: 'information', name: 'Information', level: 3, reason: null, target: 4 },
    { competency: 'writing', name: 'Writing', level: 1, reason: null, target: null }
  ]);
});

test('unknown is not 0: a segment without a level says why', () => {
  const segments = reachOf([position('information', 'G'), position('writing', 'J'), position('privacy', 'K')], names);
  expect(segments.map(({ level, reason }) => [level, reason])).toEqual([
    [0, null],
    [null, 'open'],
    [null, 'not-applicable']
  ]);
});

test('a competency without a short name keeps its id', () => {
  expect(reachOf([position('own-topic', 'A')], names)[0]!.name).toBe('own-topic');
});
