/** Where workshops are kept. Each adapter passes the same tests. */
import type { Damage } from '../damage.ts';
import type { HandOverVerdict, Verdict } from './round.ts';
import type { Participation, Workshop } from './workshop.ts';

/** A workshop, and how many results are in while it is open: nothing else of a result leaves the store. */
export interface OpenWorkshop {
  readonly workshop: Workshop;
  readonly handedIn: number;
}

export type Opened = { readonly kind: 'opened' | 'there'; readonly id: string } | { readonly kind: 'over' };

/** The workshops that somebody leads. */
export interface WorkshopStore {
  /** Newest first. */
  list(): Promise<{ readonly workshops: readonly Workshop[]; readonly damage: readonly Damage[] }>;
  /** @returns `null` where it is not here @throws DataError where it cannot be read */
  read(id: string): Promise<OpenWorkshop | null>;
  /**
   * Opens a later round, unless there is one of its tag: two would count each other's results, and one that was shown must not be shown again with
   * one person more or less. `there`: it, or another one under that id, is here. `over`: it was shown or closed here, and removed.
   */
  open(workshop: Workshop): Promise<Opened>;
  /** Writes a new one, its title or its lines, and its topics while nothing is in; whatever its state and picture are here stays. */
  save(workshop: Workshop): Promise<void>;
  /**
   * Takes codes in, all of them or none.
   *
   * @param texts of codes, in order
   * @returns what is to be said of each, and how many are in @throws where it is not here
   */
  take(id: string, texts: readonly string[]): Promise<{ readonly verdicts: readonly Verdict[]; readonly handedIn: number }>;
  /**
   * Takes in what a second device collected, all of it or nothing.
   *
   * @returns what is to be said of it, and how many are in @throws where the workshop is not here
   */
  takeHandOver(id: string, text: string): Promise<{ readonly verdict: HandOverVerdict; readonly handedIn: number }>;
  /** @returns all that a second device has collected as one text, and how many that are @throws where the workshop is not here, or no such one */
  handOver(id: string): Promise<{ readonly text: string; readonly count: number }>;
  /** Deletes on the second device what the first one has by now: all results of the text that have not changed since. @returns with how many are gone */
  handedOver(id: string, text: string): Promise<OpenWorkshop & { readonly gone: number }>;
  /**
   * Makes ready for a laptop that is handed round: what is left there by `People.leaveResult` waits, and is not counted yet.
   *
   * @returns where results are left @throws where it is not open, or the device does not take it
   */
  handRound(id: string): Promise<string>;
  /** Counts what waits; showing and closing do so too. */
  settle(id: string): Promise<void>;
  /** Shows the picture, which freezes the round; of fewer than five nothing is shown, and it stays open. A second device shows none. */
  reveal(id: string): Promise<OpenWorkshop>;
  /** Closes the round: what was shown stays, or is shown now, and the results are deleted. */
  close(id: string): Promise<OpenWorkshop>;
  remove(id: string): Promise<void>;
  /** Calls back when another tab has changed one, with `null` where it may be any. @returns a function that ends it */
  watch(changed: (id: string | null) => void): () => void;
}

/** The workshops that somebody takes part in. */
export interface ParticipationStore {
  list(): Promise<readonly Participation[]>;
  /** @returns `null` where the assessment was not begun for a workshop, or what says so cannot be read */
  read(assessment: string): Promise<Participation | null>;
  /** Of an assessment that is there already; that of a new one is stored with it: see `AnswerStore.amend`. */
  save(participation: Participation): Promise<void>;
}
