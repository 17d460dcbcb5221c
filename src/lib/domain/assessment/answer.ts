/** What a person can say about one descriptor. */
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

/**
 * What follows for a cell from a placement elsewhere in the criterion. The answer may have become the person's own since,
 * in another tab; then it stays.
 * `take-back`: what an earlier placement said no longer holds. `keep`: what was placed there stays as a given answer.
 */
type Consequence = 'take-back' | 'keep';

/** A change to one criterion's cells: a new cell, `null` to open it again whatever it holds, or a consequence. */
export type CellChange = { readonly [level in Level]?: Cell | Consequence | null };
type Draft = { -readonly [level in Level]?: CellChange[level] };

interface Essentials {
  readonly essential: readonly Level[];
}

/**
 * "This is where I am": the descriptor becomes Yes, those before it that the person has not answered are assumed Yes,
 * and what an earlier placement said about the later ones is taken back.
 * An essential cell is never assumed; one that the person placed themselves on before stays theirs.
 *
 * @param cells the criterion's answers so far
 * @param now milliseconds since 1970
 * @returns the cells that change
 */
export function place(criterion: Essentials, cells: Cells, level: Level, now: number): CellChange {
  const change: Draft = {};
  for (const l of LEVELS) {
    const cell = cells[l];
    if (l === level) change[l] = { value: 2, origin: 'placed', at: now };
    else if (cell?.origin === 'given') continue;
    else if (l > level) {
      if (cell) change[l] = 'take-back';
    } else if (!criterion.essential.includes(l)) change[l] = { value: 2, origin: 'assumed', at: now };
    else if (cell) change[l] = cell.value === 2 ? 'keep' : 'take-back';
  }
  return change;
}

/**
 * "None of these yet" or "none of this is part of my role": one statement about the whole criterion.
 * Essential cells stay as they are, since they are asked one by one.
 */
export function placeNowhere(criterion: Essentials, cells: Cells, value: 0 | 'na', now: number): CellChange {
  const change: Draft = {};
  for (const l of LEVELS) {
    const cell = cells[l];
    if (!criterion.essential.includes(l)) change[l] = { value, origin: 'placed', at: now };
    else if (cell && cell.origin !== 'given') change[l] = 'take-back';
  }
  return change;
}

/** The person's own answer to one cell. */
export function give(level: Level, value: Value, now: number): CellChange {
  return { [level]: { value, origin: 'given', at: now } };
}

/**
 * Going on: descriptors after the one where the person stands, still open and not essential, are assumed Not yet.
 * Where nobody placed themselves, nothing is assumed.
 */
export function settle(criterion: Essentials, cells: Cells, now: number): CellChange {
  const at = placedAt(cells);
  if (typeof at !== 'number' || at === 0) return {};
  const change: Draft = {};
  for (const l of LEVELS) if (l > at && !cells[l] && !criterion.essential.includes(l)) change[l] = { value: 0, origin: 'assumed', at: now };
  return change;
}

/** Opens every cell of the criterion again. */
export function clearAll(cells: Cells): CellChange {
  const change: Draft = {};
  for (const l of LEVELS) if (cells[l]) change[l] = null;
  return change;
}

/**
 * Applies a change to what is stored *now*, which another tab may have written since the change was made:
 * a given answer is never replaced or opened by what merely follows from a placement. What changes is later than what was there.
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
    else if (typeof to === 'string') {
      if (!now || now.origin === 'given') continue;
      if (to === 'take-back') delete next[l];
      else next[l] = { ...now, origin: 'given', at: later(now.at, now.at) };
    }
    // Only going on assumes Not yet, and it fills what is open.
    else if (now && to.origin === 'assumed' && (now.origin === 'given' || to.value === 0)) continue;
    else next[l] = now ? { ...to, at: later(to.at, now.at) } : to;
  }
  return next;
}

/** Where the person placed themselves: a level, 0 for "none of these yet", `na`, or `null` for no placement. */
export function placedAt(cells: Cells): Level | 0 | 'na' | null {
  for (const l of [4, 3, 2, 1] as const) {
    const cell = cells[l];
    if (cell?.origin === 'placed') return cell.value === 2 ? l : cell.value === 'na' ? 'na' : 0;
  }
  return null;
}

/** Levels without an answer. */
export function openLevels(cells: Cells): Level[] {
  return LEVELS.filter((l) => !cells[l]);
}
