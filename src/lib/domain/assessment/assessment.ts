/** One person's answers to chosen rubrics at a time. */
import { applyChange, isChosen, openLevels, type Cell, type CellChange, type Cells } from './answer.ts';
import type { Level, Reached } from '../model.ts';
import type { RubricRef } from '../rubric/rubric.ts';
import { later } from '../time.ts';

/** A criterion's place among all rubrics, such as "privacy.C4". */
export type CriterionKey = `${string}.${string}`;

export const criterionKey = (competency: string, criterion: string): CriterionKey => `${competency}.${criterion}`;

/** What an answer rests on. Never scored: it tells the person, later, which answers they could show. */
export const EVIDENCE = ['none', 'recall', 'show'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** All that one criterion holds: answers, a private note, an evidence mark. Stored as one row. */
export interface Entry {
  readonly assessment: string;
  readonly criterion: CriterionKey;
  readonly cells: Cells;
  readonly note: string;
  readonly evidence: Evidence;
  /** When anything in it last changed, in milliseconds since 1970. */
  readonly at: number;
  /** When the note and the mark last changed: absent where that is `at`, and where there is none. `noteTime` and `markTime` tell. */
  readonly noteAt?: number;
  readonly evidenceAt?: number;
}

/** @returns when the note was last written or taken away, in milliseconds since 1970; 0 where there never was one */
export const noteTime = ({ note, noteAt, at }: Entry): number => noteAt ?? (note ? at : 0);

/** @returns the same for the evidence mark */
export const markTime = ({ evidence, evidenceAt, at }: Entry): number => evidenceAt ?? (evidence === 'none' ? 0 : at);

/** @returns the entry with these two times, each left out where it follows from the rest */
export function timed({ noteAt: _, evidenceAt: __, ...entry }: Entry, noteAt: number, evidenceAt: number): Entry {
  return {
    ...entry,
    ...(noteTime(entry) === noteAt ? {} : { noteAt }),
    ...(markTime(entry) === evidenceAt ? {} : { evidenceAt })
  };
}

/** "Not part of my role", said once of a situation for the whole assessment; or taken back since. */
export interface OutOfRole {
  /** The situation's id: rubrics that name the same mean the same. */
  readonly situation: string;
  /** When it was said, in milliseconds since 1970. */
  readonly at: number;
  /**
   * By competency, the level that stands under the situation there, and the criteria whose essential is asked all the same because its
   * condition is wider. So what was said holds without the rubric at hand. Empty where it was taken back.
   */
  readonly where: Readonly<Record<string, { readonly level: Level; readonly asked: readonly string[] }>>;
}

/** What the list shows and a session needs to go on. */
export interface Head {
  readonly id: string;
  /** Empty until the person names it; the app then shows its date. */
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The competencies chosen, in order, each with the version of its rubric. */
  readonly rubrics: readonly RubricRef[];
  /** How many criteria these have together, for progress without loading them. */
  readonly size: number;
  readonly role: string | null;
  readonly setting: string | null;
  /** Levels aimed at, by competency; empty where none was chosen. */
  readonly targets: Readonly<Record<string, Reached>>;
  /** The criterion last in front of the person. */
  readonly cursor: CriterionKey;
  /** Looking back: the id of the assessment whose time is rated again, as it is seen from today. Absent for all others. */
  readonly retrospectOf?: string;
  /** What was said of situations that are not part of the person's role, each once, in the order of their ids. Absent where nothing was. */
  readonly scope?: readonly OutOfRole[];
}

export type Entries = Readonly<Record<CriterionKey, Entry>>;

export interface Assessment {
  readonly head: Head;
  readonly entries: Entries;
}

export const NAME_LENGTH = 120;
export const NOTE_LENGTH = 20_000;

/** A criterion nobody has touched. */
export function emptyEntry(assessment: string, criterion: CriterionKey): Entry {
  return { assessment, criterion, cells: {}, note: '', evidence: 'none', at: 0 };
}

/** What changes in one criterion. Cells left out, a missing note or mark: as they were. */
export interface EntryChange {
  readonly cells?: CellChange;
  readonly note?: string;
  readonly evidence?: Evidence;
}

/** @param now milliseconds since 1970 */
export function changeEntry(before: Entry, change: EntryChange, now: number): Entry {
  const after = {
    ...before,
    cells: change.cells ? applyChange(before.cells, change.cells) : before.cells,
    note: change.note ?? before.note,
    evidence: change.evidence ?? before.evidence,
    at: later(now, before.at)
  };
  const noteAt = change.note === undefined ? noteTime(before) : later(now, noteTime(before));
  return timed(after, noteAt, change.evidence ? later(now, markTime(before)) : markTime(before));
}

/** What changes of an assessment's own row. */
export type HeadChange = Partial<Omit<Head, 'id' | 'createdAt' | 'updatedAt'>>;

/** Where the person is, and which rubrics' hashes were noted, says nothing that another device would have to take over. */
const UNDATED: ReadonlySet<string> = new Set<keyof HeadChange>(['cursor', 'rubrics', 'size']);

/** @param now milliseconds since 1970 */
export function changeHead(head: Head, change: HeadChange, now: number): Head {
  const dated = Object.keys(change).some((field) => !UNDATED.has(field));
  const scope = change.scope && { scope: lastSaid(head.scope, change.scope) };
  return { ...head, ...change, ...scope, ...(dated ? { updatedAt: later(now, head.updatedAt) } : {}) };
}

/** Another tab may have said something of another situation since: of each, what was said last counts. */
function lastSaid(stored: Head['scope'] = [], said: NonNullable<Head['scope']>): Head['scope'] {
  const others = stored.filter(({ situation, at }) => !said.some((one) => one.situation === situation && one.at >= at));
  const news = said.filter((one) => !others.some(({ situation }) => situation === one.situation));
  return [...others, ...news].sort((a, b) => (a.situation < b.situation ? -1 : 1));
}

/** @returns whether the situation is not part of the role, by what was said last */
export const isOut = (scope: readonly OutOfRole[] = [], situation: string): boolean =>
  scope.some((one) => one.situation === situation && Object.keys(one.where).length > 0);

/** As much of an assessment as its answers need. */
export interface Answered {
  readonly head: Pick<Head, 'scope'>;
  readonly entries: Entries;
}

/** The answers to a criterion, with what was said of whole situations; empty where nothing was said. */
export function cellsOf({ head, entries }: Answered, criterion: CriterionKey): Cells {
  return inScope(entries[criterion]?.cells ?? {}, head.scope, criterion);
}

/**
 * @returns the cells of a criterion as stored, and Not part of my role where that was said of the situation. A Yes or Partly of the person's
 *   own stays, and so does whatever was answered later; what was only left does not.
 */
export function inScope(cells: Cells, scope: Head['scope'], criterion: CriterionKey): Cells {
  if (!scope?.length) return cells;
  const [competency, id] = criterion.split('.') as [string, string];
  const said = scope.flatMap(({ at, where }): [Level, Cell][] => {
    const here = Object.hasOwn(where, competency) ? where[competency]! : null;
    const own = here && cells[here.level];
    const stays = own && ((own.at > at && own.origin !== 'left') || isChosen(own) || own.value === 'na');
    return here && !stays && !here.asked.includes(id) ? [[here.level, { value: 'na', origin: 'scope', at }]] : [];
  });
  return said.length ? { ...cells, ...Object.fromEntries(said) } : cells;
}

/** One criterion's place on the way through. */
export interface Stop {
  readonly key: CriterionKey;
  readonly competency: string;
  readonly criterion: string;
  readonly essential: readonly Level[];
}

/** What of a rubric tells the way through its criteria. */
interface Walkable {
  readonly id: string;
  readonly criteria: readonly { readonly id: string; readonly essential: readonly Level[] }[];
}

export interface Choice {
  /** Built-in ones need no hash: the build knows their content. */
  readonly rubrics: readonly (Walkable & RubricRef)[];
  readonly name?: string;
  readonly role?: string | null;
  readonly setting?: string | null;
  readonly targets?: Head['targets'];
  readonly retrospectOf?: string;
}

/** The criteria of the chosen rubrics, one after the other. */
export function stopsOf(rubrics: readonly Walkable[]): Stop[] {
  return rubrics.flatMap((rubric) =>
    rubric.criteria.map(({ id, essential }) => ({
      key: criterionKey(rubric.id, id),
      competency: rubric.id,
      criterion: id,
      essential
    }))
  );
}

/**
 * A new assessment's own row.
 *
 * @param now milliseconds since 1970
 */
export function newHead(choice: Choice, id: string, now: number): Head {
  const stops = stopsOf(choice.rubrics);
  return {
    id,
    name: choice.name ?? '',
    createdAt: now,
    updatedAt: now,
    rubrics: choice.rubrics.map(({ id, version, hash }) => (hash ? { id, version, hash } : { id, version })),
    size: stops.length,
    role: choice.role ?? null,
    setting: choice.setting ?? null,
    targets: choice.targets ?? {},
    cursor: stops[0]!.key,
    ...(choice.retrospectOf ? { retrospectOf: choice.retrospectOf } : {})
  };
}

/** Untouched, begun (something is still open) or done (nothing is). */
export type CriterionState = 'untouched' | 'begun' | 'done';

/** @param cells as `cellsOf` gives them: what was said of a whole situation begins no criterion */
export function criterionState(cells: Cells): CriterionState {
  if (openLevels(cells).length === 0) return 'done';
  return Object.values(cells).every(({ origin }) => origin === 'scope') ? 'untouched' : 'begun';
}

/** Pauses longer than this are a pause, not a person's pace. */
const PAUSE = 3 * 60_000;
/** With fewer timed criteria than this, there is no pace of one's own yet. */
const ENOUGH = 3;
/** Reading four descriptors and two taps, in milliseconds; an estimate until a pilot has measured it. */
export const USUAL_PACE = 25_000;

export interface Pace {
  /** Milliseconds a criterion. */
  readonly each: number;
  /** Whether it was measured from this person's answers. */
  readonly own: boolean;
}

/**
 * How long a criterion takes this person: the median time between the first answers to one criterion and the next,
 * leaving pauses of over three minutes out.
 */
export function pace(entries: Entries): Pace {
  const starts = Object.values(entries)
    .map((entry) => Math.min(...Object.values(entry.cells).map((cell) => cell.at)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const spans = starts
    .slice(1)
    .map((start, i) => start - starts[i]!)
    .filter((span) => span > 0 && span <= PAUSE)
    .sort((a, b) => a - b);
  return spans.length < ENOUGH ? { each: USUAL_PACE, own: false } : { each: spans[Math.floor(spans.length / 2)]!, own: true };
}
