/**
 * What `npm run cohort` answers: what may be shown of a group, as JSON, worked out by the very code that the app uses.
 *
 * The file is an array. Each case says one thing about a group, and in its place stands what may be shown of it, or `null`:
 *
 * - `{counts}`: six numbers of people, those with no level told, then those at levels 0 to 4;
 * - `{before, after}`: levels from 0 to 4 of the same people in the same order, `null` where none is told;
 * - `{up, same, down}`: numbers of people by what became of their level;
 * - `{count, of}`: to how many of how many something applies.
 */
import { DataError } from '#lib/domain/faults.ts';
import { tallyChanges, GroupError, shown, shownChange, shownOf, type ChangeCounts, type LevelCounts } from '#lib/domain/workshop/floor.ts';
import { readInput } from './input.ts';

// A case as it is hoped for; the functions check every value that they work with.
type Case = { counts: LevelCounts; before: Levels; after: Levels; count: number; of: number } & ChangeCounts;
type Levels = readonly (number | null)[];

/** What a case may consist of, and how it is answered. */
const KINDS: readonly { readonly keys: readonly string[]; readonly answer: (one: Case) => unknown }[] = [
  { keys: ['counts'], answer: ({ counts }) => shown(counts) },
  { keys: ['before', 'after'], answer: ({ before, after }) => shownChange(tallyChanges(before, after)) },
  { keys: ['up', 'same', 'down'], answer: ({ up, same, down }) => shownChange({ up, same, down, noLevel: 0, noBefore: 0 }) },
  { keys: ['count', 'of'], answer: ({ count, of }) => shownOf(count, of) }
];

function answer(one: unknown, place: string, file: string): unknown {
  const decline = (reason: string) => new DataError(file, place, null, {}, reason);
  if (typeof one !== 'object' || one === null || Array.isArray(one)) throw decline('has to be an object');
  const kinds = KINDS.filter(({ keys }) => keys.some((key) => Object.hasOwn(one, key)));
  if (kinds.length !== 1) throw decline(`has to hold one of these: ${KINDS.map(({ keys }) => keys.join(' and ')).join('; ')}`);
  try {
    return kinds[0]!.answer(one as Case);
  } catch (error) {
    if (error instanceof GroupError) throw decline(error.message);
    throw error;
  }
}

/** @returns for each case of the file what may be shown @throws DataError that names the place of what is wrong */
export function groupAnswers(file: string): unknown[] {
  const { value: cases } = readInput(file);
  if (!Array.isArray(cases)) throw new DataError(file, '', null, {}, 'has to be an array of cases');
  return cases.map((one, i) => answer(one, `case ${i}`, file));
}
