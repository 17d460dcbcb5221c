/** What a stored or exported step must look like. Meanings stand with the type in plan.ts. */
import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import { criterionKeySchema, daySchema, recordIdSchema, timeSchema as at, versionSchema } from '../value-file.ts';
import { STEP_LENGTH, STEP_STATES } from './plan.ts';

export const stepSchema = z.strictObject({
  id: recordIdSchema,
  what: z.string().check(z.maxLength(STEP_LENGTH.what)),
  why: z.string().check(z.maxLength(STEP_LENGTH.why)),
  aim: z.nullable(
    z.strictObject({
      criterion: criterionKeySchema,
      level: z.literal([1, 2, 3, 4]),
      assessment: recordIdSchema,
      version: z.optional(versionSchema)
    })
  ),
  by: z.nullable(daySchema),
  with: z.string().check(z.maxLength(STEP_LENGTH.with)),
  state: z.enum(STEP_STATES),
  doneAt: z.optional(at),
  note: z.string().check(z.maxLength(STEP_LENGTH.note)),
  order: z.number().check(z.minimum(-LIMITS.order), z.maximum(LIMITS.order)),
  createdAt: at,
  at
});
