/**
 * Versions of a rubric. A published version never changes; its file says how answers to earlier ones carry over
 * (`changes`), criterion by criterion. What carries over, and how surely, is worked out here.
 */
import type { Cell, Cells } from '../assessment/answer.ts';
import { criterionKey, emptyEntry, EVIDENCE, NOTE_LENGTH, type Entries, type Entry, type Evidence } from '../assessment/assessment.ts';
import { LEVELS, type Level } from '../model.ts';
import type { RubricFacts, RubricFile, Translation, VersionChange } from './rubric.ts';
import { sourceOf, textAt } from './places.ts';

/** @returns less than 0 where `a` comes before `b`, 0 where they are the same, more than 0 where it comes after */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const i = left.findIndex((part, at) => part !== right[at]);
  return i < 0 ? 0 : left[i]! - right[i]!;
}

/** How a cell of the newer version relates to the earlier one; `new`: there was nothing like it. */
export type Kind = VersionChange['criteria'][number]['kind'] | 'new';

/** Worst last: over several steps the worst counts. */
const ORDER: readonly Kind[] = ['same', 'split', 'merged', 'comparable', 'not-comparable', 'new'];
export const worse = (a: Kind, b: Kind): Kind => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/** Where a cell comes from. */
export interface Link {
  readonly kind: Kind;
  /** Criteria of the earlier version that it comes from. */
  readonly from: readonly string[];
}

/** Facts of one version, as far as carrying over needs them. */
export type VersionFacts = Pick<RubricFacts, 'id' | 'version' | 'criteria' | 'changes'>;

/**
 * @param change how the newer version says that the earlier one carries over
 * @param had whether the earlier version had a criterion with this id
 * @returns where a cell of the newer version comes from
 */
export function linkOf(change: VersionChange, criterion: string, level: Level, had: boolean): Link {
  const here = change.criteria.filter(({ levels }) => !levels || levels.includes(level));
  const named = here.find(({ to }) => to.includes(criterion));
  if (named) return { kind: named.kind, from: named.from };
  // What moved to another criterion, or ended, left its id free: whatever stands there now is something else.
  const left = here.some(({ from }) => from.includes(criterion));
  return had && !left ? { kind: 'same', from: [criterion] } : { kind: 'new', from: [] };
}

/**
 * The versions to go through from an earlier one to a newer one, each with what it says about the one before. The shortest way
 * counts: where a version says itself how a far earlier one carries over, that was meant.
 *
 * @param versions all versions at hand
 * @returns `null` where no version says how to get there
 */
export function pathBetween(versions: readonly VersionFacts[], from: string, to: string): VersionFacts[] | null {
  const of = (version: string) => versions.find((one) => one.version === version);
  const goal = of(to);
  const seen = new Set([to]);
  let paths: VersionFacts[][] = goal ? [[goal]] : [];
  while (paths.length) {
    const there = paths.find(([first]) => first!.version === from);
    if (there) return there;
    paths = paths.flatMap((path) =>
      (path[0]!.changes ?? []).flatMap(({ from: before }) => {
        const earlier = of(before);
        if (!earlier || seen.has(before)) return [];
        seen.add(before);
        return [[earlier, ...path]];
      })
    );
  }
  return null;
}

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

/**
 * What a new version would say about the one before, as far as a program can tell: descriptors with the same text ask the same,
 * under the same id or under a new one; a criterion with another title and four other descriptors asks something else; others are
 * comparable until somebody who knows says otherwise.
 */
export function proposeChange(earlier: RubricFile, later: Pick<RubricFile, 'facts' | 'words'>): VersionChange {
  // The language that the earlier one was written in: what was translated since says the same in other words.
  const source = sourceOf(earlier.facts);
  const before = earlier.words[source]!;
  const now = later.words[source] ?? { language: source, criteria: {} };
  const comparing = Object.hasOwn(later.words, source);
  const descriptorsOf = (words: Translation, id: string) => LEVELS.map((level) => textAt(words, `${id}.${level}`));
  const all = (words: Translation, id: string) => JSON.stringify(descriptorsOf(words, id));
  const had = earlier.facts.criteria.map(({ id }) => id);
  const gone = had.filter((id) => !later.facts.criteria.some((criterion) => criterion.id === id));
  const criteria = later.facts.criteria.flatMap(({ id }): VersionChange['criteria'] => {
    const [old, texts] = [descriptorsOf(before, id), descriptorsOf(now, id)];
    if (!had.includes(id)) {
      const former = texts.every(Boolean) && gone.find((one) => all(before, one) === all(now, id));
      return former ? [{ kind: 'same', from: [former], to: [id] }] : [];
    }
    const levels = LEVELS.filter((_, i) => old[i] !== texts[i]);
    if (levels.length === 0) return [];
    if (levels.length < 4) return [{ kind: 'comparable', from: [id], to: [id], levels }];
    const near = !comparing || textAt(before, `${id}.title`) === textAt(now, `${id}.title`);
    return [{ kind: near ? 'comparable' : 'not-comparable', from: [id], to: [id] }];
  });
  return { from: earlier.facts.version, criteria };
}
