/** A course: what an educator makes a package or a page of, and what it asks of whoever learns in it. */
import type { RubricFile } from '../rubric/rubric.ts';
import type { RoundOf } from '../workshop/workshop.ts';

/** What a course may ask to see besides that somebody is done. Each is asked of the learner, who can say no. */
export const ASKS = ['levels', 'answers', 'plan'] as const;
export type Ask = (typeof ASKS)[number];

/** When somebody may say that they are done: with every question answered, or whenever they like. */
export const COMPLETIONS = ['answered', 'any'] as const;
export type Completion = (typeof COMPLETIONS)[number];

/** A rubric of a course: all of it, its words in the languages of the course, and those of others by their hash. */
export interface CourseRubric {
  /** `contentHash`. */
  readonly hash: string;
  readonly file: Pick<RubricFile, 'facts' | 'words' | 'elsewhere'>;
}

export interface Course {
  /** Names what is kept of it, on a device and at a platform: letters and digits, drawn by chance or made of what is in it. */
  readonly id: string;
  /** Empty where nobody has given one. */
  readonly title: string;
  /** Codes of languages of the app; the first one is shown where none of a browser's is among them. */
  readonly languages: readonly string[];
  /** What the educator says before the first question, one paragraph a line; shown as it was written. */
  readonly text: string;
  readonly completion: Completion;
  readonly asks: readonly Ask[];
  /** Questions for a journal, one a line; what is written to them stays with the learner. */
  readonly prompts: readonly string[];
  /** The round that its results belong to, where the educator collects codes. */
  readonly round?: RoundOf & { readonly title: string };
}

/** A course with its rubrics, in their order: what a package holds. */
export interface WholeCourse extends Course {
  readonly rubrics: readonly CourseRubric[];
}

export const COURSE_TEXT = { title: 120, text: 1_000, prompt: 300, prompts: 12, rubrics: 10 } as const;
