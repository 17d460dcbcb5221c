/** The place where a person's data is kept, once it is open: one store for each subject. */
import type { AnswerStore, AssessmentList, RepairStore } from '../assessment/store.ts';
import type { PlanStore } from '../plan/store.ts';
import type { DigestStore } from '../position/store.ts';
import type { RubricStore } from '../rubric/store.ts';
import type { ParticipationStore, WorkshopStore } from '../workshop/store.ts';
import type { SecondStore } from '../second/store.ts';
import type { DataStore, Settings } from './store.ts';

/** What a browser has lost of what it kept. */
export type Loss =
  /**
   * The second copy was put in its place. `at`: when that was last written, in milliseconds since 1970; `missing`: how many assessments
   * there were that are not in it. `late`: it was found out when this page had read what was there.
   */
  | { readonly kind: 'restored'; readonly at: number; readonly missing: number; readonly late: boolean }
  /** Nothing is left. `day`: when it was last changed, such as 2026-03-09. */
  | { readonly kind: 'lost'; readonly day: string; readonly assessments: number };

export interface Device {
  readonly store: AnswerStore;
  readonly settings: Settings;
  /** Assessments as lists have them; their code comes when it is asked for, as that of all below. */
  assessments(): Promise<AssessmentList>;
  /** Rows that cannot be read. */
  repair(): Promise<RepairStore>;
  /** Rubrics that are not built in. */
  shelf(): Promise<RubricStore>;
  plan(): Promise<PlanStore>;
  /** All data taken together. */
  personal(): Promise<DataStore>;
  /** Workshops that somebody leads, and those that they take part in. */
  workshops(): Promise<WorkshopStore>;
  /** A workshop in memory alone, the same in all windows that have it open: whoever holds its page holds it. */
  rehearsal(): Promise<WorkshopStore>;
  participations(): Promise<ParticipationStore>;
  /** Second views: those that somebody asked for, and those that they give. */
  second(): Promise<SecondStore>;
  /** What was worked out from assessments. */
  digests(): Promise<DigestStore>;
  /** All that somebody made, by table, as it is stored: nothing is checked. */
  raw(): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Lets go of the database. */
  close(): void;
  /** The person has read of what was lost. */
  acceptLoss?(loss: Loss): void;
  /** Whether there is anything that would be gone with this tab; only where it is in memory. */
  holds?(): boolean;
  /**
   * `kept` on this device; `blocked`: the browser allows no storage, so memory only; `full`: there, but takes no more; `closed`: there, and
   * neither read nor written, for a newer version of the app keeps it, or it is torn.
   */
  readonly state: 'kept' | 'blocked' | 'full' | 'closed';
  /** It was opened for the first time: nothing can be there. */
  readonly fresh?: boolean;
  /** Whether it is closed because parts of it are missing. */
  readonly torn?: boolean;
}
