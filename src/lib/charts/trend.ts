/** One competency over time as plain data, and where each time stands. Pure. */
import type { Reached } from '#lib/domain/model.ts';
import type { Series } from '#lib/domain/position/timeline.ts';

export interface TrendPoint {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `null` where no level can be told, which is not the same as 0. */
  readonly level: Reached | null;
  readonly band: readonly [Reached, Reached];
  /** Whether the rubric has another version than at the point before. */
  readonly revised: boolean;
  /** The level of the same time as it was seen later. */
  readonly back: Reached | null;
}

export interface Trend {
  readonly points: readonly TrendPoint[];
  /** The last target; `null` where none was chosen. */
  readonly target: Reached | null;
}

export const trendOf = ({ points }: Series): Trend => ({
  points: points.map(({ at, level, band, revised, back }) => ({ at, level, band, revised, back: back?.level ?? null })),
  target: points.at(-1)?.target ?? null
});

/** Of the width, how much at most is given to keeping times apart; the rest is in proportion to time. */
const APART = 0.6;

/**
 * Where times stand on a line: in proportion to the time between them, and so far apart, where there is room, that their marks do not meet.
 *
 * @param times in order
 * @param width of the line
 * @param gap how far marks should be apart
 */
export function placesOf(times: readonly number[], width: number, gap: number): number[] {
  const [first, last] = [times[0]!, times.at(-1)!];
  if (times.length < 2) return times.map(() => width / 2);
  const steps = times.length - 1;
  const each = last > first ? Math.min(gap, (APART * width) / steps) : width / steps;
  const rest = width - each * steps;
  return times.map((at, i) => i * each + (last > first ? ((at - first) / (last - first)) * rest : 0));
}
