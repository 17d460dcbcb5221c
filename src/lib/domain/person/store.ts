/** All that belongs to one person, taken together, and what the device remembers. Each adapter passes the same tests. */
import type { Damage } from '../damage.ts';
import type { MergeReport, Ruling } from './merge.ts';
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
  /** Rounds of workshops that somebody leads. */
  readonly workshops: number;
  /** Second views that were kept, and those that the person gives about others. */
  readonly views: number;
}

/** What was erased, row by row as it was stored, so that it can be put back. */
export interface RemovedData {
  readonly counts: Counts;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

/** What joining data from elsewhere does to all that is here. */
export interface JoinReport extends MergeReport {
  /** Rubrics that come in as drafts, since another content of the same id and version is offered here: see authoring/twins.ts. */
  readonly twins: number;
  /** Open rounds that stay out, since their day has passed. */
  readonly expired: number;
}

/** For what may take a while. */
export interface Progress {
  /** Is told how many assessments are through. */
  readonly progress?: (done: number, of: number) => void;
  /** Ends it with nothing changed, by what it throws; an AbortSignal is one. */
  readonly halt?: { throwIfAborted(): void };
}

/** All that belongs to one person, taken together. */
export interface DataStore {
  /** Everything that can be read. @returns also the rows that could not be */
  read(): Promise<{ readonly data: PersonalData; readonly damage: readonly Damage[] }>;
  counts(): Promise<Counts>;
  /** @returns what this person's files bear, made when the first one leaves; `undefined` where the device does not take it */
  owner(): Promise<string | undefined>;
  /** @returns whether it is known to be this person's own: it bears an id of theirs, or says nothing of anybody */
  isOwn(incoming: PersonalData): Promise<boolean>;
  /**
   * What joining would do. Changes nothing.
   *
   * @param ruling what counts where a coming row was made while a clock was ahead; `null`: no such row is looked for
   * @throws what `halt` throws; DataError where there would be more of a part than there may be (`domain/limits.ts`)
   */
  preview(incoming: PersonalData, ruling: Ruling | null, options?: Progress): Promise<JoinReport>;
  /**
   * Joins the person's own data from elsewhere to what is here, all of it or nothing, by the rules of merge.ts. Rows here that cannot be read
   * are put aside first, never written over. From then on what bears the same id is known to be theirs.
   *
   * @throws what `halt` throws, DataError as `preview` does, and whatever the device objects to
   */
  join(incoming: PersonalData, ruling: Ruling | null, options?: Progress): Promise<JoinReport>;
  /** Erases everything. */
  remove(): Promise<RemovedData>;
  /** Takes `remove` back. */
  restore(removed: RemovedData): Promise<void>;
}

/** Small things to remember about the app itself. */
export interface Settings {
  /** @returns `undefined` where nothing was saved */
  read(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
  /** Hands it to the device in this very moment, for a page that may be gone the next. Nobody hears whether it was written. */
  leave(key: string, value: unknown): void;
}
