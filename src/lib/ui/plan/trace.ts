/** What has just become of a step, for as long as it can be taken back. */
import type { PlanStep } from '#lib/domain/plan/plan.ts';

export type List = 'open' | 'done' | 'dropped';

export interface Trace {
  /** As it was before. */
  readonly step: PlanStep;
  readonly became: 'done' | 'dropped' | 'removed';
  /** In which list it stood, and in which place there. */
  readonly list: List;
  readonly place: number;
}

/** @returns whether the step is still what it became: else taking that back would undo what was done since, here or in another tab */
export function stillSo({ step, became }: Trace, steps: readonly PlanStep[]): boolean {
  const now = steps.find(({ id }) => id === step.id);
  return became === 'removed' ? !now : now?.state === became;
}
