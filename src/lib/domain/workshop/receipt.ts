/**
 * The code that somebody handed in in the first round, kept on paper or in a calendar: it brings back levels and open safety points of then, and
 * nothing else. Whose it is, nobody can tell from it.
 */
import type { Reached } from '../model.ts';
import type { CodeFault } from './invitation.ts';
import { readResult } from './result-code.ts';
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

/**
 * `other-workshop`: a sound code, but not of the round that this one is compared with. `taken-back`: it took a result back. `second-round`: it
 * is of a round that is compared with another one itself.
 */
export type ReceiptFault = { readonly kind: 'other-workshop' | 'taken-back' | 'second-round' } | CodeFault;

export const isReceiptFault = (one: readonly ReceiptTopic[] | ReceiptFault): one is ReceiptFault => 'kind' in one;

/** @param part of a round that is compared with an earlier one @returns the topics in the order of the codes, or what is wrong */
export function readReceipt(
  text: string,
  { topics, before }: Pick<Participation, 'topics' | 'before'>
): readonly ReceiptTopic[] | ReceiptFault {
  const code = readResult(text, { topics: topics.length });
  if (!('tag' in code)) return code;
  const kind = code.kind === 'other' ? code.of : code.kind;
  if (kind === 'taken-back') return { kind };
  if (kind === 'change' || kind === 'looking-back') return { kind: 'second-round' };
  if (code.kind !== 'levels' || code.tag !== before?.tag) return { kind: 'other-workshop' };
  return topics.map(({ id, hash }, i) => ({ id, ...code.topics[i]!, isSame: before.topics?.[i]?.hash === hash }));
}
