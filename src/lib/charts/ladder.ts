/** The ladder chart as plain data: where each competency stands on the four levels. */
import type { Level, Reached, Thresholds } from '#lib/domain/model.ts';
import { roleEnd } from '#lib/domain/position/advice.ts';
import { markerOf, type Position } from '#lib/domain/position/position.ts';

/** What lies between a position and the next level. */
export type Way =
  /** Points so far, and points at which the level is held. */
  | { readonly kind: 'points'; readonly level: Level; readonly points: number; readonly need: number }
  /** The points are there, and an essential practice is answered Not yet or open. */
  | { readonly kind: 'essential'; readonly level: Level }
  /** Not answered far enough: nothing to tell. */
  | { readonly kind: 'open'; readonly level: Level }
  /** All of it, or too much of it, is not part of the role. */
  | { readonly kind: 'not-applicable'; readonly level: Level; readonly share: 'all' | 'part' }
  /** There is no next level. */
  | { readonly kind: 'none' };

interface Common {
  /** The competency's id and its short name. */
  readonly competency: string;
  readonly name: string;
  readonly target: Reached | null;
}

export interface ToldRow extends Common {
  readonly level: Reached;
  readonly reason: null;
  /** Where the bar ends, 0 to 4: a picture of the way to the next level, not a number to print. */
  readonly marker: number;
  /** Where two answers, one step different, would place the person. */
  readonly band: readonly [Reached, Reached];
  readonly way: Way;
}

export interface UntoldRow extends Common {
  readonly level: null;
  readonly reason: 'open' | 'not-applicable';
}

export type LadderRow = ToldRow | UntoldRow;

/**
 * @param positions in the order in which they are drawn, first on top
 * @param names short names by competency id; a competency without one keeps its id
 * @returns one row a competency; unknown stays unknown, so an untold row has no marker and no band
 */
export function ladderOf(positions: readonly Position[], names: Readonly<Record<string, string>>, thresholds: Thresholds): LadderRow[] {
  return positions.map((position): LadderRow => {
    const common = { competency: position.competency, name: names[position.competency] ?? position.competency, target: position.target };
    if (position.level === null) return { ...common, level: null, reason: position.reason ?? 'open' };
    return {
      ...common,
      level: position.level,
      reason: null,
      marker: roleEnd(position) ? position.level : markerOf(position.score, thresholds),
      band: position.score.band,
      way: wayOf(position, position.level)
    };
  });
}

function wayOf(position: Position, reached: Reached): Way {
  const { score } = position;
  if (reached === 4) return { kind: 'none' };
  const level = (reached + 1) as Level;
  const share = roleEnd(position);
  if (share) return { kind: 'not-applicable', level, share };
  const { status, covered } = score.levels[reached]!;
  if (status === 'blocked' || (status === 'incomplete' && covered)) return { kind: 'essential', level };
  if (!score.progress) return { kind: 'open', level };
  const [points, need] = score.progress;
  return { kind: 'points', level, points, need };
}
