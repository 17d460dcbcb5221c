/** What the app needs from a place that keeps assessments. Each adapter passes the same tests. */
import type { Assessment, CriterionKey, Entry, EntryChange, Head } from './assessment.ts';
import type { Digest } from './digest.ts';
import type { Coming } from './merge.ts';
import type { PersonalData } from './personal-data.ts';
import type { PlanStep } from './plan.ts';
import type { Draft, RubricFile } from './rubric.ts';

/** A stored row that could not be read. It stays where it is until the person says otherwise. */
export interface Damage {
  /** Which assessment it belongs to, as far as that can be told. */
  readonly assessment: string;
  /** The criterion, or `null` for the assessment's own row. */
  readonly criterion: string | null;
  readonly reason: string;
  readonly raw: unknown;
}

export interface Listing {
  /** Newest change first. */
  readonly heads: readonly Head[];
  /** How many there are in all, readable ones and damaged ones. */
  readonly total: number;
  readonly damage: readonly Damage[];
}

/** An assessment as found, with the rows that could not be read. */
export interface Loaded extends Assessment {
  readonly damage: readonly Damage[];
}

export interface AssessmentStore {
  /** @param limit how many at most, from the newest */
  list(limit: number): Promise<Listing>;
  /** @returns how many criteria of each assessment have no open answer */
  doneCounts(ids: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** @throws DamagedError when the assessment's own row cannot be read */
  load(id: string): Promise<Loaded | null>;
  create(head: Head): Promise<void>;
  /**
   * Changes one criterion in one transaction, upon what is stored at that moment: another tab's answers to other cells
   * stay. A row that cannot be read is put aside first, never written over.
   *
   * @param now milliseconds since 1970
   * @param begin the assessment's own row, when this is its first answer: both are stored or neither
   * @returns the criterion as it now stands
   */
  change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head): Promise<Entry>;
  /** Changes the head's given fields; does nothing if the assessment is gone. */
  amend(id: string, fields: Partial<Omit<Head, 'id'>>): Promise<void>;
  /** Deletes an assessment with its answers and returns all of it, so that it can be put back. */
  remove(id: string): Promise<Kept | null>;
  restore(kept: Kept): Promise<void>;
  /** Rows that were put aside because they could not be read. */
  putAside(): Promise<readonly Damage[]>;
  discardDamage(damage: Damage): Promise<void>;
  /**
   * Calls back when another tab has changed the assessment; with `null` when it has deleted it.
   * @returns a function that ends it
   */
  watch(id: string, changed: (entries: readonly Entry[] | null) => void): () => void;
}

/** A deleted assessment, row by row as it was stored. */
export interface Kept {
  readonly head: unknown;
  readonly entries: readonly unknown[];
}

/** A rubric kept on this device, as a list shows it without opening it. */
export interface ShelfItem {
  /** The hash of a published rubric's content; the id of a draft. */
  readonly key: string;
  readonly kind: 'published' | 'draft';
  readonly id: string;
  readonly version: string;
  /** Its title in each language that it has words in. */
  readonly titles: Readonly<Record<string, string>>;
  /** The language that it was written in. */
  readonly source: string;
  /** How many criteria. */
  readonly criteria: number;
  /**
   * `own`: made or changed here. `received`: came in a file or a link. `kept`: not offered any more, but an assessment was
   * answered with it.
   */
  readonly origin: 'own' | 'received' | 'kept';
  /** Where a received one came from: a file's name, `link` or `paste`. */
  readonly from?: string;
  /** When it was kept or last changed, in milliseconds since 1970. */
  readonly at: number;
}

/** A row of the shelf that could not be read; it stays where it is. */
export interface ShelfDamage {
  readonly key: string;
  readonly reason: string;
}

/** What was taken off the shelf, so that it can be put back. */
export interface Taken {
  readonly key: string;
  readonly item: unknown;
  readonly content: unknown;
}

/** Somebody else, in another tab, has changed the draft since it was read. */
export class DraftConflict extends Error {
  override name = 'DraftConflict';
}

/** Where rubrics are kept that are not built in: drafts, published ones, and those that assessments were answered with. */
export interface RubricStore {
  /** Newest change first. */
  shelf(): Promise<{ readonly items: readonly ShelfItem[]; readonly damage: readonly ShelfDamage[] }>;
  /**
   * Keeps a published rubric; one that is there already stays as it is, but one that was only `kept` is offered again.
   *
   * @param at milliseconds since 1970
   */
  keep(file: RubricFile, origin: ShelfItem['origin'], at: number, from?: string): Promise<ShelfItem>;
  /** @returns the rubric with this hash, checked; `null` where it is not here @throws DataError where it cannot be read */
  rubric(hash: string): Promise<RubricFile | null>;
  /** @throws DataError where it cannot be read */
  draft(id: string): Promise<Draft | null>;
  /**
   * @param before `at` of the draft as it was read, or `null` for a new one
   * @throws DraftConflict when it was changed elsewhere since; nothing is written then
   */
  saveDraft(draft: Draft, before: number | null): Promise<void>;
  /** Takes a draft or a rubric off the shelf. One that assessments were answered with is only put out of sight (`kept`). */
  take(key: string): Promise<Taken | null>;
  putBack(taken: Taken): Promise<void>;
  /** Calls back when another tab has changed what is on the shelf. @returns a function that ends it */
  watchShelf(changed: (key: string) => void): () => void;
}

/** The steps that a person means to try. */
export interface PlanStore {
  /** In their order; and how many rows could not be read, which stay where they are. */
  steps(): Promise<{ readonly steps: readonly PlanStep[]; readonly damaged: number }>;
  /** Writes new steps and changed ones, all or none. */
  putSteps(steps: readonly PlanStep[]): Promise<void>;
  removeStep(id: string): Promise<void>;
  /** Calls back when another tab has changed the plan. @returns a function that ends it */
  watchPlan(changed: () => void): () => void;
}

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

/** What was worked out from assessments. It is taken away by whatever changes their answers, and believed for its key only. */
export interface DigestStore {
  /**
   * @param keys what each assessment's digest must have been made for, by id
   * @returns those that are here, by id: none that is torn or was made for anything else
   */
  digests(keys: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, Digest>>;
  /**
   * Works digests out from the answers as they are, and keeps them where the device takes them.
   *
   * @param make works one out, or `null` where it cannot; called while nothing can change the answers, so it must not wait for anything
   * @returns digests by id, those of assessments that are gone or cannot be read left out; and how many rows of which assessment cannot be
   *   read, whose digests are not kept
   */
  digest(
    ids: readonly string[],
    make: (assessment: Assessment) => Digest | null
  ): Promise<{ readonly digests: ReadonlyMap<string, Digest>; readonly torn: ReadonlyMap<string, number> }>;
}

/** Small things to remember about the app itself. */
export interface Settings {
  setting(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
}

/** The assessment's own row cannot be read; its answers may well be. */
export class DamagedError extends Error {
  override name = 'DamagedError';
  constructor(readonly damage: Damage) {
    super(`the assessment's own row cannot be read: ${damage.reason}`);
  }
}

/** @returns what could not be read, or `null` where something else went wrong */
export function damageOf(error: unknown): Damage | null {
  return error instanceof DamagedError ? error.damage : null;
}
