/**
 * What makes a workshop: a random number, topics and a round. All of it fits six symbols, so that it can be typed; a link or a file carries the
 * same and more. Language, title and the way of joining are no part of it.
 */
import { LIMITS } from './limits.ts';
import { checkedSymbols, packed, readSymbols, unpacked, withChecks, writeSymbols } from './symbols.ts';

/** What a result's tag is made of. */
export interface Invitation {
  /** Drawn by chance, from 0 to 8191: tells workshops apart that have the same topics. */
  readonly number: number;
  /** Ids of rubrics, in the order in which their levels stand in a code. */
  readonly topics: readonly string[];
  /** 1 to 4. */
  readonly round: number;
}

const NUMBER = 13;
const TOPICS = 5;
const ROUND = 2;
const CHECKS = 2;
/** How many symbols a typed invitation has. */
export const INVITATION_LENGTH = 6;

/** @param random as many bits by chance as there may be */
export const numberOf = (random: number): number => random % 2 ** NUMBER;

/**
 * @param known ids of the built-in rubrics in the model's order; five of them
 * @returns six symbols; `null` where a topic is not built in
 */
export function writeInvitation({ number, topics, round }: Invitation, known: readonly string[]): string | null {
  if (topics.length === 0 || topics.some((id) => !known.includes(id))) return null;
  const mask = known.reduce((all, id, i) => all | (topics.includes(id) ? 1 << i : 0), 0);
  return writeSymbols(
    withChecks(
      packed([
        [number, NUMBER],
        [mask, TOPICS],
        [round - 1, ROUND]
      ]),
      CHECKS
    )
  );
}

/** What is wrong with a typed code: its length, a sign, or the symbols at some places, counted from 0. */
export type CodeFault =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'sign' }
  | { readonly kind: 'wrong'; readonly places: readonly number[] };

export const isCodeFault = (one: Invitation | CodeFault): one is CodeFault => 'kind' in one;

export function readInvitation(text: string, known: readonly string[]): Invitation | CodeFault {
  const symbols = readSymbols(text);
  if (!symbols) return { kind: 'sign' };
  if (symbols.length !== INVITATION_LENGTH) return { kind: 'length', length: symbols.length };
  const found = checkedSymbols(symbols, CHECKS);
  if ('wrong' in found) return { kind: 'wrong', places: found.wrong };
  const [number, mask, round] = unpacked(found.symbols, [NUMBER, TOPICS, ROUND]).values as [number, number, number];
  const topics = known.filter((_, i) => mask & (1 << i));
  return topics.length === 0 || topics.length > LIMITS.topics ? { kind: 'wrong', places: [] } : { number, topics, round: round + 1 };
}
