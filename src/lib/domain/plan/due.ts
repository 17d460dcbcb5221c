/** What of a plan comes next. */
import { isOpen } from './plan-changes.ts';
import type { PlanStep } from './plan.ts';

/** @param steps in their order @returns the open step with the earliest day, late or to come; where none has a day, the first open one */
export function nextDue(steps: readonly PlanStep[]): PlanStep | null {
  const open = steps.filter(isOpen);
  const dated = open.filter(({ by }) => by !== null);
  // Days are written so that the order of the alphabet is that of time. Of the same day, the one that stands first counts.
  return dated.length ? dated.reduce((first, step) => (step.by! < first.by! ? step : first)) : (open[0] ?? null);
}
