/** All that belongs to one person, taken together, and what the device remembers. Each adapter passes the same tests. */
import type { Coming } from './merge.ts';
import type { PersonalData } from './personal-data.ts';

/** How much there is. */
export interface Counts {
  readonly assessments: number;
  readonly answers: number;
  readonly notes: number;
  readonly steps: number;
  /** Own and received rubrics, and drafts; copies kept for assessments are not counted. */
  readonly rubrics: number;
  readonly drafts: number;
}

/** What joining data from elsewhere does. */
export interface Joining {
  readonly assessments: readonly Coming[];
  readonly steps: { readonly added: number; readonly replaced: number };
  readonly rubrics: number;
  readonly drafts: { readonly added: number; readonly replaced: number };
}

/** What was erased, row by row as it was stored, so that it can be put back. */
export interface Erased {
  readonly counts: Counts;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

/** For what may take a while. */
export interface Watching {
  /** Is told how many assessments are through. */
  readonly progress?: (done: number, of: number) => void;
  /** Ends it with nothing changed, by what it throws; an AbortSignal is one. */
  readonly halt?: { throwIfAborted(): void };
}

/** All that belongs to one person, taken together. */
export interface DataStore {
  /** Everything that can be read. @returns also how many rows could not be */
  all(): Promise<{ readonly data: PersonalData; readonly damaged: number }>;
  counts(): Promise<Counts>;
  /** What joining would do. Changes nothing. @throws what `halt` throws */
  preview(incoming: PersonalData, options?: Watching): Promise<Joining>;
  /**
   * Joins data from elsewhere to what is here, all of it or nothing, by the rules of domain/merge.ts. Rows here that cannot be read are
   * put aside first, never written over.
   *
   * @throws what `halt` throws, and whatever the device objects to
   */
  join(incoming: PersonalData, options?: Watching): Promise<Joining>;
  /** Erases everything. */
  erase(): Promise<Erased>;
  /** Takes `erase` back. */
  putBackAll(erased: Erased): Promise<void>;
}

/** Small things to remember about the app itself. */
export interface Settings {
  setting(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}
