import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  tallyChanges,
  GroupError,
  shown,
  shownChange,
  shownOf,
  shownYardstick,
  type GroupChange,
  type ChangeCounts,
  type LevelCounts,
  type Histogram,
  type Shown
} from '#lib/domain/workshop/floor.ts';
import { moreThanChance } from '#lib/domain/workshop/sign-test.ts';
import { sources } from '../support/sources.ts';
import vectors from '../vectors.json' with { type: 'json' };
import { times } from '../support/scale.ts';

const { group } = vectors;
const counts = (six: readonly number[]) => six as unknown as LevelCounts;
const changes = (up: number, same: number, down: number, noLevel = 0, noBefore = 0): ChangeCounts => ({
  up,
  same,
  down,
  noLevel,
  noBefore
});

describe('what is shown is what the independent implementation shows', () => {
  test.each(group.histograms)('of $counts', ({ counts: six, ...expected }) => expect(shown(counts(six))).toEqual(expected));

  // Each person five times over: no bar is small, so that every level stands for itself, and the middles stay where they are.
  test.each(group.quantiles)('quartiles of $levels', ({ levels, q25, median, q75 }) => {
    const six = counts([-1, 0, 1, 2, 3, 4].map((level) => 5 * levels.filter((one) => one === level).length));
    expect(shown(six)).toMatchObject({ q25: [q25, q25], median: [median, median], q75: [q75, q75] });
  });

  test.each(group.change)('from $before to $after', ({ before, after, expected, shown: told }) => {
    const { up, same, down } = expected;
    expect(tallyChanges(before, after)).toEqual(changes(up, same, down));
    expect(shownChange(tallyChanges(before, after))).toEqual(told);
    expect(moreThanChance(up, down)).toBe(expected.signP < 0.05);
  });

  test.each(group.changeShown)('$up up, $same same, $down down', ({ up, same, down, shown: told }) =>
    expect(shownChange(changes(up, same, down))).toEqual(told)
  );

  test.each(group.changeOf)('from $before to $after, some without a level', ({ before, after, shown: told }) =>
    expect(shownChange(tallyChanges(before, after))).toEqual(told)
  );

  test.each(group.yesNo)('$count of $of', ({ count, of, shown: told }) => expect(shownOf(count, of)).toEqual(told));

  test('all cases were there to be compared', () =>
    expect(Object.values(group).map(({ length }) => length)).toEqual([15, 4, 4, 13, 3, 10]));
});

/** Every way to spread `people` over so many places. */
function* spreads(people: number, places: number): Generator<number[]> {
  if (places === 1) yield [people];
  else for (let first = 0; first <= people; first++) for (const rest of spreads(people - first, places - 1)) yield [first, ...rest];
}

describe('of a histogram', () => {
  test('fewer than five show nothing at all', () => {
    for (let people = 0; people < 5; people++)
      for (const six of spreads(people, 6))
        expect(shown(counts(six))).toEqual({ bins: null, shares: null, q25: null, median: null, q75: null });
  });

  test('whoever sees the bars learns nothing more from the rest: every group of up to eleven', () => {
    const rests = new Map<string, string>();
    for (let people = 5; people <= 11; people++)
      for (const six of spreads(people, 6)) {
        const { bins, ...rest } = shown(counts(six));
        const [seen, said] = [JSON.stringify(bins), JSON.stringify(rest)];
        expect(rests.get(seen) ?? said).toBe(said);
        rests.set(seen, said);
      }
    // Of 12,166 groups; had each its own bars, nothing would have been compared.
    expect(rests.size).toBe(2443);
  });

  const some = fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 400 }));
  const six: fc.Arbitrary<LevelCounts> = fc.tuple(some, some, some, some, some, some);
  const large = six.filter((one) => one.reduce((a, b) => a + b) >= 5);

  test('no bar stands for one or two, bars lie side by side from none told to 4, and hold everybody where they were', () => {
    fc.assert(
      fc.property(large, (one) => {
        const { bins } = shown(one) as Histogram;
        expect(bins.map(({ count }) => count).filter((count) => count === 1 || count === 2)).toEqual([]);
        expect(bins.flatMap(({ levels: [from, to] }) => Array.from({ length: to - from + 1 }, (_, i) => from + i))).toEqual([
          -1, 0, 1, 2, 3, 4
        ]);
        for (const { levels, count } of bins) expect(count).toBe(one.slice(levels[0] + 1, levels[1] + 2).reduce((a, b) => a + b));
      }),
      times(2000)
    );
  });

  test('shares begin where bars do, and the middles are the bars in which the quarter of all is reached', () => {
    fc.assert(
      fc.property(large, (one) => {
        const { bins, shares, q25, median, q75 } = shown(one) as Histogram;
        const all = one.reduce((a, b) => a + b);
        expect(shares).toEqual(
          bins
            .map(({ levels: [from] }) => ({ atLeast: from, count: one.slice(from + 1).reduce((a, b) => a + b), of: all }))
            .filter(({ atLeast }) => atLeast >= 1)
        );
        const everybody = one.flatMap((count, i) => Array.from({ length: count }, () => i - 1));
        for (const [span, quarters] of [
          [q25, 1],
          [median, 2],
          [q75, 3]
        ] as const) {
          const raw = everybody[Math.ceil((quarters * all) / 4) - 1]!;
          expect(bins.map(({ levels }) => levels)).toContainEqual(span);
          expect(span[0] <= raw && raw <= span[1]).toBe(true);
        }
      }),
      times(1000)
    );
  });

  test('a group without small bars is shown as it is', () =>
    expect((shown([3, 0, 3, 3, 3, 3]) as Histogram).bins.map(({ count }) => count)).toEqual([3, 0, 3, 3, 3, 3]));
});

/** The sign test in the plainest way, in floating point. */
function signP(up: number, down: number) {
  let tail = 0;
  for (let i = 0, ways = 1; i <= Math.min(up, down); ways = (ways * (up + down - i)) / ++i) tail += ways;
  return Math.min(1, (2 * tail) / 2 ** (up + down));
}

describe('of a change', () => {
  test('"more than chance" is told alike wherever the parts are alike, and only where all spreads pass: every group of up to thirty', () => {
    const alike = new Map<string, { told: boolean | null; passes: boolean }>();
    for (let people = 5; people <= 30; people++)
      for (const [up, same, down] of spreads(people, 3) as Generator<[number, number, number]>) {
        const { parts, moreThanChance: told } = shownChange(changes(up, same, down))!;
        const seen = JSON.stringify(parts);
        const before = alike.get(seen);
        if (before) expect(before.told).toBe(told);
        alike.set(seen, { told, passes: (before?.passes ?? true) && signP(up, down) < 0.05 });
      }
    for (const [seen, { told, passes }] of alike) expect([seen, told]).toEqual([seen, JSON.parse(seen).length === 1 ? null : passes]);
    expect([...alike.values()].filter(({ told }) => told).length).toBeGreaterThan(100);
  });

  test('parts add up to everybody, each direction stands in one, and none stands for one or two', () => {
    for (let people = 5; people <= 30; people++)
      for (const [up, same, down] of spreads(people, 3) as Generator<[number, number, number]>) {
        const { parts } = shownChange(changes(up, same, down))!;
        const numbers = { up, same, down };
        expect(parts.flatMap(({ of }) => of)).toEqual(['down', 'same', 'up']);
        for (const { of, count } of parts) {
          expect(count).toBe(of.reduce((all, one) => all + numbers[one], 0));
          expect([1, 2]).not.toContain(count);
        }
      }
  });

  test('down and up are told apart only from three on, even where there are none', () => {
    for (let few = 0; few < 3; few++) {
      expect(shownChange(changes(20, 20, few))!.parts[0]).toEqual({ of: ['down', 'same'], count: 20 + few });
      expect(shownChange(changes(few, 20, 20))!.parts[1]).toEqual({ of: ['same', 'up'], count: 20 + few });
    }
    expect(shownChange(changes(20, 20, 3))!.parts).toHaveLength(3);
  });

  test('up to two who cannot be compared read as the same; three are told and left out, whatever they lack', () => {
    const plain = shownChange(changes(9, 6, 4));
    for (const [noLevel, noBefore] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
      [2, 0],
      [0, 2]
    ] as const)
      expect(shownChange(changes(9, 6 - noLevel - noBefore, 4, noLevel, noBefore))).toEqual(plain);
    for (const [noLevel, noBefore] of [
      [0, 3],
      [1, 2],
      [2, 1],
      [3, 0]
    ] as const)
      expect(shownChange(changes(9, 6, 4, noLevel, noBefore))).toEqual({ ...plain, notComparable: 3 });
    expect(shownChange(changes(9, 6, 4, 2, 5))).toEqual({ ...plain, notComparable: 7 });
  });

  test('one or two with a level and none of before stand among the same, where a bar tells how many have no level', () => {
    for (const few of [0, 1, 2])
      expect(shownChange(changes(9, 6 - few, 4, 4, few))).toEqual({ ...shownChange(changes(9, 6, 4)), notComparable: 4 });
    expect(shownChange(changes(9, 6, 4, 4, 3))!.notComparable).toBe(7);
  });

  test('of the yardstick: at least as many as cannot be compared in either of the other two, and beyond these in threes', () => {
    const told = (noLevel: number, noBefore: number, noBack: number, neither: number) => {
      const { parts, notComparable } = shownYardstick({ ...changes(5, 9, 5, noLevel, noBefore), noBack, neither })!;
      const all = parts.reduce((sum, { count }) => sum + count, 0) + (notComparable ?? 0);
      expect(all).toBe(19 + noLevel + noBefore + noBack + neither);
      expect(parts.map(({ of }) => of)).toEqual([['down'], ['same'], ['up']]);
      return notComparable;
    };
    expect(told(0, 0, 0, 0)).toBeNull();
    // Whoever stands among the same in both others does so here.
    expect(told(0, 2, 2, 0)).toBeNull();
    expect(told(4, 2, 2, 0)).toBe(4);
    expect(told(0, 0, 0, 3)).toBe(3);
    expect(told(0, 4, 2, 0)).toBe(4);
    // Five lack the level of before and four looking back; one of them lacks both, or none, or two.
    expect([told(0, 4, 3, 1), told(0, 5, 4, 0), told(0, 3, 2, 2)]).toEqual([8, 8, 5]);
    expect(told(3, 7, 6, 1)).toBe(3 + 8 + 6);
    expect(shownYardstick({ ...changes(4, 0, 0, 9), noBack: 0, neither: 0 })).toBeNull();
    expect(() => shownYardstick({ ...changes(4, 4, 4), noBack: -1, neither: 0 })).toThrow(GroupError);
  });

  test('fewer than five who can be compared show nothing, however many cannot', () => {
    for (let people = 0; people < 5; people++)
      for (const [up, same, down] of spreads(people, 3) as Generator<[number, number, number]>)
        for (const notComparable of [0, 3, 50]) {
          if (people + (notComparable < 3 ? notComparable : 0) < 5) expect(shownChange(changes(up, same, down, notComparable))).toBeNull();
        }
  });

  test('ten thousand people are tested exactly: 5,099 up are more than chance would explain, 5,098 are not', () => {
    expect(moreThanChance(5099, 4901)).toBe(true);
    expect(moreThanChance(5098, 4902)).toBe(false);
  });
});

test('of a yes or no, none, one and two read alike, as do all and nearly all', () => {
  for (let of = 0; of < 60; of++)
    for (let count = 0; count <= of; count++)
      expect(shownOf(count, of)).toEqual(of < 5 ? null : count < 3 ? 'few' : of - count < 3 ? 'nearly all' : { count, of });
});

describe('numbers that no group can have are refused by their place', () => {
  test.each([
    [() => shown(counts([1, 2, 3])), '“counts” has to be six numbers'],
    [() => shown(counts([9, 9, -1, 9, 9, 9])), 'counts[2]: -1 is not a whole number from 0 to 100000'],
    [() => shown(counts([9, 9, 9, 9, 9, 0.5])), 'counts[5]: 0.5 is not a whole number from 0 to 100000'],
    [() => shown(counts([NaN, 9, 9, 9, 9, 9])), 'counts[0]: null is not'],
    [() => tallyChanges([1, 5], [1, 1]), 'before[1]: 5 is not a level from 0 to 4 or null'],
    [() => tallyChanges([1, 1], [1, '2' as never]), 'after[1]: "2" is not a level from 0 to 4 or null'],
    [() => tallyChanges([1, 1, 1], [1, 1]), '“before” has 3 levels and “after” 2'],
    [() => shownChange(changes(1, 1, 1e9)), 'down: 1000000000 is not'],
    [() => shownOf(7, 6), 'count: 7 is not a whole number from 0 to 6']
  ] as const)('%#', (act, message) => {
    expect(act).toThrow(GroupError);
    expect(act).toThrow(message);
  });
});

test('nothing else in the app declares something fit to be shown', () => {
  const declaring = sources('.ts', '.svelte').filter(({ text }) => /\b(as|satisfies) Shown\b|<Shown<[^>]*>>\(/.test(text));
  expect(declaring.map(({ path }) => path)).toEqual(['src/lib/domain/workshop/floor.ts']);
});

test('raw numbers are not what may be shown, by type', () => {
  const chart = (_: Shown<Histogram> | Shown<GroupChange>) => {};
  const raw = { bins: [], shares: [], q25: [0, 0], median: [0, 0], q75: [0, 0] } as Histogram;
  // @ts-expect-error it did not come from the floor
  chart(raw);
  // @ts-expect-error nor did this
  chart({ parts: [], moreThanChance: null, notComparable: null });
  const change = shownChange(changes(9, 9, 9));
  if (change) chart(change);
});
