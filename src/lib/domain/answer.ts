/** What a person can say about one descriptor. */
import { LEVELS, type Level } from './model.ts';

/** 0 not yet, 1 partly, 2 yes, `na` not part of my role. An open answer is absent, never 0. */
export type Value = 0 | 1 | 2 | 'na';

/**
 * How an answer came about.
 * `given`: the person set this very cell. `placed`: the person said "this is where I am" (or "none of it") about the criterion.
 * `assumed`: follows from a placement and may be replaced by any real answer.
 */
export type Origin = 'given' | 'placed' | 'assumed';

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
  const change: { -readonly [l in Level]?: Cell | null } = {};
  for (const l of LEVELS) {
    const cell = cells[l];
    if (l === level) change[l] = { value: 2, origin: 'placed', at: now };
    else if (cell?.origin === 'given') continue;
    else if (l > level) {
      if (cell) change[l] = null;
    } else if (!criterion.essential.includes(l)) change[l] = { value: 2, origin: 'assumed', at: now };
    else if (cell?.value === 2) change[l] = { ...cell, origin: 'given' };
    else if (cell) change[l] = null;
  }
  return change;
}

/**
 * "None of these yet" or "none of this is part of my role": one statement about the whole criterion.
 * Essential cells stay as they are, since they are asked one by one.
 */
export function placeNowhere(criterion: Essentials, cells: Cells, value: 0 | 'na', now: number): CellChange {
  const change: { -readonly [l in Level]?: Cell | null } = {};
  for (const l of LEVELS) {
    const cell = cells[l];
    if (!criterion.essential.includes(l)) change[l] = { value, origin: 'placed', at: now };
    else if (cell && cell.origin !== 'given') change[l] = null;
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
  const change: { -readonly [l in Level]?: Cell | null } = {};
  for (const l of LEVELS) if (l > at && !cells[l] && !criterion.essential.includes(l)) change[l] = { value: 0, origin: 'assumed', at: now };
  return change;
}

/** Opens every cell of the criterion again. */
export function clearAll(cells: Cells): CellChange {
  const change: { -readonly [l in Level]?: Cell | null } = {};
  for (const l of LEVELS) if (cells[l]) change[l] = null;
  return change;
}

/**
 * Applies a change to what is stored *now*, which another tab may have written since the change was made:
 * a given answer is never replaced or opened by an assumption, and an older answer never by a newer one's loss.
 *
 * @returns the cells after the change
 */
export function applyChange(stored: Cells, change: CellChange): Cells {
  const next: { -readonly [l in Level]?: Cell } = { ...stored };
  for (const l of LEVELS) {
    const to = change[l];
    if (to === undefined) continue;
    if (to === null) delete next[l];
    else if (to.origin === 'assumed' && stored[l]?.origin === 'given') continue;
    else next[l] = to;
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
