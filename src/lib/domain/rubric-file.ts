/** What a rubric's files must look like, and the check that says where one does not. */
import * as z from 'zod/mini';
import { idSchema } from './model-file.ts';
import { DataError } from './rubric.ts';

const levelSchema = z.literal([1, 2, 3, 4]);
const text = z.string().check(z.minLength(1, 'has no text'));

export const rubricFactsSchema = z.strictObject({
  /** The competency's id. */
  id: idSchema,
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'a version looks like 1.0.0')),
  /** The level at which this competency is the one that matters most. */
  keyLevel: levelSchema,
  criteria: z
    .array(
      z.strictObject({
        id: idSchema,
        /** Levels whose cell cannot be made up for by other points, because people's safety rests on it. */
        essential: z.array(levelSchema)
      })
    )
    .check(z.minLength(1, 'a rubric has at least one criterion'), z.maxLength(50, 'a rubric has at most 50 criteria'))
});

const byLevel = z.strictObject({ '1': text, '2': text, '3': text, '4': text });

export const criterionWordsSchema = z.strictObject({
  title: text,
  /** What the person recognises themselves in, one text a level. */
  descriptors: byLevel,
  help: z.strictObject({
    /** What this criterion is about, in a sentence or two. */
    about: text,
    /** What it can look like, keyed by the model's settings. */
    examples: z.record(idSchema, text)
  }),
  /** What one could show a colleague. */
  evidence: z.array(text).check(z.minLength(1, 'needs at least one idea')),
  /** One thing to try next, keyed by the level that it leads to. */
  next: byLevel,
  /** For each essential level: when "not part of my role" is a true answer. */
  notApplicable: z.optional(z.partialRecord(z.enum(['1', '2', '3', '4']), text))
});

export const rubricWordsSchema = z.strictObject({
  language: z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'a language is a code such as en or sv')),
  /** The competency's name, and a shorter one for charts and narrow screens. */
  title: text,
  short: text,
  about: text,
  /** What a person does at each level, from "You ...": a clause that a sentence about their practice is made of. */
  practice: byLevel,
  criteria: z.record(idSchema, criterionWordsSchema)
});

/** What is known of the rubrics before their words are there. */
export const outlinesSchema = z.array(z.extend(rubricFactsSchema, { title: text, short: text }));

/**
 * Checks a value against a schema.
 *
 * @param file name of the file or place that the value came from, for the message
 * @returns the value, typed
 * @throws DataError naming the file and the place of the first fault
 */
export function checked<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const keys = issue.code === 'unrecognized_keys' ? ` (${issue.keys.join(', ')})` : '';
  throw new DataError(file, issue.path.join('.'), `${issue.message || issue.code}${keys}`);
}
