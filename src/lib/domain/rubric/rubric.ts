/**
 * A rubric: one competency's criteria, each with a descriptor for each level.
 *
 * Facts (ids, order, essential cells, version) and words (one file per language) are kept apart, so that a language is one
 * more file and answers never depend on wording. The files are checked by rubric-file.ts and joined by rubric-join.ts.
 */
import type * as z from 'zod/mini';
import type { Level, Thresholds } from '../model.ts';
import type {
  changeSchema,
  draftSchema,
  rubricFactsSchema,
  rubricFileSchema,
  rubricWordsSchema,
  translationSchema
} from './rubric-file.ts';

export type RubricFacts = z.infer<typeof rubricFactsSchema>;
/** The words of a rubric in the language that it was written in: all that is needed is there. */
export type RubricWords = z.infer<typeof rubricWordsSchema>;
/** The words in another language, as far as they go. */
export type Translation = z.infer<typeof translationSchema>;
/** A rubric as it travels: facts, and words in one or more languages. Words of others may be `elsewhere`. */
export type RubricFile = z.infer<typeof rubricFileSchema>;
/** A rubric that somebody is writing; it may be incomplete and wrong. */
export type Draft = z.infer<typeof draftSchema>;
/** How answers to an earlier version carry over. */
export type VersionChange = z.infer<typeof changeSchema>;

/** What names one rubric for good: a published version never changes, and its content has this hash. */
export interface RubricRef {
  readonly id: string;
  readonly version: string;
  /** `contentHash`; absent for built-in rubrics in assessments of before hashes were kept. */
  readonly hash?: string;
}

/** A rubric that comes with the app, as far as it can be had now. */
export interface Base {
  readonly facts: RubricFacts;
  /** All languages that it has. */
  readonly languages: readonly string[];
  /** The words of those that can be had. */
  readonly words: Readonly<Record<string, Translation>>;
}

/** Whether both name one content; where only one of them has a hash, the version tells. */
export const isSameRubric = (a: RubricRef, b: RubricRef): boolean =>
  a.id === b.id && a.version === b.version && (!a.hash || !b.hash || a.hash === b.hash);

/** Texts by level; those that nobody wrote are absent. */
export type ByLevel = { readonly [level in Level]?: string };

/** Who a person is with when they do what the statements of a level say; the words of one language. */
export interface Situation {
  /** Rubrics that name the same id mean the same situation. */
  readonly id: string;
  /** Stands over the statement: “In a group I guide online”. */
  readonly label: string;
  readonly definition?: string;
  /** What does not count. */
  readonly exclusions?: string;
  /** One step for whoever is not in the situation yet: `waysIn` says to whom it is shown. */
  readonly wayIn?: string;
  /** Says that it is not part of one's role: “I guide no groups online”. Absent where that cannot be said of the whole situation. */
  readonly outOfRole?: string;
}

/** What of a criterion a person answers to: enough for the first screen. */
export interface CriterionFace {
  readonly id: string;
  readonly essential: readonly Level[];
  readonly title: string;
  readonly descriptors: Readonly<Record<Level, string>>;
  readonly notApplicable?: ByLevel;
  /** Essential levels whose condition is wider than their situation: asked also of somebody in whose role the situation is not. */
  readonly beyond?: readonly Level[];
}

export interface Criterion extends CriterionFace {
  readonly digcomp: readonly string[];
  readonly help: { readonly about: string; readonly examples: Readonly<Record<string, string>> };
  /** By setting, the level whose statement the example there shows; a setting of which nobody said is absent. */
  readonly exampleLevels: Readonly<Record<string, Level>>;
  readonly evidence: readonly string[];
  readonly next: ByLevel;
}

interface Head {
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly keyLevel: Level;
  readonly title: string;
  readonly short: string;
  readonly about: string;
  /**
   * Places whose text is missing in this language and stands here in another one, with that language (`places.ts` names places).
   * Absent where nothing is missing.
   */
  readonly borrowed?: Readonly<Record<string, string>>;
  /** By level. Absent in rubrics that declare none: these are answered statement by statement. */
  readonly situations?: Readonly<Record<Level, Situation>>;
}

/** A rubric as far as it is needed to answer it. */
export interface RubricFace extends Pick<Head, 'id' | 'language' | 'borrowed' | 'situations'> {
  readonly criteria: readonly CriterionFace[];
}

/** A rubric as the app uses it: facts and the words of one language, joined. */
export interface Rubric extends Head {
  readonly criteria: readonly Criterion[];
  /** Its own thresholds; the model's hold where there are none. */
  readonly thresholds?: Thresholds;
}

/** The part of a rubric that answering needs. */
export function faceOf({ id, language, borrowed, situations, criteria }: Rubric): RubricFace {
  return {
    id,
    language,
    ...(borrowed && { borrowed }),
    ...(situations && { situations: eachSituation(situations, ({ definition: _, exclusions: __, wayIn: ___, ...face }) => face) }),
    criteria: criteria.map(({ id, essential, beyond, title, descriptors, notApplicable }) => ({
      id,
      essential,
      ...(beyond && { beyond }),
      title,
      descriptors,
      notApplicable
    }))
  };
}

/** @returns what comes of each of a rubric's situations, by level */
export const eachSituation = <T, R>(situations: Readonly<Record<Level, T>>, part: (situation: T, level: Level) => R): Record<Level, R> => ({
  1: part(situations[1], 1),
  2: part(situations[2], 2),
  3: part(situations[3], 3),
  4: part(situations[4], 4)
});
