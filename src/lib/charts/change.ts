/** Positions of two times, and of a look back, in one picture: plain data. */
import type { CompetencyChange, Comparison } from '#lib/domain/position/compare.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { Position } from '#lib/domain/position/position.ts';

/** One competency at one of the times. */
export interface Track {
  readonly kind: 'before' | 'back' | 'now';
  /** `null` where no level can be told: see `reason`. */
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  readonly band: readonly [Reached, Reached];
}

export interface ChangeRow {
  readonly competency: string;
  readonly name: string;
  readonly tracks: readonly Track[];
  /** Whether the level is called another one: two that rest on different questions are not joined by an arrow. */
  readonly moved: boolean;
}

const track = (kind: Track['kind'], { level, reason, score }: Position): Track => ({ kind, level, reason, band: score.band });

/**
 * @param back the earlier time as it is seen from today, compared to now; `null` where nobody looked back
 * @param names short names by competency id; a competency without one keeps its id
 */
export function changeRows(
  both: readonly CompetencyChange[],
  back: Comparison | null,
  names: Readonly<Record<string, string>>
): ChangeRow[] {
  return both.map(({ competency, before, after, verdict }) => {
    const seen = back?.both.find((one) => one.competency === competency);
    return {
      competency,
      name: names[competency] ?? competency,
      moved: verdict.kind === 'clear' || verdict.kind === 'possible',
      tracks: [track('before', before), ...(seen ? [track('back', seen.before)] : []), track('now', after)]
    };
  });
}

/** Room for one time, between competencies, and for a name that stands above them, at a text size of 16 px. */
export const TRACK = 32;
export const AIR = 18;
export const NAME = 24;

/** @returns the picture's height at a text size of 16 px */
export const changeHeight = (rows: readonly ChangeRow[], narrow: boolean): number =>
  rows.reduce((sum, { tracks }) => sum + tracks.length * TRACK + AIR + (narrow ? NAME : 0), 0) + 66;
