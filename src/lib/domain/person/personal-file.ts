/** What a file of a person's data must look like. Meanings stand with the types in personal-data.ts, assessment.ts and plan.ts. */
import * as z from 'zod/mini';
import { entrySchema, headSchema } from '../assessment/assessment-file.ts';
import { timeSchema } from '../model-file.ts';
import { stepSchema } from '../plan/plan-file.ts';
import { FROM_LENGTH, draftSchema, formatVersionSchema, rubricFileSchema } from '../rubric/rubric-file.ts';

export const FORMAT = 'waymark-assessment';
/** Only grows; a newer one is declined in plain words. Each step up is in exchange/personal/upgrade.ts. */
export const FORMAT_VERSION = 3;

export const personalFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: formatVersionSchema(FORMAT_VERSION),
  assessments: z.array(z.strictObject({ head: headSchema, entries: z.array(entrySchema) })),
  plan: z.array(stepSchema),
  rubrics: z.array(
    z.strictObject({
      file: rubricFileSchema,
      origin: z.enum(['own', 'received', 'cited']),
      from: z.optional(z.string().check(z.maxLength(FROM_LENGTH))),
      at: timeSchema
    })
  ),
  drafts: z.array(draftSchema)
});
