/** Dates, times and numbers in the reader's language, through Intl. */
import { region } from './locale.ts';

/** Making a formatter costs far more than using it, and a history formats hundreds of dates. */
const made = new Map<string, Intl.DateTimeFormat>();
function format(at: number, timeStyle?: 'short'): string {
  const key = `${region()} ${timeStyle}`;
  let formatter = made.get(key);
  if (!formatter) made.set(key, (formatter = new Intl.DateTimeFormat(region(), { dateStyle: 'long', timeStyle })));
  return formatter.format(at);
}

/** @param at milliseconds since 1970 @returns for example "23 November 2026" */
export const formatDate = (at: number): string => format(at);

/** @returns for example "23 November 2026 at 14:05" */
export const formatDateTime = (at: number): string => format(at, 'short');

let lists: { readonly region: string; readonly format: Intl.ListFormat } | null = null;

/** @returns for example "A, B and C" */
export function formatList(items: readonly string[]): string {
  // Nothing to join, and nothing to make what joins for.
  if (items.length < 2) return items.join('');
  if (lists?.region !== region()) lists = { region: region(), format: new Intl.ListFormat(region(), { type: 'conjunction' }) };
  return lists.format.format(items);
}

/** Whole minutes, at least one while anything is left. @param ms milliseconds */
export function minutes(ms: number): number {
  return ms <= 0 ? 0 : Math.max(1, Math.round(ms / 60_000));
}
