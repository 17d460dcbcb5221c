import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STORED_ORIGINS, type Cells } from '#lib/domain/assessment/answer.ts';
import { cellsOf, criterionKey, type Answered, type Entries, type OutOfRole } from '#lib/domain/assessment/assessment.ts';
import { carryOver, carryScope, type CarriedRubric } from '#lib/domain/assessment/carry-over.ts';
import { isOut } from '#lib/domain/assessment/assessment.ts';
import { withSituationOut } from '#lib/domain/assessment/scope.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { VersionChange } from '#lib/domain/rubric/rubric.ts';
import type { VersionFacts } from '#lib/domain/rubric/versions.ts';
import { times } from '../support/scale.ts';
import { cell, cells, entry } from './examples.ts';

type Part = VersionChange['criteria'][number];
const GROUP = { id: 'group', outOfRole: true } as const;
const SITUATIONS: NonNullable<VersionFacts['situations']> = {
  1: { id: 'public' },
  2: { id: 'one' },
  3: GROUP,
  4: { id: 'community', outOfRole: true }
};
/** @param criteria ids; "A1!3" has an essential at level 3, "A1!3+" one whose condition is wider than its situation */
const facts = (version: string, criteria: readonly string[], more: Partial<VersionFacts> = {}): VersionFacts => ({
  id: 'r',
  version,
  situations: SITUATIONS,
  criteria: criteria.map((one) => {
    const [, id = '', level, beyond] = /^(\w+)(?:!(\d)(\+?))?$/.exec(one)!;
    const essential = level ? [Number(level) as Level] : [];
    return { id, essential, ...(beyond ? { beyond: essential } : {}) };
  }),
  ...more
});
const v1 = (...criteria: string[]) => facts('1.0.0', criteria);
const v2 = (criteria: readonly string[], parts: readonly Part[] = [], more: Partial<VersionFacts> = {}) =>
  facts('2.0.0', criteria, { changes: [{ from: '1.0.0', criteria: [...parts] }], ...more });

/** Answers to the first version, with groups not part of the role, in the second one. */
function carried(
  path: readonly [VersionFacts, VersionFacts],
  own: Readonly<Record<string, Cells>> = {}
): Answered & { scope: readonly OutOfRole[] } {
  const entries: Entries = Object.fromEntries(Object.entries(own).map(([id, cells]) => [criterionKey('r', id), entry('r', id, { cells })]));
  const answered = { head: { scope: withSituationOut([], 'group', [path[0]], 5) }, entries };
  const step: CarriedRubric = { path, carried: carryOver(entries, path, 'after') };
  const scope = carryScope(answered, [step]);
  return { head: { scope }, entries: step.carried.entries, scope };
}
const groupOf = (answered: Answered, id: string, level: Level = 3) => cellsOf(answered, criterionKey('r', id))[level];
const asked = ({ scope }: { scope: readonly OutOfRole[] }) => scope[0]?.where.r;

test('what was said of a situation holds in the newer version, for criteria that are new there too', () => {
  const after = carried([v1('A1'), v2(['A1', 'A2'])]);
  expect(after.scope).toEqual([{ situation: 'group', at: 5, where: { r: { level: 3, asked: [] } } }]);
  expect(groupOf(after, 'A2')).toEqual(cell('na', 'scope', 5));
});

test('it goes where its situation goes, and an essential that stands under it there is asked', () => {
  const after = carried([v1('A1', 'A2!2'), v2(['A1', 'A2!2'], [], { situations: { ...SITUATIONS, 2: GROUP, 3: { id: 'team' } } })]);
  expect(asked(after)).toEqual({ level: 2, asked: ['A2'] });
  expect(groupOf(after, 'A1')).toBeUndefined();
});

test.each([
  ['is gone', { situations: { ...SITUATIONS, 3: { id: 'team', outOfRole: true as const } } }],
  ['can no longer be left out', { situations: { ...SITUATIONS, 3: { id: 'group' } } }],
  ['is no longer declared, as none is', { situations: undefined }]
])('where the situation %s, all is asked', (_, more) => expect(carried([v1('A1'), v2(['A1'], [], more)]).scope).toEqual([]));

test('from a rubric without situations to one with them, nothing is left out, even where another rubric says it', () => {
  const [plain, other] = [facts('1.0.0', ['A1'], { situations: undefined }), facts('1.0.0', ['B1'], { id: 'other' })];
  const answered: Answered = { head: { scope: withSituationOut([], 'group', [plain, other], 5) }, entries: {} };
  const path = [plain, v2(['A1'])] as const;
  const scope = carryScope(answered, [{ path, carried: carryOver({}, path, 'after') }]);
  expect(scope).toEqual(answered.head.scope);
});

test('what was taken back is not carried along', () => {
  const path = [v1('A1'), v2(['A1'])] as const;
  const back = { head: { scope: [{ situation: 'group', at: 6, where: {} }] }, entries: {} };
  expect(carryScope(back, [{ path, carried: carryOver({}, path, 'after') }])).toEqual([]);
});

test('an essential is asked where its condition is wider, or is not the one that the person has seen', () => {
  const comparable: Part = { kind: 'comparable', from: ['A3'], to: ['A3'] };
  const after = carried([v1('A1!3', 'A2', 'A3!3', 'A4!3'), v2(['A1!3', 'A2!3', 'A3!3', 'A4!3+', 'A5!3'], [comparable])]);
  expect(asked(after)).toEqual({ level: 3, asked: ['A4', 'A2', 'A3', 'A5'] });
  expect(groupOf(after, 'A1')).toEqual(cell('na', 'scope', 5));
});

test('what the person had answered all the same is not covered up: it stays, or is asked', () => {
  const parts: Part[] = [
    { kind: 'comparable', from: ['A2'], to: ['A2'] },
    { kind: 'not-comparable', from: ['A3'], to: ['A3'] },
    { kind: 'merged', from: ['A4', 'A5'], to: ['A4'] }
  ];
  const partly = cells([null, null, 1, null]);
  const after = carried([v1('A1', 'A2', 'A3', 'A4', 'A5'), v2(['A1', 'A2', 'A3', 'A4'], parts)], {
    A1: partly,
    A2: partly,
    A3: partly,
    A4: partly
  });
  expect(['A1', 'A2', 'A3', 'A4'].map((id) => groupOf(after, id))).toEqual([cell(1), cell(1, 'assumed'), undefined, undefined]);
});

test('an essential that was asked all the same and is open is asked again', () => {
  const after = carried([v1('A1!3+'), v2(['A1!3'])]);
  expect(asked(after)).toEqual({ level: 3, asked: ['A1'] });
});

test('what was left does not answer a cell that has become essential, and what is comparable is assumed', () => {
  const left = cells([0, 0, null, null], 'left');
  const after = carried([v1('A1', 'A2'), v2(['A1!1', 'A2'], [{ kind: 'comparable', from: ['A2'], to: ['A2'] }])], { A1: left, A2: left });
  expect(after.entries['r.A1']!.cells).toEqual({ 2: cell(0, 'left') });
  expect(after.entries['r.A2']!.cells).toEqual(cells([0, 0, null, null], 'assumed'));
});

const someCells = fc.record(
  Object.fromEntries(
    LEVELS.map((l) => [
      l,
      fc.record({
        value: fc.constantFrom(0, 1, 2, 'na' as const),
        origin: fc.constantFrom(...STORED_ORIGINS),
        at: fc.integer({ min: 1, max: 9 })
      })
    ])
  ),
  { requiredKeys: [] }
) as fc.Arbitrary<Cells>;
const IDS = ['A1', 'A2', 'A3'];
const someIds = fc.uniqueArray(fc.constantFrom('A1', 'A1!3', 'A2', 'A2!3+', 'A3', 'A3!4', 'A4', 'A4!3'), {
  minLength: 1,
  selector: (one) => one.slice(0, 2)
});
const someParts = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom<Part['kind']>('same', 'comparable', 'not-comparable'),
    from: fc.constantFrom(...IDS),
    to: fc.constantFrom('A1', 'A2', 'A3', 'A4')
  }),
  { maxLength: 3, selector: ({ to }) => to }
);

test('for all answers: nothing that the person answered becomes Not part of my job, and no essential that they have not seen', () =>
  fc.assert(
    fc.property(someIds, someIds, someParts, fc.record({ A1: someCells, A2: someCells, A3: someCells }), (before, later, parts, own) => {
      const change = parts
        .filter(({ to }) => later.some((id) => id.startsWith(to)))
        .map(({ kind, from, to }): Part => ({ kind, from: [from], to: [to] }));
      const path = [v1(...before), v2(later, change)] as const;
      const known = Object.fromEntries(Object.entries(own).filter(([id]) => path[0].criteria.some((one) => one.id === id)));
      const was: Answered = {
        head: { scope: withSituationOut([], 'group', [path[0]], 5) },
        entries: Object.fromEntries(Object.entries(known).map(([id, cells]) => [criterionKey('r', id), entry('r', id, { cells })]))
      };
      const step = carryOver(was.entries, path, 'after');
      const after: Answered = { head: { scope: carryScope(was, [{ path, carried: step }]) }, entries: step.entries };
      expect(isOut(after.head.scope, 'group')).toBe(true);
      for (const { criterion, level, kind, from } of step.cells) {
        if (groupOf(after, criterion, level)?.origin !== 'scope') continue;
        expect(level).toBe(3);
        for (const id of from) expect([undefined, 'scope']).toContain(groupOf(was, id)?.origin);
        const essential = path[1].criteria.find(({ id }) => id === criterion)!.essential.includes(level);
        if (essential) expect([kind, ...from.map((id) => groupOf(was, id)?.origin)]).toEqual(['same', 'scope']);
      }
    }),
    times(500)
  ));
