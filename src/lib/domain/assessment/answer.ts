/** What a person can say about one statement. */
import { LEVELS, type Level } from '../model.ts';
import { later } from '../time.ts';

/** 0 not yet, 1 partly, 2 yes, `na` not part of my role. An open answer is absent, never 0. */
export type Value = 0 | 1 | 2 | 'na';

/**
 * How an answer came about.
 * `given`: the person set this very cell. `left`: they went on without choosing it, which says Not yet.
 * `scope`: they said of the whole situation that it is not part of their role; stands in the assessment's own row, never in a cell's.
 * Of earlier versions: `placed`: the person said "this is where I am" (or "none of it") about the criterion; `assumed`: followed from that.
 * `assumed` is also what was carried over from another wording. What is assumed was filled in, and becomes the person's own by a tap.
 */
export const STORED_ORIGINS = ['given', 'left', 'placed', 'assumed'] as const;
export type Origin = (typeof STORED_ORIGINS)[number] | 'scope';

export interface Cell {
  readonly value: Value;
  readonly origin: Origin;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
}

/** The answers to one criterion; a missing level is an open answer. */
export type Cells = { readonly [level in Level]?: Cell };

/** A change to one criterion's cells: a new cell, or `null` to open it again. */
export type CellChange = { readonly [level in Level]?: Cell | null };

interface Essentials {
  readonly essential: readonly Level[];
}

/** @returns whether the person chose the statement: Yes or Partly, and not filled in by an earlier version */
export const isChosen = (cell: Cell | undefined): boolean => (cell?.value === 1 || cell?.value === 2) && cell.origin !== 'assumed';

/**
 * The person's own answer to one cell.
 *
 * @param now milliseconds since 1970
 */
export function give(level: Level, value: Value, now: number): CellChange {
  return { [level]: { value, origin: 'given', at: now } };
}

/**
 * Takes an answer back. In a criterion that has no open answer the statement is Not yet then, so that it stays done; an essential is open
 * again, for nobody but the person answers it.
 *
 * @param cells the criterion's answers so far, with what was said of whole situations
 */
export function takeBack(criterion: Essentials, cells: Cells, level: Level, now: number): CellChange {
  const done = openLevels(cells).length === 0;
  return done && !criterion.essential.includes(level) ? give(level, 0, now) : { [level]: null };
}

/**
 * Going on: what was not chosen and is open is Not yet. Essentials are not: they are asked, and stay open where nobody answers.
 *
 * @param cells the criterion's answers so far, with what was said of whole situations
 */
export function goOn(criterion: Essentials, cells: Cells, now: number): CellChange {
  const left = openLevels(cells).filter((level) => !criterion.essential.includes(level));
  return Object.fromEntries(left.map((level) => [level, { value: 0, origin: 'left', at: now }]));
}

/**
 * Applies a change to what is stored *now*, which another tab may have written since the change was made: what follows from going on
 * never replaces an answer. What changes is later than what was there.
 *
 * @returns the cells after the change
 */
export function applyChange(stored: Cells, change: CellChange): Cells {
  const next: { -readonly [l in Level]?: Cell } = { ...stored };
  for (const l of LEVELS) {
    const to = change[l];
    const now = stored[l];
    if (to === undefined) continue;
    if (to === null) delete next[l];
    else if (!now) next[l] = to;
    else if (to.origin !== 'left') next[l] = { ...to, at: later(to.at, now.at) };
  }
  return next;
}

/** Levels without an answer. */
export function openLevels(cells: Cells): Level[] {
  return LEVELS.filter((l) => !cells[l]);
}
