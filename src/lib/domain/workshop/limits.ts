/** How much there may be in a workshop. */
export const LIMITS = {
  /** Topics of a round: more do not fit a code. From the sixth on the codes are longer. */
  topics: 10,
  /** So many of them fit the shorter codes. */
  few: 5,
  /** Results of a round: with 20 bits of id two of 200 people meet in one workshop of fifty, two of 1,000 in one of three. */
  results: 200,
  /** Rounds of one workshop. */
  rounds: 4,
  /** Days that a round is open at most. */
  days: 30
} as const;

const DAY = 86_400_000;

/** Whether the round of a workshop may still take results. @param joined, @param now milliseconds since 1970 */
export const mayBeOpen = (joined: number, now: number): boolean => now - joined < LIMITS.days * DAY;
