/** What stored and exported answers must look like. Meanings stand with the types in assessment.ts and answer.ts. */
import * as z from 'zod/mini';
import { EVIDENCE, NAME_LENGTH, NOTE_LENGTH } from './assessment.ts';
import { idSchema, timeSchema as at } from '../model-file.ts';

export const criterionKeySchema = z
  .string()
  .check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,39}\.[A-Za-z][A-Za-z0-9-]{0,39}$/, 'is not a competency and a criterion such as privacy.C4'));

/** A rubric's `contentHash`. */
const hashSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'bad-id'));

const cellSchema = z.strictObject({
  value: z.literal([0, 1, 2, 'na']),
  origin: z.enum(['given', 'placed', 'assumed']),
  at
});

export const entrySchema = z.strictObject({
  assessment: z.string().check(z.minLength(1)),
  criterion: criterionKeySchema,
  cells: z.strictObject({
    1: z.optional(cellSchema),
    2: z.optional(cellSchema),
    3: z.optional(cellSchema),
    4: z.optional(cellSchema)
  }),
  note: z.string().check(z.maxLength(NOTE_LENGTH)),
  evidence: z.enum(EVIDENCE),
  at,
  noteAt: z.optional(at),
  evidenceAt: z.optional(at)
});

/** A row that could not be read, put aside under a number. */
export const asideSchema = z.strictObject({
  key: z.number(),
  damage: z.strictObject({ assessment: z.string(), criterion: z.nullable(z.string()), reason: z.string(), raw: z.unknown() })
});

export const assessmentIdSchema = z.string().check(z.minLength(1), z.maxLength(64));

export const headSchema = z.strictObject({
  id: assessmentIdSchema,
  name: z.string().check(z.maxLength(NAME_LENGTH)),
  createdAt: at,
  updatedAt: at,
  rubrics: z.array(z.strictObject({ id: idSchema, version: z.string(), hash: z.optional(hashSchema) })).check(z.minLength(1)),
  size: z.int().check(z.positive()),
  role: z.nullable(idSchema),
  setting: z.nullable(idSchema),
  targets: z.record(idSchema, z.literal([0, 1, 2, 3, 4])),
  cursor: criterionKeySchema,
  retrospectOf: z.optional(assessmentIdSchema)
});
