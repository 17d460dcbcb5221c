/** Dates, times and numbers in the reader's language, through Intl. */
import { getLocale } from './paraglide/runtime.js';

/** English dates are written the British way: day, month, year. */
const region = () => (getLocale() === 'en' ? 'en-GB' : getLocale());

/** @param at milliseconds since 1970 @returns for example "23 November 2026" */
export function formatDate(at: number): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'long' }).format(at);
}

/** @returns for example "23 November 2026 at 14:05" */
export function formatDateTime(at: number): string {
  return new Intl.DateTimeFormat(region(), { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** @returns for example "A, B and C" */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(region(), { type: 'conjunction' }).format(items);
}

/** Whole minutes, at least one while anything is left. @param ms milliseconds */
export function minutes(ms: number): number {
  return ms <= 0 ? 0 : Math.max(1, Math.round(ms / 60_000));
}
