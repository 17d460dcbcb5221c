/** What a version says of an earlier one, line by line, so that it can be read. */
import { LEVELS, type Level } from '../model.ts';
import type { RubricFacts, VersionChange } from './rubric.ts';

export interface VersionNote {
  readonly kind: VersionChange['criteria'][number]['kind'] | 'new' | 'ended';
  /** Criteria of the earlier version. */
  readonly from: readonly string[];
  /** Criteria of the later version. */
  readonly to: readonly string[];
  /** Only these levels; all where absent. */
  readonly levels?: readonly Level[];
}

/**
 * @param change what the later version says of the earlier
 * @param earlier the earlier version's facts, where it is at hand: without them nobody can tell what begins and what ends
 * @returns in the order of the change, then what begins, then what ends; criteria that stay the same are not named
 */
export function versionNotes(
  change: VersionChange,
  later: Pick<RubricFacts, 'criteria'>,
  earlier: Pick<RubricFacts, 'criteria'> | null
): VersionNote[] {
  const notes = change.criteria.map(({ kind, from, to, levels }): VersionNote => {
    const only = levels && levels.length < LEVELS.length ? { levels } : {};
    return to.length === 0 ? { kind: 'ended', from, to, ...only } : { kind, from, to, ...only };
  });
  if (!earlier) return notes;
  const [had, has] = [earlier, later].map(({ criteria }) => new Set(criteria.map(({ id }) => id))) as [Set<string>, Set<string>];
  const reached = new Set(change.criteria.flatMap(({ to }) => to));
  const left = new Set(change.criteria.flatMap(({ from }) => from));
  const begun = [...has].filter((id) => !had.has(id) && !reached.has(id));
  const ended = [...had].filter((id) => !has.has(id) && !left.has(id));
  return [
    ...notes,
    ...begun.map((id): VersionNote => ({ kind: 'new', from: [], to: [id] })),
    ...ended.map((id): VersionNote => ({ kind: 'ended', from: [id], to: [] }))
  ];
}
