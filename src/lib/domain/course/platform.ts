/**
 * Whatever Waymark stands in: a learning platform, or a page. It keeps one text for each learner, hears that they are done, and hears of their
 * result only what they agreed to. Each adapter passes the same tests.
 */
import type { GroupLevel } from '../workshop/floor.ts';
import type { StandsIn } from './course.ts';

/**
 * Why a platform did not do what it was asked to. `unread`: what it keeps cannot be read, so nothing may be written in its place. `elsewhere`: another
 * window has stored something since, which would be lost. `left`: the learner has gone back to it, and it takes nothing more.
 */
export type PlatformFault = 'absent' | 'refused' | 'unreachable' | 'too-long' | 'unread' | 'elsewhere' | 'left';

/** A platform that did not do what it was asked to. `what`: in its own words, for whoever looks into it. */
export class PlatformError extends Error {
  override name = 'PlatformError';
  constructor(
    readonly kind: PlatformFault,
    readonly what: string
  ) {
    super(`${kind}: ${what}`);
  }
}

/** How long a state may be, in characters, by what holds it: platforms of SCORM by the standard, others far more than a state ever has. */
export const ROOMS: Readonly<Record<StandsIn, number>> = {
  scorm12: 4_096,
  scorm2004: 64_000,
  cmi5: 64_000,
  frame: 20_000,
  device: Infinity
};

/**
 * @param given as a platform gives it
 * @returns the state; `null` where nothing was kept, which some say by a word of their own language
 */
export function keptText(given: unknown): string | null {
  const text = typeof given === 'string' ? given.trim() : '';
  return ['', 'null', 'undefined'].includes(text) ? null : text;
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

/**
 * What became of a report. `untold`: the platform takes nothing of it, as some do, and only hears that they are done. `more`: it has, or may have, what was
 * agreed to at an earlier try, and that cannot be taken back.
 */
export type Told = 'told' | 'untold' | 'more';

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
   * The learner is done: after a state was saved, and with what they agreed to tell. Where it failed, it may be asked for again with another report:
   * that takes the place of the one before, as far as the platform has not stored it.
   *
   * @returns when the platform has said that it is stored
   * @throws PlatformError
   */
  complete(report: Report): Promise<Told>;
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
