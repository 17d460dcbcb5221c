/**
 * A rubric: one competency's criteria, each with a descriptor for each level.
 *
 * Facts (ids, order, essential cells, version) and words (one file a language) are kept apart, so that a language is one
 * more file and answers never depend on wording. The files are checked by rubric-file.ts.
 */
import type * as z from 'zod/mini';
import { LEVELS, type Level } from './model.ts';
import type { criterionWordsSchema, rubricFactsSchema, rubricWordsSchema } from './rubric-file.ts';

export type RubricFacts = z.infer<typeof rubricFactsSchema>;
export type CriterionWords = z.infer<typeof criterionWordsSchema>;
export type RubricWords = z.infer<typeof rubricWordsSchema>;

/** What of a criterion a person answers to: enough for the first screen. */
export interface CriterionFace extends Pick<CriterionWords, 'title' | 'descriptors' | 'notApplicable'> {
  readonly id: string;
  readonly essential: readonly Level[];
}

export interface Criterion extends CriterionWords, CriterionFace {
  readonly id: string;
}

interface Head {
  readonly id: string;
  readonly version: string;
  readonly language: string;
  readonly keyLevel: Level;
  readonly title: string;
  readonly short: string;
  readonly about: string;
}

/** A rubric as far as it is needed to answer it. */
export interface RubricFace extends Head {
  readonly criteria: readonly CriterionFace[];
}

/** A rubric as the app uses it: facts and the words of one language, joined. */
export interface Rubric extends Head {
  readonly practice: Readonly<Record<Level, string>>;
  readonly criteria: readonly Criterion[];
}

/** The part of a rubric that answering needs. */
export function faceOf({ practice: _, ...rubric }: Rubric): RubricFace {
  return {
    ...rubric,
    criteria: rubric.criteria.map(({ id, essential, title, descriptors, notApplicable }) => ({
      id,
      essential,
      title,
      descriptors,
      notApplicable
    }))
  };
}

/** Says where in which file something is wrong, and what. */
export class DataError extends Error {
  constructor(
    readonly file: string,
    readonly place: string,
    readonly reason: string
  ) {
    super(`${file}: ${place ? `${place} ` : ''}${reason}`);
    this.name = 'DataError';
  }
}

/**
 * Joins a rubric's facts with its words.
 *
 * @throws DataError when a criterion has no words, words have no criterion, or an essential cell does not say when
 *   "not part of my role" is a true answer
 */
export function joinRubric(facts: RubricFacts, words: RubricWords, file: string): Rubric {
  const seen = new Set<string>();
  const criteria = facts.criteria.map(({ id, essential }) => {
    if (seen.has(id)) throw new DataError(file, id, 'stands twice in rubric.json');
    seen.add(id);
    const own = words.criteria[id];
    if (!own) throw new DataError(file, id, 'has no words');
    for (const level of essential)
      if (!own.notApplicable?.[level]) throw new DataError(file, `${id}.${level}`, 'is essential and needs a notApplicable text');
    for (const level of LEVELS)
      if (own.notApplicable?.[level] && !essential.includes(level))
        throw new DataError(file, `${id}.${level}`, 'has a notApplicable text but is not essential in rubric.json');
    return { id, essential, ...own };
  });
  for (const id of Object.keys(words.criteria)) if (!seen.has(id)) throw new DataError(file, id, 'is not a criterion of rubric.json');
  return {
    id: facts.id,
    version: facts.version,
    language: words.language,
    keyLevel: facts.keyLevel,
    title: words.title,
    short: words.short,
    about: words.about,
    practice: words.practice,
    criteria
  };
}
