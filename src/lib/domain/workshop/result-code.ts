/**
 * What somebody hands in: levels and open safety points, under a random id, for one round of one workshop. Sixteen symbols hold it, which fit
 * the smallest QR code and can be typed. It is no secret: whoever photographs it can read it.
 */
import type { Reached } from '../model.ts';
import { checkedSymbols, isRight, packed, readSymbols, unpacked, withChecks, writeSymbols, type Field } from './symbols.ts';
import type { CodeFault } from './invitation.ts';
import { LIMITS } from './limits.ts';

/** One topic of a result. */
export interface TopicResult {
  /** `null`: no level is told. */
  readonly level: Reached | null;
  /** Whether a safety point of the topic is open: neither Yes nor not applicable. */
  readonly open: boolean;
}

interface Marks {
  /** As `tagFor` makes it. */
  readonly tag: number;
  /** 1 to 4. */
  readonly round: number;
  /** By chance, of 20 bits; new in each round. */
  readonly id: number;
}

/** A result, or the wish to have it taken back. */
export type ResultCode =
  (Marks & { readonly kind: 'levels'; readonly topics: readonly TopicResult[] }) | (Marks & { readonly kind: 'taken-back' });

const KINDS = { levels: 0, 'taken-back': 1 } as const;
const [KIND, TAG, ROUND, ID, LEVELS, OPEN] = [3, 16, 2, 20, 13, LIMITS.topics] as const;
const SIZES = [KIND, TAG, ROUND, ID, LEVELS, OPEN] as const;
const CHECKS = 4;
/** How many symbols a code has. */
export const RESULT_LENGTH = 16;
/** What a topic's level may be; no level told is the last one. */
const OUTCOMES = 6;
const NONE = 5;

/** @param random as many bits by chance as there may be @returns an id for a result */
export const resultId = (random: number): number => random % 2 ** ID;

/** @returns 16 symbols @param code of at most five topics */
export function writeResult(code: ResultCode): string {
  const topics = code.kind === 'levels' ? code.topics : [];
  const levels = topics.reduce((all, { level }) => all * OUTCOMES + (level ?? NONE), 0);
  const open = topics.reduce((all, one) => all * 2 + Number(one.open), 0);
  const values = [KINDS[code.kind], code.tag, code.round - 1, code.id, levels, open];
  return writeSymbols(withChecks(packed(values.map((value, i): Field => [value, SIZES[i]!])), CHECKS));
}

/** @returns `whole`: as many symbols as a code has; `right`: its checks say so too; `null` for what is no code */
export function codeLike(text: string): 'whole' | 'right' | null {
  const symbols = readSymbols(text);
  if (symbols?.length !== RESULT_LENGTH) return null;
  return isRight(symbols, CHECKS) ? 'right' : 'whole';
}

/**
 * @param text typed or read from a picture; case, spaces and hyphens do not matter
 * @param topics how many topics the round has
 * @returns the result; what is wrong with the code; or `other`, where it is right, but of another kind or number of topics
 */
export function readResult(text: string, topics: number): ResultCode | CodeFault | { readonly kind: 'other'; readonly tag: number } {
  const symbols = readSymbols(text);
  if (!symbols) return { kind: 'sign' };
  if (symbols.length !== RESULT_LENGTH) return { kind: 'length', length: symbols.length };
  const found = checkedSymbols(symbols, CHECKS);
  if ('wrong' in found) return { kind: 'wrong', places: found.wrong };
  const { values, whole } = unpacked(found.symbols, SIZES);
  const [kind, tag, round, id, levels, open] = values as [number, number, number, number, number, number];
  const marks = { tag, round: round + 1, id };
  const other = { kind: 'other', tag } as const;
  if (!whole) return other;
  if (kind === KINDS['taken-back']) return levels === 0 && open === 0 ? { kind: 'taken-back', ...marks } : other;
  if (kind !== KINDS.levels || levels >= OUTCOMES ** topics || open >= 2 ** topics) return other;
  const told = Array.from({ length: topics }, (_, i): TopicResult => {
    const level = Math.floor(levels / OUTCOMES ** (topics - 1 - i)) % OUTCOMES;
    return { level: level === NONE ? null : (level as Reached), open: Math.floor(open / 2 ** (topics - 1 - i)) % 2 === 1 };
  });
  return { kind: 'levels', ...marks, topics: told };
}
