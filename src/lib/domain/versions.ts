/**
 * Versions of a rubric. A published version never changes; its file says how answers to earlier ones carry over
 * (`changes`), criterion by criterion. What carries over, and how surely, is worked out here.
 */
import type { Cell } from './answer.ts';
import { criterionKey, emptyEntry, EVIDENCE, type Entries, type Entry, type Evidence } from './assessment.ts';
import { LEVELS, type Level } from './model.ts';
import type { RubricFacts, RubricFile, VersionChange } from './rubric.ts';
import { sourceOf, textAt } from './texts.ts';

/** How a cell of the newer version relates to the earlier one; `new`: there was nothing like it. */
export type Kind = VersionChange['criteria'][number]['kind'] | 'new';

/** Worst last: over several steps the worst counts. */
const ORDER: readonly Kind[] = ['same', 'split', 'merged', 'comparable', 'not-comparable', 'new'];
const worse = (a: Kind, b: Kind): Kind => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

interface Link {
  readonly kind: Kind;
  /** Criteria of the earlier version that it comes from. */
  readonly from: readonly string[];
}

/** Facts of one version, as far as carrying over needs them. */
export type VersionFacts = Pick<RubricFacts, 'id' | 'version' | 'criteria' | 'changes'>;

/**
 * @param change how the newer version says that the earlier one carries over
 * @returns where a cell of the newer version comes from
 */
function linkOf(change: VersionChange, earlier: VersionFacts, criterion: string, level: Level): Link {
  for (const { kind, from, to, levels } of change.criteria)
    if (to.includes(criterion) && (!levels || levels.includes(level))) return { kind, from };
  const had = earlier.criteria.some(({ id }) => id === criterion);
  const movedAway = change.criteria.some(({ from, to, levels }) => from.includes(criterion) && !to.includes(criterion) && !levels);
  return had && !movedAway ? { kind: 'same', from: [criterion] } : { kind: 'new', from: [] };
}

/**
 * The versions to go through from an earlier one to a newer one, each with what it says about the one before.
 *
 * @param versions all versions at hand
 * @returns `null` where no version says how to get there
 */
export function pathBetween(versions: readonly VersionFacts[], from: string, to: string): VersionFacts[] | null {
  const of = (version: string) => versions.find((one) => one.version === version);
  const seen = new Set<string>();
  const search = (at: string): VersionFacts[] | null => {
    const here = of(at);
    if (!here || seen.has(at)) return null;
    if (at === from) return [here];
    seen.add(at);
    for (const { from: before } of here.changes ?? []) {
      const path = search(before);
      if (path) return [...path, here];
    }
    return null;
  };
  return search(to);
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
 * @param path from the version answered to the one wanted, as `pathBetween` gives it
 * @param assessment id of the assessment that the entries are for
 */
export function carryOver(entries: Entries, path: readonly VersionFacts[], assessment: string): Carried {
  const [first, ...steps] = path;
  const rubric = first!.id;
  let rows = new Map<string, Entry>(
    first!.criteria.map(({ id }) => [id, entries[criterionKey(rubric, id)] ?? emptyEntry(assessment, criterionKey(rubric, id))])
  );
  let kinds = new Map<string, Kind>(first!.criteria.flatMap(({ id }) => LEVELS.map((level) => [`${id}.${level}`, 'same' as Kind])));
  const used = new Set<string>(steps.length ? [] : first!.criteria.map(({ id }) => id));
  let origins = new Map<string, readonly string[]>(first!.criteria.map(({ id }) => [id, [id]]));

  let earlier = first!;
  for (const step of steps) {
    const change = step.changes!.find(({ from }) => from === earlier.version)!;
    const next = new Map<string, Entry>();
    const nextKinds = new Map<string, Kind>();
    const nextOrigins = new Map<string, readonly string[]>();
    for (const { id, essential } of step.criteria) {
      const links = LEVELS.map((level) => linkOf(change, earlier, id, level));
      const cells: { [level in Level]?: Cell } = {};
      LEVELS.forEach((level, i) => {
        const link = links[i]!;
        const before = link.from.map((from) => kinds.get(`${from}.${level}`) ?? 'new');
        const kind = before.reduce(worse, link.kind);
        nextKinds.set(`${id}.${level}`, kind);
        const cell = carryCell(
          link.kind,
          link.from.map((from) => rows.get(from)?.cells[level]),
          essential.includes(level)
        );
        if (cell) cells[level] = cell;
      });
      const sources = [...new Set(links.filter(({ kind }) => kind !== 'not-comparable').flatMap(({ from }) => from))];
      const all = sources.flatMap((from) => rows.get(from) ?? []);
      next.set(id, {
        ...emptyEntry(assessment, criterionKey(rubric, id)),
        cells,
        note: all
          .map(({ note }) => note)
          .filter(Boolean)
          .join('\n\n'),
        evidence: all.map(({ evidence }) => evidence).reduce(lowest, all[0]?.evidence ?? 'none'),
        at: Math.max(0, ...all.map(({ at }) => at))
      });
      nextOrigins.set(id, [...new Set(sources.flatMap((from) => origins.get(from) ?? []))]);
    }
    [rows, kinds, origins, earlier] = [next, nextKinds, nextOrigins, step];
  }
  for (const list of origins.values()) for (const id of list) used.add(id);

  const told = ({ cells, note }: Entry) => Object.keys(cells).length > 0 || note !== '';
  return {
    entries: Object.fromEntries([...rows.values()].filter(told).map((entry) => [entry.criterion, { ...entry, assessment }])),
    cells: earlier.criteria.flatMap(({ id }) =>
      LEVELS.map((level) => ({ criterion: id, level, kind: kinds.get(`${id}.${level}`)!, cell: rows.get(id)!.cells[level] }))
    ),
    ended: first!.criteria
      .map(({ id }) => id)
      .filter((id) => !used.has(id) && told(entries[criterionKey(rubric, id)] ?? emptyEntry('', 'x.y')))
  };
}

function carryCell(kind: Kind, from: readonly (Cell | undefined)[], essential: boolean): Cell | undefined {
  if (kind === 'new' || kind === 'not-comparable' || from.length === 0 || from.some((cell) => !cell)) return undefined;
  const cells = from as readonly Cell[];
  if (kind === 'same') return cells[0];
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
 * What a new version would say about the one before, as far as a program can tell: descriptors with the same text ask the same, others are
 * comparable until somebody who knows says otherwise.
 */
export function proposeChange(earlier: RubricFile, later: Pick<RubricFile, 'facts' | 'words'>): VersionChange {
  const before = earlier.words[sourceOf(earlier.facts)]!;
  const now = later.words[sourceOf(later.facts)] ?? { language: '', criteria: {} };
  const had = new Set(earlier.facts.criteria.map(({ id }) => id));
  const criteria = later.facts.criteria.flatMap(({ id }): VersionChange['criteria'] => {
    if (!had.has(id)) return [];
    const levels = LEVELS.filter((level) => textAt(before, `${id}.${level}`) !== textAt(now, `${id}.${level}`));
    if (levels.length === 0) return [];
    return [{ kind: 'comparable', from: [id], to: [id], ...(levels.length < 4 ? { levels } : {}) }];
  });
  return { from: earlier.facts.version, criteria };
}
