import { PLACES } from '../storage/places.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GroupError, shownChange, shownChangeAgain, type Direction } from '#lib/domain/workshop/floor.ts';
import { roundOf, taken } from '#lib/domain/workshop/round.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { times } from '../support/scale.ts';
import { aWorkshop, codeOf, roundAfter } from '../support/workshops.ts';

type Level = TopicResult['level'];
const first = aWorkshop({ state: 'closed' });
const secondOf = (back = false, hash = first.topics[0]!.hash): Workshop =>
  roundAfter(first, { topics: [{ id: 'privacy', hash }], before: { tag: tagOf(first), back, topics: first.topics } });
const code = (workshop: Workshop, id: number, topic: TopicResult) => codeOf(workshop, id, [topic]);
const moved = (from: TopicResult['from'], level: Level, then?: Level): TopicResult => ({
  level,
  open: false,
  from,
  ...(then === undefined ? {} : { then })
});
/** So many people of each sort. */
const people = (...sorts: readonly (readonly [number, TopicResult])[]) =>
  sorts.flatMap(([count, one]) => Array<TopicResult>(count).fill(one));

describe.each(PLACES)('a second round in %s', (_, place) => {
  const shownOf = async (workshop: Workshop, all: readonly TopicResult[]) => {
    const store = new Workshops(place());
    await store.save(workshop);
    const { verdicts } = await store.take(
      'w2',
      all.map((one, id) => code(workshop, id, one))
    );
    expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(['new']));
    await store.reveal('w2');
    await store.close('w2');
    return (await store.read('w2'))!.workshop.picture!;
  };

  test('17 of 22 come back, three of them with a receipt, and three more with neither: the picture is of all, the change of the pairs', async () => {
    const all = people([10, moved(1, 2)], [3, moved(2, 2)], [1, moved(3, 2)], [3, moved(null, 1)]);
    const { of, topics } = await shownOf(secondOf(), all);
    expect(of).toBe(17);
    expect(topics[0]!.levels.bins!.filter(({ count }) => count > 0)).toEqual([
      { levels: [1, 1], count: 3 },
      { levels: [2, 2], count: 14 }
    ]);
    expect(topics[0]!.change).toEqual({
      parts: [
        { of: ['down', 'same'], count: 4 },
        { of: ['up'], count: 10 }
      ],
      moreThanChance: true,
      notComparable: 3
    });
    expect(topics[0]).not.toHaveProperty('practice');
  });

  test('with 8 up and 5 the same it is too few to tell; one who cannot be compared stands among the same', async () => {
    const { topics } = await shownOf(secondOf(), people([8, moved(1, 2)], [5, moved(2, 2)], [1, moved(null, 2)]));
    expect(topics[0]!.change).toEqual({
      parts: [
        { of: ['down', 'same'], count: 6 },
        { of: ['up'], count: 8 }
      ],
      moreThanChance: false,
      notComparable: null
    });
  });

  test('looking back: practice and yardstick beside each other, each with its floors', async () => {
    const { topics } = await shownOf(secondOf(true), people([6, moved(2, 3, 1)], [4, moved(2, 2, 2)], [2, moved(null, 1, 1)]));
    expect(topics[0]).toMatchObject({
      change: { parts: [{ count: 6 }, { count: 6 }] },
      practice: {
        parts: [
          { of: ['down', 'same'], count: 6 },
          { of: ['up'], count: 6 }
        ]
      },
      yardstick: {
        parts: [
          { of: ['down'], count: 6 },
          { of: ['same', 'up'], count: 6 }
        ]
      }
    });
  });

  test('of a rubric that was changed only directions come, and there is no yardstick', async () => {
    const workshop = secondOf(true, 'b'.repeat(32));
    const { topics } = await shownOf(
      workshop,
      people([7, moved('up', 3, 2)], [3, moved('down', 1, 2)], [1, moved('same', 2, 2)], [4, moved(null, 0, null)])
    );
    expect(topics[0]).toMatchObject({
      change: {
        parts: [
          { of: ['down'], count: 3 },
          { of: ['same', 'up'], count: 8 }
        ],
        notComparable: 4
      },
      practice: { notComparable: 4 }
    });
    expect(topics[0]).not.toHaveProperty('yardstick');
    // A level of then would be mixed with one of another version.
    const store = new Workshops(place());
    await store.save(workshop);
    expect((await store.take('w2', [code(workshop, 1, moved(4, 4, 4))])).verdicts).toEqual([{ kind: 'other' }]);
  });

  test('a bar of four who have no level, and one with a level and none of then: that one is not told', async () => {
    const sorts = (fresh: number) => people([4, moved(1, null)], [fresh, moved(null, 2)], [9 - fresh, moved(2, 2)], [4, moved(1, 2)]);
    const plain = await shownOf(secondOf(), sorts(0));
    expect(plain.topics[0]!.change).toMatchObject({ parts: [{ count: 9 }, { count: 4 }], notComparable: 4 });
    for (const fresh of [1, 2]) expect(await shownOf(secondOf(), sorts(fresh))).toEqual(plain);
    expect((await shownOf(secondOf(), sorts(3))).topics[0]!.change).toMatchObject({ notComparable: 7 });
  });

  test('whoever has no level today is not compared, also where it is told which way they went', async () => {
    const workshop = secondOf(true, 'b'.repeat(32));
    const { topics } = await shownOf(workshop, people([3, moved(null, null, 1)], [1, moved('up', null, 1)], [6, moved('same', 2, 2)]));
    expect(topics[0]!.levels.bins![0]).toEqual({ levels: [-1, -1], count: 4 });
    expect(topics[0]!.change).toMatchObject({ parts: [{ count: 6 }], notComparable: 4 });
  });

  test('the three numbers of those who cannot be compared do not tell how many lack both, or only one', async () => {
    const of = (x: number, y: number, both: number) =>
      shownOf(
        secondOf(true),
        people([x, moved(null, 2, 2)], [y, moved(2, 2, null)], [both, moved(null, 2, null)], [14 - x - y - both, moved(2, 2, 2)])
      );
    // Four lack a level of then, three did not look back: of these two or one lack both, or nobody does.
    const [one, two] = [await of(3, 2, 1), await of(2, 1, 2)];
    expect(one.topics[0]).toMatchObject({ change: { notComparable: 4 }, practice: { notComparable: 3 }, yardstick: { notComparable: 4 } });
    expect(two).toEqual(one);
    expect(await of(1, 0, 3)).toEqual(one);
  });

  test('fewer than five pairs show no change, and the bars all the same', async () => {
    const { topics } = await shownOf(secondOf(), people([4, moved(1, 2)], [3, moved(null, 2)]));
    expect(topics[0]!.change).toBeNull();
    expect(topics[0]!.levels.bins).not.toBeNull();
  });

  test('its topics stay, also while nothing is in', async () => {
    const store = new Workshops(place());
    await store.save(secondOf());
    await store.save({ ...secondOf(), title: 'Autumn', topics: [{ id: 'writing', hash: 'c'.repeat(32) }] });
    expect((await store.read('w2'))!.workshop).toEqual({ ...secondOf(), title: 'Autumn' });
  });
});

test('codes of the first round and of the second are told from those of other workshops', () => {
  const second = secondOf();
  const say = (workshop: Workshop, text: string) => taken({ ...roundOf(workshop), rows: [], picture: null }, text).verdict.kind;
  const level = { level: 2, open: false } as const;
  const other = { ...first, number: 6 };
  expect(say(second, code(first, 1, level))).toBe('round-before');
  expect(say(first, code(second, 1, moved(1, 2)))).toBe('later-round');
  expect(say(second, code(other, 1, level))).toBe('foreign');
  expect(say(first, code(other, 1, level))).toBe('foreign');
  expect(say(second, code(secondOf(true), 1, moved(1, 2, 1)))).toBe('foreign');
});

const anyCount = fc.integer({ min: 0, max: 12 });

describe('a change that was shown', () => {
  test('comes back from its parts, and says the same', () =>
    fc.assert(
      fc.property(anyCount, anyCount, anyCount, fc.integer({ min: 0, max: 9 }), (up, same, down, noBefore) => {
        const told = shownChange({ up, same, down, noLevel: 0, noBefore });
        fc.pre(told !== null);
        expect(shownChangeAgain({ parts: told.parts, notComparable: told.notComparable })).toEqual(told);
      }),
      times(500)
    ));

  test('that no device shows is declined: parts of one or two, down apart that is few, and what is not in order', () => {
    const parts = (...all: readonly (readonly [readonly Direction[], number])[]) => ({
      parts: all.map(([of, count]) => ({ of, count })),
      notComparable: null
    });
    const wrong = [
      parts([['down'], 2], [['same'], 5], [['up'], 5]),
      parts([['down'], 3], [['same'], 2], [['up'], 5]),
      parts([['down', 'same'], 2], [['up'], 5]),
      parts([['down', 'same', 'up'], 4]),
      parts([['up'], 5], [['down', 'same'], 5]),
      parts([['down'], 5], [['up'], 5]),
      parts([['down'], 0], [['same', 'up'], 9]),
      parts(),
      { ...parts([['down', 'same'], 4], [['up'], 10]), notComparable: 2 }
    ];
    for (const one of wrong) expect(() => shownChangeAgain(one)).toThrow(GroupError);
    expect(shownChangeAgain(parts([['down', 'same'], 4], [['up'], 10])).moreThanChance).toBe(true);
  });
});
