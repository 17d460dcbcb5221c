/** Who holds the answers: this device's own database, or a page or a learning platform that Waymark stands in. Each holder passes the same tests. */
import type { AnswerStore } from '../assessment/store.ts';

export interface Held {
  readonly answers: AnswerStore;
  /** Where they are kept: on this device, with whoever embeds Waymark, or in this tab alone, until it closes. */
  readonly keeps: 'device' | 'host' | 'tab';
  /** Whether private notes are kept with them. */
  readonly notes: 'kept' | 'none';
}

export interface Holder {
  /** Opens what it holds, the first time; tried anew when that failed. */
  open(): Promise<Held>;
}
