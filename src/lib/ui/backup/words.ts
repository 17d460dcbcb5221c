/** Words for backups: what is in one, how large it is, what is wrong with it. */
import type { Counts } from '#lib/domain/person/store.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

/** @returns for example "3 assessments, 93 answers and one note"; what there is none of is left out */
export function contentsText(counts: Counts): string {
  const parts = [
    [counts.assessments, m.backup_assessments],
    [counts.answers, m.backup_answers],
    [counts.notes, m.backup_notes],
    [counts.steps, m.backup_steps],
    [counts.rubrics, m.backup_rubrics],
    [counts.drafts, m.backup_drafts]
  ] as const;
  return formatList(parts.filter(([count]) => count > 0).map(([count, text]) => text({ count })));
}

export const holdsAnything = (counts: Counts): boolean => Object.values(counts).some((count) => count > 0);

/** @param page a page of the person's data, as its link says it @returns the way there from the menu that every page has */
export const pathTo = (page: string): string => m.backup_move_path({ settings: m.people_nav_settings(), data: m.settings_data(), page });

/** @returns for example "18 kB" */
export function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1_000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

/** @returns for example "12 seconds" */
export function secondsText(seconds: number): string {
  const value = Math.max(1, Math.round(seconds));
  return new Intl.NumberFormat(getLocale(), { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(value);
}
