/** Where assessments are kept: what answering, lists and rows that cannot be read need. Each adapter passes the same tests. */
import type { Damage } from '../damage.ts';
import type { Participation } from '../workshop/workshop.ts';
import type { Assessment, CriterionKey, Entry, EntryChange, Head, HeadChange } from './assessment.ts';

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

/** What answering one assessment needs. */
export interface AnswerStore {
  /** @throws DamagedError when the assessment's own row cannot be read */
  load(id: string): Promise<Loaded | null>;
  /**
   * Changes one criterion in one transaction, upon what is stored at that moment: another tab's answers to other cells
   * stay. A row that cannot be read is put aside first, never written over.
   *
   * @param now milliseconds since 1970
   * @param begin the assessment's own row, when this is its first answer: both are stored or neither
   * @returns the criterion as it now stands
   */
  change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head): Promise<Entry>;
  /**
   * Changes the given fields of the assessment's own row, as `changeHead` does it; does nothing if the assessment is gone.
   *
   * @param now milliseconds since 1970
   * @param begin the assessment's own row, when it is not stored yet: then this is what is stored
   * @param part the workshop that it is begun for: stored with `begin`, both or neither
   */
  amend(id: string, change: HeadChange, now: number, begin?: Head, part?: Participation): Promise<void>;
  /**
   * Calls back when another tab has changed the assessment; with `null` when it has deleted it; with all that was said of whole situations
   * when it has said something of one.
   * @returns a function that ends it
   */
  watch(id: string, changed: (entries: readonly Entry[] | null, scope?: Head['scope']) => void): () => void;
}

/** How far an assessment has come. */
export interface Progress {
  /** How many criteria have no open answer. */
  readonly done: number;
  /** The assessment's date: see `dateOf`. */
  readonly at: number;
}

/** What lists of assessments need. */
export interface AssessmentList {
  /** @param limit how many at most, from the newest */
  list(limit: number): Promise<Listing>;
  /** Reads the answers of each, so ask for those that are shown. @returns by id */
  progressOf(heads: readonly Pick<Head, 'id' | 'scope' | 'createdAt'>[]): Promise<Readonly<Record<string, Progress>>>;
  /** Saves a new assessment with the answers that it has already, all of it or nothing. */
  save(assessment: Assessment): Promise<void>;
  /** Deletes an assessment with its answers and returns all of it, so that it can be put back. */
  remove(id: string): Promise<RemovedAssessment | null>;
  restore(removed: RemovedAssessment): Promise<void>;
}

/** What rows that cannot be read need. */
export interface RepairStore {
  /** Rows that were put aside before something else took their place. */
  list(): Promise<readonly Damage[]>;
  /** Takes a damaged row away for good, where it is and where it was put aside; one that can be read by now stays. */
  remove(damage: Damage): Promise<void>;
}

/** A deleted assessment, row by row as it was stored. */
export interface RemovedAssessment {
  readonly head: unknown;
  readonly entries: readonly unknown[];
  /** Which workshop it was for. */
  readonly part?: unknown;
  /** What was asked of others about it, with their second views. */
  readonly asked?: readonly unknown[];
}
