/** One reading over several competencies. Levels are ordered names, so there is a median of them and never a mean. */
import type { Reached } from '../model.ts';
import type { Position } from './position.ts';

export interface Overall {
  /** Lower median of the positions: always a level that some competency has. */
  readonly typical: Reached;
  readonly secure: Reached;
  readonly furthest: Reached;
  /** Competencies that stand at `secure`. */
  readonly limitedBy: readonly string[];
  /** How many competencies have a position, of how many chosen. */
  readonly basedOn: number;
  readonly of: number;
}

/** The middle value, or the lower of the two middle ones: an observed level, never one between. */
export function lowerMedian(levels: readonly Reached[]): Reached {
  const sorted = [...levels].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)];
  if (middle === undefined) throw new RangeError('no levels to take a median of');
  return middle;
}

/** As much of a position as an overall reading needs. */
type Placed = Pick<Position, 'competency' | 'level'>;

/** @returns `null` while no competency has a position */
export function overallOf(positions: readonly Placed[]): Overall | null {
  const told = positions.filter((p): p is Placed & { level: Reached } => p.level !== null);
  if (told.length === 0) return null;
  const levels = told.map((p) => p.level);
  const secure = Math.min(...levels) as Reached;
  return {
    typical: lowerMedian(levels),
    secure,
    furthest: Math.max(...levels) as Reached,
    limitedBy: told.filter((p) => p.level === secure).map((p) => p.competency),
    basedOn: told.length,
    of: positions.length
  };
}
