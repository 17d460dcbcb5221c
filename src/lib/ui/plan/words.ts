/** Words of the plan. */
import type { StepState } from '#lib/domain/plan/plan.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "To do" */
export function stateName(state: StepState): string {
  return { todo: m.plan_todo, doing: m.plan_doing, done: m.plan_done, dropped: m.plan_dropped }[state]();
}

/** @param day such as 2026-03-09 @returns for example "9 March 2026", the same day wherever the person is */
export function dayText(day: string): string {
  return formatDate(new Date(`${day}T12:00:00`).getTime());
}
