/** What a learner agreed to tell of their result, worked out from their answers as the result is. */
import { cellsOf, type Assessment } from '../assessment/assessment.ts';
import { LEVELS, type Model } from '../model.ts';
import type { PlanStep } from '../plan/plan.ts';
import { positionsOf } from '../position/position.ts';
import type { Rubric } from '../rubric/rubric.ts';
import type { Ask } from './course.ts';
import type { Report } from './platform.ts';

const LETTERS = { 0: 'N', 1: 'P', 2: 'Y', na: 'X' } as const;

/** @param agreed parts that leave; nothing of another part is in what comes back @param rubrics of the assessment, in its order */
export function reportOf(
  agreed: readonly Ask[],
  answered: Assessment,
  rubrics: readonly Rubric[],
  steps: readonly PlanStep[],
  model: Model,
  language: string
): Report {
  const levels = () =>
    positionsOf(answered, rubrics, model).map(({ level }, i) => ({
      topic: rubrics[i]!.id,
      title: rubrics[i]!.title,
      level: level ?? (-1 as const)
    }));
  const answers = () =>
    rubrics.flatMap(({ id, criteria }) =>
      criteria.map((criterion) => {
        const cells = cellsOf(answered, `${id}.${criterion.id}`);
        return {
          criterion: `${id}.${criterion.id}`,
          title: criterion.title,
          answers: LEVELS.map((level) => (cells[level] ? LETTERS[cells[level].value] : 'O')).join('')
        };
      })
    );
  return {
    language,
    ...(agreed.includes('levels') && { levels: levels() }),
    ...(agreed.includes('answers') && { answers: answers() }),
    ...(agreed.includes('plan') && { plan: steps.filter(({ state }) => state !== 'dropped').map(({ what }) => what) })
  };
}
