/** Answers of somebody to several topics, by chance: of any origin, with whole situations that are not their role, open or at Partly. */
import * as fc from 'fast-check';
import type { Cell, Origin, Value } from '#lib/domain/assessment/answer.ts';
import { criterionKey, newHead, type Assessment, type Entry, type OutOfRole } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level, type Model, type Reached } from '#lib/domain/model.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { entry, rubric } from '../domain/examples.ts';

export interface AnyResult {
  readonly rubrics: readonly Rubric[];
  readonly assessment: Assessment;
}

/** What a statement, and a clause about a level, is known by wherever it stands. */
export const markOf = (rubric: string, criterion: string, level: Level): string => `⟦${rubric}.${criterion}.${level}⟧`;

const byLevel = (text: (level: Level) => string) => ({ 1: text(1), 2: text(2), 3: text(3), 4: text(4) });

/** @param next whether it says what to try */
function marked(id: string, size: number, essential: readonly (readonly [number, Level])[], next: boolean): Rubric {
  const plain = rubric(id, size, essential, 2);
  return {
    ...plain,
    criteria: plain.criteria.map((criterion) => ({
      ...criterion,
      title: `Title of ${id} ${criterion.id}`,
      descriptors: byLevel((level) => markOf(id, criterion.id, level)),
      next: next ? criterion.next : {}
    }))
  };
}

const essentials = (size: number) =>
  fc.uniqueArray(fc.tuple(fc.nat({ max: size - 1 }), fc.constantFrom(...LEVELS)), { maxLength: 3, selector: ([c, l]) => `${c}.${l}` });

/** @param firm how little it strays from what somebody answers whose work reaches so far */
const answer = (level: Level, reach: number, firm: number): fc.Arbitrary<Value | null> => {
  const likely = level <= reach ? 2 : 0;
  return fc.oneof(
    { weight: firm, arbitrary: fc.constant<Value | null>(likely) },
    { weight: 3, arbitrary: fc.constantFrom<Value | null>(0, 1, 2) },
    { weight: 1, arbitrary: fc.constantFrom<Value | null>('na', null) }
  );
};

const origins = {
  own: fc.constantFrom<Origin>('given', 'given', 'placed'),
  old: fc.constantFrom<Origin>('given', 'given', 'placed', 'assumed')
};

/** Before, or after, it was said of a whole situation that it is not part of the role. */
const SCOPE_AT = 2;
const times = fc.constantFrom(SCOPE_AT - 1, SCOPE_AT - 1, SCOPE_AT + 1);

type Answer = readonly [Value | null, Origin, number];
type Row = readonly [Answer, Answer, Answer, Answer];
const open: Answer = [null, 'given', 1];

/** @param old of an earlier version, with answers that were filled in */
function topic(id: string, firm: number, old: boolean) {
  return fc.integer({ min: 1, max: 7 }).chain((size) =>
    fc
      .record({
        essential: essentials(size),
        next: fc.boolean(),
        begun: fc.integer({ min: 0, max: firm }),
        reach: fc.integer({ min: firm > 9 ? 1 : 0, max: 4 })
      })
      .chain(({ essential, next, begun, reach }) => {
        const cell = (level: Level) => fc.tuple(answer(level, reach, firm), old ? origins.old : origins.own, times);
        const row = fc.tuple(cell(1), cell(2), cell(3), cell(4)) as fc.Arbitrary<Row>;
        return fc.record({
          rubric: fc.constant(marked(id, size, essential, next)),
          rows: fc.array(begun ? row : fc.constant<Row>([open, open, open, open]), { minLength: size, maxLength: size }),
          target: fc.constantFrom<Reached | null>(null, null, 1, 2, 3, 4)
        });
      })
  );
}

const stored = ([value, origin, at]: Answer): Cell | null =>
  value === null ? null : { value, origin: value === 0 && origin === 'given' ? 'left' : origin, at };

/**
 * @param among the topics that are chosen from
 * @returns answers to some of these topics, or to all of the model's: usually with rubrics of somebody's own beside them
 */
export function anyResult(model: Model, among = [...model.competencies, 'own', 'another']): fc.Arbitrary<AnyResult> {
  const ids = fc.oneof(
    fc.constant(among.some((id) => model.competencies.includes(id)) ? model.competencies : among),
    fc.subarray(among, { minLength: 1 }) as fc.Arbitrary<readonly string[]>
  );
  return fc.tuple(ids, fc.constantFrom(6, 60), fc.boolean()).chain(([chosen, firm, old]) =>
    fc
      .record({
        topics: fc.tuple(...chosen.map((id) => topic(id, firm, old))),
        out: fc.subarray([3, 4] as Level[])
      })
      .map(({ topics, out }): AnyResult => {
        const rubrics = topics.map((one) => one.rubric);
        const scope = out.map((level): OutOfRole => ({
          situation: `situation ${level}`,
          at: SCOPE_AT,
          where: Object.fromEntries(rubrics.map(({ id, criteria }) => [id, { level, asked: criteria.slice(0, 1).map((one) => one.id) }]))
        }));
        const entries = topics.flatMap(({ rubric: { id, criteria }, rows }) =>
          criteria.map((criterion, c): Entry => {
            const cells = LEVELS.flatMap((level) => {
              const own = stored(rows[c]![level - 1]!);
              // Most answers at a level that is out of the role are gone; some were given before that was said.
              return own && !(out.includes(level) && c % 3 > 0) ? [[level, own] as const] : [];
            });
            return entry(id, criterion.id, { cells: Object.fromEntries(cells), at: Math.max(1, ...cells.map(([, { at }]) => at)) });
          })
        );
        const targets = Object.fromEntries(topics.flatMap(({ rubric: { id }, target }) => (target === null ? [] : [[id, target]])));
        return {
          rubrics,
          assessment: {
            head: { ...newHead({ rubrics, targets }, 'a', 1), ...(scope.length ? { scope } : {}) },
            entries: Object.fromEntries(entries.map((one) => [one.criterion, one]))
          }
        };
      })
  );
}

/** Whether the person said Yes to the statement themselves. */
export function saidYes({ entries }: Assessment, rubric: string, criterion: string, level: Level): boolean {
  const cell = entries[criterionKey(rubric, criterion)]?.cells[level];
  return cell?.value === 2 && cell.origin !== 'assumed';
}

/** The statements and clauses that stand in a text, by their marks. */
export const marksIn = (text: string): string[] => text.match(/⟦[^⟧]*⟧/g) ?? [];
