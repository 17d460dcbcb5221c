/** The arithmetic of the study, with made-up readers. */
import { describe, expect, test } from 'vitest';
import type { Value } from '#lib/domain/assessment/answer.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { CriterionFace } from '#lib/domain/rubric/rubric.ts';
import { answersIn, type Answers } from '../../scripts/study/answers.ts';
import { yesesOf } from '../../scripts/study/offline-figures.ts';
import { orderFigure } from '../../scripts/study/order-figures.ts';
import { agreement, contested, placementsOf, shareOf, type Placement } from '../../scripts/study/place-figures.ts';
import type { Portrait } from '../../scripts/study/portrait.ts';
import type { Material } from '../../scripts/study/round.ts';
import { kendall, wilson } from '../../scripts/study/statistics.ts';
import { thresholds } from '../domain/examples.ts';

const reader = <T>(name: string, answers: Readonly<Record<string, T>>, missing: string[] = []): Answers<T> => ({
  reader: name,
  answers: new Map(Object.entries(answers)),
  missing
});

describe('statistics', () => {
  test.each([
    [[1, 2, 3, 4], 0],
    [[1, 2, 4, 3], 1],
    [[2, 3, 4, 1], 3],
    [[4, 3, 2, 1], 6]
  ])('the distance of %j is %i', (order, distance) => expect(kendall(order)).toBe(distance));

  // The ends are the shares from which what was counted lies 1.96 standard errors away; worked out apart, by halving.
  test.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [58, 60, 0.8864, 0.9908]
  ])('%i of %i lie between %d and %d', (hits, all, from, to) => {
    const interval = wilson(hits, all);
    expect(interval[0]).toBeCloseTo(from, 3);
    expect(interval[1]).toBeCloseTo(to, 3);
  });

  test('of nothing, nothing is known', () => expect(wilson(0, 0)).toEqual([0, 1]));
});

describe('answers as they were given', () => {
  const read = (text: string) => answersIn(text, 'order/r.txt', ['A1', 'A2'], (said) => (said === 'yes' ? true : null));

  test('are lines; empty ones and remarks say nothing', () =>
    expect([...read('# who: somebody\r\n\r\n  A2 :  YES  \nA1:yes\n')]).toEqual([
      ['A2', true],
      ['A1', true]
    ]));

  test.each([
    ['A3: yes', 'names nothing of the form'],
    ['I think that A1 is yes', 'names nothing of the form'],
    ['A1: maybe', 'is not one of the answers'],
    ['A1:', 'is not one of the answers'],
    ['A1: yes\nA1: yes', 'answers a second time']
  ])('%j is declined with its line', (text, why) => {
    const line = text.split('\n').length;
    expect(() => read(text)).toThrow(`order/r.txt: line ${line} ${why}`);
  });
});

describe('order', () => {
  const key = { A1: 'cadb', A2: 'abcd', A3: 'dcba' };
  test('exact criteria are counted, and how far the others are off', () =>
    expect(orderFigure(reader('r', { A1: ['c', 'a', 'd', 'b'], A2: ['a', 'b', 'd', 'c'], A3: ['a', 'b', 'c', 'd'] }, ['A4']), key)).toEqual(
      {
        reader: 'r',
        exact: 1,
        distance: 7,
        missed: [
          { criterion: 'A2', order: [1, 2, 4, 3] },
          { criterion: 'A3', order: [4, 3, 2, 1] }
        ],
        missing: ['A4']
      }
    ));
});

describe('placing', () => {
  const descriptors = { 1: 'One.', 2: 'Two.', 3: 'Three.', 4: 'Four.' };
  const face = (id: string, essential: Level[] = []): CriterionFace => ({ id, title: id, essential, descriptors });
  const material: Material = {
    round: '1',
    thresholds,
    purposes: { 1: { name: '', purpose: '' }, 2: { name: '', purpose: '' }, 3: { name: '', purpose: '' }, 4: { name: '', purpose: '' } },
    rubrics: [
      { id: 'one', version: '1.0.0', hash: '', criteria: [face('A1', [2]), face('A2'), face('A3')] },
      { id: 'two', version: '1.0.0', hash: '', criteria: [face('B1'), face('B2')] }
    ]
  };
  const portrait: Portrait = {
    id: 'p',
    title: 'P',
    setting: 'other',
    study: 'kept',
    text: ['Text.'],
    placing: { one: 2, two: 1 },
    because: {}
  };
  /** Yes up to a level and no above, in every criterion; some answered otherwise. */
  const upTo = (levels: Readonly<Record<'A' | 'B', number>>, others: Readonly<Record<string, Value>> = {}) =>
    reader('r', {
      ...Object.fromEntries(
        ['A1', 'A2', 'A3', 'B1', 'B2'].flatMap((id) =>
          LEVELS.map((level): [string, Value] => [`${id}.${level}`, level <= levels[id[0] as 'A' | 'B'] ? 2 : 0])
        )
      ),
      ...others
    });
  const found = (answers: Answers<Value>) => placementsOf(material, portrait, answers).map(({ found }) => found);

  test('answers are scored as in the app, topic by topic', () => {
    expect(found(upTo({ A: 2, B: 1 }))).toEqual([2, 1]);
    expect(found(upTo({ A: 4, B: 0 }))).toEqual([4, 0]);
    // Three quarters of the points are enough, an essential at no is not.
    expect(found(upTo({ A: 2, B: 1 }, { 'A2.2': 1 }))).toEqual([2, 1]);
    expect(found(upTo({ A: 2, B: 1 }, { 'A1.2': 0, 'A2.2': 2 }))).toEqual([1, 1]);
    // What is not part of the role ends there.
    expect(found(upTo({ A: 2, B: 1 }, { 'A1.3': 'na', 'A2.3': 'na', 'A3.3': 'na' }))).toEqual([2, 1]);
    expect(found(reader('r', {}))).toEqual([null, null]);
  });

  test('a miss says what decided it, a hit does not', () => {
    const [one, two] = placementsOf(material, portrait, upTo({ A: 2, B: 1 }, { 'A1.2': 0 }));
    expect(one).toEqual({
      reader: 'r',
      portrait: 'p',
      set: 'kept',
      topic: 'one',
      meant: 2,
      found: 1,
      why: '1: 6 of 5 held; 2: 4 of 5 emerging (A1.2 not yet)'
    });
    expect(two).toMatchObject({ meant: 1, found: 1, why: '' });
  });

  const placement = (meant: Placement['meant'], found: Placement['found'], more: Partial<Placement> = {}): Placement => ({
    reader: 'r',
    portrait: 'p',
    set: 'kept',
    topic: 'one',
    meant,
    found,
    why: '',
    ...more
  });

  test('the share of exact ones comes with its interval, the largest distance, and what cannot be told', () => {
    expect(shareOf([...Array.from({ length: 9 }, () => placement(2, 2)), placement(4, 2)])).toBe(
      '9 of 10 exact (90 %, 95 % interval 60 to 98 %), largest distance 2'
    );
    expect(shareOf([placement(1, 1), placement(0, 1), placement(1, null)])).toBe(
      '1 of 3 exact (33 %, 95 % interval 6 to 79 %), largest distance 1, 1 cannot be told'
    );
  });

  test('two readers of the same page agree on levels and on answers; of different pages nothing is said', () => {
    const a = reader<Value>('a', { 'A1.1': 2, 'A1.2': 1, 'A1.3': 0 });
    const b = reader<Value>('b', { 'A1.1': 2, 'A1.2': 0 });
    const reads = [
      { portrait, readers: [a, b] },
      { portrait: { ...portrait, id: 'q' }, readers: [reader<Value>('c', { 'A1.1': 2 })] }
    ];
    const placements = [
      placement(2, 2, { reader: 'a' }),
      placement(2, 2, { reader: 'b' }),
      placement(2, 3, { reader: 'a', topic: 'two' }),
      placement(2, 1, { reader: 'b', topic: 'two' }),
      placement(2, 2, { reader: 'c', portrait: 'q' })
    ];
    expect(agreement(placements, reads)).toEqual(['a and b: the same level 1 of 2, at most 2 apart; the same answer 1 of 2']);
  });

  test('statements with a yes and a no of the same page are named, those with a partly are not', () => {
    const page = (...readers: Readonly<Record<string, Value>>[]) => ({ portrait, readers: readers.map((own, i) => reader(`${i}`, own)) });
    expect(
      contested([
        page({ 'A1.1': 2, 'A1.2': 2, 'A1.3': 2 }, { 'A1.1': 1, 'A1.2': 0, 'A1.3': 0 }),
        page({ 'A1.1': 0, 'A1.3': 0 }, { 'A1.1': 0, 'A1.3': 1 }, { 'A1.3': 2 })
      ])
    ).toEqual([
      { place: 'A1.3', pages: 2 },
      { place: 'A1.2', pages: 1 }
    ]);
  });
});

describe('offline', () => {
  test('statements that anybody says yes to are named, with how many do', () =>
    expect(
      yesesOf(
        [reader('a', { 'A1.2': true, 'A1.3': false, 'A1.4': false }), reader('b', { 'A1.2': true, 'A1.3': true, 'A1.4': false })],
        ['A1.4', 'A1.3', 'A1.2']
      )
    ).toEqual([
      { place: 'A1.3', yes: 1 },
      { place: 'A1.2', yes: 2 }
    ]));
});
