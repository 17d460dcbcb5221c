/** Days as the person's own calendar has them. */

/** @param at milliseconds since 1970 @returns the day that it is then where the person is, such as 2026-03-09 */
export function dayOf(at: number): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
}

/** @param now milliseconds since 1970 @returns the day so many weeks later, on the person's calendar, such as 2026-03-09 */
export function dayAfterWeeks(now: number, weeks: number): string {
  const day = new Date(now);
  // Counted in calendar days: where summer time begins or ends, one of them has 23 or 25 hours.
  return dayOf(day.setDate(day.getDate() + 7 * weeks));
}

/** @param now milliseconds since 1970 @returns the same day of the next month; its last one where it is shorter, such as 2026-02-28 */
export function dayAfterMonth(now: number): string {
  const day = new Date(now);
  const last = new Date(day.getFullYear(), day.getMonth() + 2, 0).getDate();
  return dayOf(new Date(day.getFullYear(), day.getMonth() + 1, Math.min(day.getDate(), last)).getTime());
}
