import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adviceFor,
  endsWithRole,
  essentialsToName,
  focusOrder,
  goesOn,
  levelToReach,
  nextSteps,
  notesFor,
  reachOf,
  roleEnd,
  strengthsOf,
  wayToTarget,
  whatWouldMove,
  type Change
} from '#lib/domain/position/advice.ts';
import type { Origin } from '#lib/domain/assessment/answer.ts';
import type { Entries } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level, type Reached } from '#lib/domain/model.ts';
import { positionOf, type Position } from '#lib/domain/position/position.ts';
import { eachSituation, type Rubric } from '#lib/domain/rubric/rubric.ts';
import { score, type Row } from '#lib/domain/position/score.ts';
import { answered, entries, model, position, rowsAt, rubric, thresholds, words } from './examples.ts';
import { times } from '../support/scale.ts';

/** "c0.2 1>2" for criterion c0 at level 2, from Partly to Yes. */
const brief = (changes: readonly Change[]) => changes.map((c) => `${c.criterion}.${c.level} ${c.from}>${c.to}`);
/** @param essential cells as [criterion from 0, level] */
const movesOf = (rows: readonly Row[], essential: [number, Level][] = []) => {
  const of = rubric('privacy', rows.length, essential);
  return whatWouldMove(position(of, rows), of, thresholds);
};
const changesOf = (rows: readonly Row[], essential: [number, Level][] = []) => {
  const moves = movesOf(rows, essential);
  if (moves.kind !== 'changes') throw new Error(`changes expected, ${moves.kind} came`);
  return moves;
};

describe('what would move a person', () => {
  test('two points short with four answers Partly: two of them to Yes reach level 2', () => {
    const { changes, reaches } = changesOf([
      [2, 1, 0, 0],
      [2, 1, 0, 0],
      [2, 2, 0, 0],
      [2, 1, 0, 0],
      [2, 1, 0, 0],
      [2, 1, 0, 0]
    ]);
    expect(brief(changes)).toEqual(['c0.2 1>2', 'c1.2 1>2']);
    expect(reaches).toBe(2);
  });

  test('one answer from Not yet is asked for rather than two from Partly', () =>
    expect(
      brief(
        changesOf([
          [2, 2, 0, 0],
          [2, 2, 0, 0],
          [2, 0, 0, 0],
          [2, 1, 0, 0],
          [2, 1, 0, 0],
          [2, 1, 0, 0]
        ]).changes
      )
    ).toEqual(['c2.2 0>2']));

  test('where one answer is enough either way, the small step from Partly is asked for', () =>
    expect(
      brief(
        changesOf([
          [2, 0, 0, 0],
          [2, 2, 0, 0],
          [2, 2, 0, 0],
          [2, 2, 0, 0],
          [2, 1, 0, 0],
          [2, 1, 0, 0]
        ]).changes
      )
    ).toEqual(['c4.2 1>2']));

  test('three points short are one small step and one large one, not two large ones', () =>
    expect(
      brief(
        changesOf([
          [2, 0, 0, 0],
          [2, 0, 0, 0],
          [2, 2, 0, 0],
          [2, 2, 0, 0],
          [2, 1, 0, 0],
          [2, 1, 0, 0]
        ]).changes
      )
    ).toEqual(['c4.2 1>2', 'c0.2 0>2']));

  test('a missing essential is all that is asked for where the points are there', () => {
    const { changes, reaches } = changesOf(
      [
        [2, 2, 0, 0],
        [2, 2, 0, 0],
        [2, 0, 0, 0],
        [2, 2, 0, 0],
        [2, 2, 0, 0],
        [2, 2, 0, 0]
      ],
      [[2, 2]]
    );
    expect(changes).toEqual([{ criterion: 'c2', level: 2, from: 0, to: 2, essential: true }]);
    expect(reaches).toBe(2);
  });

  test('a missing essential comes first, and its points count towards what else lacks', () =>
    expect(
      brief(
        changesOf(
          [
            [2, 1, 0, 0],
            [2, 2, 0, 0],
            [2, 0, 0, 0],
            [2, 2, 0, 0],
            [2, 1, 0, 0],
            [2, 1, 0, 0]
          ],
          [[2, 2]]
        ).changes
      )
    ).toEqual(['c2.2 0>2']));

  test('where the level after the next is held already, both are reached at once', () =>
    expect(
      changesOf([
        [2, 1, 2, 0],
        [2, 1, 2, 0],
        [2, 1, 2, 0],
        [2, 1, 2, 0],
        [2, 2, 2, 0],
        [2, 2, 2, 0]
      ]).reaches
    ).toBe(3));

  test('open answers at the next level are named first when they stand in the way', () =>
    expect(
      movesOf([
        [2, 2, 0, 0],
        [2, null, 0, 0],
        [2, null, 0, 0],
        [2, null, 0, 0]
      ])
    ).toEqual({
      kind: 'answer-first',
      open: [
        { criterion: 'c1', level: 2 },
        { criterion: 'c2', level: 2 },
        { criterion: 'c3', level: 2 }
      ]
    }));

  test.each<[what: string, rows: Row[]]>([
    ['where the points are there', Array.from({ length: 6 }, (_, c): Row => [2, c === 2 || c === 4 ? null : 2, 0, 0])],
    ['where they are not', Array.from({ length: 6 }, (_, c): Row => [2, c === 2 || c === 4 ? null : 1, 0, 0])]
  ])('an essential that is open comes before all else, and alone, %s', (_, rows) =>
    expect(movesOf(rows, [[2, 2]])).toEqual({ kind: 'answer-first', open: [{ criterion: 'c2', level: 2 }] })
  );

  test('before the first answer, all of level 1 is to be answered first', () =>
    expect(movesOf(Array.from({ length: 3 }, () => [null, null, null, null]))).toMatchObject({
      kind: 'answer-first',
      open: [{ level: 1 }, { level: 1 }, { level: 1 }]
    }));

  test('a next level that is not part of the role asks for nothing', () =>
    expect(
      movesOf([
        [2, 2, 'na', 0],
        [2, 2, 'na', 0],
        [2, 2, 'na', 0]
      ])
    ).toEqual({ kind: 'not-applicable', level: 3, share: 'all' }));

  test('at level 4 there is nothing further', () => expect(movesOf(rowsAt(4))).toEqual({ kind: 'furthest' }));

  const answer = fc.constantFrom(0, 1, 2, 'na', null) as fc.Arbitrary<Row[number]>;
  // Mostly told, so that many cases have a next level.
  const likely = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(0, 1, 2) as fc.Arbitrary<Row[number]> },
    { weight: 1, arbitrary: answer }
  );
  const caseArb = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.record({
      rows: fc.array(
        fc.oneof(
          fc.tuple(likely, likely, likely, likely),
          fc.tuple(fc.constant<Row[number]>(2), likely, likely, likely),
          fc.tuple(fc.constant<Row[number]>(2), fc.constant<Row[number]>(2), likely, likely)
        ),
        { minLength: n, maxLength: n }
      ) as fc.Arbitrary<Row[]>,
      essential: fc.uniqueArray(fc.tuple(fc.nat({ max: n - 1 }), fc.constantFrom(...LEVELS)), {
        maxLength: 4,
        selector: ([c, l]) => c * 10 + l
      })
    })
  );

  /** Every set of answers at that level which would reach it, by trying them all. */
  function allThatReach(rows: readonly Row[], essential: [number, Level][], level: Level): number[][] {
    const movable = rows.flatMap((row, c) => (row[level - 1] === 0 || row[level - 1] === 1 ? [c] : []));
    const sets = Array.from({ length: 2 ** movable.length }, (_, bits) => movable.filter((_, i) => bits & (1 << i)));
    return sets.filter((set) => score(raise(rows, set, level), essential, thresholds).level >= level);
  }
  const raise = (rows: readonly Row[], set: readonly number[], level: Level): Row[] =>
    rows.map((row, c) => (set.includes(c) ? row.map((value, l) => (l === level - 1 ? 2 : value)) : row));

  test('for any answers to up to six criteria it reaches the next level, with the fewest answers, in the smallest steps, with every missing essential', () => {
    let told = 0;
    fc.assert(
      fc.property(caseArb, ({ rows, essential }) => {
        const moves = movesOf(rows, essential);
        const now = score(rows, essential, thresholds).level;
        if (moves.kind !== 'changes') return;
        told++;
        const level = (now + 1) as Level;
        const chosen = moves.changes.map((change) => Number(change.criterion.slice(1)));
        expect(moves.reaches).toBe(score(raise(rows, chosen, level), essential, thresholds).level);
        expect(moves.reaches).toBeGreaterThanOrEqual(level);

        const reaching = allThatReach(rows, essential, level);
        const fewest = Math.min(...reaching.map((set) => set.length));
        expect(chosen).toHaveLength(fewest);
        const way = (set: readonly number[]) => set.reduce((sum, c) => sum + 2 - (rows[c]![level - 1] as number), 0);
        expect(way(chosen)).toBe(Math.min(...reaching.filter((set) => set.length === fewest).map(way)));

        for (const change of moves.changes)
          expect(change).toMatchObject({ level, to: 2, from: rows[Number(change.criterion.slice(1))]![level - 1] });
        for (const [c, l] of essential) if (l === level && rows[c]![l - 1] === 0) expect(chosen).toContain(c);
      }),
      times(2000)
    );
    expect(told).toBeGreaterThan(500);
  });
});

describe('the way to a target', () => {
  const way = (rows: readonly Row[], target: Reached | null, essential: [number, Level][] = []) =>
    wayToTarget(position(rubric('privacy', rows.length, essential), rows, target), rubric('privacy', rows.length, essential), thresholds);

  test('is level by level, as if the answers before had been changed, and ends at the target', () => {
    const found = way(rowsAt(1), 3);
    expect(found.map((moves) => moves.kind === 'changes' && [moves.reaches, new Set(moves.changes.map(({ level }) => level))])).toEqual([
      [2, new Set([2])],
      [3, new Set([3])]
    ]);
  });

  test('is empty where none was chosen, and where it is reached or lies below', () => {
    expect(way(rowsAt(1), null)).toEqual([]);
    expect(way(rowsAt(2), 2)).toEqual([]);
    expect(way(rowsAt(3), 1)).toEqual([]);
  });

  test('ends with what stops it: a level that is not part of the role, or open answers', () => {
    expect(
      way(
        Array.from({ length: 6 }, (): Row => [2, 0, 'na', 0]),
        4
      ).map(({ kind }) => kind)
    ).toEqual(['changes', 'not-applicable']);
    expect(
      way(
        Array.from({ length: 6 }, (): Row => [2, null, null, null]),
        2
      ).map(({ kind }) => kind)
    ).toEqual(['answer-first']);
  });

  test('always ends, with the target reached where nothing stops it', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(...LEVELS.map(() => fc.constantFrom(0 as const, 1 as const, 2 as const))), { minLength: 5, maxLength: 7 }),
        (rows) => {
          const last = way(rows, 4).at(-1);
          expect(last === undefined || (last.kind === 'changes' && last.reaches === 4)).toBe(true);
        }
      ),
      times(100)
    ));
});

describe('essentials to name', () => {
  const of = rubric('privacy', 3, [
    [0, 1],
    [1, 3],
    [2, 2]
  ]);
  const other = rubric('writing', 1, [[0, 1]]);
  const named = (rows: readonly Row[], others?: readonly Row[]) =>
    essentialsToName([position(of, rows), ...(others ? [position(other, others)] : [])], [of, other]).map(
      (one) => `${one.competency} ${one.criterion}.${one.level} ${one.value}${one.toCome ? ' to come' : ''}`
    );

  test('Not yet comes first, then open, then Partly, whatever their level', () =>
    expect(
      named([
        [1, 2, 2, 2],
        [2, 2, 0, 2],
        [2, null, 2, 2]
      ])
    ).toEqual(['privacy c1.3 0', 'privacy c2.2 null', 'privacy c0.1 1']));

  test('all in place, Yes or not part of the role, name none', () =>
    expect(
      named([
        [2, 0, 0, 0],
        [2, 2, 'na', 'na'],
        [0, 2, 0, 0]
      ])
    ).toEqual([]));

  test('of two that stand alike, that of the lower topic comes first', () => {
    const [high, low] = [rubric('privacy', 6, [[0, 1]]), rubric('writing', 6, [[0, 1]])];
    const positions = [position(high, [[1, 2, 0, 0], ...rowsAt(2, 5)]), position(low, [[1, 0, 0, 0], ...rowsAt(1, 5)])];
    expect(essentialsToName(positions, [high, low]).map(({ competency }) => competency)).toEqual(['writing', 'privacy']);
  });

  test('in a topic of which nothing is answered they are still to come', () => {
    const fine: Row[] = [
      [2, 0, 0, 0],
      [2, 0, 'na', 0],
      [0, 2, 0, 0]
    ];
    expect(named(fine, [[null, null, null, null]])).toEqual(['writing c0.1 null to come']);
    expect(named(fine, [[null, 2, null, null]])).toEqual(['writing c0.1 null']);
  });

  test('not part of my job is an answer too: the topic is begun by it, and what is open is named', () => {
    const nothing: Row[] = [
      [null, 'na', 'na', 'na'],
      ['na', 'na', 'na', 'na'],
      ['na', 'na', 'na', 'na']
    ];
    expect(named(nothing)).toEqual(['privacy c0.1 null']);
    expect(named(nothing, [[null, 'na', null, null]])).toEqual(['privacy c0.1 null', 'writing c0.1 null']);
  });

  test('before the first answer there is no result to name them in, whatever was said of whole situations', () => {
    const untouched: Row[] = Array(3).fill([null, null, null, null]);
    expect(named(untouched)).toEqual([]);
    const scope = [{ situation: 'groups', at: 1, where: { privacy: { level: 3 as const, asked: [] } } }];
    const told = positionOf(of, { head: { scope }, entries: {} }, null, thresholds);
    expect([told.begun, essentialsToName([told], [of])]).toEqual([false, []]);
  });
});

describe('where a role ends', () => {
  const of = rubric('privacy', 3);
  const scope = [{ situation: 'groups', at: 1, where: { privacy: { level: 3 as const, asked: [] } } }];
  const withScope = (rows: readonly Row[]) => positionOf(of, { head: { scope }, entries: entries(of, rows) }, null, thresholds);
  const open: Row = [2, 2, null, null];

  test('a level of which every statement is not part of the role, or the whole situation, ends it', () => {
    expect(
      endsWithRole(
        position(of, [
          [2, 2, 'na', 0],
          [2, 2, 'na', 0],
          [2, 2, 'na', 0]
        ])
      )
    ).toBe(true);
    expect(endsWithRole(withScope([open, open, open]))).toBe(true);
    expect(endsWithRole(position(of, rowsAt(2, 3)))).toBe(false);
    expect(endsWithRole(position(of, rowsAt(4, 3)))).toBe(false);
  });

  test('answers from before it was said that the situation is not part of the role bring no step to it', () => {
    const before = withScope(rowsAt(2, 3));
    expect(nextSteps(before, of, thresholds)).toEqual([]);
    expect(whatWouldMove(before, of, thresholds)).toEqual({ kind: 'not-applicable', level: 3, share: 'all' });
    expect(focusOrder([before], [of])).toEqual([]);
  });

  test('a Yes of the person’s own there keeps the level from being out of their role; one to what is asked all the same does not', () => {
    const yes: Row = [2, 2, 2, 0];
    const over = withScope([yes, yes, [2, 2, null, 0]]);
    expect(over.outOfRole).toEqual([]);
    expect(roleEnd(over)).toBeNull();
    expect(nextSteps(withScope([[2, 2, 1, 0], [2, 2, 1, 0], open]), of, thresholds)).toMatchObject([{ level: 3 }, { level: 3 }]);
    // Too few to tell the level: what the person said Yes to is not called out of their role all the same.
    expect(roleEnd(withScope([yes, open, open]))).toBe('part');
    const asked = [{ ...scope[0]!, where: { privacy: { level: 3 as const, asked: ['c0', 'c1', 'c2'] } } }];
    const wider = positionOf(of, { head: { scope: asked }, entries: entries(of, [yes, [2, 2, 0, 0], [2, 2, 0, 0]]) }, null, thresholds);
    expect(roleEnd(wider)).toBe('all');
  });

  test('a role that leaves out a level and goes on above it has steps there, and reaches as far as it holds', () => {
    const beyond = (third: 0 | 1 | 2, fourth: 0 | 1) =>
      position(
        of,
        [0, 1, 2].map((): Row => [2, 'na', third, fourth])
      );
    expect(levelToReach(beyond(0, 0))).toBeNull();
    expect(goesOn(beyond(0, 0))).toBe(false);
    expect(nextSteps(beyond(1, 0), of, thresholds)).toMatchObject([{ level: 3 }, { level: 3 }, { level: 3 }]);
    expect(focusOrder([beyond(1, 0)], [of])).toEqual(['privacy']);
    expect([reachOf(beyond(1, 0)), reachOf(beyond(2, 0)), reachOf(position(of, rowsAt(2, 3)))]).toEqual([1, 3, 2]);
    expect(nextSteps(beyond(2, 0), of, thresholds)).toMatchObject([{ level: 4 }, { level: 4 }, { level: 4 }]);
    expect(goesOn(beyond(2, 0))).toBe(true);
    // Not held above a level that is lacking: that is no reach.
    expect(
      reachOf(
        position(
          of,
          [0, 1, 2].map((): Row => [2, 0, 2, 0])
        )
      )
    ).toBe(1);
  });

  test('its safeguards are told too: groups that are guided, with nothing in privacy for them', () => {
    const [groups, privacy] = [rubric('facilitating', 3), rubric('privacy', 3)];
    const led = position(
      groups,
      [0, 1, 2].map((): Row => [2, 'na', 2, 0])
    );
    const bare = position(
      privacy,
      [0, 1, 2].map((): Row => [2, 'na', 0, 0])
    );
    expect(notesFor([led, bare], model).map(({ id }) => id)).toContain('groups-without-privacy');
  });

  test('a few answers at a level that is otherwise not part of the role bring no step to it', () =>
    expect(
      nextSteps(
        position(of, [
          [2, 2, 0, 0],
          [2, 2, 'na', 0],
          [2, 2, 'na', 0]
        ]),
        of,
        thresholds
      )
    ).toEqual([]));

  test('an essential that is asked all the same is named', () => {
    const asked = rubric('privacy', 3, [[0, 3]]);
    const wider = [{ situation: 'groups', at: 1, where: { privacy: { level: 3 as const, asked: ['c0'] } } }];
    const own = positionOf(asked, { head: { scope: wider }, entries: entries(asked, [[2, 2, 0, 0], open, open]) }, null, thresholds);
    expect(essentialsToName([own], [asked])).toMatchObject([{ criterion: 'c0', level: 3, value: 0 }]);
    expect([nextSteps(own, asked, thresholds), focusOrder([own], [asked])]).toEqual([[], []]);
  });
});

/** Positions at these levels, `null` for not answered. */
function at(levels: Record<string, Reached | null>, targets: Record<string, Reached> = {}): Position[] {
  return Object.entries(levels).map(([id, level]) =>
    position(rubric(id, 6), level === null ? Array.from({ length: 6 }, () => [null, null, null, null]) : rowsAt(level), targets[id] ?? null)
  );
}

describe('notes between competencies, as the model has them', () => {
  const ids = (levels: Record<string, Reached | null>) => notesFor(at(levels), model).map((note) => note.id);
  const all2 = { information: 2, writing: 2, privacy: 2, facilitating: 2, presence: 2 } as const;

  test('level 2 throughout brings none', () => expect(ids(all2)).toEqual([]));

  test('groups without privacy for groups: facilitating 3, privacy 2', () =>
    expect(ids({ ...all2, facilitating: 3 })).toEqual(['groups-without-privacy']));

  test('facilitating 3 with privacy 3 brings none', () => expect(ids({ ...all2, facilitating: 3, privacy: 3 })).toEqual([]));

  test('one-to-one without its privacy: writing 2, privacy 1', () =>
    expect(ids({ ...all2, facilitating: 1, privacy: 1 })).toEqual(['writing-without-privacy']));

  test('any competency at 3 without checked information: presence 3, information 0', () =>
    expect(ids({ ...all2, information: 0, presence: 3 })).toEqual(['reach-without-accuracy']));

  test('a community without group discussion: presence 4, facilitating 2', () =>
    expect(ids({ ...all2, presence: 4 })).toEqual(['presence-without-discussion']));

  test('a competency without a position brings none, on either side', () => {
    expect(ids({ ...all2, facilitating: 4, privacy: null })).toEqual([]);
    expect(ids({ ...all2, facilitating: null, privacy: 0, writing: 1 })).toEqual([]);
  });

  test('every note has its words', () => {
    for (const note of model.notes) expect(words.notes[note.id]).toMatch(/\.$/);
  });
});

describe('next steps', () => {
  const of = rubric('privacy', 6, [
    [5, 3],
    [3, 2]
  ]);
  const brief = (rows: Row[]) => nextSteps(position(of, rows), of, thresholds).map((step) => `${step.criterion}.${step.level}`);

  test('what would move comes first, then the rest of the next level, each once; essentials are named before, and not again', () =>
    expect(
      brief([
        [2, 2, 0, 0],
        [2, 1, 0, 0],
        [2, 1, 0, 0],
        [2, 1, 0, 0],
        [2, 0, 0, 0],
        [2, 2, 0, 0]
      ])
    ).toEqual(['c4.2', 'c1.2', 'c2.2']));

  test('what would move and is essential is named as essential alone', () =>
    expect(brief([...rowsAt(2, 3), [2, 0, 0, 0], ...rowsAt(2, 2)])).toEqual([]));

  test('at level 4 there are none', () => expect(brief(rowsAt(4))).toEqual([]));
});

describe('which competency to turn to first', () => {
  const KEY_LEVELS: Record<string, Level> = { information: 1, writing: 2, privacy: 2, facilitating: 3, presence: 4 };
  const rubrics = Object.entries(KEY_LEVELS).map(([id, keyLevel]) => rubric(id, 6, [], keyLevel));
  const order = (positions: Position[]) => focusOrder(positions, rubrics);

  test('the lowest level, then the key competency of the next level, then the larger shortfall', () => {
    const positions = at(
      { information: 2, writing: 1, privacy: 2, facilitating: 2 },
      { information: 3, writing: 2, privacy: 4, facilitating: 3 }
    );
    // Typical level 2: the key competency of level 3 is facilitating.
    expect(order(positions)).toEqual(['writing', 'facilitating', 'privacy', 'information']);
  });

  test('one at or above its target is left out', () =>
    expect(order(at({ information: 3, writing: 2, privacy: 1 }, { information: 2, writing: 2, privacy: 2 }))).toEqual(['privacy']));

  test('without targets each aims one level up, and level 4 is left out', () =>
    expect(order(at({ information: 4, writing: 3, privacy: 4, facilitating: 1 }))).toEqual(['facilitating', 'writing']));

  test('equals keep the order in which they were chosen', () =>
    expect(order(at({ privacy: 1, writing: 1 }))).toEqual(['privacy', 'writing']));

  test('one that cannot be told, or whose next level is not part of the role, is left out', () => {
    const noGroups = position(
      rubrics[3]!,
      rowsAt(2).map((row) => [row[0]!, row[1]!, 'na', 'na'])
    );
    expect(order([...at({ information: 1, writing: null }), noGroups])).toEqual(['information']);
  });

  test('with no position at all there is no order', () => expect(order(at({ information: null }))).toEqual([]));
});

describe('strengths', () => {
  const [high, low, none] = [rubric('privacy', 2), rubric('writing', 2), rubric('presence', 2)];
  /** "privacy c0.3": the statement of that criterion at level 3. */
  const strengths = (rows: readonly (readonly [Rubric, readonly Row[]])[], origin: Origin = 'given') => {
    const own = answered(Object.assign({}, ...rows.map(([of, given]) => entries(of, given, origin))) as Entries);
    return strengthsOf(
      rows.map(([of]) => positionOf(of, own, null, thresholds)),
      rows.map(([of]) => of),
      own
    ).map((one) => `${one.rubric.id} ${one.criterion.id}.${one.level}`);
  };

  test('the topics that reach furthest come first, each with a statement of its highest level, at most three', () =>
    expect(
      strengths([
        [low, rowsAt(1, 2)],
        [none, rowsAt(0, 2)],
        [high, rowsAt(3, 2)]
      ])
    ).toEqual(['privacy c0.3', 'writing c0.1', 'privacy c1.3']));

  test('a statement at Partly is no strength, at whatever level the topic stands', () =>
    expect(
      strengths([
        [
          rubric('privacy', 4),
          [
            [2, 1, 0, 0],
            [2, 2, 0, 0],
            [2, 2, 0, 0],
            [2, 2, 0, 0]
          ]
        ]
      ])
    ).toEqual(['privacy c1.2', 'privacy c2.2', 'privacy c3.2']));

  test('what was filled in they did not say; what they placed themselves on in an earlier version they did', () => {
    expect(strengths([[high, rowsAt(3, 2)]], 'assumed')).toEqual([]);
    expect(strengths([[high, rowsAt(1, 2)]], 'placed')).toEqual(['privacy c0.1', 'privacy c1.1']);
  });

  test('without any level held, the nearest statements with a Yes', () =>
    expect(
      strengths([
        [
          low,
          [
            [0, 2, 2, 2],
            [0, 2, 0, 0]
          ]
        ],
        [
          none,
          [
            [0, 0, 0, 0],
            [0, 0, 0, 2]
          ]
        ]
      ])
    ).toEqual(['writing c0.2', 'presence c1.4', 'writing c1.2']));

  test('without a single Yes there are none', () =>
    expect(
      strengths([
        [
          low,
          [
            [1, 0, 'na', null],
            [1, 1, 1, 1]
          ]
        ]
      ])
    ).toEqual([]));
});

describe('what to do next', () => {
  const situations = eachSituation(model.situations, ({ id }, level) => ({ id, ...words.situations[level] }));
  const of = (id: string, essential: [number, Level][] = []): Rubric => ({ ...rubric(id, 6, essential), situations });
  const next = (topics: readonly (readonly [Rubric, readonly Row[], (Reached | null)?])[]) => {
    const rubrics = topics.map(([one]) => one);
    const own = answered(Object.assign({}, ...topics.map(([one, rows]) => entries(one, rows))) as Entries);
    return adviceFor(
      topics.map(([one, , target = null]) => positionOf(one, own, target, thresholds)),
      rubrics,
      own,
      model
    ).map((one) => (one.kind === 'way-in' ? `way in ${one.level}` : `${one.kind} ${one.competency}.${one.criterion}.${one.level}`));
  };
  /** Level 1, with something done at the levels after it: whoever answers so has somebody to try things with. */
  const doing = (last: Row = [2, 1, 1, 1]): Row[] => [...rowsAt(1, 5), last];

  test('safety points come first, Not yet before Partly; then the lowest topic', () => {
    const [privacy, writing] = [of('privacy', [[0, 1]]), of('writing', [[5, 2]])];
    const partly: Row[] = [[1, 1, 1, 1], ...rowsAt(2, 5)];
    const found = next([
      [privacy, partly],
      [writing, doing([2, 0, 1, 1])]
    ]);
    // Nothing but what is Not yet holds the first topic back.
    expect(found.slice(0, 2)).toEqual(['safety writing.c5.2', 'safety privacy.c0.1']);
    expect(found[2]).toMatch(/^step writing\./);
  });

  test('what moves the topics comes before the rest of their levels', () => {
    const near: Row[] = [...Array.from({ length: 4 }, (): Row => [2, 2, 1, 0]), [2, 0, 0, 0], [2, 0, 0, 0]];
    expect(
      next([
        [of('privacy'), near],
        [of('writing'), near]
      ])
    ).toEqual(['step privacy.c4.2', 'step writing.c4.2', 'step privacy.c5.2', 'step writing.c5.2']);
  });

  test('where somebody does nothing in a situation, no step and no safety point of it is offered: its way in is, once', () => {
    const [privacy, writing] = [of('privacy', [[0, 3]]), of('writing')];
    expect(
      next([
        [privacy, rowsAt(2)],
        [writing, rowsAt(2)]
      ])
    ).toEqual(['way in 3']);
    expect(
      next([
        [privacy, rowsAt(2)],
        [writing, [...rowsAt(2, 5), [2, 2, 1, 0]]]
      ])[0]
    ).toBe('safety privacy.c0.3');
  });

  test('a topic that is at its target asks for nothing', () => expect(next([[of('privacy'), doing(), 1]])).toEqual([]));

  test('of any answers: no step or safety point in a situation where nothing is Yes or Partly', () => {
    let steps = 0;
    const value = fc.constantFrom<Row[number]>(0, 0, 1, 2, 'na', null);
    const rows = fc.array(fc.tuple(value, value, value, value), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(rows, fc.subarray([1, 2, 3, 4] as Level[]), (some, none) => {
        const own = some.map((row): Row => row.map((one, l) => (none.includes((l + 1) as Level) ? 0 : one)));
        for (const one of next([
          [
            of('privacy', [
              [0, 3],
              [1, 4],
              [2, 2]
            ]),
            own
          ]
        ])) {
          if (one.startsWith('way in')) continue;
          steps++;
          const level = Number(one.at(-1));
          expect(level === 1 || own.some((row) => row[level - 1] === 1 || row[level - 1] === 2), one).toBe(true);
        }
      }),
      times(500)
    );
    expect(steps).toBeGreaterThan(200);
  });
});
