/**
 * What two versions of a rubric have in common, and whether somebody moved within it. Levels of two versions are never set against each other:
 * both are worked out anew from the criteria that stayed, by the rubric of the later one.
 */
import { carryOver } from '../assessment/carry-over.ts';
import type { Model } from '../model.ts';
import type { VersionFacts } from '../rubric/versions.ts';
import { levelled, type Side } from './compare.ts';
import { positionOf, thresholdsOf } from './position.ts';

/** Criteria by their ids. */
export interface Comparable {
  /** Of the newer version: those that ask at every level what the older one asked. */
  readonly kept: readonly string[];
  /** Of the newer version: all others. */
  readonly left: readonly string[];
  /** Of the older version: those that nothing of the newer one comes from. */
  readonly ended: readonly string[];
}

/** @param path from the older version to the newer, as `pathBetween` gives it */
export function comparableIn(path: readonly VersionFacts[]): Comparable {
  const { cells } = carryOver({}, path, 'compared');
  const all = path.at(-1)!.criteria.map(({ id }) => id);
  const isLeft = (id: string) => cells.some(({ criterion, kind }) => criterion === id && (kind === 'new' || kind === 'not-comparable'));
  const [kept, left] = [all.filter((id) => !isLeft(id)), all.filter(isLeft)];
  const sources = new Set(cells.flatMap(({ criterion, from }) => (kept.includes(criterion) ? from : [])));
  return { kept, left, ended: path[0]!.criteria.map(({ id }) => id).filter((id) => !sources.has(id) && !left.includes(id)) };
}

/**
 * @param id of a rubric that both sides have
 * @param path between its versions; `undefined` where both ask the same, `null` where no version tells how they relate
 * @returns where somebody moved on what both sides asked; `null` where that is too little of the rubric, or no level can be told on both sides
 */
export function directionBetween(
  before: Side,
  after: Side,
  id: string,
  path: readonly VersionFacts[] | null | undefined,
  model: Model
): 'down' | 'same' | 'up' | null {
  const level = levelled(before, after, id, path);
  if (!level) return null;
  const { rubric } = level;
  const thresholds = thresholdsOf(rubric, model);
  const kept = path ? comparableIn(path).kept : rubric.criteria.map((criterion) => criterion.id);
  const [part, whole] = thresholds.cover;
  // As with answers of one level: less of the rubric than this tells no level.
  if (whole * kept.length < part * rubric.criteria.length) return null;
  const criteria = rubric.criteria.filter((criterion) => kept.includes(criterion.id));
  const [from, to] = [level.before, level.after].map((side) => positionOf({ id, criteria }, side, null, thresholds).level);
  if (from == null || to == null) return null;
  return from < to ? 'up' : from > to ? 'down' : 'same';
}
