/** The reach chart as plain data: how far each competency goes out, from the centre. */
import type { Reached } from '#lib/domain/model.ts';
import type { Position } from '#lib/domain/position/position.ts';

export interface Segment {
  /** The competency's id and its short name. */
  readonly competency: string;
  readonly name: string;
  /** Also the radius; `null` where no level can be told, which is not the same as 0. */
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  /** The level aimed at, or `null` when none was chosen. */
  readonly target: Reached | null;
}

/**
 * @param positions in the order in which they are drawn, clockwise from the top
 * @param names short names by competency id; a competency without one keeps its id
 */
export function reachOf(positions: readonly Position[], names: Readonly<Record<string, string>>): Segment[] {
  return positions.map(({ competency, level, reason, target }) => ({
    competency,
    name: names[competency] ?? competency,
    level,
    reason: level === null ? (reason ?? 'open') : null,
    target
  }));
}
