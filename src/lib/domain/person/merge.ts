/**
 * Two devices' data become one. For each answer, note, mark, step and draft the newer one counts; where two were made in the very
 * same millisecond, an order that is the same everywhere decides. So it does not matter which device's data comes first, how it is
 * grouped, or how often it comes.
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
  type Entries,
  type Entry,
  type Head
} from '../assessment/assessment.ts';
import type { Cell, Cells } from '../assessment/answer.ts';
import { canonical, contentHash } from '../hash.ts';
import { LEVELS, type Level } from '../model.ts';
import type { KeptRubric, PersonalData } from './personal-data.ts';
import type { PlanStep } from '../plan/plan.ts';

/** The newer of two; the one whose content comes later in the alphabet where both are as new. */
function newer<T>(a: T, b: T, timeOf: (one: T) => number): T {
  const [left, right] = [timeOf(a), timeOf(b)];
  if (left !== right) return left > right ? a : b;
  return canonical(a) >= canonical(b) ? a : b;
}

const sameCell = (a: Cell, b: Cell) => a.at === b.at && a.value === b.value && a.origin === b.origin;

function mergeCells(a: Cells, b: Cells): Cells {
  const cells: { [level in Level]?: Cell } = {};
  for (const level of LEVELS) {
    const [left, right] = [a[level], b[level]];
    const cell = left && right && !sameCell(left, right) ? newer(left, right, ({ at }) => at) : (left ?? right);
    if (cell) cells[level] = cell;
  }
  return cells;
}

/** A note, and when it was written. */
interface Told {
  readonly text: string;
  readonly at: number;
}

/** @param b the same criterion of the same assessment */
export function mergeEntries(a: Entry, b: Entry): Entry {
  const [mine, theirs] = [a, b].map((one) => ({ text: one.note, at: noteTime(one) })) as [Told, Told];
  // Of the same moment, any note counts more than none.
  const note = mine.at === theirs.at ? (mine.text >= theirs.text ? mine : theirs) : newer(mine, theirs, ({ at }) => at);
  const mark = newer({ evidence: a.evidence, at: markTime(a) }, { evidence: b.evidence, at: markTime(b) }, ({ at }) => at);
  const merged = { assessment: a.assessment, criterion: a.criterion, cells: mergeCells(a.cells, b.cells), at: Math.max(a.at, b.at) };
  return timed({ ...merged, note: note.text, evidence: mark.evidence }, note.at, mark.at);
}

const ownWords = ({ rubrics: _, createdAt: __, ...rest }: Head) => rest;

/**
 * Name, role, targets and place go together, by the newer row. A rubric's hash is the same or missing: see `sameRubrics`.
 */
function mergeHeads(a: Head, b: Head): Head {
  const told = newer(ownWords(a), ownWords(b), ({ updatedAt }) => updatedAt);
  const rubrics = a.rubrics.map((ref, i) => {
    const hash = ref.hash ?? b.rubrics[i]!.hash;
    return hash ? { id: ref.id, version: ref.version, hash } : { id: ref.id, version: ref.version };
  });
  return { ...told, rubrics, createdAt: Math.min(a.createdAt, b.createdAt) };
}

/** Whether two assessments with one id were answered with the same rubrics: if not, their answers are to different questions. */
export function sameRubrics({ rubrics: a }: Pick<Head, 'rubrics'>, { rubrics: b }: Pick<Head, 'rubrics'>): boolean {
  return (
    a.length === b.length &&
    a.every((ref, i) => ref.id === b[i]!.id && ref.version === b[i]!.version && (!ref.hash || !b[i]!.hash || ref.hash === b[i]!.hash))
  );
}

/**
 * @param b the same assessment, on another device
 * @throws RangeError where they were answered with different rubrics
 */
export function mergeAssessments(a: Assessment, b: Assessment): Assessment {
  if (!sameRubrics(a.head, b.head)) throw new RangeError('answered with different rubrics');
  const entries: Record<CriterionKey, Entry> = { ...a.entries };
  for (const [key, entry] of Object.entries(b.entries) as [CriterionKey, Entry][])
    entries[key] = entries[key] ? mergeEntries(entries[key], entry) : entry;
  return { head: mergeHeads(a.head, b.head), entries };
}

export const mergeSteps = (a: PlanStep, b: PlanStep): PlanStep => newer(a, b, ({ at }) => at);

const RANK = ['kept', 'received', 'own'];
/** Their content is the same, since it has the same hash; which of them was offered more openly, and first, counts. */
export function mergeKept(a: KeptRubric, b: KeptRubric): KeptRubric {
  const [left, right] = [RANK.indexOf(a.origin), RANK.indexOf(b.origin)];
  if (left !== right) return left > right ? a : b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return canonical(a) >= canonical(b) ? a : b;
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
    plan: joined(a.plan, b.plan, ({ id }) => id, mergeSteps),
    rubrics: joined(a.rubrics, b.rubrics, ({ file }) => contentHash(file), mergeKept),
    drafts: joined(
      a.drafts,
      b.drafts,
      ({ id }) => id,
      (x, y) => newer(x, y, ({ at }) => at)
    )
  };
}

/** What becomes of one assessment when data comes in. */
export interface Coming {
  readonly id: string;
  readonly head: Head;
  /** `new`: not here yet. `same`: nothing changes. `joined`: some of it is newer. `other-rubrics`: cannot be joined, and is left out. */
  readonly kind: 'new' | 'same' | 'joined' | 'other-rubrics';
  /** Answers that come in, where there was none, or an older one; and older ones that the newer one here outlives. */
  readonly answers: { readonly added: number; readonly replaced: number; readonly outlived: number };
  /** Notes here that a newer one takes the place of. */
  readonly notes: number;
}

/** @param here the same assessment on this device; `null` where there is none */
export function comingOf(here: Assessment | null, incoming: Assessment): Coming {
  const { head } = incoming;
  const answersIn = (entries: Entries) => Object.values(entries).reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);
  const none = { added: 0, replaced: 0, outlived: 0 };
  if (!here) return { id: head.id, head, kind: 'new', answers: { ...none, added: answersIn(incoming.entries) }, notes: 0 };
  if (!sameRubrics(here.head, head)) return { id: head.id, head, kind: 'other-rubrics', answers: none, notes: 0 };
  const merged = mergeAssessments(here, incoming);
  const answers = { ...none };
  let notes = 0;
  for (const [key, entry] of Object.entries(merged.entries) as [CriterionKey, Entry][]) {
    const before = here.entries[key];
    for (const level of LEVELS) {
      const [was, is, came] = [before?.cells[level], entry.cells[level], incoming.entries[key]?.cells[level]];
      if (!was && is) answers.added++;
      else if (was && is && !sameCell(was, is)) answers.replaced++;
      else if (was && came && !sameCell(was, came)) answers.outlived++;
    }
    if (before?.note && before.note !== entry.note) notes++;
  }
  const kind = canonical(merged) === canonical(here) ? 'same' : 'joined';
  return { id: head.id, head, kind, answers, notes };
}
