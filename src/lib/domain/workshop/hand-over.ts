/**
 * All results that a second device has collected, as one text: on its way to the device that shows the picture. Whoever photographs it can read
 * it, as with codes. Sorted by their random ids, so that their order tells nothing.
 */
import { LIMITS } from './limits.ts';
import { readLong, writeLong, type LongFault } from './long-code.ts';
import { topicBits, topicFields, topicsIn, type Asked, type TopicResult } from './result-code.ts';
import type { Field } from './symbols.ts';

/** A result as it is held while a round is open. */
export interface Row {
  readonly id: number;
  readonly topics: readonly TopicResult[];
}

/** To which round results belong, and what each holds. */
interface Of {
  readonly tag: number;
  readonly asked: Asked;
}

/** What is wrong with a hand-over: nothing of it is taken in. */
export type HandOverFault = LongFault;

const TAG = 16;
const COUNT = 8;
const ID = 20;
/** Symbols of 200 results of ten topics with looking back, and what stands around them. */
const MOST = 4_500;

/** @param rows at most 200 @returns symbols: of 22 results of five topics 183, which fit a QR code of version 6 */
export function writeHandOver(rows: readonly Row[], { tag, asked }: Of): string {
  const sorted = [...rows].sort((a, b) => a.id - b.id);
  return writeLong('H', [
    [tag, TAG],
    [sorted.length, COUNT],
    ...sorted.flatMap(({ id, topics }): Field[] => [[id, ID], ...topicFields(topics, asked)])
  ]);
}

/** One that was cut off or misread: a column of codes has more than one line, and no code is so long. */
const LIKE_ONE = /^H[0-9A-Z]{40,}$/;

/** Whether a text is one, of whichever round, or was one: then reading it says what is wrong. So a camera knows what it has before it. */
export const isHandOver = (text: string): boolean => !('kind' in readLong('H', text, MOST)) || LIKE_ONE.test(text.trim());

/** @returns the results by their ids, or what is wrong: only as a whole is it right */
export function readHandOver(text: string, { tag, asked }: Of): Row[] | HandOverFault {
  const bits = readLong('H', text, MOST);
  if ('kind' in bits) return bits;
  if (bits.take(TAG) !== tag) return { kind: 'foreign' };
  const count = bits.take(COUNT);
  if (!(count <= LIMITS.results)) return { kind: 'cut' };
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    const id = bits.take(ID);
    const values = topicBits(asked).map((size) => bits.take(size));
    const topics = [id, ...values].some(Number.isNaN) ? null : topicsIn(values, asked);
    if (!topics || id <= (rows.at(-1)?.id ?? -1)) return { kind: 'cut' };
    rows.push({ id, topics });
  }
  return bits.isAtEnd ? rows : { kind: 'cut' };
}
