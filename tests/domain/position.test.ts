import { describe, expect, test } from 'vitest';
import { LEVELS } from '#lib/domain/model.ts';
import { essentialCells, essentialsNotInPlace, positionOf, positionsOf, rowOf } from '#lib/domain/position/position.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { answered, cell, cells, entries, entry, model, position, rowsAt, rubric, thresholds } from './examples.ts';

const of = rubric('privacy', 6, [[2, 2]]);
const repeat = (row: Row): Row[] => Array.from({ length: 6 }, () => row);

describe('unknown stays unknown', () => {
  test('before the first answer there is no level, and the reason is that all is open', () =>
    expect(positionOf(of, answered({}), null, thresholds)).toMatchObject({ level: null, reason: 'open' }));

  test('three of six criteria answered at level 1 do not tell a level', () =>
    expect(position(of, [...rowsAt(1, 3), ...repeat([null, null, null, null]).slice(3)])).toMatchObject({ level: null, reason: 'open' }));

  test('where none of it is part of the role there is no level, and that is the reason', () =>
    expect(position(of, repeat(['na', 'na', 'na', 'na']))).toMatchObject({ level: null, reason: 'not-applicable' }));

  test('Not yet throughout is told: level 0', () => expect(position(of, repeat([0, 0, 0, 0]))).toMatchObject({ level: 0, reason: null }));

  test('level 2 with level 3 open is told: level 2', () =>
    expect(position(of, repeat([2, 2, null, null]))).toMatchObject({ level: 2, reason: null, score: { stopReason: 'incomplete' } }));

  test('a role without groups stops at level 2, and that is a level', () =>
    expect(position(of, repeat([2, 2, 'na', 'na']))).toMatchObject({ level: 2, reason: null, score: { stopReason: 'not-applicable' } }));
});

describe('what a position is made of', () => {
  test('answers become rows in the order of the levels, with null for an open one', () => {
    expect(rowOf({ 4: cell('na'), 1: cell(2) })).toEqual([2, null, null, 'na']);
    expect(rowOf({})).toEqual([null, null, null, null]);
  });

  test('rows keep the order of the criteria, and essentials count criteria from 0', () => {
    const rows: Row[] = LEVELS.map((level) => LEVELS.map((l) => (l <= level ? 2 : 0)));
    const four = rubric('privacy', 4, [
      [3, 1],
      [1, 2],
      [1, 3]
    ]);
    expect(position(four, rows).rows).toEqual(rows);
    expect(essentialCells(four)).toEqual([
      [1, 2],
      [1, 3],
      [3, 1]
    ]);
  });

  test('answers to another competency with the same criterion id do not count', () =>
    expect(positionOf(of, answered(entries(rubric('writing', 6), rowsAt(4))), null, thresholds)).toMatchObject({
      level: null,
      reason: 'open'
    }));

  test('a missing essential holds the level back in place', () => {
    const rows = rowsAt(2).map((row, c): Row => (c === 2 ? [2, 0, 0, 0] : row));
    const { level, score } = position(of, rows);
    expect(level).toBe(1);
    expect(score.levels[1]).toMatchObject({ status: 'blocked', essentialMissing: [2] });
  });

  test('assumed answers count like any other', () => {
    const assumed = Object.fromEntries(
      of.criteria.map(({ id }) => [`privacy.${id}`, entry('privacy', id, { cells: cells([2, 2, 0, 0], 'assumed') })])
    );
    expect(positionOf(of, answered(assumed), null, thresholds).level).toBe(2);
  });

  test('an assessment has one position per rubric, in the order chosen, each with its target', () => {
    const [privacy, writing] = [rubric('privacy', 3), rubric('writing', 3)];
    const positions = positionsOf(
      {
        head: {
          id: 'a',
          name: '',
          createdAt: 1,
          updatedAt: 1,
          rubrics: [writing, privacy],
          size: 6,
          role: null,
          setting: null,
          targets: { privacy: 3 },
          cursor: 'writing.c0'
        },
        entries: { ...entries(privacy, rowsAt(1, 3)), ...entries(writing, rowsAt(2, 3)) }
      },
      [writing, privacy],
      model
    );
    expect(positions.map(({ competency, level, target }) => [competency, level, target])).toEqual([
      ['writing', 2, null],
      ['privacy', 1, 3]
    ]);
  });
});

describe('essentials that are not in place', () => {
  const safe = rubric('privacy', 4, [
    [0, 3],
    [1, 2],
    [2, 2],
    [3, 2],
    [3, 1],
    [2, 1]
  ]);
  const notInPlace = (rows: readonly Row[]) =>
    essentialsNotInPlace(position(safe, rows), safe).map(({ criterion, level, value }) => [criterion, level, value]);

  test('are those answered Not yet or Partly and those left open, lowest level first', () =>
    expect(
      notInPlace([
        [0, 0, 1, 0],
        [0, 0, 0, 0],
        [2, null, 0, 0],
        ['na', 2, 0, 0]
      ])
    ).toEqual([
      ['c1', 2, 0],
      ['c2', 2, null],
      ['c0', 3, 1]
    ]));

  test('are none where all are Yes or not part of the role', () =>
    expect(
      notInPlace([
        [0, 0, 2, 0],
        [0, 2, 0, 0],
        [2, 'na', 0, 0],
        ['na', 2, 0, 0]
      ])
    ).toEqual([]));
});

test('the tally says how answers came about: assumed, not part of my job, open, and Yes with an example', () => {
  const two = rubric('privacy', 2);
  const given = {
    'privacy.c0': entry('privacy', 'c0', {
      cells: { 1: cell(2, 'assumed'), 2: cell(2, 'placed'), 3: cell(0, 'assumed') },
      evidence: 'show'
    }),
    'privacy.c1': entry('privacy', 'c1', { cells: { 1: cell(2), 2: cell('na'), 3: cell('na') } })
  };
  expect(positionOf(two, answered(given), null, thresholds).tally).toEqual({
    cells: 8,
    open: 2,
    na: 2,
    assumed: 2,
    yes: 3,
    yesWithExample: 2
  });
});

test.each([
  ['none', 0],
  ['recall', 1],
  ['show', 1]
] as const)('the evidence mark "%s" makes %i Yes with an example', (evidence, count) => {
  const own = { 'privacy.c0': entry('privacy', 'c0', { cells: cells([2, 0, 1, 'na']), evidence }) };
  expect(positionOf(rubric('privacy', 1), answered(own), null, thresholds).tally).toMatchObject({ yes: 1, yesWithExample: count });
});
