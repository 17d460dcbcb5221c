/** The one rule of writing, the same in every adapter: a change meets what is stored now, not what a screen last saw. */
import { applyChange } from '#lib/domain/answer.ts';
import { emptyEntry, type CriterionKey, type Entry } from '#lib/domain/assessment.ts';
import type { EntryChange } from '#lib/domain/ports.ts';

export function merged(stored: Entry | null, id: string, criterion: CriterionKey, change: EntryChange, now: number): Entry {
  const before = stored ?? emptyEntry(id, criterion);
  return {
    ...before,
    cells: change.cells ? applyChange(before.cells, change.cells) : before.cells,
    note: change.note ?? before.note,
    evidence: change.evidence ?? before.evidence,
    at: now
  };
}
