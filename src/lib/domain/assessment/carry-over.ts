/** What becomes of answers in a newer version of their rubric, and how surely. */
import { LEVELS, type Level } from '../model.ts';
import type { VersionChange } from '../rubric/rubric.ts';
import { linkOf, worse, type Kind, type VersionFacts } from '../rubric/versions.ts';
import type { Cell, Cells } from './answer.ts';
import {
  cellsOf,
  criterionKey,
  emptyEntry,
  EVIDENCE,
  NOTE_LENGTH,
  type Answered,
  type Entries,
  type Entry,
  type Evidence,
  type OutOfRole
} from './assessment.ts';
import { scopeFor } from './scope.ts';

/** What becomes of one cell. */
export interface CarriedCell {
  readonly criterion: string;
  readonly level: Level;
  readonly kind: Kind;
  /** The answer that it has afterwards; absent where it is open. */
  readonly cell?: Cell;
  /** Criteria of the earlier version that the cell comes from. */
  readonly from: readonly string[];
}

export interface Carried {
  /** The entries of the new assessment, under the newer version's criteria. */
  readonly entries: Entries;
  /** All cells of the newer version, in order. */
  readonly cells: readonly CarriedCell[];
  /** Criteria of the earlier version with answers that come to an end. */
  readonly ended: readonly string[];
}

/**
 * Carries answers from version to version.
 *
 * The same stays as it was. What is only comparable, split or merged is kept as an assumption, to be looked at: the person has
 * not answered this very text. Merged answers take the lowest, and stay open while one of them is. An essential is never assumed,
 * so it is asked again. What is not comparable, and what is new, is open. What was said of whole situations is no part of this: `carryScope`.
 *
 * Notes and evidence marks belong to a criterion as a whole: they go wherever any of its cells goes. Of several marks the least
 * counts.
 *
 * @param path from the version answered to the one wanted, as `pathBetween` gives it
 * @param assessment id of the assessment that the entries are for
 */
export function carryOver(entries: Entries, path: readonly VersionFacts[], assessment: string): Carried {
  const [first, ...steps] = path;
  const rubric = first!.id;
  const entryOf = (id: string) => entries[criterionKey(rubric, id)] ?? emptyEntry(assessment, criterionKey(rubric, id));
  let rows = new Map<string, Row>(
    first!.criteria.map(({ id }) => [
      id,
      { cells: entryOf(id).cells, kinds: LEVELS.map((): Kind => 'same'), sources: LEVELS.map(() => [id]), origins: [id] }
    ])
  );
  let earlier = first!;
  for (const step of steps) {
    const change = step.changes!.find(({ from }) => from === earlier.version)!;
    rows = new Map(step.criteria.map((criterion) => [criterion.id, carryRow(criterion, change, rows)]));
    earlier = step;
  }

  const carried = [...rows].map(([id, { cells, origins }]): Entry => {
    const all = origins.map(entryOf);
    return {
      ...emptyEntry(assessment, criterionKey(rubric, id)),
      cells,
      note: joined(all.map(({ note }) => note).filter(Boolean)),
      evidence: all.map(({ evidence }) => evidence).reduce(lowest, all[0]?.evidence ?? 'none'),
      at: Math.max(0, ...all.map(({ at }) => at))
    };
  });
  const used = new Set([...rows.values()].flatMap(({ origins }) => origins));
  const told = ({ cells, note, evidence }: Entry) => Object.keys(cells).length > 0 || note !== '' || evidence !== 'none';
  return {
    entries: Object.fromEntries(carried.filter(told).map((entry) => [entry.criterion, entry])),
    cells: [...rows].flatMap(([criterion, { cells, kinds, sources }]) =>
      LEVELS.map((level) => ({ criterion, level, kind: kinds[level - 1]!, cell: cells[level], from: sources[level - 1]! }))
    ),
    ended: first!.criteria.map(({ id }) => id).filter((id) => !used.has(id) && told(entryOf(id)))
  };
}

/** A criterion on its way from version to version. */
interface Row {
  readonly cells: Cells;
  /** How each level relates to the version that the way began with. */
  readonly kinds: readonly Kind[];
  /** Criteria of that version which each level comes from; and those which the criterion does as a whole. */
  readonly sources: readonly (readonly string[])[];
  readonly origins: readonly string[];
}

function carryRow({ id, essential }: VersionFacts['criteria'][number], change: VersionChange, rows: ReadonlyMap<string, Row>): Row {
  const links = LEVELS.map((level) => linkOf(change, id, level, rows.has(id)));
  const cells: { [level in Level]?: Cell } = {};
  const kinds = LEVELS.map((level, i) => {
    const { kind, from } = links[i]!;
    const before = from.map((one) => rows.get(one));
    const cell = carryCell(
      kind,
      before.map((row) => row?.cells[level]),
      essential.includes(level)
    );
    if (cell) cells[level] = cell;
    return before.map((row) => row?.kinds[i] ?? 'new').reduce(worse, kind);
  });
  const sources = links.map(({ from }, i) => [...new Set(from.flatMap((one) => rows.get(one)?.sources[i] ?? []))]);
  const kept = links.filter(({ kind }) => kind !== 'not-comparable').flatMap(({ from }) => from);
  return { cells, kinds, sources, origins: [...new Set(kept.flatMap((from) => rows.get(from)?.origins ?? []))] };
}

/** Notes one under the other. What is too long for one note is cut off here; the earlier assessment has all of it. */
function joined(notes: readonly string[]): string {
  const whole = notes.join('\n\n');
  return whole.length > NOTE_LENGTH ? `${whole.slice(0, NOTE_LENGTH - 2)} …` : whole;
}

function carryCell(kind: Kind, from: readonly (Cell | undefined)[], essential: boolean): Cell | undefined {
  if (kind === 'new' || kind === 'not-comparable' || from.length === 0 || from.some((cell) => !cell)) return undefined;
  const cells = from as readonly Cell[];
  // A cell that has become essential: what was assumed, or left, while it was none does not answer it.
  if (kind === 'same') return essential && ['assumed', 'left'].includes(cells[0]!.origin) ? undefined : cells[0];
  if (essential) return undefined;
  const values = cells.map(({ value }) => value);
  const numbers = values.filter((value) => value !== 'na');
  const value = numbers.length ? (Math.min(...numbers) as 0 | 1 | 2) : 'na';
  // Merged from one that is part of the role and one that is not: nobody can say what the whole is.
  if (numbers.length && numbers.length < values.length) return undefined;
  return { value, origin: 'assumed', at: Math.max(...cells.map(({ at }) => at)) };
}

/** One of an assessment's rubrics that has a newer version: the way there, and what became of the answers to it. */
export interface CarriedRubric {
  readonly path: readonly VersionFacts[];
  readonly carried: Carried;
}

/**
 * What was said of whole situations, in the newer versions: a situation with the same id means the same, wherever it stands there, and what
 * is asked all the same follows from the newer version. One that is gone there, or that was not left out of the earlier version, is not left
 * out of the newer one.
 *
 * Asked is besides: an essential whose condition the person has not seen as it stands now, and what they had answered, or been asked, for
 * itself: an answer that is only assumed by now would otherwise give way to what was said of the whole.
 *
 * @param rubrics those with a newer version; others stay as they are
 */
export function carryScope({ head, entries }: Answered, rubrics: readonly CarriedRubric[]): OutOfRole[] {
  const found = (id: string) => rubrics.find(({ path }) => path[0]!.id === id);
  return (head.scope ?? []).flatMap((said) => {
    const where = Object.entries(said.where).flatMap(([id, before]) => {
      const newer = found(id);
      const after = newer ? placeIn(newer, said, before, { head, entries }) : before;
      return after ? [[id, after] as const] : [];
    });
    return where.length ? [{ ...said, where: Object.fromEntries(where) }] : [];
  });
}

type Where = OutOfRole['where'][string];

/** @returns where in the newer version that holds which was said of a situation; `null` where it does not */
function placeIn({ path, carried }: CarriedRubric, said: OutOfRole, before: Where, answered: Answered): Where | null {
  const [earlier, newer] = [path[0]!, path.at(-1)!];
  const here = scopeFor([said], [newer])[0]?.where[newer.id];
  if (!here) return null;
  const isEssential = (facts: VersionFacts, id: string, level: Level) =>
    facts.criteria.some((criterion) => criterion.id === id && criterion.essential.includes(level));
  const isOwn = (id: string, level: Level) => {
    const cell = cellsOf(answered, criterionKey(earlier.id, id))[level];
    return cell !== undefined && cell.origin !== 'scope';
  };
  const again = carried.cells.filter(({ criterion, level, kind, cell, from }) => {
    if (level !== here.level) return false;
    const seen = kind === 'same' && level === before.level && from.every((id) => isEssential(earlier, id, level));
    if (isEssential(newer, criterion, level) && !seen) return true;
    const stays = kind === 'same' && cell !== undefined;
    return from.some((id) => before.asked.includes(id) || (!stays && isOwn(id, level)));
  });
  return { ...here, asked: [...new Set([...here.asked, ...again.map(({ criterion }) => criterion)])] };
}

const lowest = (a: Evidence, b: Evidence): Evidence => (EVIDENCE.indexOf(a) <= EVIDENCE.indexOf(b) ? a : b);
