/** What a device has of the earlier round that a later one is compared with, and what its person said of it. */
import type { ReceiptTopic } from './receipt.ts';
import type { Participation, RoundOf } from './workshop.ts';

/** As much of a part as says what is compared; also before it is joined. */
export type Compared = RoundOf & Partial<Pick<Participation, 'assessment' | 'receipt' | 'mine'>>;

/** A part in the earlier round that was answered here. */
export interface Answered {
  readonly part: Participation;
  /** When it was answered, in milliseconds since 1970. */
  readonly at: number;
  /** In the order of the codes. */
  readonly topics: readonly Pick<ReceiptTopic, 'id' | 'level'>[];
  /** The answers are somewhere else, and only their levels are here. */
  readonly bare?: true;
}

/**
 * `own`: the part that is its person’s. `ask`: parts of which one may be theirs, newest first. `none`: nothing that is theirs; `others`: whether
 * there is something that they said is not.
 */
export type Earlier =
  | { readonly kind: 'own'; readonly own: Answered }
  | { readonly kind: 'receipt'; readonly topics: readonly ReceiptTopic[] }
  | { readonly kind: 'ask'; readonly parts: readonly Answered[] }
  | { readonly kind: 'none'; readonly others: boolean };

/** What somebody says of it: the code of then, as it is written, or the assessment of the part that is theirs. `undefined`: as if nothing had been said. */
export interface Said {
  readonly receipt?: string | undefined;
  readonly mine?: string | null | undefined;
}

/**
 * Why a topic cannot be compared. `nothing`: nothing of then is here, or it cannot be read. `ask`: nobody has said yet which of what is here is
 * theirs. `no-level`: none was told then. `changed`: of its rubric, too little stayed as it was, or too little of that was answered. `receipt`: it
 * was changed, and only levels of then are here, as a receipt has them.
 */
export type NotCompared = 'nothing' | 'ask' | 'no-level' | 'changed' | 'receipt';
