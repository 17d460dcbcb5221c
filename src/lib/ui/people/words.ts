/** What people have, in words. */
import { COUNTED } from '#lib/domain/person/people.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import { formatList } from '#lib/i18n/format.ts';
import { region } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "2 assessments, 14 answers and a note"; what there is none of is left out */
export function countWords(counts: Partial<Counts>): string {
  const words: Record<keyof Counts, typeof m.people_n_answers> = {
    assessments: m.people_n_assessments,
    answers: m.people_n_answers,
    notes: m.people_n_notes,
    steps: m.people_n_steps,
    rubrics: m.people_n_rubrics,
    drafts: m.people_n_drafts,
    workshops: m.people_n_workshops,
    views: m.people_n_views
  };
  const parts = COUNTED.flatMap((kind) => (counts[kind] ? [words[kind]({ count: counts[kind] })] : []));
  return parts.length ? formatList(parts) : m.people_nothing();
}

/** @returns for example "1.3 MB" */
export function sizeWords(bytes: number): string {
  const large = bytes >= 1_000_000;
  return new Intl.NumberFormat(region(), {
    style: 'unit',
    unit: large ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: large ? 1 : 0
  }).format(bytes / (large ? 1_000_000 : 1_000));
}
