/** Where assessments are kept. Each adapter passes the same tests. */
import type { Assessment, CriterionKey, Entry, EntryChange, Head } from './assessment.ts';

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
