/** Dates beside each other, as short as tells them apart. Apart from format.ts, since the first page needs none of it. */
import { region } from './locale.ts';

/** @param from milliseconds since 1970, as `to` @returns for example "February – November 2026" */
export const formatMonths = (from: number, to: number): string =>
  new Intl.DateTimeFormat(region(), { month: 'long', year: 'numeric' }).formatRange(from, to);

/** @returns what writes any of these times as "Feb 2026", or as "3 Feb 2026" where two of them lie in one month */
export function shortDates(times: readonly number[]): (at: number) => string {
  const month = new Intl.DateTimeFormat(region(), { month: 'short', year: 'numeric' });
  const different = new Set(times);
  if (new Set([...different].map((at) => month.format(at))).size === different.size) return (at) => month.format(at);
  const day = new Intl.DateTimeFormat(region(), { dateStyle: 'medium' });
  return (at) => day.format(at);
}
