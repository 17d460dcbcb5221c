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
