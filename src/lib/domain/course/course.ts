/** A course: what an educator makes a package or a page of, and what it asks of whoever learns in it. */
import type { Rubric, RubricFacts, RubricFile } from '../rubric/rubric.ts';
import type { VersionFacts } from '../rubric/versions.ts';
import type { RoundOf } from '../workshop/workshop.ts';

/** What a course may ask to see besides that somebody is done. Each is asked of the learner, who can say no. */
export const ASKS = ['levels', 'answers', 'plan'] as const;
export type Ask = (typeof ASKS)[number];

/** When somebody may say that they are done: with every question answered, or whenever they like. */
export const COMPLETIONS = ['answered', 'any'] as const;
export type Completion = (typeof COMPLETIONS)[number];

/** What Waymark stands in. `frame`: a page of somebody else's, which may hold the answers. `device`: nothing. */
export const STANDS_IN = ['scorm12', 'scorm2004', 'cmi5', 'frame', 'device'] as const;
export type StandsIn = (typeof STANDS_IN)[number];

/** A rubric of a course, as much of it as is the same in every language. */
export interface CourseTopic extends Pick<RubricFacts, 'id' | 'version' | 'keyLevel' | 'criteria' | 'changes' | 'situations'> {
  /** `contentHash`. */
  readonly hash: string;
  /** Not one that comes with Waymark: its maker and its licence are named. */
  readonly own?: true;
  readonly origin?: { readonly author?: string; readonly licence?: string };
}

export interface Course {
  /** Names what is kept of it, on a device and at a platform: letters and digits, made of what is in it. */
  readonly id: string;
  readonly standsIn: StandsIn;
  /** Empty where nobody has given one. */
  readonly title: string;
  /** Codes of languages of the app; the first one is shown where none of a browser's is among them. */
  readonly languages: readonly string[];
  /** What the educator says before the first question, one paragraph a line; shown as it was written. */
  readonly text: string;
  readonly completion: Completion;
  readonly asks: readonly Ask[];
  /** Questions for a journal; what is written to them stays with the learner. */
  readonly prompts: readonly string[];
  /** The round that its results belong to, where the educator collects codes. */
  readonly round?: RoundOf & { readonly title: string };
  /** Whether versions of before lie beside it. */
  readonly renewed?: true;
  /** In their order. */
  readonly topics: readonly CourseTopic[];
}

/**
 * A version of a topic that the course before had, or one between that and today's: it says what of the earlier answers can be compared. Words
 * are there only of what was answered, in the languages of the course.
 */
export interface EarlierVersion {
  readonly hash: string;
  readonly facts: VersionFacts;
  readonly words: RubricFile['words'];
}

/** Texts of a course in one language: the app's own, area by area, and the names of the topics. */
export interface CourseTexts {
  readonly language: string;
  readonly direction: string;
  readonly areas: Readonly<Record<string, unknown>>;
  /** Messages of areas of which little is needed until all of it comes. */
  readonly messages: Readonly<Record<string, unknown>>;
  readonly names: Readonly<Record<string, Pick<Rubric, 'title' | 'short'>>>;
}

export const COURSE_TEXT = { title: 120, text: 1_000, prompt: 300, prompts: 12, topics: 10 } as const;

/**
 * Where the data of a course lie, in a folder beside its page: a file for the course, and for each language two for its texts and one for each topic, with
 * the rubric as it is shown. `own`: rubrics that do not come with Waymark, as they travel. `earlier`: in a later round, versions of before.
 */
export const COURSE_FILES = {
  course: 'course.json',
  texts: (language: string) => `${language}/texts.json`,
  /** Texts that come with the result, with help, or where something goes wrong. */
  more: (language: string) => `${language}/more.json`,
  topic: (language: string, place: number) => `${language}/${place + 1}.json`,
  own: 'own.json',
  earlier: 'earlier.json'
} as const;
