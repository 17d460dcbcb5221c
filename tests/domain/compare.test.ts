import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entries } from '#lib/domain/assessment/assessment.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { compare, movesOf, shiftsOf, verdictOf, type Paths, type Side, type Standing } from '#lib/domain/position/compare.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import type { Row } from '#lib/domain/position/score.ts';
import type { VersionFacts } from '#lib/domain/rubric/versions.ts';
import { cells, entries, entry, model, rowsAt, rubric } from './examples.ts';
import { times } from '../support/scale.ts';

const NONE: Paths = new Map();
const side = (rubrics: readonly Rubric[], ...own: Entries[]): Side => ({
  assessment: { head: newHead({ rubrics }, 'a', 1), entries: Object.assign({}, ...own) },
  rubrics
});
const at = (of: Rubric, rows: readonly Row[]) => side([of], entries(of, rows));
const one = (before: Side, after: Side, paths = NONE) => compare(before, after, paths, model).both[0]!;

describe('what a change of level is called', () => {
  const standing = (level: Reached | null, low: Reached, high: Reached, own: Partial<Standing> = {}): Standing => ({
    ...{ level, band: [low, high], borrowed: false },
    ...own
  });

  test('clear where the margin bands do not meet', () =>
    expect(verdictOf(standing(1, 1, 1), standing(3, 2, 3))).toEqual({ kind: 'clear', direction: 'up' }));
  test('possible where they have a level in common, were it only one', () =>
    expect(verdictOf(standing(1, 1, 2), standing(3, 2, 3))).toEqual({ kind: 'possible', direction: 'up', because: 'margin' }));
  test('to a narrower level too', () => {
    expect(verdictOf(standing(3, 3, 3), standing(1, 0, 2))).toEqual({ kind: 'clear', direction: 'down' });
    expect(verdictOf(standing(2, 1, 2), standing(1, 1, 1))).toEqual({ kind: 'possible', direction: 'down', because: 'margin' });
  });
  test.each([
    [{ borrowed: true }, 'borrowed'],
    [{ retrospect: true }, 'retrospect'],
    [{ retrospect: true, borrowed: true }, 'retrospect']
  ])('at most possible where one side is %j, though the margins are apart', (own, because) => {
    const [low, high] = [standing(1, 1, 1), standing(3, 3, 3)];
    expect(verdictOf({ ...low, ...own }, high)).toEqual({ kind: 'possible', direction: 'up', because });
    expect(verdictOf(high, { ...low, ...own })).toEqual({ kind: 'possible', direction: 'down', because });
    // What has moved nowhere, or cannot be told, stays so.
    expect(verdictOf({ ...low, ...own }, low)).toEqual({ kind: 'same' });
    expect(verdictOf({ ...low, ...own }, standing(null, 0, 0)).kind).toBe('untold');
  });
  test('no change where the level is the same, whatever the bands', () =>
    expect(verdictOf(standing(2, 2, 2), standing(2, 1, 3))).toEqual({ kind: 'same' }));
  test('nothing where one of the two has no level: unknown is not 0', () => {
    expect(verdictOf(standing(null, 0, 0), standing(2, 2, 2))).toEqual({ kind: 'untold', side: 'before' });
    expect(verdictOf(standing(2, 2, 2), standing(null, 0, 0))).toEqual({ kind: 'untold', side: 'after' });
    expect(verdictOf(standing(null, 0, 0), standing(null, 0, 0))).toEqual({ kind: 'untold', side: 'both' });
  });

  const any = fc
    .tuple(fc.constantFrom<Reached>(0, 1, 2, 3, 4), fc.constantFrom<Reached>(0, 1, 2, 3, 4), fc.constantFrom<Reached>(0, 1, 2, 3, 4))
    .map((three) => [...three].sort() as [Reached, Reached, Reached])
    .chain(([low, level, high]) => fc.boolean().map((borrowed) => standing(level, low, high, { borrowed })));
  test('the same the other way round, but for its direction', () =>
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [there, back] = [verdictOf(a, b), verdictOf(b, a)];
        expect(back.kind).toBe(there.kind);
        if ('direction' in there) expect(back).toEqual({ ...there, direction: there.direction === 'up' ? 'down' : 'up' });
      }),
      times(100)
    ));
});

describe('two times side by side', () => {
  const r = rubric('r', 6, [[2, 2]]);

  test('from level 1 to level 3, each clearly: a clear change, and every answer that differs', () => {
    const found = one(at(r, rowsAt(1)), at(r, rowsAt(3)));
    expect(found.verdict).toEqual({ kind: 'clear', direction: 'up' });
    expect(found.relation).toEqual({ kind: 'same', marked: [], ended: [] });
    expect(found.counts).toEqual({ cells: 24, both: 24, up: 12, down: 0, na: 0, open: 0, unasked: 0 });
    expect(found.criteria).toHaveLength(6);
    expect(found.criteria[0]!.changes.map(({ before, after }) => [before, after])).toEqual([
      [2, 2],
      [0, 2],
      [0, 2],
      [0, 0]
    ]);
  });

  test('with one answer filled in, in either of the two, the same change is possible; an answer of another topic is no matter', () => {
    const filledIn = (level: Reached): Side => {
      const own = entries(r, rowsAt(level));
      return side([r], { ...own, 'r.c5': { ...own['r.c5']!, cells: cells(rowsAt(level)[5]!, 'assumed') } });
    };
    const possible = { kind: 'possible', direction: 'up', because: 'borrowed' };
    expect(one(filledIn(1), at(r, rowsAt(3))).verdict).toEqual(possible);
    expect(one(at(r, rowsAt(1)), filledIn(3)).verdict).toEqual(possible);
    const s = rubric('s', 6);
    const both = (level: Reached) =>
      side([r, s], entries(r, rowsAt(level)), { 's.c0': entry('s', 'c0', { cells: cells([2, 0, 0, 0], 'assumed') }) });
    expect(one(both(1), both(3)).verdict.kind).toBe('clear');
  });

  test('with answers from before one of the two was begun, they were carried over, and the same change is possible', () => {
    const carried = ({ assessment, rubrics }: Side): Side => ({
      assessment: { ...assessment, head: { ...assessment.head, createdAt: 2 } },
      rubrics
    });
    const possible = { kind: 'possible', direction: 'up', because: 'borrowed' };
    expect(one(at(r, rowsAt(1)), carried(at(r, rowsAt(3)))).verdict).toEqual(possible);
    expect(one(carried(at(r, rowsAt(1))), at(r, rowsAt(3))).verdict).toEqual(possible);
  });

  test('an essential that was Not yet and is Yes is gained; the other way round it is lost', () => {
    const [low, high] = [at(r, rowsAt(1)), at(r, rowsAt(3))];
    const place = { competency: 'r', criterion: 'c2', level: 2, from: 'same' };
    expect(one(low, high).essentials).toEqual([{ ...place, kind: 'gained' }]);
    expect(one(high, low).essentials).toEqual([{ ...place, kind: 'lost' }]);
    expect(one(low, low).essentials).toEqual([{ ...place, kind: 'still' }]);
    expect(one(high, high).essentials).toEqual([]);
  });

  test('an essential that was open is not lost when it is Not yet, and not gained when it becomes open', () => {
    const open = rowsAt(1).map((row, c): Row => (c === 2 ? [row[0]!, null, row[2]!, row[3]!] : row));
    expect(one(at(r, open), at(r, rowsAt(1))).essentials.map(({ kind }) => kind)).toEqual(['found']);
    expect(one(at(r, rowsAt(1)), at(r, open)).essentials.map(({ kind }) => kind)).toEqual(['untold']);
  });

  test('open and not part of my job are counted apart, and never as an answer that changed', () => {
    const rows: Row[] = [[2, null, 'na', 0], ...rowsAt(1).slice(1)];
    const { counts } = one(at(r, rowsAt(2)), at(r, rows));
    expect(counts).toMatchObject({ cells: 24, na: 1, open: 1, both: 22, down: 5 });
  });

  test('each cell is counted once, whatever the answers', () => {
    const value = fc.constantFrom(0, 1, 2, 'na', null);
    const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 6, maxLength: 6 }) as fc.Arbitrary<Row[]>;
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const there = one(at(r, a), at(r, b));
        const back = one(at(r, b), at(r, a));
        const { cells, both, na, open, unasked, up, down } = there.counts;
        expect(both + na + open + unasked).toBe(cells);
        expect([back.counts.up, back.counts.down]).toEqual([down, up]);
        expect(back.verdict.kind).toBe(there.verdict.kind);
        // Nothing is called a change that is none.
        expect(one(at(r, a), at(r, a))).toMatchObject({ criteria: [], counts: { up: 0, down: 0 } });
      }),
      times(100)
    );
  });

  test('topics that only one of the two has are named', () => {
    const [s, t] = [rubric('s', 6), rubric('t', 6)];
    const found = compare(side([r, s]), side([t, r]), NONE, model);
    expect([found.both.map(({ competency }) => competency), found.onlyBefore, found.onlyAfter]).toEqual([['r'], ['s'], ['t']]);
  });
});

describe('two versions of a rubric', () => {
  const old = rubric('r', 6, [[2, 2]]);
  const newer = (criteria: Rubric['criteria'] = old.criteria): Rubric => ({ ...old, version: '2.0.0', criteria });
  const facts = ({ id, version, criteria }: Rubric, changes?: VersionFacts['changes']): VersionFacts => ({
    id,
    version,
    criteria: criteria.map(({ id, essential }) => ({ id, essential: [...essential] })),
    ...(changes ? { changes } : {})
  });
  type Part = NonNullable<VersionFacts['changes']>[number]['criteria'][number];
  const path = (to: Rubric, ...criteria: Part[]): Paths => new Map([['r', [facts(old), facts(to, [{ from: '1.0.0', criteria }])]]]);

  test('with the same content is compared as one', () => {
    const to = newer();
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), path(to));
    expect([found.verdict.kind, found.relation.kind, found.counts.both]).toEqual(['clear', 'same', 24]);
  });

  test('with texts that differ is compared, marked, and never called clear', () => {
    const to = newer();
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), path(to, { kind: 'comparable', from: ['c0'], to: ['c0'] }));
    expect(found.verdict).toEqual({ kind: 'possible', direction: 'up', because: 'worded' });
    expect(found.relation).toEqual({ kind: 'worded', marked: [{ criterion: 'c0', kind: 'comparable' }], ended: [] });
  });

  test('with a criterion that asks something else: levels stand as they were and are not compared, other answers are', () => {
    const to = newer();
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), path(to, { kind: 'not-comparable', from: ['c0'], to: ['c0'] }));
    expect(found.verdict).toEqual({ kind: 'withheld' });
    expect([found.before.level, found.after.level]).toEqual([1, 3]);
    // It is said once, not as one that ended and one that is new.
    expect(found.relation).toMatchObject({ marked: [{ criterion: 'c0', kind: 'not-comparable' }], ended: [] });
    expect(found.counts).toMatchObject({ cells: 24, both: 20, unasked: 4 });
    expect(found.criteria.map(({ criterion }) => criterion)).not.toContain('c0');
  });

  test('with a criterion of which one level asks something else: said of that level, and the others are compared', () => {
    const to = newer();
    const parts: Part[] = [
      { kind: 'comparable', from: ['c0'], to: ['c0'], levels: [1, 2] },
      { kind: 'not-comparable', from: ['c0'], to: ['c0'], levels: [3] }
    ];
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), path(to, ...parts));
    expect(found.verdict).toEqual({ kind: 'withheld' });
    expect(found.relation).toEqual({
      kind: 'other',
      marked: [
        { criterion: 'c0', kind: 'comparable', levels: [1, 2] },
        { criterion: 'c0', kind: 'not-comparable', levels: [3] }
      ],
      ended: []
    });
    expect(found.counts).toMatchObject({ cells: 24, both: 23, unasked: 1 });
    // Level 2 of it moved from Not yet to Yes, and level 3 is not said to have moved.
    expect(found.criteria.find(({ criterion }) => criterion === 'c0')!.changes.map(({ kind, before }) => [kind, before])).toEqual([
      ['comparable', 2],
      ['comparable', 0],
      ['not-comparable', null],
      ['same', 0]
    ]);
  });

  test('with an essential that is worded anew: compared as it was answered, though nobody who goes on with it is spared the question', () => {
    const to = newer();
    const worded: Part = { kind: 'comparable', from: ['c2'], to: ['c2'], levels: [2] };
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), path(to, worded));
    expect(found.counts).toMatchObject({ both: 24, open: 0 });
    // To bring answers to other words makes none of them one that was filled in; what was filled in then still is.
    expect(found.criteria.flatMap(({ changes }) => changes).some(({ assumed }) => assumed)).toBe(false);
    const filled = one(side([old], entries(old, rowsAt(1), 'assumed')), at(to, rowsAt(3)), path(to, worded));
    expect(filled.criteria.flatMap(({ changes }) => changes).every(({ assumed }) => assumed)).toBe(true);
    expect(found.essentials).toEqual([{ competency: 'r', criterion: 'c2', level: 2, kind: 'gained', from: 'comparable' }]);
    expect(one(at(old, rowsAt(3)), at(to, rowsAt(1)), path(to, worded)).essentials.map(({ kind }) => kind)).toEqual(['lost']);
  });

  test('with an essential that asks something else, or is one only now: not told before is not the same as not asked', () => {
    const to = newer();
    const other: Part = { kind: 'not-comparable', from: ['c2'], to: ['c2'], levels: [2] };
    const kinds = (before: Side, after: Side) => one(before, after, path(to, other)).essentials.map(({ kind, from }) => [kind, from]);
    expect(kinds(at(old, rowsAt(3)), at(to, rowsAt(1)))).toEqual([['asked', 'not-comparable']]);
    expect(kinds(at(old, rowsAt(1)), at(to, rowsAt(3)))).toEqual([]);
    const begun = newer(old.criteria.map((one, i) => (i === 3 ? { ...one, essential: [2] } : one)));
    expect(one(at(old, rowsAt(3)), at(begun, rowsAt(1)), path(begun)).essentials.map(({ criterion, kind }) => [criterion, kind])).toEqual([
      ['c2', 'lost'],
      ['c3', 'lost']
    ]);
    const ceased = newer(old.criteria.map((one) => ({ ...one, essential: [] })));
    expect(one(at(old, rowsAt(3)), at(ceased, rowsAt(1)), path(ceased)).essentials).toEqual([]);
  });

  test('with a situation that was not part of the role: an essential worded anew is no open answer', () => {
    const to = newer();
    const worded: Part = { kind: 'comparable', from: ['c2'], to: ['c2'] };
    const scope = [{ situation: 'one', at: 1, where: { r: { level: 2 as const, asked: [] } } }];
    const situated = (facts: VersionFacts): VersionFacts => ({ ...facts, situations: { 2: { id: 'one', outOfRole: true } } });
    const paths: Paths = new Map([['r', path(to, worded).get('r')!.map(situated)]]);
    const out = side([old]);
    const before: Side = { ...out, assessment: { ...out.assessment, head: { ...out.assessment.head, scope } } };
    expect(one(before, at(to, rowsAt(3)), paths).counts).toMatchObject({ na: 6, open: 18 });
  });

  test('with a new criterion, and with one that has ended', () => {
    const added = newer([...old.criteria, rubric('x', 7).criteria[6]!]);
    const more = one(at(old, rowsAt(2)), at(added, rowsAt(2, 7)), path(added));
    expect([more.verdict.kind, more.relation.marked]).toEqual(['withheld', [{ criterion: 'c6', kind: 'new' }]]);
    const fewer = newer(old.criteria.slice(0, 5));
    const less = one(at(old, rowsAt(2)), at(fewer, rowsAt(2, 5)), path(fewer, { kind: 'not-comparable', from: ['c5'], to: [] }));
    expect([less.verdict.kind, less.relation.ended]).toEqual(['withheld', ['c5']]);
    // Also where nobody had answered it.
    expect(one(side([old]), side([fewer]), path(fewer, { kind: 'not-comparable', from: ['c5'], to: [] })).relation.ended).toEqual(['c5']);
  });

  test('with a new criterion that the earlier time was answered with', () => {
    const added = newer([...old.criteria, rubric('x', 7).criteria[6]!]);
    expect(one(at(added, rowsAt(2, 7)), at(old, rowsAt(2)), path(added)).relation.marked).toEqual([{ criterion: 'c6', kind: 'new' }]);
  });

  test('without anything that says how they relate: nothing is compared', () => {
    const to = newer();
    const found = one(at(old, rowsAt(1)), at(to, rowsAt(3)), new Map([['r', null]]));
    expect([found.verdict.kind, found.relation.kind, found.criteria]).toEqual(['withheld', 'unknown', []]);
  });

  test('an earlier time that was answered with the newer version is compared by it too', () => {
    const to = newer();
    const renamed = path(to, { kind: 'comparable', from: ['c0'], to: ['c0'], levels: [1] });
    const found = one(at(to, rowsAt(3)), at(old, rowsAt(1)), renamed);
    expect(found.rubric.version).toBe('2.0.0');
    expect(found.counts).toMatchObject({ both: 24, down: 12, up: 0 });
  });
});

describe('looking back', () => {
  const r = rubric('r', 6);
  const looks = (before: Reached, back: Reached, now: Reached) => {
    const [a, seen, b] = [before, back, now].map((level) => at(r, rowsAt(level))) as [Side, Side, Side];
    const c = { ...seen, assessment: { ...seen.assessment, head: { ...seen.assessment.head, retrospectOf: 'a' } } };
    const pair = (x: Side, y: Side) => compare(x, y, NONE, model);
    return shiftsOf(pair(a, b), pair(c, b), pair(a, c))[0]!;
  };

  test('what was reported as no change can be practice that moved under a yardstick that moved with it', () =>
    expect(looks(2, 1, 2)).toEqual({
      competency: 'r',
      reported: { kind: 'same' },
      practice: { kind: 'possible', direction: 'up', because: 'retrospect' },
      yardstick: { kind: 'possible', direction: 'down', because: 'retrospect' },
      levels: [2, 1, 2]
    }));
  test('with the yardstick where it was, practice is what was reported, but never clear', () => {
    const { reported, practice, yardstick } = looks(1, 1, 3);
    expect([reported, yardstick]).toEqual([{ kind: 'clear', direction: 'up' }, { kind: 'same' }]);
    expect(practice).toEqual({ kind: 'possible', direction: 'up', because: 'retrospect' });
  });
  test('levels add up: what was reported is practice and yardstick together', () =>
    fc.assert(
      fc.property(fc.constantFrom(...LEVELS), fc.constantFrom(...LEVELS), fc.constantFrom(...LEVELS), (a, c, b) => {
        expect(looks(a, c, b).levels).toEqual([a, c, b]);
      }),
      times(100)
    ));
});

test('a topic moves from the level of the earlier date to that of the later one', () => {
  const r = rubric('r', 6);
  const comparison = compare(at(r, rowsAt(1)), at(r, rowsAt(3)), NONE, model);
  expect(movesOf(comparison)).toEqual([{ competency: 'r', from: 1, to: 3, verdict: { kind: 'clear', direction: 'up' } }]);
});
