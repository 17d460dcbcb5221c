/** Times are whole milliseconds since 1970. Clocks are wrong now and then; the order of changes is not. */

/**
 * The last time that is read, on 31 December 9999: of a later one, calendars, tables and file names would have a year of five figures, which they
 * have no place for; and somewhere on earth it is already the next year.
 */
export const LAST_TIME = 253_402_214_400_000;

/**
 * When a change is said to have been made: now, but always after what it takes the place of, even if that was made while a clock was
 * ahead. So a change counts more than what it changed, wherever the two meet again.
 *
 * @param before the time of what it takes the place of
 * @returns `LAST_TIME` at most
 */
export const later = (now: number, before: number): number => Math.min(LAST_TIME, Math.max(now, before + 1));
