/** Words for backups: what is in one, how large it is, what is wrong with it. */
import { COUNTED } from '#lib/domain/person/people.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { region } from '#lib/i18n/locale.ts';

/** @returns for example "3 assessments, 93 answers and one note"; what there is none of is left out */
export function contentsText(counts: Counts): string {
  const words: Record<keyof Counts, typeof m.backup_answers> = {
    assessments: m.backup_assessments,
    answers: m.backup_answers,
    notes: m.backup_notes,
    steps: m.backup_steps,
    rubrics: m.backup_rubrics,
    drafts: m.backup_drafts,
    workshops: m.backup_workshops,
    views: m.backup_views
  };
  return formatList(COUNTED.filter((kind) => counts[kind] > 0).map((kind) => words[kind]({ count: counts[kind] })));
}

export const holdsAnything = (counts: Counts): boolean => Object.values(counts).some((count) => count > 0);

/** @returns for example "18 kB" */
export function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(region(), { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** @returns for example "12 seconds" */
export function secondsText(seconds: number): string {
  const value = Math.max(1, Math.round(seconds));
  return new Intl.NumberFormat(region(), { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(value);
}
