/**
 * What a platform keeps for a learner, as one short text: the answers to all questions with where they came from and when, what was said of whole
 * situations, where they are, and which steps they took into their plan. Private notes are no part of it.
 *
 * Criteria are named by a hash of their key, not by their place, so that a newer version of a rubric still finds the answers to what stayed. When a
 * criterion was last changed is kept to the second; when each of its answers was given, to a 250th of the time between. All rubrics of Waymark,
 * completely answered, take 620 characters; where every answer was given on another day, and whole situations were left out, less than 1,000. Of a rubric of
 * somebody's own, see `longestState`.
 */
import type { Cell, Cells, Origin, Value } from '../assessment/answer.ts';
import { emptyEntry, EVIDENCE, isOut, type Assessment, type CriterionKey, type Head, type OutOfRole } from '../assessment/assessment.ts';
import { inOrder, scopeFor, type Situated } from '../assessment/scope.ts';
import { LEVELS, type Level } from '../model.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RubricRef } from '../rubric/rubric.ts';
import { LAST_TIME } from '../time.ts';
import { isSameRound, type RoundMark } from '../workshop/workshop.ts';
import { checkOf, fromText, nameOf, Reader, toText, Writer } from './state-bytes.ts';

/** All that is kept. */
export interface KeptState {
  /** `null` where nothing was begun, or where it lies on the device on which it was begun. */
  readonly assessment: Assessment | null;
  readonly steps: readonly PlanStep[];
  /** The learner keeps their answers on a device of theirs, and not here. */
  readonly elsewhere: boolean;
  /** The learner has said that they are done. */
  readonly done: boolean;
  /** The round that `assessment` was answered for; absent where the course has none. */
  readonly round?: RoundMark;
  /** What was answered for other rounds, and looks back. */
  readonly others?: readonly KeptOther[];
}

/** An assessment besides the one that is answered. Its random id is kept, and no number of a code: that would tell whose the code is. */
export interface KeptOther {
  readonly round: RoundMark;
  /** Whether it looks back at the round before that one. */
  readonly back: boolean;
  readonly assessment: Assessment;
}

/** Takes apart what is kept: what belongs to the course as it is now, and what was answered for other rounds of it. */
export function roundsIn(
  { assessment, round, others = [] }: KeptState,
  now: RoundMark | undefined
): { readonly own: Assessment | null; readonly others: readonly KeptOther[] } {
  // What was begun before the course had rounds counts for the first.
  const mark = round ?? (now && { round: 1 });
  if (!now || !mark || !assessment) return { own: assessment, others };
  if (isSameRound(mark, now)) return { own: assessment, others };
  const own = others.find((one) => !one.back && isSameRound(one.round, now));
  const rest = others.filter((one) => one !== own);
  return { own: own?.assessment ?? null, others: [...rest, { round: mark, back: false, assessment }] };
}

/** A rubric as the reader knows it. Its `changes` name criteria of earlier versions. */
export interface Readable extends Situated, RubricRef {
  readonly changes?: readonly { readonly criteria: readonly { readonly from: readonly string[] }[] }[];
}

/** @returns whether a step says what the rubric says of the way to a statement, in any language: then it is kept without its words */
export type IsRubricsStep = (criterion: CriterionKey, level: Level, what: string) => boolean;

/** Why a kept text cannot be read. `newer`: another version of Waymark wrote it. `broken`: it is cut off, or something else. */
export type StateFault = 'newer' | 'broken';

export const isStateFault = (one: KeptState | StateFault): one is StateFault => typeof one === 'string';

const FORMAT = '1';
/** Milliseconds of a unit of time. */
const SECOND = 1_000;
const VALUES: readonly Value[] = [0, 1, 2, 'na'];
/** “Placed” is of before courses. */
const ORIGINS: readonly Exclude<Origin, 'scope'>[] = ['given', 'left', 'assumed'];
const STATES = ['todo', 'doing', 'done', 'dropped'] as const satisfies readonly PlanStep['state'][];
const HAS = { assessment: 1, elsewhere: 2, done: 4, rounds: 8 } as const;
/** Of the mark of a round: its number in the lowest three bits, and what it is compared with. */
const MARK = { round: 7, before: 8, back: 16, looking: 32 } as const;

/** @returns two keys that could not be told apart; `null` where all can be */
export function sameName(keys: readonly string[]): readonly [string, string] | null {
  const seen = new Map<number, string>();
  for (const key of keys) {
    const other = seen.get(nameOf(key));
    if (other !== undefined && other !== key) return [other, key];
    seen.set(nameOf(key), key);
  }
  return null;
}

/** @returns letters, digits, “-” and “_” alone */
export function writeState(
  { assessment, steps, elsewhere, done, round, others = [] }: KeptState,
  isRubrics: IsRubricsStep = () => false
): string {
  const to = new Writer();
  const rounds = assessment && round;
  to.byte((assessment ? HAS.assessment : 0) | (elsewhere ? HAS.elsewhere : 0) | (done ? HAS.done : 0) | (rounds ? HAS.rounds : 0));
  if (assessment) {
    writeHead(to, assessment.head);
    writeEntries(to, assessment);
    writeSteps(to, steps, assessment.head.createdAt, isRubrics);
  }
  if (rounds) {
    writeMark(to, { round: rounds, back: false });
    to.number(others.length);
    for (const one of others) {
      writeMark(to, one);
      writeHead(to, one.assessment.head);
      writeEntries(to, one.assessment);
    }
  }
  return FORMAT + toText([...to.bytes(), ...checkOf(to.bytes())]);
}

/** Of a version, how many numbers it has; of a hash, how many bytes are kept. */
const LONG = { version: 3, hash: 4 } as const;

function writeMark(to: Writer, { round: { round, before }, back }: Pick<KeptOther, 'round' | 'back'>) {
  to.byte(round | (before ? MARK.before : 0) | (before?.back ? MARK.back : 0) | (back ? MARK.looking : 0));
  if (!before) return;
  to.byte(before.tag >>> 8);
  to.byte(before.tag);
}

function readMark(from: Reader): Pick<KeptOther, 'round' | 'back'> {
  const flags = from.byte();
  const before = flags & MARK.before ? { tag: (from.byte() << 8) | from.byte(), back: (flags & MARK.back) > 0 } : undefined;
  return { round: { round: flags & MARK.round, ...(before && { before }) }, back: (flags & MARK.looking) > 0 };
}

/** Whole seconds since an assessment was begun. Never rounded up: nothing that is read back is later than it was. */
const since = (start: number, time: number): number => Math.floor((time - start) / SECOND);

function writeHead(to: Writer, head: Head) {
  to.hex(head.id);
  to.number(head.createdAt);
  to.number(head.updatedAt - head.createdAt);
  to.number(head.rubrics.length);
  for (const { id, version, hash = '' } of head.rubrics) {
    to.text(id);
    for (const part of version.split('.')) to.number(Number(part));
    to.hex(hash.slice(0, 2 * LONG.hash).padEnd(2 * LONG.hash, '0'));
  }
  to.name(head.cursor);
  const scope = head.scope ?? [];
  to.number(scope.length);
  for (const { situation, at, where } of scope) {
    to.text(situation);
    to.signed(since(head.createdAt, at));
    to.byte(Number(isOut(scope, situation)));
    const asked = Object.entries(where).flatMap(([id, { asked }]) => asked.map((one) => `${id}.${one}`));
    to.number(asked.length);
    for (const one of asked) to.name(one);
  }
}

/** In the order of their times: what lies between two is short. */
function writeEntries(to: Writer, { head, entries }: Assessment) {
  const all = Object.values(entries).sort((a, b) => a.at - b.at);
  to.number(all.length);
  let before = 0;
  for (const { criterion, cells, evidence, at } of all) {
    to.name(criterion);
    const now = since(head.createdAt, at);
    // Before it was begun, by another clock, only the first ones can be.
    to.signed((now - before) * EVIDENCE.length + EVIDENCE.indexOf(evidence));
    before = now;
    const codes = LEVELS.map((level) => codeOf(cells[level]));
    to.byte(codes[0]! | (codes[1]! << 4));
    to.byte(codes[2]! | (codes[3]! << 4));
    for (const level of LEVELS) if (cells[level]) to.signed(ageOf(cells[level], level, criterion, now, head));
  }
}

/**
 * How long before its criterion's last change an answer was given, shortened by `short`; moved a little where it would otherwise change sides
 * with what was said of its situation, for the later of the two counts.
 */
function ageOf(cell: Cell, level: Level, criterion: CriterionKey, entry: number, { createdAt, scope = [] }: Head): number {
  const [topic] = criterion.split('.') as [string];
  let age = short(entry - since(createdAt, cell.at));
  for (const said of scope) {
    if (said.where[topic]?.level !== level) continue;
    const then = since(createdAt, said.at);
    if (cell.at > said.at) while (entry - long(age) <= then) age--;
    else while (entry - long(age) > then) age++;
  }
  return age;
}

/** Bits of a shortened number that are exact. */
const EXACT = 8;

/** Whole numbers below 512 as they are; larger ones rounded up to nine bits, and how many more there are. The order stays. */
function short(value: number): number {
  if (value < 0) return -short(-value);
  const more = Math.max(0, Math.floor(Math.log2(Math.max(1, value))) - EXACT);
  return more * 2 ** EXACT + Math.ceil(value / 2 ** more);
}

function long(code: number): number {
  if (code < 0) return -long(-code);
  const more = Math.max(0, Math.floor(code / 2 ** EXACT) - 1);
  return (code - more * 2 ** EXACT) * 2 ** more;
}

const codeOf = (cell: Cell | undefined) =>
  cell ? 1 + VALUES.indexOf(cell.value) * ORIGINS.length + Math.max(0, ORIGINS.indexOf(cell.origin as (typeof ORIGINS)[number])) : 0;

function writeSteps(to: Writer, steps: readonly PlanStep[], start: number, isRubrics: IsRubricsStep) {
  to.number(steps.length);
  for (const { id, what, aim, by, state, doneAt, createdAt, at } of steps) {
    to.hex(id);
    to.byte(STATES.indexOf(state) | ((aim?.level ?? 0) << 2));
    if (aim) to.name(aim.criterion);
    to.text(aim && isRubrics(aim.criterion, aim.level, what) ? '' : what);
    to.number(by ? Number(by.replaceAll('-', '')) : 0);
    for (const time of [createdAt, at, doneAt ?? start]) to.signed(since(start, time));
  }
}

/** @returns the steps, those without words with what the rubric says of the way there; without those of which it says nothing any more */
export const worded = (
  steps: readonly PlanStep[],
  wordsOf: (criterion: CriterionKey, level: Level) => string | undefined
): readonly PlanStep[] =>
  steps.flatMap((step) => {
    const what = step.what || (step.aim && wordsOf(step.aim.criterion, step.aim.level));
    return what ? [{ ...step, what }] : [];
  });

/**
 * @param rubrics of the course as it is now
 * @returns what is kept. Rubrics that the course has no more are left out, and so are criteria that no version of one of these has. An assessment is as it was
 *   answered, also where a rubric has another version by now: its `rubrics` say which, those of another version without a hash. Steps that were kept
 *   without their words have none: see `worded`
 */
export function readState(text: string, rubrics: readonly Readable[]): KeptState | StateFault {
  if (/^[2-9]/.test(text)) return 'newer';
  try {
    if (!text.startsWith(FORMAT)) return 'broken';
    const bytes = fromText(text.slice(1));
    const [content, check] = [bytes.slice(0, -2), bytes.slice(-2)];
    if (content.length === 0 || checkOf(content).join() !== check.join()) return 'broken';
    return readAll(new Reader(content), rubrics);
  } catch {
    return 'broken';
  }
}

function readAll(from: Reader, rubrics: readonly Readable[]): KeptState {
  const flags = from.byte();
  const told = { elsewhere: (flags & HAS.elsewhere) > 0, done: (flags & HAS.done) > 0 };
  if (!(flags & HAS.assessment)) return { ...told, assessment: null, steps: [] };
  const names = new Map<number, CriterionKey>();
  for (const { id, criteria, changes = [] } of rubrics)
    for (const criterion of [...changes.flatMap((one) => one.criteria).flatMap(({ from }) => from), ...criteria.map((one) => one.id)])
      names.set(nameOf(`${id}.${criterion}`), `${id}.${criterion}`);
  const head = readHead(from, rubrics, names);
  const entries = readEntries(from, head, names);
  const steps = readSteps(from, head, names);
  const rounds = flags & HAS.rounds ? readRounds(from, rubrics, names) : {};
  if (!from.isAtEnd) throw new RangeError('something follows');
  return { ...told, assessment: { head, entries }, steps, ...rounds };
}

function readRounds(
  from: Reader,
  rubrics: readonly Readable[],
  names: ReadonlyMap<number, CriterionKey>
): Pick<KeptState, 'round' | 'others'> {
  const { round } = readMark(from);
  const others = Array.from({ length: from.count() }, (): KeptOther => {
    const mark = readMark(from);
    const head = readHead(from, rubrics, names);
    return { ...mark, assessment: { head, entries: readEntries(from, head, names) } };
  });
  return { round, others };
}

/** @throws RangeError for a time that no device has */
function timeIn(start: number, seconds: number): number {
  const time = start + seconds * SECOND;
  if (!(time >= 0 && time <= LAST_TIME)) throw new RangeError('no such time');
  return time;
}

function readHead(from: Reader, rubrics: readonly Readable[], names: ReadonlyMap<number, CriterionKey>): Head {
  const id = from.hex(16);
  const createdAt = from.number();
  const updatedAt = createdAt + from.number();
  const refs = Array.from({ length: from.count() }, (): RubricRef => {
    const id = from.text();
    const version = Array.from({ length: LONG.version }, () => from.number()).join('.');
    const start = from.hex(LONG.hash);
    const here = rubrics.find((one) => one.id === id && one.version === version && one.hash?.startsWith(start));
    return here ? { id, version, hash: here.hash! } : { id, version };
  });
  const cursor = names.get(from.name());
  const said = Array.from({ length: from.count() }, () => ({
    situation: from.text(),
    at: timeIn(createdAt, from.signed()),
    out: from.byte() === 1,
    asked: Array.from({ length: from.count() }, () => names.get(from.name()))
  }));
  const there = refs.filter((ref) => rubrics.some((one) => one.id === ref.id));
  const known = rubrics.filter((one) => there.some((ref) => ref.id === one.id));
  const scope = said.flatMap(({ out, asked, ...one }) => (out ? scopeFor([one], known).map(alsoAsked(asked)) : [{ ...one, where: {} }]));
  return {
    id,
    name: '',
    createdAt,
    updatedAt,
    rubrics: there,
    size: known.reduce((sum, { criteria }) => sum + criteria.length, 0),
    role: null,
    setting: null,
    targets: {},
    cursor: cursor ?? (`${known[0]?.id ?? ''}.${known[0]?.criteria[0]?.id ?? ''}` as CriterionKey),
    ...(scope.length ? { scope: inOrder(scope) } : {})
  };
}

/** What is asked all the same, besides what follows from the rubrics: answers that were carried over make it so. */
const alsoAsked =
  (keys: readonly (CriterionKey | undefined)[]) =>
  (said: OutOfRole): OutOfRole => ({
    ...said,
    where: Object.fromEntries(
      Object.entries(said.where).map(([id, { level, asked }]) => {
        const more = keys.flatMap((key) => (key?.startsWith(`${id}.`) ? [key.slice(id.length + 1)] : []));
        return [id, { level, asked: [...new Set([...asked, ...more])] }];
      })
    )
  });

function readEntries(from: Reader, head: Head, names: ReadonlyMap<number, CriterionKey>): Assessment['entries'] {
  let last = 0;
  const all = Array.from({ length: from.count() }, () => {
    const criterion = names.get(from.name());
    const told = from.signed();
    last += Math.floor(told / EVIDENCE.length);
    const entry = last;
    const [low, high] = [from.byte(), from.byte()];
    const codes = [low & 0xf, low >> 4, high & 0xf, high >> 4];
    const cells: { -readonly [level in Level]?: Cell } = {};
    LEVELS.forEach((level, i) => {
      const code = codes[i]!;
      if (code === 0) return;
      const value = VALUES[Math.floor((code - 1) / ORIGINS.length)];
      if (value === undefined) throw new RangeError('no such answer');
      cells[level] = { value, origin: ORIGINS[(code - 1) % ORIGINS.length]!, at: timeIn(head.createdAt, entry - long(from.signed())) };
    });
    const evidence = EVIDENCE[told - Math.floor(told / EVIDENCE.length) * EVIDENCE.length]!;
    return { criterion, cells: cells as Cells, evidence, at: timeIn(head.createdAt, entry) };
  });
  return Object.fromEntries(
    all.flatMap(({ criterion, ...own }) => (criterion ? [[criterion, { ...emptyEntry(head.id, criterion), ...own }]] : []))
  );
}

function readSteps(from: Reader, head: Head, names: ReadonlyMap<number, CriterionKey>): PlanStep[] {
  return Array.from({ length: from.count() }, (_, i): PlanStep[] => {
    const id = from.hex(16);
    const flags = from.byte();
    const [state, level] = [STATES[flags & 3]!, (flags >> 2) as Level | 0];
    const criterion = level ? names.get(from.name()) : undefined;
    const what = from.text();
    const day = from.number();
    const [createdAt, at, doneAt] = [from.signed(), from.signed(), from.signed()].map((time) => timeIn(head.createdAt, time));
    const aim = criterion && level ? { criterion, level, assessment: head.id } : null;
    // Without its words it said what the rubric says there: where that is no more, neither is the step.
    if (!what && !aim) return [];
    return [
      {
        id,
        what,
        why: '',
        aim,
        by: day
          ? String(day)
              .padStart(8, '0')
              .replace(/^(....)(..)(..)$/, '$1-$2-$3')
          : null,
        with: '',
        state,
        note: '',
        order: i + 1,
        createdAt: createdAt!,
        at: at!,
        ...(state === 'done' ? { doneAt: doneAt! } : {})
      }
    ];
  }).flat();
}
