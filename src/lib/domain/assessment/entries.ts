/** Entries of an assessment, or of several, taken together. Apart from assessment.ts, since the first page needs none of it. */
import { criterionState, inScope, type Assessment, type Entries, type Entry, type Head } from './assessment.ts';

/** @param entries of one assessment */
export const keyed = (entries: readonly Entry[]): Entries => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

/** @returns how many cells have an answer */
export const answerCount = (entries: readonly Pick<Entry, 'cells'>[]): number =>
  entries.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);

/** @returns how many criteria of an assessment have no open answer */
export const doneCount = ({ scope }: Pick<Head, 'scope'>, entries: readonly Pick<Entry, 'cells' | 'criterion'>[]): number =>
  entries.filter(({ cells, criterion }) => criterionState(inScope(cells, scope, criterion)) === 'done').length;

/**
 * The middle one of the answers' times. One answer that is mended a year later does not move the whole assessment there, and answers that
 * were carried over to a newer version keep the time at which they were given.
 *
 * @returns milliseconds since 1970; `null` without answers
 */
export function answeredAt(entries: readonly Pick<Entry, 'cells'>[]): number | null {
  const times = entries.flatMap(({ cells }) => Object.values(cells).map(({ at }) => at)).sort((a, b) => a - b);
  return times[Math.floor((times.length - 1) / 2)] ?? null;
}

/**
 * The date of an assessment, the same wherever one is shown: when it was answered, or when it was begun, where nothing is answered.
 *
 * @returns milliseconds since 1970
 */
export const dateOf = ({ head, entries }: { readonly head: Pick<Head, 'createdAt'>; readonly entries: Assessment['entries'] }): number =>
  answeredAt(Object.values(entries)) ?? head.createdAt;
