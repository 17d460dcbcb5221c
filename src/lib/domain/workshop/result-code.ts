/**
 * What somebody hands in: levels and open safety points, under a random id, for one round of one workshop; in a later round also what was before.
 * Sixteen symbols hold a first round of up to five topics, thirty the most there may be. All fit a small QR code and can be typed. A code is no
 * secret: whoever photographs it can read it.
 */
import type { Reached } from '../model.ts';
import { checkedSymbols, isRight, packed, readSymbols, unpacked, withChecks, writeSymbols, type Field } from './symbols.ts';
import type { Direction } from './floor.ts';
import type { CodeFault } from './invitation.ts';
import { LIMITS } from './limits.ts';

/** One topic of a result. */
export interface TopicResult {
  /** `null`: no level is told. */
  readonly level: Reached | null;
  /** Whether a safety point of the topic is open: neither Yes nor not applicable. */
  readonly open: boolean;
  /**
   * In a later round: the level of then. Where the rubric was changed in between, no two levels of it can be compared, and only what became of
   * the criteria that stayed is told. `null`: neither.
   */
  readonly from?: Reached | Direction | null;
  /** Where looking back is asked: the level of then, as seen from today. */
  readonly then?: Reached | null;
}

/** What a result of a round holds. */
export interface Asked {
  /** How many topics. */
  readonly topics: number;
  /** In a round that is compared with an earlier one. */
  readonly before?: {
    readonly back: boolean;
    /** For each topic, whether its rubric was changed in between. */
    readonly changed: readonly boolean[];
  };
}

interface Marks {
  /** As `tagFor` makes it. */
  readonly tag: number;
  /** 1 to 4. */
  readonly round: number;
  /** By chance, of 20 bits; new in each round. */
  readonly id: number;
}

/** Which kind of code. `change`: with what was before; `looking-back`: also as seen from today. */
export type CodeKind = 'levels' | 'taken-back' | 'change' | 'looking-back';

/** A result, or the wish to have it taken back. */
export type ResultCode =
  | (Marks & { readonly kind: Exclude<CodeKind, 'taken-back'>; readonly topics: readonly TopicResult[] })
  | (Marks & { readonly kind: 'taken-back' });

/** In the order of their numbers. */
const KINDS: readonly CodeKind[] = ['levels', 'taken-back', 'change', 'looking-back'];
/** Bits of the kind, the tag, the round and the id. */
const HEAD = [3, 16, 2, 20] as const;
const ID = HEAD[3];
const CHECKS = 4;
const FEW = LIMITS.few;
/** How many symbols a code has: with few topics, and with more. */
const LENGTHS: Readonly<Record<CodeKind, readonly [number, number]>> = {
  levels: [16, 20],
  'taken-back': [16, 16],
  change: [20, 28],
  'looking-back': [24, 30]
};
/** Whether a code may have so many symbols. */
const isResultLength = (length: number): boolean => Object.values(LENGTHS).flat().includes(length);
/** What a topic's level may be; no level told is the last one. */
const OUTCOMES = 6;
const NONE = 5;
/** What stands where a level would, of a rubric that was changed. */
const DIRECTIONS: readonly Direction[] = ['down', 'same', 'up'];

const kindAsked = ({ before }: Asked): CodeKind => (before ? (before.back ? 'looking-back' : 'change') : 'levels');
const lengthOf = (kind: CodeKind, topics: number) => LENGTHS[kind][topics > FEW ? 1 : 0];
/** @returns how many symbols a result of the round has */
export const resultLength = (asked: Asked): number => lengthOf(kindAsked(asked), asked.topics);

/** Bits of the levels of today, open safety points, levels of before, and levels as seen from today. */
export const topicBits = (asked: Asked): readonly number[] => {
  const levels = asked.topics > FEW ? 26 : 13;
  const open = asked.topics > FEW ? 10 : FEW;
  return [levels, open, ...(asked.before ? [levels] : []), ...(asked.before?.back ? [levels] : [])];
};

const together = (outcomes: readonly number[]) => outcomes.reduce((all, one) => all * OUTCOMES + one, 0);
const numberOf = (from: TopicResult['from']): number => (typeof from === 'string' ? DIRECTIONS.indexOf(from) : (from ?? NONE));

/** @returns the topics of a result as numbers, of the bits that `topicBits` says */
export function topicFields(topics: readonly TopicResult[], asked: Asked): Field[] {
  const values = [
    together(topics.map(({ level }) => level ?? NONE)),
    topics.reduce((all, { open }) => all * 2 + Number(open), 0),
    together(topics.map(({ from }) => numberOf(from))),
    together(topics.map(({ then }) => then ?? NONE))
  ];
  return topicBits(asked).map((bits, i): Field => [values[i]!, bits]);
}

/** @param values as `topicFields` gives them @returns the topics; `null` where no result holds these */
export function topicsIn(values: readonly number[], asked: Asked): TopicResult[] | null {
  const { topics: count, before } = asked;
  const [levels, open, ...others] = values as [number, number, ...number[]];
  if ([levels, ...others].some((value) => value >= OUTCOMES ** count) || open >= 2 ** count) return null;
  const at = (value: number, i: number, base: number) => Math.floor(value / base ** (count - 1 - i)) % base;
  const level = (value: number, i: number) => {
    const outcome = at(value, i, OUTCOMES);
    return outcome === NONE ? null : (outcome as Reached);
  };
  const [from, then] = others;
  const topics = Array.from({ length: count }, (_, i): TopicResult | null => {
    const own = { level: level(levels, i), open: at(open, i, 2) === 1 };
    if (!before) return own;
    const was = level(from!, i);
    const direction = was === null ? null : DIRECTIONS[was];
    if (before.changed[i] && direction === undefined) return null;
    return { ...own, from: before.changed[i] ? direction! : was, ...(before.back ? { then: level(then!, i) } : {}) };
  });
  return topics.includes(null) ? null : (topics as TopicResult[]);
}

/** @param random as many bits by chance as there may be @returns an id for a result */
export const resultId = (random: number): number => random % 2 ** ID;

/** What the marks of a code and its kind say of how it is written. Which rubrics were changed is not known: what is read as the level of before may be a direction. */
const askedOf = (kind: CodeKind, topics: number): Asked => ({
  topics,
  ...(kind === 'levels' || kind === 'taken-back' ? {} : { before: { back: kind === 'looking-back', changed: [] } })
});

/** @returns 16 to 30 symbols @param code of at most ten topics */
export function writeResult(code: ResultCode): string {
  const topics = code.kind === 'taken-back' ? [] : code.topics;
  const values = [KINDS.indexOf(code.kind), code.tag, code.round - 1, code.id];
  const symbols = packed([
    ...values.map((value, i): Field => [value, HEAD[i]!]),
    ...topicFields(topics, askedOf(code.kind, topics.length))
  ]);
  const spare = lengthOf(code.kind, topics.length) - CHECKS - symbols.length;
  return writeSymbols(withChecks([...symbols, ...new Array<number>(spare).fill(0)], CHECKS));
}

/** A code that is right, but of another kind or number of topics than the round asks for. `of`: which kind, where that can be told. */
export interface OtherCode {
  readonly kind: 'other';
  readonly tag: number;
  /** 1 to 4. */
  readonly round: number;
  readonly of: CodeKind | null;
}

/** @returns `whole`: as many symbols as a code has; `right`: its checks say so too; `null` for what is no code */
export function codeLike(text: string): 'whole' | 'right' | null {
  const symbols = readSymbols(text);
  if (!symbols || !isResultLength(symbols.length)) return null;
  return isRight(symbols, CHECKS) ? 'right' : 'whole';
}

/**
 * @param text typed or read from a picture; case, spaces and hyphens do not matter
 * @param asked what the round asks for
 * @returns the result; what is wrong with the code; or that it is right, but another one
 */
export function readResult(text: string, asked: Asked): ResultCode | CodeFault | OtherCode {
  const symbols = readSymbols(text);
  if (!symbols) return { kind: 'sign' };
  const length = { kind: 'length', length: symbols.length, of: resultLength(asked) } as const;
  if (!isResultLength(symbols.length)) return length;
  const found = checkedSymbols(symbols, CHECKS);
  // A longer code of which the end is not there yet is not right either.
  if ('wrong' in found) return found.wrong.length || symbols.length === length.of ? { kind: 'wrong', places: found.wrong } : length;
  const [number, tag, round, id] = unpacked(found.symbols, HEAD).values as [number, number, number, number];
  const kind = KINDS[number] ?? null;
  const other: OtherCode = { kind: 'other', tag, round: round + 1, of: kind };
  if (kind === null || !(LENGTHS[kind] as readonly number[]).includes(symbols.length)) return { ...other, of: null };
  const marks = { tag, round: round + 1, id };
  const { values, whole } = unpacked(found.symbols, [...HEAD, ...topicBits(kind === 'taken-back' ? askedOf(kind, 0) : asked)]);
  const rest = values.slice(HEAD.length);
  if (kind === 'taken-back') return whole && rest.every((value) => value === 0) ? { kind, ...marks } : other;
  if (kind !== kindAsked(asked) || symbols.length !== length.of || !whole) return other;
  const topics = topicsIn(rest, asked);
  return topics ? { kind, ...marks, topics } : other;
}

/** @returns what results of a round may be, as far as its place among the others tells: whether it asked people to look back is not known */
const askedIn = (round: number, topics: number): readonly Asked[] =>
  (round === 1 ? (['levels'] as const) : (['change', 'looking-back'] as const)).map((kind) => askedOf(kind, topics));

/** @returns how many symbols a code of a round may have */
export const lengthsIn = (round: number, topics: number): readonly number[] => askedIn(round, topics).map(resultLength);

/**
 * Reads the levels of then and the open safety points out of a code, of whatever kind it is. What it says of the time before that is not known.
 *
 * @param round in which it was handed in
 * @param topics how many that round had
 */
export function readLevels(text: string, round: number, topics: number): ReturnType<typeof readResult> {
  const length = readSymbols(text)?.length;
  const expected = askedIn(round, topics);
  const code = readResult(text, expected.find((asked) => resultLength(asked) === length) ?? expected[0]!);
  return code.kind === 'other' && code.of && code.of !== 'taken-back' ? readResult(text, askedOf(code.of, topics)) : code;
}
