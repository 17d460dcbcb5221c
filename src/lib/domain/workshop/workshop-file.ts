/** What stored workshops, results and parts in workshops must look like. Meanings stand with the types. */
import * as z from 'zod/mini';
import { hashSchema, idSchema, listOf, recordIdSchema, timeSchema, versionSchema } from '../value-file.ts';
import { keptPicture, pictureAgain, type KeptPicture } from './kept-picture.ts';
import { LIMITS } from './limits.ts';
import type { Picture } from './picture.ts';
import { WORKSHOP_TEXT, type EarlierRound, type Workshop, type WorkshopTopic } from './workshop.ts';

const topicSchema = z.strictObject({ id: idSchema, hash: hashSchema, version: z.optional(versionSchema) });
const workshopTopics = listOf(topicSchema, LIMITS.topics, { keyOf: ({ id }) => id }).check(z.minLength(1));

const called = {
  number: z.int().check(z.minimum(0), z.maximum(8191)),
  round: z.int().check(z.minimum(1), z.maximum(4)),
  topics: workshopTopics,
  title: z.string().check(z.maxLength(WORKSHOP_TEXT.title)),
  before: z.optional(
    z.strictObject({ tag: z.int().check(z.minimum(0), z.maximum(65_535)), back: z.boolean(), topics: z.optional(workshopTopics) })
  )
};

/** A round that is compared with an earlier one has its topics, in its order. */
const hasTopicsOfBefore = z.refine<{ topics: WorkshopTopic[]; before?: EarlierRound | undefined }>(
  ({ topics, before }) => !before?.topics || before.topics.map(({ id }) => id).join() === topics.map(({ id }) => id).join(),
  { path: ['before', 'topics'] }
);

/** The round that a course collects codes for. */
export const roundSchema = z.strictObject(called).check(hasTopicsOfBefore);

const reached = z.literal([0, 1, 2, 3, 4]);
const groupLevel = z.literal([-1, 0, 1, 2, 3, 4]);
const people = z.int().check(z.minimum(0), z.maximum(LIMITS.results));
const barSchema = z.strictObject({ levels: z.tuple([groupLevel, groupLevel]), count: people });
const yesSchema = z.union([z.literal(['few', 'nearly all']), z.strictObject({ count: people, of: people })]);

const direction = z.literal(['down', 'same', 'up']);
const changeSchema = z.optional(
  z.nullable(
    z.strictObject({
      parts: z.array(z.strictObject({ of: z.array(direction).check(z.maxLength(3)), count: people })).check(z.maxLength(3)),
      notComparable: z.nullable(people)
    })
  )
);

/** Of a picture the bars and parts are kept, and all that is said of them is worked out of these. */
const pictureSchema = z.pipe(
  z.strictObject({
    of: people,
    topics: z
      .array(
        z.strictObject({
          topic: idSchema,
          bars: z.array(barSchema),
          open: yesSchema,
          change: changeSchema,
          practice: changeSchema,
          yardstick: changeSchema
        })
      )
      .check(z.maxLength(LIMITS.topics))
  }),
  z.transform((kept, context): Picture => {
    try {
      return pictureAgain(kept as KeptPicture);
    } catch (error) {
      context.issues.push({ code: 'custom', message: (error as Error).message, input: kept });
      return z.NEVER;
    }
  })
);

/** @returns a workshop as it is stored, and written into files */
export const writtenWorkshop = (workshop: Workshop) => ({ ...workshop, picture: workshop.picture && keptPicture(workshop.picture) });

export const workshopSchema = z
  .strictObject({
    id: recordIdSchema,
    ...called,
    openedAt: timeSchema,
    state: z.enum(['open', 'shown', 'closed']),
    picture: z.nullable(pictureSchema),
    lines: z.array(z.string().check(z.maxLength(WORKSHOP_TEXT.line))).check(z.maxLength(WORKSHOP_TEXT.lines)),
    collector: z.optional(z.literal(true)),
    received: z.optional(z.literal(true))
  })
  .check(hasTopicsOfBefore);

/** Rounds of a trainer for another one: closed ones that were shown, each once. */
export const shownWorkshopsSchema = z.strictObject({
  format: z.string(),
  version: z.int(),
  workshops: listOf(
    workshopSchema.check(z.refine(({ state, picture, collector }) => state === 'closed' && picture !== null && !collector)),
    LIMITS.rounds,
    { keyOf: ({ id }) => id, at: ['id'] }
  ).check(z.minLength(1))
});

const topicsSchema = z
  .array(
    z.strictObject({
      level: z.nullable(reached),
      open: z.boolean(),
      from: z.optional(z.nullable(z.union([reached, direction]))),
      then: z.optional(z.nullable(reached))
    })
  )
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

const waits = { workshop: recordIdSchema, id: z.string().check(z.regex(/^(key|[0-9a-f]{16})$/)) };
const hexSchema = z.string().check(z.regex(/^[0-9a-f]{64,400}$/));

/** What waits on a laptop that is handed round: a result in a box, or the key to all boxes of its workshop. */
export const waitingSchema = z.union([z.strictObject({ ...waits, box: hexSchema }), z.strictObject({ ...waits, key: hexSchema })]);

/** A code as it was read; what it says is looked over whenever it is used. */
const symbols = (most: number) => z.string().check(z.regex(new RegExp(`^[0-9A-HJKMNP-TV-Z]{1,${most}}$`)));

export const participationSchema = z
  .strictObject({
    assessment: recordIdSchema,
    ...called,
    result: z.int().check(z.minimum(0), z.maximum(2 ** 20 - 1)),
    joinedAt: timeSchema,
    receipt: z.optional(symbols(WORKSHOP_TEXT.receipt)),
    mine: z.optional(z.nullable(recordIdSchema)),
    levels: z.optional(z.array(z.nullable(reached)).check(z.maxLength(LIMITS.topics))),
    group: z.optional(symbols(WORKSHOP_TEXT.group))
  })
  .check(
    hasTopicsOfBefore,
    z.refine(({ topics, levels }) => !levels || levels.length === topics.length, { path: ['levels'] })
  );
