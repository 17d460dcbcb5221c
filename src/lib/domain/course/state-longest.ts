/** How long what a platform keeps can become: asked when a course is made. */
import type { Cells } from '../assessment/answer.ts';
import { emptyEntry, EVIDENCE, newHead, type Assessment, type CriterionKey, type OutOfRole } from '../assessment/assessment.ts';
import { withSituationOut, type Situated } from '../assessment/scope.ts';
import { LEVELS } from '../model.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RubricFacts, RubricRef } from '../rubric/rubric.ts';
import { writeState } from './state.ts';

/** A topic as far as the length of what is kept depends on it. */
type Measured = Situated & Omit<RubricRef, 'hash'> & Pick<RubricFacts, 'criteria'>;

/** Of the longest kind: how far answers lie apart, in milliseconds, and how many steps of the rubrics are in a plan. */
const LONGEST = { start: 1_790_000_000_000, between: 2 * 86_400_000, within: 90 * 86_400_000, steps: 5 } as const;

/**
 * How long what is kept can become: every question is answered, each on a day of its own and statement by statement over weeks, every situation was left
 * out, and some steps are in the plan. Words of somebody's own in steps come on top.
 *
 * @param round of a course that has rounds: answers to those before are kept too, and a look back
 * @returns in characters
 */
export function longestState(topics: readonly Measured[], round = 1): number {
  const { start, between, within, steps } = LONGEST;
  const id = 'f'.repeat(32);
  const keys = topics.flatMap((topic) => topic.criteria.map((one): CriterionKey => `${topic.id}.${one.id}`));
  const situations = [...new Set(topics.flatMap((topic) => LEVELS.flatMap((level) => topic.situations?.[level]?.id ?? [])))];
  const end = start + keys.length * between + within;
  const scope = situations.reduce<readonly OutOfRole[]>((all, one) => withSituationOut(all, one, topics, end), []);
  const cells = (at: number) =>
    Object.fromEntries(LEVELS.map((level) => [level, { value: 'na', origin: 'assumed', at: at - within }])) as Cells;
  const assessment: Assessment = {
    head: { ...newHead({ rubrics: topics }, id, start), updatedAt: end, ...(scope.length && { scope }) },
    entries: Object.fromEntries(
      keys.map((criterion, i) => {
        const at = start + within + i * between;
        return [criterion, { ...emptyEntry(id, criterion), cells: cells(at), evidence: EVIDENCE.at(-1)!, at }];
      })
    )
  };
  const step = (criterion: CriterionKey): PlanStep => ({
    ...{
      id,
      what: '',
      why: '',
      aim: { criterion, level: 4, assessment: id },
      by: '2027-12-31',
      with: '',
      state: 'done',
      note: '',
      order: 1
    },
    ...{ createdAt: end, at: end, doneAt: end }
  });
  const mark = { round, ...(round > 1 && { before: { tag: 0xffff, back: true } }) };
  const others = Array.from({ length: round > 1 ? round : 0 }, (_, i) => ({ round: mark, back: i === 0, assessment }));
  const all = { assessment, steps: keys.slice(0, steps).map(step), elsewhere: false, done: true };
  return writeState({ ...all, ...(others.length && { round: mark, others }) }).length;
}
