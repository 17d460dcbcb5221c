/**
 * What makes a workshop: a random number, topics and a round; of a later round also which one it is compared with. All of it fits six symbols, or
 * ten, so that it can be typed; a link or a file carries the same and more. Language, title and the way of joining are no part of it.
 */
import { LIMITS } from './limits.ts';
import { checkedSymbols, packed, readSymbols, unpacked, withChecks, writeSymbols, type Field } from './symbols.ts';

/** What a result's tag is made of. */
export interface Invitation {
  /** Drawn by chance, from 0 to 8191: tells workshops apart that have the same topics. */
  readonly number: number;
  /** Ids of rubrics, in the order in which their levels stand in a code. */
  readonly topics: readonly string[];
  /** 1 to 4. */
  readonly round: number;
  /** In a round that is compared with an earlier one. */
  readonly before?: NamedRound;
}

/** The earlier round that a later one is compared with. It has the same topics. */
export interface NamedRound {
  /** The tag of its results. */
  readonly tag: number;
  /** Whether people are asked to look back: to rate the time of then again, as they see it from today. */
  readonly back: boolean;
}

const NUMBER = 13;
const TOPICS = 5;
const ROUND = 2;
const TAG = 16;
const BACK = 1;
const SPARE = 3;
const CHECKS = 2;
const FIRST = [NUMBER, TOPICS, ROUND];
const SECOND = [...FIRST, TAG, BACK, SPARE];
/** How many symbols a typed invitation has: of a first round, and of one that is compared with an earlier one. */
export const INVITATION_LENGTHS = { first: 6, second: 10 } as const;

/** @param random as many bits by chance as there may be */
export const numberOf = (random: number): number => random % 2 ** NUMBER;

/**
 * @param known ids of the built-in rubrics in the model's order; five of them
 * @returns six symbols, or ten; `null` where a topic is not built in
 */
export function writeInvitation({ number, topics, round, before }: Invitation, known: readonly string[]): string | null {
  if (topics.length === 0 || topics.some((id) => !known.includes(id))) return null;
  const mask = known.reduce((all, id, i) => all | (topics.includes(id) ? 1 << i : 0), 0);
  const values = [number, mask, round - 1, ...(before ? [before.tag, Number(before.back), 0] : [])];
  return writeSymbols(withChecks(packed(values.map((value, i): Field => [value, SECOND[i]!])), CHECKS));
}

/** What is wrong with a typed code: its length, which should be `of`; a sign, or the symbols at some places, counted from 0. */
export type CodeFault =
  | { readonly kind: 'length'; readonly length: number; readonly of: number }
  | { readonly kind: 'sign' }
  | { readonly kind: 'wrong'; readonly places: readonly number[] };

export const isCodeFault = (one: Invitation | CodeFault): one is CodeFault => 'kind' in one;

export function readInvitation(text: string, known: readonly string[]): Invitation | CodeFault {
  const symbols = readSymbols(text);
  if (!symbols) return { kind: 'sign' };
  const { first, second } = INVITATION_LENGTHS;
  const isSecond = symbols.length === second;
  // Whoever typed more than the shorter one is on the way to the longer one.
  if (symbols.length !== first && !isSecond) return { kind: 'length', length: symbols.length, of: symbols.length > first ? second : first };
  const found = checkedSymbols(symbols, CHECKS);
  if ('wrong' in found) return { kind: 'wrong', places: found.wrong };
  const { values } = unpacked(found.symbols, isSecond ? SECOND : FIRST);
  const [number, mask, round, tag = 0, back = 0, spare = 0] = values as [number, number, number, number?, number?, number?];
  const topics = known.filter((_, i) => mask & (1 << i));
  // Nothing comes before a first round.
  if (topics.length === 0 || topics.length > LIMITS.topics || spare > 0 || (isSecond && round === 0)) return { kind: 'wrong', places: [] };
  return { number, topics, round: round + 1, ...(isSecond ? { before: { tag, back: back === 1 } } : {}) };
}
