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
const vectors: { individual: { name: string; rows: Row[]; essential: [number, Level][]; expected: unknown }[] } = JSON.parse(
  readFileSync('tests/vectors.json', 'utf8')
);

describe('the score reproduces the independent implementation', () => {
  test.each(vectors.individual)('$name', ({ rows, essential, expected }) => {
    expect(score(rows, essential, thresholds)).toEqual(expected);
  });
  test('all 51 cases were there to be compared', () => expect(vectors.individual).toHaveLength(51));
});

const answer = fc.constantFrom(0, 1, 2, 'na', null) as fc.Arbitrary<0 | 1 | 2 | 'na' | null>;
const rowsArb = fc.array(fc.tuple(answer, answer, answer, answer), { minLength: 1, maxLength: 8 });
const essentialOf = (rows: Row[]) =>
  fc.uniqueArray(fc.tuple(fc.nat({ max: rows.length - 1 }), fc.constantFrom(...LEVELS)), {
    maxLength: 4,
    selector: ([c, l]) => c * 10 + l
  });
const caseArb = rowsArb.chain((rows) => fc.tuple(fc.constant(rows as Row[]), essentialOf(rows)));

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

  test('a criterion that is not part of my role moves no level that stays covered', () => {
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
    [{ points: 12, status: 'incomplete' }, 'open'],
    [{ points: 12, status: 'not-applicable' }, 'not-applicable']
  ])('a level that needs 9 points, with %j, is %s', (of, said) => {
    const held: LevelEvidence = {
      ...{ level: 1, answered: 6, points: 9, need: 9, na: 0, unanswered: 0 },
      ...{ essentialMissing: [], status: 'held' }
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
