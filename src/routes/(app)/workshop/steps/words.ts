/** The words of each step: what it is called, what happens in it, and what the trainer may say. */
import type { PlanId, Step } from '#lib/domain/workshop/plans.ts';
import { m } from '#lib/i18n/messages.ts';

export const PLAN_NAMES: Readonly<Record<PlanId, () => string>> = { ninety: m.steps_ninety, half: m.steps_half, course: m.steps_course };

interface Words {
  readonly title: () => string;
  readonly happens: () => string;
  readonly say?: () => string;
}

export const STEP_WORDS: Readonly<Record<Step['id'], Words>> = {
  open: { title: m.steps_open, happens: m.steps_open_do, say: m.steps_open_say },
  calibrate: { title: m.steps_calibrate, happens: m.steps_calibrate_do, say: m.steps_calibrate_say },
  assess: { title: m.steps_assess, happens: m.steps_assess_do, say: m.steps_assess_say },
  read: { title: m.steps_read, happens: m.steps_read_do, say: m.steps_read_say },
  pairs: { title: m.steps_pairs, happens: m.steps_pairs_do, say: m.steps_pairs_say },
  group: { title: m.steps_group, happens: m.steps_group_do, say: m.steps_group_say },
  choose: { title: m.steps_choose, happens: m.steps_choose_do, say: m.steps_choose_say },
  close: { title: m.steps_close, happens: m.steps_close_do, say: m.steps_close_say },
  break: { title: m.steps_break, happens: m.steps_break_do },
  labs: { title: m.steps_labs, happens: m.steps_labs_do, say: m.steps_labs_say },
  revise: { title: m.steps_revise, happens: m.steps_revise_do, say: m.steps_revise_say },
  first: { title: m.steps_first, happens: m.steps_first_do },
  map: { title: m.steps_map, happens: m.steps_map_do },
  portfolio: { title: m.steps_portfolio, happens: m.steps_portfolio_do },
  journal: { title: m.steps_journal, happens: m.steps_journal_do },
  last: { title: m.steps_last, happens: m.steps_last_do }
};

/** @param ms in milliseconds, of either sign @returns for example "12:05" */
export function clock(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
