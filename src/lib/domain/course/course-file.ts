/**
 * An educator's choices as a file: all that a course is made of besides the player, its texts, and the rubrics that come with Waymark. The command makes
 * of it the very file that the app makes, and a page hands it over to the frame that it shows.
 */
import * as z from 'zod/mini';
import { formatVersionSchema, languagesSchema, rubricFactsSchema, rubricFileSchema } from '../rubric/rubric-file.ts';
import { hashSchema, idSchema, listOf, versionSchema } from '../value-file.ts';
import { roundSchema } from '../workshop/workshop-file.ts';
import { ASKS, COMPLETIONS, COURSE_TEXT, STANDS_IN, type EarlierVersion } from './course.ts';
import type { CourseWishes } from './wishes.ts';

export const COURSE_FORMAT = 'waymark-course';
/** The newest that is read; it only grows, and a newer one is declined in plain words. */
export const COURSE_FORMAT_VERSION = 1;

/** How many versions of before there may be, of all topics. */
const EARLIER = 40;

const text = (most: number) => z.string().check(z.maxLength(most, 'long-text'));
const oneOfEach = <const T extends string>(all: readonly T[]) => listOf(z.enum(all), all.length, { keyOf: (one) => one });

/** Facts of a version of before: of some there is only what says how answers carry over. */
const earlierSchema = z.strictObject({
  hash: hashSchema,
  facts: z.extend(z.partial(rubricFactsSchema), {
    id: idSchema,
    version: versionSchema,
    criteria: rubricFactsSchema.shape.criteria
  }),
  words: languagesSchema
});

/** Of the rubrics in it only their shape is checked here. */
export const courseFileSchema = z.strictObject({
  format: z.literal(COURSE_FORMAT),
  formatVersion: formatVersionSchema(COURSE_FORMAT_VERSION),
  wishes: z.strictObject({
    standsIn: z.enum(STANDS_IN),
    title: text(COURSE_TEXT.title),
    text: text(COURSE_TEXT.text),
    languages: listOf(z.string().check(z.regex(/^[a-z]{2,3}$/, 'bad-language')), 40, { keyOf: (one) => one }).check(
      z.minLength(1, 'short-list')
    ),
    completion: z.enum(COMPLETIONS),
    asks: oneOfEach(ASKS),
    prompts: z.array(text(COURSE_TEXT.prompt)).check(z.maxLength(COURSE_TEXT.prompts)),
    round: z.optional(roundSchema)
  }),
  /** In their order. Whether a topic comes with Waymark; else it is among `rubrics`. */
  topics: listOf(z.strictObject({ id: idSchema, hash: hashSchema, builtIn: z.boolean() }), COURSE_TEXT.topics, {
    keyOf: ({ id }) => id
  }).check(z.minLength(1)),
  rubrics: z.array(rubricFileSchema).check(z.maxLength(COURSE_TEXT.topics)),
  earlier: z.array(earlierSchema).check(z.maxLength(EARLIER))
});

/** What a course is made of, as it is written down. */
export interface CourseChoices {
  readonly wishes: CourseWishes;
  readonly topics: readonly { readonly id: string; readonly hash: string; readonly builtIn: boolean }[];
  readonly earlier: readonly EarlierVersion[];
}
