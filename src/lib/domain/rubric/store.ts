/** Where rubrics are kept that are not built in. Each adapter passes the same tests. */
import type { Damage } from '../damage.ts';
import type { Draft, RubricFile } from './rubric.ts';
import type { SoundRubric } from './sound.ts';

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
   * `own`: made or changed here. `received`: came in a file or a link. `cited`: not offered, but an assessment was
   * answered with it.
   */
  readonly origin: 'own' | 'received' | 'cited';
  /** Where a received one came from: a file's name, `link` or `paste`. */
  readonly from?: string;
  /** When it was kept or last changed, in milliseconds since 1970. */
  readonly at: number;
  /** The device's, and not to be taken off it here: a guest reads it. */
  readonly fixed?: boolean;
}

/** What was removed from the shelf, so that it can be put back. */
export interface RemovedRubric {
  readonly key: string;
  readonly item: unknown;
  readonly content: unknown;
}

/** Somebody else, in another tab, has changed the draft since it was read. */
export class DraftConflict extends Error {
  override name = 'DraftConflict';
}

/** A rubric of the same id and version is offered here, with other content: see authoring/twins.ts. */
export class TwinRubric extends Error {
  override name = 'TwinRubric';
}

/** Where rubrics are kept that are not built in: drafts, published ones, and those that assessments were answered with. */
export interface RubricStore {
  /** Newest change first. */
  list(): Promise<{ readonly items: readonly ShelfItem[]; readonly damage: readonly Damage[] }>;
  /** @returns the rubric with this hash, checked; `null` where it is not here @throws DataError where it cannot be read */
  read(hash: string): Promise<RubricFile | null>;
  /** @throws DataError where it cannot be read */
  readDraft(id: string): Promise<Draft | null>;
  /**
   * Saves a published rubric; one that is there already stays as it is, but for words that it lacked, and one that was only `cited` is
   * offered again.
   *
   * @param at milliseconds since 1970
   * @throws TwinRubric where it would be offered beside its twin; nothing is written then
   */
  save(rubric: SoundRubric, origin: ShelfItem['origin'], at: number, from?: string): Promise<ShelfItem>;
  /**
   * @param before `at` of the draft as it was read, or `null` for a new one
   * @throws DraftConflict when it was changed elsewhere since; nothing is written then
   */
  saveDraft(draft: Draft, before: number | null): Promise<void>;
  /** Hands a draft to the device in this very moment, for a page that may be gone the next. Nobody hears whether it was written. */
  leaveDraft(draft: Draft): void;
  /** Takes a draft or a rubric off the shelf. One that assessments were answered with is only put out of sight (`cited`). */
  remove(key: string): Promise<RemovedRubric | null>;
  /** Puts it back; as a draft of the next version where its twin has taken its place meanwhile. */
  restore(removed: RemovedRubric): Promise<void>;
  /** Calls back when another tab has changed what is on the shelf, with `null` where it may be anything. @returns a function that ends it */
  watch(changed: (key: string | null) => void): () => void;
}
