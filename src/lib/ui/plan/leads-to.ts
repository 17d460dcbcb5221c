/** What a step leads to, in words, and where its links lead. */
import type { Aim } from '#lib/domain/plan/aim.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { valueName } from '#lib/i18n/words.ts';
import type { LeadsTo } from './StepMore.svelte';

/** Where a plan leads: `null` where there is no such page, and then there is no link to it. */
export interface Addresses {
  /** Where steps are suggested. */
  readonly result: string | null;
  /** A criterion's screen in an assessment. */
  readonly question: ((assessment: string, criterion: string) => string) | null;
  /** Where a new assessment of a topic is begun. */
  readonly begin: ((topic: string) => string) | null;
}

/** @returns `null` where the step leads to nothing, or nothing is known yet of what it leads to */
export function leadsToOf(step: PlanStep, aim: Aim | undefined, addresses: Addresses): LeadsTo | null {
  if (!aim || !step.aim) return null;
  const { criterion } = step.aim;
  return {
    topic: aim.topic,
    safety: aim.safety,
    title: aim.title,
    descriptor: aim.descriptor,
    level: aim.level,
    language: aim.language === pageLanguage() ? undefined : aim.language,
    href: (aim.newest && addresses.question?.(aim.newest.id, criterion)) ?? null,
    date: aim.newest && formatDate(aim.newest.at),
    again: addresses.begin?.(criterion.split('.')[0]!) ?? null,
    answer: aim.newest?.value == null ? m.fold_open() : valueName(aim.newest.value)
  };
}
