/** Entries of an assessment, or of several, taken together. Apart from assessment.ts, since the first page needs none of it. */
import { criterionState, inScope, type Entries, type Entry, type Head } from './assessment.ts';

/** @param entries of one assessment */
export const keyed = (entries: readonly Entry[]): Entries => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

/** @returns how many cells have an answer */
export const answerCount = (entries: readonly Pick<Entry, 'cells'>[]): number =>
  entries.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);

/** @returns how many criteria of an assessment have no open answer */
export const doneCount = ({ scope }: Pick<Head, 'scope'>, entries: readonly Pick<Entry, 'cells' | 'criterion'>[]): number =>
  entries.filter(({ cells, criterion }) => criterionState(inScope(cells, scope, criterion)) === 'done').length;
