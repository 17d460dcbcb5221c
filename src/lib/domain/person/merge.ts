/**
 * Two devices' data become one. For each answer, note, mark, step and draft the newer one counts; where two were made in the very
 * same millisecond, an order that is the same everywhere decides. So it does not matter which device's data comes first, how it is
 * grouped, or how often it comes.
 *
 * Times are compared as they are, and no clock is asked: whenever and wherever the same data is joined, the same comes out. What was made
 * while a clock was ahead therefore counts as newer, unless the person rules otherwise: see `sidesOf`.
 *
 * An answer that was opened again on one device is no answer, so the other device's counts. What was deleted on one device comes
 * back from the other: nothing tells it from what is only there.
 */
import {
  markTime,
  noteTime,
  timed,
  type Assessment,
  type CriterionKey,
  type Entry,
  type Head,
  type OutOfRole
} from '../assessment/assessment.ts';
import { answerCount, dateOf } from '../assessment/entries.ts';
import type { Cell, Cells } from '../assessment/answer.ts';
import { canonical } from '../hash.ts';
import { LIMITS } from '../limits.ts';
import { LEVELS, type Level } from '../model.ts';
import { together } from '../rubric/sound.ts';
import { NOTHING, viewCount, type KeptRubric, type PersonalData } from './personal-data.ts';
import { ledMerge, mergeLed, mergeParts, type LedMerge } from '../workshop/led.ts';
import type { PlanStep } from '../plan/plan.ts';
import { isSameRubric, type Draft } from '../rubric/rubric.ts';
import { askedKey, mergeAsked, mergeGiven } from '../second/second.ts';
import { later } from '../time.ts';

/** The newer of two; the one whose content comes later in the alphabet where both are as new. */
function newer<T>(a: T, b: T, timeOf: (one: T) => number): T {
  const [left, right] = [timeOf(a), timeOf(b)];
  if (left !== right) return left > right ? a : b;
  return canonical(a) >= canonical(b) ? a : b;
}

const byTime = <T extends { readonly at: number }>(a: T, b: T): T => newer(a, b, ({ at }) => at);

const saysSame = (a: Cell, b: Cell) => a.value === b.value && a.origin === b.origin;
const sameCell = (a: Cell, b: Cell) => a.at === b.at && saysSame(a, b);

function mergeCells(a: Cells, b: Cells): Cells {
  const cells: { [level in Level]?: Cell } = {};
  for (const level of LEVELS) {
    const [left, right] = [a[level], b[level]];
    const cell = left && right && !sameCell(left, right) ? byTime(left, right) : (left ?? right);
    if (cell) cells[level] = cell;
  }
  return cells;
}

const noteOf = (entry: Entry) => ({ text: entry.note, at: noteTime(entry) });
const markOf = (entry: Entry) => ({ evidence: entry.evidence, at: markTime(entry) });

/** @param b the same criterion of the same assessment */
function mergeEntries(a: Entry, b: Entry): Entry {
  const [mine, theirs] = [noteOf(a), noteOf(b)];
  // Of the same moment, any note counts more than none.
  const note = mine.at === theirs.at ? (mine.text >= theirs.text ? mine : theirs) : byTime(mine, theirs);
  const mark = byTime(markOf(a), markOf(b));
  const merged = { assessment: a.assessment, criterion: a.criterion, cells: mergeCells(a.cells, b.cells), at: Math.max(a.at, b.at) };
  return timed({ ...merged, note: note.text, evidence: mark.evidence }, note.at, mark.at);
}

const ownWords = ({ rubrics: _, createdAt: __, scope: ___, ...rest }: Head) => rest;

/**
 * What was said last of each situation counts, taken back or not: it is an answer like any other. Of more than there may be, which only files
 * made by hand can hold, the first ones stay.
 */
function mergeScopes(a: Head['scope'], b: Head['scope']): Pick<Head, 'scope'> {
  return a || b ? { scope: joined(a ?? [], b ?? [], ({ situation }) => situation, byTime).slice(0, LIMITS.situations) } : {};
}

/**
 * Name, role, targets and place go together, by the newer row; each situation for itself. A rubric's hash is the same or missing: see
 * `sameRubrics`.
 */
function mergeHeads(a: Head, b: Head): Head {
  const told = newer(ownWords(a), ownWords(b), ({ updatedAt }) => updatedAt);
  const rubrics = a.rubrics.map((ref, i) => {
    const hash = ref.hash ?? b.rubrics[i]!.hash;
    return hash ? { id: ref.id, version: ref.version, hash } : { id: ref.id, version: ref.version };
  });
  return { ...told, ...mergeScopes(a.scope, b.scope), rubrics, createdAt: Math.min(a.createdAt, b.createdAt) };
}

/** Whether two assessments with one id were answered with the same rubrics: if not, their answers are to different questions. */
function sameRubrics({ rubrics: a }: Pick<Head, 'rubrics'>, { rubrics: b }: Pick<Head, 'rubrics'>): boolean {
  return a.length === b.length && a.every((ref, i) => isSameRubric(ref, b[i]!));
}

/**
 * @param b the same assessment, on another device
 * @throws RangeError where they were answered with different rubrics
 */
function mergeAssessments(a: Assessment, b: Assessment): Assessment {
  if (!sameRubrics(a.head, b.head)) throw new RangeError('answered with different rubrics');
  const entries: Record<CriterionKey, Entry> = { ...a.entries };
  for (const [key, entry] of Object.entries(b.entries) as [CriterionKey, Entry][])
    entries[key] = entries[key] ? mergeEntries(entries[key], entry) : entry;
  return { head: mergeHeads(a.head, b.head), entries };
}

const RANK = ['cited', 'received', 'own'];
/**
 * Their content is the same, since they have the same hash: words that one of them lacks come from the other. Which of them was offered more
 * openly, and first, counts.
 */
function mergeKept(a: KeptRubric, b: KeptRubric): KeptRubric {
  const { file } = together(a, b);
  return { ...offeredOf(a, b), file };
}

function offeredOf(a: KeptRubric, b: KeptRubric): KeptRubric {
  const [left, right] = [RANK.indexOf(a.origin), RANK.indexOf(b.origin)];
  if (left !== right) return left > right ? a : b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return (a.from ?? '') >= (b.from ?? '') ? a : b;
}

function joined<T>(a: readonly T[], b: readonly T[], keyOf: (one: T) => string, merge: (a: T, b: T) => T): T[] {
  const all = new Map(a.map((one) => [keyOf(one), one]));
  for (const one of b) {
    const there = all.get(keyOf(one));
    all.set(keyOf(one), there ? merge(there, one) : one);
  }
  return [...all].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, one]) => one);
}

/**
 * @returns the data of both, each part in the order of its ids
 * @throws RangeError where an assessment has the same id in both and was answered with different rubrics
 */
export function mergeData(a: PersonalData, b: PersonalData): PersonalData {
  return {
    assessments: joined(a.assessments, b.assessments, ({ head }) => head.id, mergeAssessments),
    plan: joined(a.plan, b.plan, ({ id }) => id, byTime),
    rubrics: joined(a.rubrics, b.rubrics, ({ hash }) => hash, mergeKept),
    drafts: joined(a.drafts, b.drafts, ({ id }) => id, byTime),
    workshops: joined(a.workshops, b.workshops, ({ workshop }) => workshop.id, mergeLed),
    participations: joined(a.participations, b.participations, ({ assessment }) => assessment, mergeParts),
    asked: joined(a.asked, b.asked, askedKey, mergeAsked),
    given: joined(a.given, b.given, ({ number }) => number, mergeGiven)
  };
}

// ---------------------------------------------------------------------------------------------- what was made while a clock was ahead

/** What is on this device, or what comes in. */
export type Side = 'here' | 'coming';

/** What the person says of coming rows that are later than now and differ from what is here. */
export interface Ruling {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The side that counts; `null` where nobody was asked: then the later one does, as ever. */
  readonly keep: Side | null;
}

/** How the rows of a kind are told apart, timed anew, and whether two of them say the same. */
interface Kind<T> {
  readonly time: (row: T) => number;
  readonly timed: (row: T, at: number) => T;
  readonly says: (row: T) => unknown;
}

const ofTime = <T extends { readonly at: number }>(says: (row: T) => unknown): Kind<T> => ({
  time: ({ at }) => at,
  timed: (row, at) => ({ ...row, at }),
  says
});
const timeless = <T extends { readonly at: number }>({ at: _, ...rest }: T): unknown => rest;
const CELL = ofTime<Cell>(timeless);
const NOTE = ofTime<ReturnType<typeof noteOf>>(timeless);
const MARK = ofTime<ReturnType<typeof markOf>>(timeless);
const SITUATION = ofTime<OutOfRole>(timeless);
const STEP = ofTime<PlanStep>(timeless);
const DRAFT = ofTime<Draft>(timeless);
const HEAD: Kind<Head> = {
  time: ({ updatedAt }) => updatedAt,
  timed: (head, updatedAt) => ({ ...head, updatedAt }),
  says: ({ name, role, setting, targets, retrospectOf }) => ({ name, role, setting, targets, retrospectOf })
};

/** Both sides of some rows, after the ruling; and how many rows it was about. */
interface Ruled<T> {
  readonly here: T;
  readonly coming: T;
  readonly ahead: number;
}

/**
 * Where a coming row is later than now and differs from the one here, the side that is kept becomes what a new answer would be: later than
 * now and than the other, so that it counts from here on, wherever the two meet.
 */
function ruled<T extends object | undefined>(here: T, coming: T, kind: Kind<NonNullable<T>>, { now, keep }: Ruling): Ruled<T> {
  if (!here || !coming || kind.time(coming) <= now || canonical(kind.says(here)) === canonical(kind.says(coming)))
    return { here, coming, ahead: 0 };
  const renewed = (kept: NonNullable<T>, other: NonNullable<T>) =>
    kind.time(kept) > kind.time(other) ? kept : kind.timed(kept, later(now, kind.time(other)));
  // There may be no later time than the other's; then the other is the one to step back.
  const behind = (other: NonNullable<T>, kept: NonNullable<T>) =>
    kind.time(other) < kind.time(kept) ? other : kind.timed(other, kind.time(kept) - 1);
  if (keep === 'here') {
    const kept = renewed(here, coming);
    return { here: kept, coming: behind(coming, kept), ahead: 1 };
  }
  if (keep === 'coming') {
    const kept = renewed(coming, here);
    return { here: behind(here, kept), coming: kept, ahead: 1 };
  }
  return { here, coming, ahead: 1 };
}

function ruledEntries(here: Entry, coming: Entry, ruling: Ruling): Ruled<Entry> {
  const cells = LEVELS.map((level) => [level, ruled<Cell | undefined>(here.cells[level], coming.cells[level], CELL, ruling)] as const);
  // A note or a mark that was never there has nothing to lose.
  const none = { here: undefined, coming: undefined, ahead: 0 };
  const note = noteTime(here) ? ruled(noteOf(here), noteOf(coming), NOTE, ruling) : none;
  const mark = markTime(here) ? ruled(markOf(here), markOf(coming), MARK, ruling) : none;
  const ahead = cells.reduce((sum, [, one]) => sum + one.ahead, note.ahead + mark.ahead);
  if (ahead === 0) return { here, coming, ahead };
  const whole = (entry: Entry, side: Side): Entry => {
    const own: Cells = Object.fromEntries(cells.flatMap(([level, one]) => (one[side] ? [[level, one[side]]] : [])));
    const { text, at: noteAt } = note[side] ?? noteOf(entry);
    const { evidence, at: markAt } = mark[side] ?? markOf(entry);
    const at = Math.max(entry.at, noteAt, markAt, ...Object.values(own).map((cell) => cell.at));
    return timed({ ...entry, cells: own, note: text, evidence, at }, noteAt, markAt);
  };
  return { here: whole(here, 'here'), coming: whole(coming, 'coming'), ahead };
}

function ruledHeads(here: Head, coming: Head, ruling: Ruling): Ruled<Head> {
  const head = ruled(here, coming, HEAD, ruling);
  const scope = ruledRows(here.scope ?? [], coming.scope ?? [], ({ situation }) => situation, SITUATION, ruling);
  const whole = (side: Side): Head => (head[side].scope ? { ...head[side], scope: scope[side] } : head[side]);
  return { here: whole('here'), coming: whole('coming'), ahead: head.ahead + scope.ahead };
}

function ruledAssessments(here: Assessment, coming: Assessment, ruling: Ruling): Ruled<Assessment> {
  const head = ruledHeads(here.head, coming.head, ruling);
  const mine: Record<CriterionKey, Entry> = { ...here.entries };
  const theirs: Record<CriterionKey, Entry> = { ...coming.entries };
  let { ahead } = head;
  for (const [key, entry] of Object.entries(here.entries) as [CriterionKey, Entry][]) {
    if (!theirs[key]) continue;
    const both = ruledEntries(entry, theirs[key], ruling);
    mine[key] = both.here;
    theirs[key] = both.coming;
    ahead += both.ahead;
  }
  return { here: { head: head.here, entries: mine }, coming: { head: head.coming, entries: theirs }, ahead };
}

// -------------------------------------------------------------------------------------------------------------------- joining

/** What becomes of one assessment when data comes in. */
export interface AssessmentMerge {
  readonly id: string;
  readonly head: Head;
  /** The date of what comes in. */
  readonly date: number;
  /** `new`: not here yet. `same`: nothing changes. `joined`: some of it is newer. `other-rubrics`: cannot be joined, and is left out. */
  readonly kind: 'new' | 'same' | 'joined' | 'other-rubrics';
  /**
   * Answers that come in, where there was none, or an older one; and older ones that the newer one here outlives. What was said of a whole
   * situation is one of them.
   */
  readonly answers: { readonly added: number; readonly replaced: number; readonly outlived: number };
  /** Notes here that a newer one takes the place of. */
  readonly notes: number;
  /** Answers, notes, marks and names that come, differ from what is here, and were made while a clock was ahead. */
  readonly ahead: number;
}

/** How many come that were not here, take the place of older ones, and were made while a clock was ahead. */
interface PartMerge {
  readonly added: number;
  readonly replaced: number;
  readonly ahead: number;
}

/** What joining data from elsewhere does. */
export interface MergeReport {
  readonly assessments: readonly AssessmentMerge[];
  readonly steps: PartMerge;
  /** Rubrics that are offered here and were not. */
  readonly rubrics: number;
  readonly drafts: PartMerge;
  readonly workshops: LedMerge;
  /** Second views that were not here: kept ones, and such as the person gives. */
  readonly views: number;
  /** Whether anything would be other than it is. */
  readonly changes: boolean;
}

const NO_ANSWERS = { added: 0, replaced: 0, outlived: 0 } as const;

/** @param merged both of them; the rest are the two as they were */
function assessmentMerge(here: Assessment | undefined, incoming: Assessment, merged: Assessment, ahead: number): AssessmentMerge {
  const { head } = incoming;
  const date = dateOf(incoming);
  if (!here) {
    const added = answerCount(Object.values(incoming.entries)) + (head.scope?.length ?? 0);
    return { id: head.id, head, date, kind: 'new', answers: { ...NO_ANSWERS, added }, notes: 0, ahead };
  }
  const answers = { added: 0, replaced: 0, outlived: 0 };
  let notes = 0;
  /** @param says whether two of them say the same */
  const tell = <T extends { readonly at: number }>(says: (a: T, b: T) => boolean, was?: T, is?: T, came?: T) => {
    const same = (a: T, b: T) => a.at === b.at && says(a, b);
    if (!was && is) answers.added++;
    // One that the ruling has kept is later than it was, but what it says stays.
    else if (was && came && !says(was, came) && says(was, is!)) answers.outlived++;
    else if (was && is && !same(was, is)) answers.replaced++;
    else if (was && came && !same(was, came)) answers.outlived++;
  };
  for (const [key, entry] of Object.entries(merged.entries) as [CriterionKey, Entry][]) {
    const before = here.entries[key];
    for (const level of LEVELS) tell(saysSame, before?.cells[level], entry.cells[level], incoming.entries[key]?.cells[level]);
    if (before?.note && before.note !== entry.note) notes++;
  }
  const said = ({ head: { scope = [] } }: Assessment) => new Map(scope.map((one) => [one.situation, one]));
  const [was, is, came] = [said(here), said(merged), said(incoming)];
  const holdsSame = (a: OutOfRole, b: OutOfRole) => canonical(a.where) === canonical(b.where);
  for (const [situation, one] of is) tell(holdsSame, was.get(situation), one, came.get(situation));
  return { id: head.id, head, date, kind: canonical(merged) === canonical(here) ? 'same' : 'joined', answers, notes, ahead };
}

/** What is here and what comes, after the ruling. What cannot be joined is left out of both. */
export interface Sides {
  readonly here: PersonalData;
  readonly coming: PersonalData;
  /** How many rows the ruling was about, by the assessment's id, and of the other parts. */
  readonly ahead: { readonly assessments: ReadonlyMap<string, number>; readonly steps: number; readonly drafts: number };
}

/**
 * Gets data from elsewhere ready to be merged with what is here, as `mergeData` does it.
 *
 * @param here all of it, or whatever of it has the same ids
 * @param ruling which side counts where a coming row was made while a clock was ahead; `null`: none is looked for
 */
export function sidesOf(here: PersonalData, incoming: PersonalData, ruling: Ruling | null): Sides {
  const ask = ruling ?? { now: Infinity, keep: null };
  const mine = new Map(here.assessments.map((one) => [one.head.id, one]));
  const theirs: Assessment[] = [];
  const ahead = new Map<string, number>();
  for (const one of incoming.assessments) {
    const { id } = one.head;
    const before = mine.get(id);
    if (!before) theirs.push(one);
    else if (!sameRubrics(before.head, one.head)) mine.delete(id);
    else {
      const both = ruledAssessments(before, one, ask);
      mine.set(id, both.here);
      theirs.push(both.coming);
      ahead.set(id, both.ahead);
    }
  }
  const plan = ruledRows(here.plan, incoming.plan, ({ id }) => id, STEP, ask);
  const drafts = ruledRows(here.drafts, incoming.drafts, ({ id }) => id, DRAFT, ask);
  return {
    here: {
      ...here,
      assessments: [...mine.values()],
      plan: plan.here,
      drafts: drafts.here
    },
    coming: {
      ...incoming,
      assessments: theirs,
      plan: plan.coming,
      drafts: drafts.coming
    },
    ahead: { assessments: ahead, steps: plan.ahead, drafts: drafts.ahead }
  };
}

/**
 * @param here what was here, as it was given to `sidesOf`, and so `incoming`
 * @param data what `mergeData` made of both sides
 * @returns what joining does
 */
export function mergeReport(here: PersonalData, incoming: PersonalData, { ahead }: Sides, data: PersonalData): MergeReport {
  const mine = new Map(here.assessments.map((one) => [one.head.id, one]));
  const merged = new Map(data.assessments.map((one) => [one.head.id, one]));
  const assessments = incoming.assessments.map((one): AssessmentMerge => {
    const { head } = one;
    const both = merged.get(head.id);
    if (!both) return { id: head.id, head, date: dateOf(one), kind: 'other-rubrics', answers: NO_ANSWERS, notes: 0, ahead: 0 };
    return assessmentMerge(mine.get(head.id), one, both, ahead.assessments.get(head.id) ?? 0);
  });
  const steps = partMerge(here.plan, data.plan, ahead.steps);
  const drafts = partMerge(here.drafts, data.drafts, ahead.drafts);
  const workshops = ledMerge(here.workshops, incoming.workshops, data.workshops);
  const besides = ({ rubrics, participations, asked, given }: PersonalData) => ({ rubrics, participations, asked, given });
  const was = mergeData({ ...NOTHING, ...besides(here) }, NOTHING);
  return {
    assessments,
    steps,
    rubrics: offered(data.rubrics) - offered(here.rubrics),
    drafts,
    workshops,
    views: viewCount(data) - viewCount(here),
    changes:
      assessments.some(({ kind }) => kind === 'new' || kind === 'joined') ||
      [steps, drafts, workshops].some(({ added, replaced }) => added + replaced > 0) ||
      canonical(besides(was)) !== canonical(besides(data))
  };
}

function ruledRows<T extends object>(
  here: readonly T[],
  incoming: readonly T[],
  keyOf: (one: T) => string,
  kind: Kind<T>,
  ruling: Ruling
): Ruled<readonly T[]> {
  const mine = new Map(here.map((one) => [keyOf(one), one]));
  let ahead = 0;
  const coming = incoming.map((one) => {
    const before = mine.get(keyOf(one));
    if (!before) return one;
    const both = ruled<T>(before, one, kind as Kind<NonNullable<T>>, ruling);
    mine.set(keyOf(one), both.here);
    ahead += both.ahead;
    return both.coming;
  });
  return { here: [...mine.values()], coming, ahead };
}

function partMerge<T extends { readonly id: string }>(before: readonly T[], after: readonly T[], ahead: number): PartMerge {
  const was = new Map(before.map((one) => [one.id, canonical(one)]));
  const replaced = after.filter((one) => was.has(one.id) && was.get(one.id) !== canonical(one)).length;
  return { added: after.length - before.length, replaced, ahead };
}

const offered = (rubrics: readonly KeptRubric[]) => rubrics.filter(({ origin }) => origin !== 'cited').length;
