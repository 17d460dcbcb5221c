/** Times are whole milliseconds since 1970, up to the last that a date can have. Clocks are wrong now and then; the order of changes is not. */

/** The last moment that `Date` knows: 13 September 275760. */
export const LAST_TIME = 8.64e15;

/**
 * When a change is said to have been made: now, but always after what it takes the place of, even if that was made while a clock was
 * ahead. So a change counts more than what it changed, wherever the two meet again.
 *
 * @param before the time of what it takes the place of
 * @returns `LAST_TIME` at most
 */
export const later = (now: number, before: number): number => Math.min(LAST_TIME, Math.max(now, before + 1));
