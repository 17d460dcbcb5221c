import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closed, pictureOf, revealed, shapeOf, taken, type Round } from '#lib/domain/workshop/round.ts';
import { writeResult, type TopicResult } from '#lib/domain/workshop/result-code.ts';
import { times } from '../support/scale.ts';

const TOPICS = ['information', 'privacy'];
const round: Round = { tag: 7, topics: TOPICS, asked: { topics: 2 }, rows: [], picture: null };
const told = (a: TopicResult['level'], b: TopicResult['level'] = 2, open = false): TopicResult[] => [
  { level: a, open },
  { level: b, open: false }
];
const code = (id: number, topics = told(1), tag = 7) => writeResult({ kind: 'levels', tag, round: 1, id, topics });
const back = (id: number) => writeResult({ kind: 'taken-back', tag: 7, round: 1, id });
const all = (codes: readonly string[], from = round) => codes.reduce((now, one) => taken(now, one).round, from);
const say = (from: Round, text: string) => taken(from, text).verdict.kind;

describe('a round', () => {
  test('counts each id once, takes a later result for the former one, and takes one back', () => {
    const one = all([code(1)]);
    expect(say(round, code(1))).toBe('new');
    expect(say(one, code(1))).toBe('again');
    expect(say(one, code(1, told(4)))).toBe('replaced');
    expect(all([code(1, told(4))], one).rows).toEqual([{ id: 1, topics: told(4) }]);
    expect(say(one, back(1))).toBe('taken-back');
    expect(all([back(1)], one).rows).toEqual([]);
    expect(say(one, back(2))).toBe('not-in');
    expect(say(one, code(2, told(1), 8))).toBe('foreign');
    expect(say(one, writeResult({ kind: 'levels', tag: 7, round: 1, id: 3, topics: [...told(1), { level: 4, open: true }] }))).toBe(
      'other'
    );
  });

  test('in what order results came cannot be told from the rows', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2 ** 20 - 1), { maxLength: 30 }), (ids) => {
        expect(all(ids.map((id) => code(id))).rows).toEqual(all([...ids].reverse().map((id) => code(id))).rows);
      }),
      times(20)
    ));

  test('takes 200 results and no more; those that are in can still be replaced', () => {
    const full = all(Array.from({ length: 200 }, (_, id) => code(id)));
    expect(full.rows).toHaveLength(200);
    expect(say(full, code(1_000))).toBe('full');
    expect(say(full, code(5, told(3)))).toBe('replaced');
  });

  test('the first picture is the last: whatever comes later is declined alike, and changes nothing', () => {
    const five = revealed(all([1, 2, 3, 4, 5].map((id) => code(id))));
    for (const late of [code(6), code(1, told(4)), code(1), back(1), back(9)])
      expect(taken(five, late)).toEqual({ round: five, verdict: { kind: 'shown' } });
    expect(closed(five)).toEqual(pictureOf(five));
  });

  test('fewer than five freeze nothing, and leave nothing behind', () => {
    const four = all([1, 2, 3, 4].map((id) => code(id)));
    expect(revealed(four)).toEqual(four);
    expect(pictureOf(four).topics.every(({ levels, open }) => levels.bins === null && open === null)).toBe(true);
    expect(say(four, code(5))).toBe('new');
    expect(closed(four)).toBeNull();
  });

  test('[none 0; 1, 3, 9, 7, 2] shows 0-1: 4, 2: 9, 3-4: 9; somebody without a level joins the first bar', () => {
    const levels = [0, ...Array(3).fill(1), ...Array(9).fill(2), ...Array(7).fill(3), 4, 4] as TopicResult['level'][];
    const bars = (list: readonly TopicResult['level'][]) =>
      pictureOf(all(list.map((level, id) => code(id, told(level))))).topics[0]!.levels.bins!.filter(({ count }) => count > 0);
    expect(bars(levels)).toEqual([
      { levels: [0, 1], count: 4 },
      { levels: [2, 2], count: 9 },
      { levels: [3, 4], count: 9 }
    ]);
    expect(bars([null, ...levels])[0]).toMatchObject({ levels: [-1, 1], count: 5 });
  });

  test('shapes are read from the bars', () => {
    const shape = (...counts: number[]) => {
      const rows = counts.flatMap((count, i) => Array<TopicResult['level']>(count).fill(i === 0 ? null : ((i - 1) as 0)));
      return shapeOf(pictureOf(all(rows.map((level, id) => code(id, told(level))))).topics[0]!.levels);
    };
    expect(shape(0, 0, 0, 9, 0, 0)).toBe('concentrated');
    expect(shape(0, 0, 8, 0, 0, 8)).toBe('split');
    expect(shape(0, 0, 0, 4, 0, 12)).toBe('ceiling');
    expect(shape(0, 12, 0, 4, 0, 0)).toBe('floor');
    expect(shape(0, 0, 5, 5, 5, 5)).toBe('spread');
    expect(shape(0, 0, 2, 1, 0, 0)).toBeNull();
  });
});
