/**
 * Whatever Waymark stands in: a learning platform, or a page. It keeps one text for each learner, hears that they are done, and hears of their
 * result only what they agreed to. Each adapter passes the same tests.
 */
import type { GroupLevel } from '../workshop/floor.ts';

/** A platform that did not do what it was asked to. `what`: in its own words, for whoever looks into it. */
export class PlatformError extends Error {
  override name = 'PlatformError';
  constructor(
    readonly kind: 'absent' | 'refused' | 'unreachable' | 'too-long',
    readonly what: string
  ) {
    super(`${kind}: ${what}`);
  }
}

/** What is there when somebody opens it. */
export interface Session {
  /** What was saved last; `null` where nothing was. */
  readonly state: string | null;
  /** `looking`: somebody may look, and nothing is written: the platform shows a past attempt, or lets a teacher browse. */
  readonly mode: 'answering' | 'looking';
  /** Whether they are done already, as far as the platform says. */
  readonly done: boolean;
  /** Tells learners apart on a shared device, without a name: what the platform calls them, as it stands; empty where it does not say. */
  readonly learner: string;
  /** How long a state may be, in characters. */
  readonly room: number;
  /** The language that the platform says the learner wants, such as “fi-FI”; absent where it does not say. */
  readonly language?: string;
  /** Whether it wants to be told when somebody leaves, and has a page to go back to: then there is a button for it. */
  readonly leads?: true;
}

/** What a learner agreed to tell of one topic; `null` for a level that is not told. */
export interface ToldLevel {
  readonly topic: string;
  readonly title: string;
  readonly level: GroupLevel;
}

/** What a learner agreed to tell of one question: for each of the four statements Y(es), P(artly), N(ot yet), X (not part of the role) or O(pen). */
export interface ToldAnswer {
  /** Such as "privacy.C4". */
  readonly criterion: string;
  readonly title: string;
  readonly answers: string;
}

/** All that leaves besides "done": of each part only what the course asks for, and the learner said yes to. */
export interface Report {
  /** The code of the language that its words are in. */
  readonly language: string;
  readonly levels?: readonly ToldLevel[];
  readonly answers?: readonly ToldAnswer[];
  /** The steps of the plan, in words. */
  readonly plan?: readonly string[];
}

export interface Platform {
  /** Begins; asked again, it gives the same. @throws PlatformError */
  open(): Promise<Session>;
  /**
   * Hands a state over without asking that it be stored for good: the next `save` does.
   *
   * @throws PlatformError
   */
  put(state: string): Promise<void>;
  /** @returns when the platform has said that the state is stored @throws PlatformError */
  save(state: string): Promise<void>;
  /**
   * The learner is done: after a state was saved, and with what they agreed to tell. Where it failed, and is asked for again, what was told the first
   * time may be there already: it is the same report then.
   *
   * @returns when the platform has said that it is stored; `untold` where it takes nothing of the report, as some do, and only hears that they are done
   * @throws PlatformError
   */
  complete(report: Report): Promise<void | 'untold'>;
  /** The page is being left: what was handed over is stored, if it still can be. There is no time to wait for an answer. */
  close(): void;
  /**
   * The learner goes back to where they came from, and has said so. Only where a session `leads` there.
   *
   * @returns the address to go to; empty where the platform has named none
   * @throws PlatformError
   */
  leave?(): Promise<string>;
}
