/**
 * What a platform keeps for a learner, as one short text: the answers to all questions with where they came from and when, what was said of whole
 * situations, where they are, and which steps they took into their plan. Private notes are no part of it.
 *
 * Criteria are named by a hash of their key, not by their place, so that a newer version of a rubric still finds the answers to what stayed; and what
 * is left out of a newer one is left out of the reading. Times are kept in tenths of a second. All rubrics of Waymark, completely answered, take about 700 characters.
 */
import type { Cell, Cells, Origin, Value } from '../assessment/answer.ts';
import { emptyEntry, EVIDENCE, isOut, type Assessment, type CriterionKey, type Entry, type Head } from '../assessment/assessment.ts';
import { inOrder, scopeFor, type Situated } from '../assessment/scope.ts';
import { LEVELS, type Level } from '../model.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RubricRef } from '../rubric/rubric.ts';
import { LAST_TIME } from '../time.ts';

/** All that is kept. */
export interface KeptState {
  /** `null` where nothing was begun, or where it lies on the device on which it was begun. */
  readonly assessment: Assessment | null;
  readonly steps: readonly PlanStep[];
  /** The learner keeps their answers on a device of theirs, and not here. */
  readonly elsewhere: boolean;
  /** The learner has said that they are done. */
  readonly done: boolean;
}

/** A rubric as the reader knows it. Its `changes` name criteria of earlier versions. */
export interface Readable extends Situated, RubricRef {
  readonly changes?: readonly { readonly criteria: readonly { readonly from: readonly string[] }[] }[];
}

/** @returns the words of the step that leads to a statement, in the language of the page: a step with these very words is kept without them */
export type StepWords = (criterion: CriterionKey, level: Level) => string | undefined;

/** Why a kept text cannot be read. `newer`: another version of Waymark wrote it. `broken`: it is cut off, or something else. */
export type StateFault = 'newer' | 'broken';

export const isStateFault = (one: KeptState | StateFault): one is StateFault => typeof one === 'string';

const FORMAT = '1';
/** Milliseconds of a unit of time. */
const TENTH = 100;
const VALUES: readonly Value[] = [0, 1, 2, 'na'];
/** “Placed” is of before courses. */
const ORIGINS: readonly Exclude<Origin, 'scope'>[] = ['given', 'left', 'assumed'];
const STATES = ['todo', 'doing', 'done', 'dropped'] as const satisfies readonly PlanStep['state'][];
const HAS = { assessment: 1, elsewhere: 2, done: 4 } as const;

/** Names a criterion in 24 bits: two of 40 meet by chance in one course of 20,000. FNV-1a. */
function nameOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 8) ^ (hash & 0xff);
}

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

class Writer {
  readonly #bytes: number[] = [];

  byte = (value: number) => void this.#bytes.push(value & 0xff);
  /** A whole number from 0, in as many bytes as it takes. */
  number(value: number) {
    let left = Math.max(0, Math.round(value));
    for (; left > 0x7f; left = Math.floor(left / 0x80)) this.byte((left % 0x80) | 0x80);
    this.byte(left);
  }
  signed = (value: number) => this.number(value < 0 ? -2 * value - 1 : 2 * value);
  text(value: string) {
    const bytes = new TextEncoder().encode(value);
    this.number(bytes.length);
    for (const one of bytes) this.byte(one);
  }
  name(key: string) {
    const name = nameOf(key);
    for (const shift of [16, 8, 0]) this.byte(name >>> shift);
  }
  hex(value: string) {
    for (const pair of value.match(/../g) ?? []) this.byte(parseInt(pair, 16));
  }
  bytes = (): readonly number[] => this.#bytes;
}

class Reader {
  #at = 0;
  constructor(readonly bytes: readonly number[]) {}

  byte(): number {
    const one = this.bytes[this.#at++];
    if (one === undefined) throw new RangeError('it ends too early');
    return one;
  }
  number(): number {
    let value = 0;
    for (let by = 1; ; by *= 0x80) {
      const one = this.byte();
      value += (one & 0x7f) * by;
      if (value > LAST_TIME) throw new RangeError('a number is too large');
      if (one < 0x80) return value;
    }
  }
  signed(): number {
    const value = this.number();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  text(most: number): string {
    const length = this.number();
    if (length > most) throw new RangeError('a text is too long');
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from({ length }, () => this.byte()));
  }
  name = (): number => (this.byte() << 16) | (this.byte() << 8) | this.byte();
  hex = (length: number): string => Array.from({ length }, () => this.byte().toString(16).padStart(2, '0')).join('');
  count(most: number): number {
    const count = this.number();
    if (count > most) throw new RangeError('there are too many');
    return count;
  }
  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }
}

/** Fletcher's, of 16 bits: finds what was cut off or changed by accident. */
function checkOf(bytes: readonly number[]): readonly [number, number] {
  let [a, b] = [0, 0];
  for (const one of bytes) {
    a = (a + one) % 255;
    b = (b + a) % 255;
  }
  return [a, b];
}

const toText = (bytes: readonly number[]) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
const fromText = (text: string) => Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));

/** @returns letters, digits, “-” and “_” alone */
export function writeState({ assessment, steps, elsewhere, done }: KeptState, wordsOf: StepWords = () => undefined): string {
  const to = new Writer();
  to.byte((assessment ? HAS.assessment : 0) | (elsewhere ? HAS.elsewhere : 0) | (done ? HAS.done : 0));
  if (assessment) {
    writeHead(to, assessment.head);
    writeEntries(to, Object.values(assessment.entries), assessment.head.createdAt);
    writeSteps(to, steps, assessment.head.createdAt, wordsOf);
  }
  return FORMAT + toText([...to.bytes(), ...checkOf(to.bytes())]);
}

const LONG = { version: 3, hash: 4, id: 60, step: 500, rubrics: 40, criteria: 400, scope: 40, steps: 400 } as const;

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
  for (const { situation, at } of scope) {
    to.text(situation);
    to.signed(Math.round((at - head.createdAt) / TENTH));
    to.byte(Number(isOut(scope, situation)));
  }
}

function writeEntries(to: Writer, entries: readonly Entry[], start: number) {
  to.number(entries.length);
  for (const { criterion, cells, evidence, at } of entries) {
    to.name(criterion);
    to.signed(Math.round((at - start) / TENTH));
    const codes = LEVELS.map((level) => codeOf(cells[level]));
    to.byte(codes[0]! | (codes[1]! << 4));
    to.byte(codes[2]! | (codes[3]! << 4));
    to.byte(EVIDENCE.indexOf(evidence));
    for (const level of LEVELS) if (cells[level]) to.signed(Math.round((at - cells[level].at) / TENTH));
  }
}

const codeOf = (cell: Cell | undefined) =>
  cell ? 1 + VALUES.indexOf(cell.value) * ORIGINS.length + Math.max(0, ORIGINS.indexOf(cell.origin as (typeof ORIGINS)[number])) : 0;

function writeSteps(to: Writer, steps: readonly PlanStep[], start: number, wordsOf: StepWords) {
  to.number(steps.length);
  for (const { id, what, aim, by, state, doneAt, createdAt, at } of steps) {
    to.hex(id);
    to.byte(STATES.indexOf(state) | ((aim?.level ?? 0) << 2));
    if (aim) to.name(aim.criterion);
    to.text(aim && wordsOf(aim.criterion, aim.level) === what ? '' : what);
    to.number(by ? Number(by.replaceAll('-', '')) : 0);
    for (const time of [createdAt, at, doneAt ?? start]) to.signed(Math.round((time - start) / TENTH));
  }
}

/**
 * @param rubrics of the course as it is now
 * @returns what is kept. Rubrics that the course has no more are left out, and so are criteria that no version of one of these has. An assessment is as it was
 *   answered, also where a rubric has another version by now: its `rubrics` say which, those of another version without a hash
 */
export function readState(text: string, rubrics: readonly Readable[], wordsOf: StepWords = () => undefined): KeptState | StateFault {
  if (/^[2-9]/.test(text)) return 'newer';
  try {
    if (!text.startsWith(FORMAT)) return 'broken';
    const bytes = fromText(text.slice(1));
    const [content, check] = [bytes.slice(0, -2), bytes.slice(-2)];
    if (content.length === 0 || checkOf(content).join() !== check.join()) return 'broken';
    return readAll(new Reader(content), rubrics, wordsOf);
  } catch {
    return 'broken';
  }
}

function readAll(from: Reader, rubrics: readonly Readable[], wordsOf: StepWords): KeptState {
  const flags = from.byte();
  const told = { elsewhere: (flags & HAS.elsewhere) > 0, done: (flags & HAS.done) > 0 };
  if (!(flags & HAS.assessment)) return { ...told, assessment: null, steps: [] };
  const names = new Map<number, CriterionKey>();
  for (const { id, criteria, changes = [] } of rubrics)
    for (const criterion of [...changes.flatMap((one) => one.criteria).flatMap(({ from }) => from), ...criteria.map((one) => one.id)])
      names.set(nameOf(`${id}.${criterion}`), `${id}.${criterion}`);
  const head = readHead(from, rubrics, names);
  const entries = readEntries(from, head, names);
  const steps = readSteps(from, head, names, wordsOf);
  if (!from.isAtEnd) throw new RangeError('something follows');
  return { ...told, assessment: { head, entries }, steps };
}

function readHead(from: Reader, rubrics: readonly Readable[], names: ReadonlyMap<number, CriterionKey>): Head {
  const id = from.hex(16);
  const createdAt = from.number();
  const updatedAt = createdAt + from.number();
  const refs = Array.from({ length: from.count(LONG.rubrics) }, (): RubricRef => {
    const id = from.text(LONG.id);
    const version = Array.from({ length: LONG.version }, () => from.number()).join('.');
    const start = from.hex(LONG.hash);
    const here = rubrics.find((one) => one.id === id && one.version === version && one.hash?.startsWith(start));
    return here ? { id, version, hash: here.hash! } : { id, version };
  });
  const cursor = names.get(from.name());
  const said = Array.from({ length: from.count(LONG.scope) }, () => ({
    situation: from.text(LONG.id),
    at: createdAt + from.signed() * TENTH,
    out: from.byte() === 1
  }));
  const there = refs.filter((ref) => rubrics.some((one) => one.id === ref.id));
  const known = rubrics.filter((one) => there.some((ref) => ref.id === one.id));
  const scope = said.flatMap(({ out, ...one }) => (out ? scopeFor([one], known) : [{ ...one, where: {} }]));
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

function readEntries(from: Reader, head: Head, names: ReadonlyMap<number, CriterionKey>): Assessment['entries'] {
  const all = Array.from({ length: from.count(LONG.criteria) }, () => {
    const criterion = names.get(from.name());
    const at = head.createdAt + from.signed() * TENTH;
    const [low, high] = [from.byte(), from.byte()];
    const codes = [low & 0xf, low >> 4, high & 0xf, high >> 4];
    const evidence = EVIDENCE[from.byte()];
    if (!evidence) throw new RangeError('no such mark');
    const cells: { -readonly [level in Level]?: Cell } = {};
    LEVELS.forEach((level, i) => {
      const code = codes[i]!;
      if (code === 0) return;
      const value = VALUES[Math.floor((code - 1) / ORIGINS.length)];
      if (value === undefined) throw new RangeError('no such answer');
      cells[level] = { value, origin: ORIGINS[(code - 1) % ORIGINS.length]!, at: at - from.signed() * TENTH };
    });
    return { criterion, cells: cells as Cells, evidence, at };
  });
  return Object.fromEntries(
    all.flatMap(({ criterion, ...own }) => (criterion ? [[criterion, { ...emptyEntry(head.id, criterion), ...own }]] : []))
  );
}

function readSteps(from: Reader, head: Head, names: ReadonlyMap<number, CriterionKey>, wordsOf: StepWords): PlanStep[] {
  return Array.from({ length: from.count(LONG.steps) }, (_, i): PlanStep[] => {
    const id = from.hex(16);
    const flags = from.byte();
    const [state, level] = [STATES[flags & 3]!, (flags >> 2) as Level | 0];
    const criterion = level ? names.get(from.name()) : undefined;
    const words = from.text(4 * LONG.step);
    const day = from.number();
    const [createdAt, at, doneAt] = [from.signed(), from.signed(), from.signed()].map((time) => head.createdAt + time * TENTH);
    const aim = criterion && level ? { criterion, level, assessment: head.id } : null;
    const what = words || (aim && wordsOf(aim.criterion, aim.level));
    // Without its words it said what the rubric says there: where that is no more, neither is the step.
    if (!what) return [];
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
