import { describe, expect, test } from 'vitest';
import type { Cells } from '#lib/domain/assessment/answer.ts';
import { cellsOf, emptyEntry, newHead, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { withSituationOut } from '#lib/domain/assessment/scope.ts';
import { inNewerVersions, withNamesOf } from '#lib/domain/course/newer.ts';
import { isStateFault, readState, writeState } from '#lib/domain/course/state.ts';
import type { VersionChange } from '#lib/domain/rubric/rubric.ts';

type Change = VersionChange['criteria'][number];
const topic = (version: string, criteria: readonly string[], changes: readonly (readonly [string, ...Change[]])[] = []) => ({
  id: 'own',
  version,
  hash: version.replaceAll('.', '').padEnd(16, '0'),
  keyLevel: 1 as const,
  criteria: criteria.map((id) => ({ id, essential: id === 'safe' ? [1 as const] : [] })),
  situations: {
    1: { id: 'sharing' },
    2: { id: 'one', outOfRole: true as const },
    3: { id: 'group', outOfRole: true as const },
    4: { id: 'many' }
  },
  changes: changes.map(([from, ...criteria]) => ({ from, criteria }))
});
const OLD = topic('0.1.0', ['a', 'b', 'safe', 'gone']);
const CELLS: Cells = {
  1: { value: 2, origin: 'given', at: 2_000 },
  2: { value: 1, origin: 'given', at: 3_000 },
  3: { value: 0, origin: 'left', at: 4_000 },
  4: { value: 0, origin: 'left', at: 4_000 }
};
const head = newHead({ rubrics: [OLD] }, 'ab'.repeat(16), 1_000);
const ANSWERED: Assessment = {
  head: { ...head, scope: withSituationOut([], 'group', [OLD], 5_000) },
  entries: Object.fromEntries(
    ['a', 'b', 'safe', 'gone'].map((id) => [`own.${id}`, { ...emptyEntry(head.id, `own.${id}`), cells: CELLS, at: 4_000 }])
  )
};
/** As a course with this topic, and with versions of before, finds it at a platform. */
function found(now: ReturnType<typeof topic>, earlier: readonly ReturnType<typeof topic>[] = []) {
  const kept = readState(writeState({ assessment: ANSWERED, steps: [], elsewhere: false, done: false }), withNamesOf([now], earlier));
  if (isStateFault(kept)) throw new Error(kept);
  return inNewerVersions(kept.assessment!, [now], earlier);
}

describe('a rubric that has a newer version by now', () => {
  test('is what it was where it has none', () => {
    const { assessment, renewed } = found(OLD);
    expect(renewed).toEqual([]);
    expect(assessment).toEqual(ANSWERED);
  });

  test('of which one criterion says the same in other words: what was answered is assumed, and an essential is asked again', () => {
    const { assessment, renewed } = found(
      topic(
        '0.1.1',
        ['a', 'b', 'safe', 'gone'],
        [['0.1.0', { kind: 'comparable', from: ['b'], to: ['b'] }, { kind: 'comparable', from: ['safe'], to: ['safe'], levels: [1] }]]
      )
    );
    expect(assessment.head.rubrics).toEqual([{ id: 'own', version: '0.1.1', hash: '0110000000000000' }]);
    expect(assessment.entries['own.a']!.cells).toEqual(CELLS);
    expect(assessment.entries['own.b']!.cells[1]).toMatchObject({ value: 2, origin: 'assumed' });
    expect(assessment.entries['own.safe']!.cells).toEqual({ 2: CELLS[2], 3: CELLS[3], 4: CELLS[4] });
    expect(renewed).toEqual([{ topic: 'own', open: [{ criterion: 'own.safe', levels: 1 }], ended: 0 }]);
    // What was left out is left out of the newer one too, where nothing of it changed.
    expect(cellsOf(assessment, 'own.a')[3]).toMatchObject({ value: 'na', origin: 'scope' });
  });

  test('of which one criterion asks something else, and one is no more: both are said, and the others stay', () => {
    const { assessment, renewed } = found(
      topic(
        '0.2.0',
        ['a', 'b', 'safe'],
        [['0.1.0', { kind: 'not-comparable', from: ['b'], to: ['b'] }, { kind: 'not-comparable', from: ['gone'], to: [] }]]
      )
    );
    expect(Object.keys(assessment.entries).sort()).toEqual(['own.a', 'own.safe']);
    expect(assessment.head.size).toBe(3);
    expect(renewed).toEqual([{ topic: 'own', open: [{ criterion: 'own.b', levels: 4 }], ended: 1 }]);
    // It is as it is from then on.
    const again = readState(writeState({ assessment, steps: [], elsewhere: false, done: false }), [topic('0.2.0', ['a', 'b', 'safe'])]);
    expect(isStateFault(again) ? again : again.assessment).toEqual(assessment);
  });

  test('that says nothing of the earlier one: nothing stays, and each question is said to be open', () => {
    const { assessment, renewed } = found(topic('3.0.0', ['a', 'b', 'safe']));
    expect(assessment.entries).toEqual({});
    expect(renewed[0]!.open.map(({ criterion }) => criterion)).toEqual(['own.a', 'own.b', 'own.safe']);
    // A situation is named by its id, whatever the questions are.
    expect(assessment.head.scope).toEqual(ANSWERED.head.scope);
  });

  describe('a version in between', () => {
    // “b” says the same in other words; “gone” is called “kept” from there on.
    const between = topic(
      '0.1.1',
      ['a', 'b', 'safe', 'kept'],
      [['0.1.0', { kind: 'comparable', from: ['b'], to: ['b'] }, { kind: 'same', from: ['gone'], to: ['kept'] }]]
    );
    const now = topic('0.2.0', ['a', 'b', 'safe', 'kept'], [['0.1.1', { kind: 'not-comparable', from: ['a'], to: ['a'] }]]);

    test('leads on: what each of the two says counts, and so does what was called otherwise', () => {
      const { assessment, renewed } = found(now, [between]);
      expect(Object.keys(assessment.entries).sort()).toEqual(['own.b', 'own.kept', 'own.safe']);
      expect(assessment.entries['own.b']!.cells[1]).toMatchObject({ value: 2, origin: 'assumed' });
      expect(assessment.entries['own.kept']!.cells).toEqual(CELLS);
      expect(renewed).toEqual([{ topic: 'own', open: [{ criterion: 'own.a', levels: 4 }], ended: 0 }]);
      expect(assessment.head.rubrics).toEqual([{ id: 'own', version: '0.2.0', hash: '0200000000000000' }]);
    });

    test('is used as it was, where it is the version that was answered', () => {
      const { assessment } = inNewerVersions({ ...ANSWERED, head: { ...head, rubrics: [OLD] } }, [now], [OLD, between]);
      expect(Object.keys(assessment.entries).sort()).toEqual(['own.b', 'own.kept', 'own.safe']);
    });

    test('that the course does not have leads nowhere', () => {
      const { assessment, renewed } = found(now);
      expect(assessment.entries).toEqual({});
      expect(renewed[0]!.open.map(({ criterion }) => criterion)).toEqual(['own.a', 'own.b', 'own.safe', 'own.kept']);
    });
  });

  test('a topic that was added to the course is answered with the others', () => {
    const more = { ...topic('1.0.0', ['x']), id: 'more' };
    const { assessment } = inNewerVersions(ANSWERED, [OLD, more]);
    expect(assessment.head.rubrics.map(({ id }) => id)).toEqual(['own', 'more']);
    expect(assessment.head.size).toBe(5);
  });
});
