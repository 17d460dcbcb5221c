/** What a file of a person's data must look like. Meanings stand with the types in personal-data.ts, assessment.ts and plan.ts. */
import * as z from 'zod/mini';
import { entrySchema, headSchema } from '../assessment/assessment-file.ts';
import { LIMITS, LIST_LIMITS } from '../limits.ts';
import { stepSchema } from '../plan/plan-file.ts';
import { FROM_LENGTH, draftSchema, formatVersionSchema, rubricFileSchema } from '../rubric/rubric-file.ts';
import { askedSchema, givenSchema } from '../second/second-file.ts';
import { askedKey } from '../second/second.ts';
import { participationSchema, rowSchema, workshopSchema } from '../workshop/workshop-file.ts';
import { LIMITS as ROUND } from '../workshop/limits.ts';
import { listOf, ownerSchema, timeSchema } from '../value-file.ts';

export const FORMAT = 'waymark-assessment';
/** Only grows; a newer one is declined in plain words. Each step up is in exchange/personal/upgrade.ts. */
export const FORMAT_VERSION = 7;

/** An assessment with its answers: each of them belongs to it, and each criterion stands once. */
const assessmentSchema = z
  .strictObject({
    head: headSchema,
    entries: listOf(entrySchema, LIMITS.criteriaAnswered, {
      keyOf: ({ criterion }) => criterion,
      at: ['criterion'],
      code: 'criterion-twice'
    })
  })
  .check((context) => {
    const { head, entries } = context.value;
    const other = entries.findIndex(({ assessment }) => assessment !== head.id);
    if (other >= 0)
      context.issues.push({ code: 'custom', message: 'other-assessment', path: ['entries', other, 'assessment'], input: entries[other] });
  });

export const personalFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: formatVersionSchema(FORMAT_VERSION),
  owner: z.optional(ownerSchema),
  assessments: listOf(assessmentSchema, LIST_LIMITS.assessments, { keyOf: ({ head }) => head.id, at: ['head', 'id'] }),
  plan: listOf(stepSchema, LIST_LIMITS.plan, { keyOf: ({ id }) => id, at: ['id'] }),
  // Their twins are known by their hash, which is worked out once they are sound: exchange/personal/file.ts.
  rubrics: z
    .array(
      z.strictObject({
        file: rubricFileSchema,
        origin: z.enum(['own', 'received', 'cited']),
        from: z.optional(z.string().check(z.maxLength(FROM_LENGTH))),
        at: timeSchema
      })
    )
    .check(z.maxLength(LIST_LIMITS.rubrics)),
  drafts: listOf(draftSchema, LIST_LIMITS.drafts, { keyOf: ({ id }) => id, at: ['id'] }),
  workshops: listOf(
    z.strictObject({ workshop: workshopSchema, results: listOf(rowSchema, ROUND.results, { keyOf: ({ id }) => id, at: ['id'] }) }),
    LIST_LIMITS.workshops,
    { keyOf: ({ workshop }) => workshop.id, at: ['workshop', 'id'] }
  ),
  participations: listOf(participationSchema, LIST_LIMITS.participations, {
    keyOf: ({ assessment }) => assessment,
    at: ['assessment']
  }),
  asked: listOf(askedSchema, LIST_LIMITS.asked, { keyOf: askedKey, at: ['number'] }),
  given: listOf(givenSchema, LIST_LIMITS.given, { keyOf: ({ number }) => number, at: ['number'] })
});
