/**
 * The code that somebody handed in in the round before, kept on paper or in a calendar: it brings back levels and open safety points of then, and
 * nothing else. Whose it is, nobody can tell from it.
 */
import type { Reached } from '../model.ts';
import type { CodeFault } from './invitation.ts';
import { LIMITS } from './limits.ts';
import { lengthsIn, readLevels } from './result-code.ts';
import type { Participation } from './workshop.ts';

/** What a receipt says of one topic. */
export interface ReceiptTopic {
  readonly id: string;
  /** The level of then; `null`: none was told. */
  readonly level: Reached | null;
  readonly open: boolean;
  /** Whether the rubric is known to be the same as then. Otherwise the level of then cannot be compared, and does not leave. */
  readonly isSame: boolean;
}

/** As much of a part as says which codes are its receipts. */
export type ReceiptFor = Pick<Participation, 'topics' | 'before' | 'round'>;

/**
 * `other-workshop`: a sound code, but not of the round that this one is compared with. `other-round`: nor is it of a round of that number.
 * `taken-back`: it took a result back.
 */
export type ReceiptFault =
  { readonly kind: 'other-workshop' | 'taken-back' } | { readonly kind: 'other-round'; readonly round: number } | CodeFault;

export const isReceiptFault = (one: readonly ReceiptTopic[] | ReceiptFault): one is ReceiptFault => 'kind' in one;

/** @returns the number of the round whose codes are receipts in a round that is compared with it */
export const roundBefore = ({ round }: Pick<Participation, 'round'>): number => round - 1;

/** @returns how many symbols a receipt for a round may have */
export const receiptLengths = (part: ReceiptFor): readonly number[] => lengthsIn(roundBefore(part), part.topics.length);

/** Whether a code that is handed in can bring anything back: nothing comes after the last round. */
export const isReceipt = ({ round }: Pick<Participation, 'round'>): boolean => round < LIMITS.rounds;

/** @param part of a round that is compared with an earlier one @returns the topics in the order of the codes, or what is wrong */
export function readReceipt(text: string, part: ReceiptFor): readonly ReceiptTopic[] | ReceiptFault {
  const { topics, before } = part;
  const code = readLevels(text, roundBefore(part), topics.length);
  if (!('tag' in code)) return code;
  if (code.kind === 'taken-back' || (code.kind === 'other' && code.of === 'taken-back')) return { kind: 'taken-back' };
  if (code.kind === 'other' || code.tag !== before?.tag)
    return code.round === roundBefore(part) ? { kind: 'other-workshop' } : { kind: 'other-round', round: code.round };
  return topics.map(({ id, hash }, i) => {
    const { level, open } = code.topics[i]!;
    return { id, level, open, isSame: before.topics?.[i]?.hash === hash };
  });
}
