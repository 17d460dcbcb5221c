/** Where the steps of a result lead: to a criterion's screen, and into the plan. */
import { resolve } from '$app/paths';
import { criterionKey } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import { ownStep, plannedStep } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { Criterion, Rubric } from '#lib/domain/rubric/rubric.ts';
import { statementText } from '#lib/i18n/statement.ts';
import { queryOf } from '#lib/platform/address.ts';
import type { Planning } from '#lib/state/plan.svelte.ts';
import type { InPlan } from '#lib/ui/result/PlanWay.svelte';

export interface Links {
  readonly rubricOf: (competency: string) => Rubric;
  readonly criterionOf: (competency: string, criterion: string) => Criterion;
  /** Address of a criterion's screen. */
  readonly hrefOf: (competency: string, criterion: string) => string;
  /** `undefined` while the plan is not there: nothing can be added to it then. */
  readonly planOf: (competency: string, criterion: string, level: Level) => InPlan | undefined;
  /** The same for a step that leads to no statement in particular. */
  readonly ownPlanOf: (what: string) => InPlan | undefined;
}

/**
 * @param assessment its id
 * @param added is told what has been added
 */
export function linksOf(assessment: string, rubrics: readonly Rubric[], plan: Planning, added: (what: string) => void): Links {
  const rubricOf = (competency: string) => rubrics.find(({ id }) => id === competency)!;
  const criterionOf = (competency: string, criterion: string) => rubricOf(competency).criteria.find(({ id }) => id === criterion)!;
  const inPlan = (planned: PlanStep | null, add: () => Promise<unknown>, what: string): InPlan => ({
    planned,
    unsaved: plan.saving === 'failed',
    href: resolve('/plan/'),
    add: async () => {
      await add();
      added(what);
    }
  });
  return {
    rubricOf,
    criterionOf,
    hrefOf: (competency, criterion) => resolve(`/assess/?${queryOf({ id: assessment, at: criterionKey(competency, criterion) })}`),
    planOf: (competency, criterion, level) => {
      if (plan.view !== 'ready') return undefined;
      const key = criterionKey(competency, criterion);
      const found = criterionOf(competency, criterion);
      const what = found.next[level] ?? statementText(rubricOf(competency), found, level);
      const advised = { what, criterion: key, level, assessment, version: rubricOf(competency).version };
      return inPlan(plannedStep(plan.steps, advised), () => plan.addAdvice(advised), what);
    },
    ownPlanOf: (what) => (plan.view === 'ready' ? inPlan(ownStep(plan.steps, what), () => plan.addOwn(what), what) : undefined)
  };
}
