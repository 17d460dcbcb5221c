/** What stored workshops, results and parts in workshops must look like. Meanings stand with the types. */
import * as z from 'zod/mini';
import { hashSchema, idSchema, listOf, recordIdSchema, timeSchema } from '../value-file.ts';
import { GroupError, shownAgain, shownOfAgain, type Bar } from './floor.ts';
import { LIMITS } from './limits.ts';
import type { Picture } from './round.ts';
import { WORKSHOP_TEXT, type Workshop } from './workshop.ts';

const called = {
  number: z.int().check(z.minimum(0), z.maximum(8191)),
  round: z.int().check(z.minimum(1), z.maximum(4)),
  topics: listOf(z.strictObject({ id: idSchema, hash: hashSchema }), LIMITS.topics, { keyOf: ({ id }) => id }).check(z.minLength(1)),
  title: z.string().check(z.maxLength(WORKSHOP_TEXT.title))
};

const groupLevel = z.literal([-1, 0, 1, 2, 3, 4]);
const people = z.int().check(z.minimum(0), z.maximum(LIMITS.results));
const barSchema = z.strictObject({ levels: z.tuple([groupLevel, groupLevel]), count: people });
const yesSchema = z.union([z.literal(['few', 'nearly all']), z.strictObject({ count: people, of: people })]);

/** Of a picture the bars are kept, and all that is said of them is worked out of these. */
const pictureSchema = z.pipe(
  z.strictObject({
    of: people,
    topics: z.array(z.strictObject({ topic: idSchema, bars: z.array(barSchema), open: yesSchema })).check(z.maxLength(LIMITS.topics))
  }),
  z.transform(({ of, topics }, context): Picture => {
    try {
      const picture = {
        of,
        topics: topics.map(({ topic, bars, open }) => ({ topic, levels: shownAgain(bars), open: shownOfAgain(open) }))
      };
      // Each topic is of all who handed in.
      const isOfAll = ({ levels, open }: (typeof picture.topics)[number]) =>
        levels.bins.reduce((sum, { count }) => sum + count, 0) === of && (typeof open === 'string' || open.of === of);
      if (!picture.topics.every(isOfAll)) throw new GroupError('the topics are not of the same people');
      return picture;
    } catch (error) {
      context.issues.push({ code: 'custom', message: (error as Error).message, input: topics });
      return z.NEVER;
    }
  })
);

/** The picture as it is kept. */
const keptPicture = ({ of, topics }: Picture) => ({
  of,
  topics: topics.map(({ topic, levels, open }) => ({ topic, bars: levels.bins as readonly Bar[], open }))
});

/** @returns a workshop as it is stored, and written into files */
export const writtenWorkshop = (workshop: Workshop) => ({ ...workshop, picture: workshop.picture && keptPicture(workshop.picture) });

export const workshopSchema = z.strictObject({
  id: recordIdSchema,
  ...called,
  openedAt: timeSchema,
  state: z.enum(['open', 'shown', 'closed']),
  picture: z.nullable(pictureSchema),
  lines: z.array(z.string().check(z.maxLength(WORKSHOP_TEXT.line))).check(z.maxLength(WORKSHOP_TEXT.lines))
});

const topicsSchema = z
  .array(z.strictObject({ level: z.nullable(z.literal([0, 1, 2, 3, 4])), open: z.boolean() }))
  .check(z.minLength(1), z.maxLength(LIMITS.topics));

/** A result in a file. */
export const rowSchema = z.strictObject({ id: z.int().check(z.minimum(0), z.maximum(2 ** 20 - 1)), topics: topicsSchema });

/** A result as it is stored. */
export const resultSchema = z.strictObject({
  workshop: recordIdSchema,
  /** The random id, in five hexadecimal digits: keys are texts. */
  id: z.string().check(z.regex(/^[0-9a-f]{5}$/)),
  topics: topicsSchema
});

export const participationSchema = z.strictObject({
  assessment: recordIdSchema,
  ...called,
  result: z.int().check(z.minimum(0), z.maximum(2 ** 20 - 1)),
  joinedAt: timeSchema
});
