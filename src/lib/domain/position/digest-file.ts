/** What a stored digest must look like; meanings stand with the types in digest.ts. One that does not is worked out anew. */
import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { idSchema, listOf, recordIdSchema, timeSchema } from '../value-file.ts';

const reached = z.literal([0, 1, 2, 3, 4]);

export const digestSchema = z.strictObject({
  id: recordIdSchema,
  key: z.string(),
  at: z.nullable(timeSchema),
  done: z.int().check(z.nonnegative(), z.maximum(LIMITS.criteriaAnswered)),
  positions: listOf(
    z
      .strictObject({
        competency: idSchema,
        level: z.nullable(reached),
        reason: z.nullable(z.enum(['open', 'not-applicable'])),
        band: z.tuple([reached, reached]),
        borrowed: z.boolean()
      })
      .check(z.refine(({ level, reason, band }) => (level === null) === (reason !== null) && band[0] <= band[1], 'bad-shape')),
    LIMITS.rubricsAnswered,
    { keyOf: ({ competency }) => competency }
  )
});
