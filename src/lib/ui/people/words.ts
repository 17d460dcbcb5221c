/** What people have, in words. */
import type { Counts } from '#lib/domain/person/store.ts';
import { formatList } from '#lib/i18n/format.ts';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { m } from '#lib/i18n/paraglide/messages.js';

/** @returns for example "2 assessments, 14 answers and a note"; what there is none of is left out */
export function countWords({ assessments, answers, notes, steps, rubrics, drafts }: Counts): string {
  const parts = [
    assessments && m.people_n_assessments({ count: assessments }),
    answers && m.people_n_answers({ count: answers }),
    notes && m.people_n_notes({ count: notes }),
    steps && m.people_n_steps({ count: steps }),
    rubrics && m.people_n_rubrics({ count: rubrics }),
    drafts && m.people_n_drafts({ count: drafts })
  ].filter((part) => part !== 0);
  return parts.length ? formatList(parts) : m.people_nothing();
}

/** @returns for example "1.3 MB" */
export function sizeWords(bytes: number): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(getLocale(), {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0
  }).format(bytes / (large ? 1_000_000 : 1_000));
}
