/** What becomes of answers in a newer version of their rubric, and how surely. */
import { LEVELS, type Level } from '../model.ts';
import type { VersionChange } from '../rubric/rubric.ts';
import { linkOf, worse, type Kind, type VersionFacts } from '../rubric/versions.ts';
import type { Cell, Cells } from './answer.ts';
import { criterionKey, emptyEntry, EVIDENCE, NOTE_LENGTH, type Entries, type Entry, type Evidence } from './assessment.ts';

/** What becomes of one cell. */
export interface CarriedCell {
  readonly criterion: string;
  readonly level: Level;
  readonly kind: Kind;
  /** The answer that it has afterwards; absent where it is open. */
  readonly cell?: Cell;
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
 * so it is asked again. What is not comparable, and what is new, is open.
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
    first!.criteria.map(({ id }) => [id, { cells: entryOf(id).cells, kinds: [...LEVELS.map((): Kind => 'same')], origins: [id] }])
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
    cells: [...rows].flatMap(([criterion, { cells, kinds }]) =>
      LEVELS.map((level) => ({ criterion, level, kind: kinds[level - 1]!, cell: cells[level] }))
    ),
    ended: first!.criteria.map(({ id }) => id).filter((id) => !used.has(id) && told(entryOf(id)))
  };
}

/** A criterion on its way from version to version. */
interface Row {
  readonly cells: Cells;
  /** How each level relates to the version that the way began with. */
  readonly kinds: readonly Kind[];
  /** Criteria of that version which it comes from. */
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
  const sources = links.filter(({ kind }) => kind !== 'not-comparable').flatMap(({ from }) => from);
  return { cells, kinds, origins: [...new Set(sources.flatMap((from) => rows.get(from)?.origins ?? []))] };
}

/** Notes one under the other. What is too long for one note is cut off here; the earlier assessment has all of it. */
function joined(notes: readonly string[]): string {
  const whole = notes.join('\n\n');
  return whole.length > NOTE_LENGTH ? `${whole.slice(0, NOTE_LENGTH - 2)} …` : whole;
}

function carryCell(kind: Kind, from: readonly (Cell | undefined)[], essential: boolean): Cell | undefined {
  if (kind === 'new' || kind === 'not-comparable' || from.length === 0 || from.some((cell) => !cell)) return undefined;
  const cells = from as readonly Cell[];
  // A cell that has become essential: an assumption made while it was none does not answer it.
  if (kind === 'same') return essential && cells[0]!.origin === 'assumed' ? undefined : cells[0];
  if (essential) return undefined;
  const values = cells.map(({ value }) => value);
  const numbers = values.filter((value) => value !== 'na');
  const value = numbers.length ? (Math.min(...numbers) as 0 | 1 | 2) : 'na';
  // Merged from one that is part of the role and one that is not: nobody can say what the whole is.
  if (numbers.length && numbers.length < values.length) return undefined;
  return { value, origin: 'assumed', at: Math.max(...cells.map(({ at }) => at)) };
}

const lowest = (a: Evidence, b: Evidence): Evidence => (EVIDENCE.indexOf(a) <= EVIDENCE.indexOf(b) ? a : b);
