import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { modelSchema } from '#lib/domain/model-file.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import { certainty, RowError, score, type Certainty, type LevelEvidence, type Row } from '#lib/domain/position/score.ts';
import model from '../../rubrics/model.json' with { type: 'json' };
import { times } from '../support/scale.ts';

const { thresholds } = checked(modelSchema, model, 'rubrics/model.json');
interface Case {
  readonly name: string;
  readonly rows: Row[];
  readonly essential: [number, Level][];
  readonly expected: object;
}
const vectors: { individual: Case[] } = JSON.parse(readFileSync('tests/vectors.json', 'utf8'));
const example = (name: string) => {
  const { rows, essential } = vectors.individual.find((one) => one.name.startsWith(`${name} `))!;
  return score(rows, essential, thresholds);
};

describe('the score reproduces the independent implementation', () => {
  test.each(vectors.individual)('$name', ({ rows, essential, expected }) => {
    expect(score(rows, essential, thresholds)).toMatchObject(expected);
  });
  test('all 54 cases were there to be compared', () => expect(vectors.individual).toHaveLength(54));
});

const answer = fc.constantFrom(0, 1, 2, 'na', null) as fc.Arbitrary<0 | 1 | 2 | 'na' | null>;
const rowsArb = fc.array(fc.tuple(answer, answer, answer, answer), { minLength: 1, maxLength: 8 });
const essentialOf = (rows: Row[]) =>
  fc.uniqueArray(fc.tuple(fc.nat({ max: rows.length - 1 }), fc.constantFrom(...LEVELS)), {
    maxLength: 4,
    selector: ([c, l]) => c * 10 + l
  });
const caseArb = rowsArb.chain((rows) => fc.tuple(fc.constant(rows as Row[]), essentialOf(rows)));

describe('an essential that is left open', () => {
  test('leaves its level open, where the points would hold it', () => {
    const { level, stopReason, levels } = example('L');
    expect([level, stopReason]).toEqual([1, 'incomplete']);
    expect(levels[1]).toMatchObject({ status: 'incomplete', covered: true, essentialMissing: [], essentialOpen: [2] });
  });

  test('does not hide that another one there is Not yet, nor that the points are not there', () => {
    const two = (value: 0 | 2) =>
      score(
        [[2, 0, 0, 0], [2, null, 0, 0], ...Array(4).fill([2, value, 0, 0])],
        [
          [0, 2],
          [1, 2]
        ],
        thresholds
      );
    expect(
      score(
        [[2, 0, 0, 0], [2, null, 0, 0], ...Array(5).fill([2, 2, 0, 0])],
        [
          [0, 2],
          [1, 2]
        ],
        thresholds
      ).levels[1]!.status
    ).toBe('blocked');
    expect(two(0).levels[1]!.status).toBe('not-yet');
  });

  test('never places anybody higher than any answer to it', () => {
    fc.assert(
      fc.property(caseArb, fc.nat(), ([rows, essential], pick) => {
        fc.pre(essential.length > 0);
        const [c, l] = essential[pick % essential.length]!;
        const put = (value: 0 | 1 | 2 | null) =>
          score(
            rows.map((row, i) => (i === c ? row.map((v, at) => (at === l - 1 ? value : v)) : row)),
            essential,
            thresholds
          );
        const open = put(null);
        // Below the level of the essential nothing changes, and it cannot be held.
        expect(open.level).toBeLessThan(l);
        for (const value of [0, 1, 2] as const) expect(put(value).level).toBeGreaterThanOrEqual(open.level);
      }),
      times(2000)
    );
  });
});

/** Answers as people give them: mostly Yes lower down, so that levels are held, missed and rest on one answer often enough. */
const likely = fc
  .tuple(
    fc.integer({ min: 1, max: 7 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
    fc.infiniteStream(fc.nat(99))
  )
  .map(([n, ease, stream]) =>
    Array.from({ length: n }, () =>
      ease.map((e): 0 | 1 | 2 | 'na' | null => {
        const dice = stream.next().value as number;
        if (dice > 94) return null;
        if (dice > 89) return 'na';
        return dice < 9 * e ? 2 : dice % 2 ? 1 : 0;
      })
    )
  );
const likelyCase = likely.chain((rows) => fc.tuple(fc.constant(rows as Row[]), essentialOf(rows)));
/** The model's thresholds, and others that a rubric of one's own may have. */
const anyThresholds = fc.oneof(
  { weight: 3, arbitrary: fc.constant(thresholds) },
  fc
    .tuple(fc.constantFrom([1, 4], [1, 2], [2, 3], [1, 1], [1, 9]), fc.constantFrom([1, 2], [1, 1], [1, 4]), fc.constantFrom(0, 1, 2))
    .map(([hold, cover, margin]) => ({ ...thresholds, hold, cover, margin }) as typeof thresholds)
);

/** Every answer that one step away is another one, as [criterion, level from 0, answer]. */
const stepsFrom = (rows: readonly Row[]): [number, number, 0 | 1 | 2][] =>
  rows.flatMap((row, c) =>
    row.flatMap((value, l) =>
      typeof value === 'number'
        ? [value - 1, value + 1].flatMap((to): [number, number, 0 | 1 | 2][] => (to >= 0 && to <= 2 ? [[c, l, to as 0 | 1 | 2]] : []))
        : []
    )
  );
const put = (rows: readonly Row[], changes: readonly [number, number, 0 | 1 | 2][]): Row[] =>
  rows.map((row, c) => row.map((value, l) => changes.find(([ofC, ofL]) => ofC === c && ofL === l)?.[2] ?? value));

describe('the margin is exact', () => {
  test('the band goes from the lowest to the highest level that any change of up to two answers by one step gives', () => {
    fc.assert(
      fc.property(likelyCase, anyThresholds, ([rows, essential], t) => {
        const found = score(rows, essential, t);
        const steps = stepsFrom(rows);
        const levels = [found.level];
        const look = (...changes: [number, number, 0 | 1 | 2][]) => levels.push(score(put(rows, changes), essential, t).level);
        steps.forEach((one, i) => {
          if (t.margin >= 1) look(one);
          if (t.margin >= 2) for (const two of steps.slice(i + 1)) if (one[0] !== two[0] || one[1] !== two[1]) look(one, two);
        });
        expect(found.band).toEqual([Math.min(...levels), Math.max(...levels)]);
      }),
      times(150)
    );
  });

  test('what one essential decides is what one step in it changes: up from Not yet, or down from Partly', () => {
    fc.assert(
      fc.property(likelyCase, anyThresholds, ([rows, essential], t) => {
        const found = score(rows, essential, t);
        const deciding = essential
          .filter(([c, l]) => {
            const value = rows[c]![l - 1];
            if (value !== 0 && value !== 1) return false;
            return score(put(rows, [[c, l - 1, value === 0 ? 1 : 0]]), essential, t).level !== found.level;
          })
          .map(([criterion, level]) => ({ criterion, level }));
        const order = (list: typeof deciding) => list.map(({ criterion, level }) => level * 10 + criterion).sort();
        expect(order([...found.decisive])).toEqual(order(deciding));
      }),
      times(1000)
    );
  });

  test.each([
    ['A', []],
    // Level 2 has its points, and waits for this one alone.
    ['B', [{ criterion: 2, level: 2 }]],
    ['L', []],
    ['M', [{ criterion: 2, level: 2 }]],
    // Held, and this one answered Not yet would lose it.
    ['N', [{ criterion: 2, level: 2 }]]
  ])('in the worked example %s the level rests on %j alone', (name, decisive) => expect(example(name).decisive).toEqual(decisive));

  test('two essentials that are Not yet decide together, and neither alone', () =>
    expect(
      score(
        Array(8)
          .fill([2, 2, 0, 0])
          .map((row: Row, c) => (c < 2 ? [2, 0, 0, 0] : row)),
        [
          [0, 2],
          [1, 2]
        ],
        thresholds
      )
    ).toMatchObject({
      level: 1,
      band: [1, 2],
      decisive: []
    }));

  test('what the lower of two levels costs is not there for the upper one', () => {
    // Both are missed by two points.
    const missed: Row[] = Array.from({ length: 4 }, (_, c) => [2, c < 2 ? 2 : 0, c < 2 ? 2 : 0, 0]);
    expect(score(missed, [], thresholds)).toMatchObject({ level: 1, band: [1, 2] });
  });
});

describe('properties that hold for any answers', () => {
  test('raising an answer never lowers a position', () => {
    fc.assert(
      fc.property(caseArb, fc.nat(), fc.constantFrom(...LEVELS), ([rows, essential], pick, level) => {
        const c = pick % rows.length;
        const before = rows[c]![level - 1]!;
        fc.pre(before === 0 || before === 1);
        const raised = rows.map((row, i) => (i === c ? row.map((v, l) => (l === level - 1 ? ((before + 1) as 1 | 2) : v)) : row));
        expect(score(raised, essential, thresholds).level).toBeGreaterThanOrEqual(score(rows, essential, thresholds).level);
      }),
      times(2000)
    );
  });

  test('a criterion that is not part of my job moves no level that stays covered', () => {
    fc.assert(
      fc.property(caseArb, ([rows, essential]) => {
        const before = score(rows, essential, thresholds);
        const after = score([...rows, ['na', 'na', 'na', 'na']], essential, thresholds);
        for (const level of LEVELS) {
          const [a, b] = [before.levels[level - 1]!, after.levels[level - 1]!];
          expect([b.points, b.need, b.answered]).toEqual([a.points, a.need, a.answered]);
          if (b.status !== 'incomplete' && b.status !== 'not-applicable') expect(b.status).toBe(a.status);
        }
      }),
      times(2000)
    );
  });

  test('the order of criteria does not matter', () => {
    fc.assert(
      fc.property(caseArb, fc.infiniteStream(fc.nat()), ([rows, essential], stream) => {
        const order = rows.map((_, i) => [stream.next().value as number, i] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        const to = new Map(order.map(([, from], i) => [from, i]));
        const shuffled = score(
          order.map(([, i]) => rows[i]!),
          essential.map(([c, l]): [number, Level] => [to.get(c)!, l]),
          thresholds
        );
        const plain = score(rows, essential, thresholds);
        expect([
          shuffled.level,
          shuffled.band,
          shuffled.progress,
          shuffled.stopReason,
          shuffled.hollowLevels,
          shuffled.comparablePairs
        ]).toEqual([plain.level, plain.band, plain.progress, plain.stopReason, plain.hollowLevels, plain.comparablePairs]);
        expect(shuffled.gaps.map((g) => order[g.criterion]![1]).sort()).toEqual(plain.gaps.map((g) => g.criterion).sort());
      }),
      times(1000)
    );
  });

  test('an open answer is never a zero: it takes no points, asks for none and breaks no essential', () => {
    fc.assert(
      fc.property(caseArb, fc.nat(), fc.constantFrom(...LEVELS), ([rows, essential], pick, level) => {
        const c = pick % rows.length;
        const put = (value: 0 | null) =>
          score(
            rows.map((row, i) => (i === c ? row.map((v, l) => (l === level - 1 ? value : v)) : row)),
            essential,
            thresholds
          ).levels[level - 1]!;
        const [open, zero] = [put(null), put(0)];
        expect(zero.answered).toBe(open.answered + 1);
        expect(zero.need!).toBeGreaterThan(open.need ?? 0);
        expect(zero.points).toBe(open.points);
        expect(open.essentialMissing).not.toContain(c);
      }),
      times(2000)
    );
  });

  test('nothing answered is "not told", not "not yet"', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), (n) => {
        const result = score(
          Array.from({ length: n }, () => [null, null, null, null]),
          [],
          thresholds
        );
        expect(result.stopReason).toBe('incomplete');
        expect(result.levels.map((l) => l.status)).toEqual(['incomplete', 'incomplete', 'incomplete', 'incomplete']);
      }),
      times(100)
    );
  });

  test('the margin band contains the position', () => {
    fc.assert(
      fc.property(caseArb, ([rows, essential]) => {
        const { level, band } = score(rows, essential, thresholds);
        expect(band[0]).toBeLessThanOrEqual(level);
        expect(band[1]).toBeGreaterThanOrEqual(level);
      }),
      times(2000)
    );
  });
});

describe('words and errors', () => {
  const rows: Row[] = [
    [2, 1, 0, 0],
    [2, 1, 0, 0],
    [2, 2, 0, 0],
    [2, 1, 0, 0],
    [1, 1, 0, 0],
    [2, 1, 0, 0]
  ];
  test('two points over the line are clearly held, two below narrowly missed', () => {
    const words = score(rows, [], thresholds).levels.map((l) => certainty(l, thresholds.margin));
    expect(words).toEqual(['clearly-held', 'narrowly-missed', 'not-held', 'not-held']);
  });
  test.each<[of: Partial<LevelEvidence>, said: Certainty]>([
    [{ points: 11 }, 'clearly-held'],
    [{ points: 10 }, 'narrowly-held'],
    [{ points: 9 }, 'narrowly-held'],
    [{ points: 8 }, 'narrowly-missed'],
    [{ points: 7 }, 'narrowly-missed'],
    [{ points: 6 }, 'not-held'],
    [{ points: 12, status: 'blocked' }, 'essential-missing'],
    [{ points: 12, status: 'incomplete', essentialOpen: [1] }, 'essential-missing'],
    [{ points: 6, status: 'incomplete', covered: false }, 'open'],
    [{ points: 12, status: 'not-applicable' }, 'not-applicable']
  ])('a level that needs 9 points, with %j, is %s', (of, said) => {
    const held: LevelEvidence = {
      ...{ level: 1, answered: 6, points: 9, need: 9, na: 0, unanswered: 0, covered: true },
      ...{ essentialMissing: [], essentialOpen: [], status: 'held' }
    };
    expect(certainty({ ...held, ...of }, 2)).toBe(said);
  });
  test('a row of three answers is refused by its number', () =>
    expect(() => score([[2, 1, 0] as unknown as Row], [], thresholds)).toThrow(new RowError('row 0 needs four answers')));
  test('an answer of 3 is refused by its place', () =>
    expect(() => score([[2, 3, 0, 0] as unknown as Row], [], thresholds)).toThrow('row 0, level 2: 3 is not 0, 1, 2, "na" or null'));
  test('an essential cell outside the rows is refused', () =>
    expect(() => score(rows, [[6, 1]], thresholds)).toThrow('essential cell [6, 1]'));
});
