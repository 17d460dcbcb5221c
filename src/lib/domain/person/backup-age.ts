/** Whether a backup is younger than what it should hold. */
import type { BackupMemory } from './reminder.ts';

/** `nothing`: there is nothing of one's own yet. `fresh`: the backup is younger than the last change, or as old. */
export type BackupAge = { readonly kind: 'nothing' | 'never' } | { readonly kind: 'fresh' | 'old'; readonly madeAt: number };

/**
 * @param assessments when each changed last
 * @param others when anything else that belongs to the person was made or changed; all in milliseconds since 1970
 */
export function backupAge(
  { madeAt, held }: Pick<BackupMemory, 'madeAt' | 'held'>,
  assessments: readonly { readonly id: string; readonly updatedAt: number }[],
  others: readonly number[]
): BackupAge {
  // What came out of a backup lies in it.
  const changed = assessments.filter(({ id, updatedAt }) => updatedAt > (held[id] ?? 0)).map(({ updatedAt }) => updatedAt);
  const last = Math.max(0, ...changed, ...others);
  if (madeAt === null) return { kind: last === 0 ? 'nothing' : 'never' };
  return { kind: madeAt >= last ? 'fresh' : 'old', madeAt };
}
