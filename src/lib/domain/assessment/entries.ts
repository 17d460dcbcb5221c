/** Entries of an assessment, or of several, taken together. Apart from assessment.ts, since the first page needs none of it. */
import { criterionState, type Entries, type Entry } from './assessment.ts';

/** @param entries of one assessment */
export const keyed = (entries: readonly Entry[]): Entries => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

/** @returns how many cells have an answer */
export const answerCount = (entries: readonly Pick<Entry, 'cells'>[]): number =>
  entries.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);

/** @returns how many criteria have no open answer */
export const doneCount = (entries: readonly Pick<Entry, 'cells'>[]): number =>
  entries.filter(({ cells }) => criterionState(cells) === 'done').length;
