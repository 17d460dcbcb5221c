/** Where the steps of a result lead: to a criterion's screen, and into the plan. */
import { criterionKey } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import { ownStep, plannedStep, type Advised } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { Criterion, Rubric } from '#lib/domain/rubric/rubric.ts';
import { statementText } from '#lib/i18n/statement.ts';
import type { InPlan } from './PlanWay.svelte';

/** Where a result leads: `null` where there is no such page, and then there is no link to it. */
export interface Addresses {
  /** A criterion's screen. */
  readonly question: ((competency: string, criterion: string) => string) | null;
  /** Where answering goes on. */
  readonly resume: string | null;
  readonly plan: string | null;
  /** Where the method is explained. */
  readonly method: string | null;
}

/** What a result needs of the plan; `state/plan.svelte.ts` has it. */
export interface Taking {
  readonly view: 'loading' | 'ready' | 'failed';
  readonly steps: readonly PlanStep[];
  readonly saving: 'saved' | 'saving' | 'failed';
  addAdvice(advised: Advised): Promise<unknown>;
  addOwn(what: string): Promise<unknown>;
}

export interface Links {
  readonly rubricOf: (competency: string) => Rubric;
  readonly criterionOf: (competency: string, criterion: string) => Criterion;
  /** Address of a criterion's screen; `null` where it has none. */
  readonly hrefOf: (competency: string, criterion: string) => string | null;
  /** `undefined` while the plan is not there: nothing can be added to it then. */
  readonly planOf: (competency: string, criterion: string, level: Level) => InPlan | undefined;
  /** The same for a step that leads to no statement in particular. */
  readonly ownPlanOf: (what: string) => InPlan | undefined;
}

/**
 * @param assessment its id
 * @param added is told what has been added
 */
export function linksOf(
  assessment: string,
  rubrics: readonly Rubric[],
  plan: Taking,
  addresses: Pick<Addresses, 'question' | 'plan'>,
  added: (what: string) => void
): Links {
  const rubricOf = (competency: string) => rubrics.find(({ id }) => id === competency)!;
  const criterionOf = (competency: string, criterion: string) => rubricOf(competency).criteria.find(({ id }) => id === criterion)!;
  const inPlan = (planned: PlanStep | null, add: () => Promise<unknown>, what: string): InPlan => ({
    planned,
    unsaved: plan.saving === 'failed',
    href: addresses.plan,
    add: async () => {
      await add();
      added(what);
    }
  });
  return {
    rubricOf,
    criterionOf,
    hrefOf: (competency, criterion) => addresses.question?.(competency, criterion) ?? null,
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
