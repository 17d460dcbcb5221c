/** What stored and exported answers must look like. Meanings stand with the types in assessment.ts and answer.ts. */
import * as z from 'zod/mini';
import { LIMITS } from '../limits.ts';
import {
  criterionKeySchema,
  hashSchema,
  idSchema,
  listOf,
  mostKeys,
  recordIdSchema,
  timeSchema as at,
  versionSchema
} from '../value-file.ts';
import { STORED_ORIGINS } from './answer.ts';
import { EVIDENCE, NAME_LENGTH, NOTE_LENGTH } from './assessment.ts';
import { inOrder } from './scope.ts';

const cellSchema = z.strictObject({
  value: z.literal([0, 1, 2, 'na']),
  origin: z.enum(STORED_ORIGINS),
  at
});

export const entrySchema = z.strictObject({
  assessment: recordIdSchema,
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

/** What is asked all the same is a list of criteria, each once. */
const whereSchema = z.strictObject({
  level: z.literal([1, 2, 3, 4]),
  asked: listOf(idSchema, LIMITS.criteria, { keyOf: (id) => id })
});

const saidSchema = z.strictObject({
  situation: idSchema,
  at,
  where: z.record(idSchema, whereSchema).check(mostKeys(LIMITS.rubricsAnswered))
});

/** Of each situation what was said last. Their order says nothing, and is always the same. */
const scopeSchema = z.pipe(
  listOf(saidSchema, LIMITS.situations, { keyOf: ({ situation }) => situation, at: ['situation'] }),
  z.transform((scope: z.infer<typeof saidSchema>[]) => inOrder(scope))
);

export const headSchema = z
  .strictObject({
    id: recordIdSchema,
    name: z.string().check(z.maxLength(NAME_LENGTH)),
    createdAt: at,
    updatedAt: at,
    // Answers are kept by a rubric's id, so two with the same one would have the same answers.
    rubrics: listOf(z.strictObject({ id: idSchema, version: versionSchema, hash: z.optional(hashSchema) }), LIMITS.rubricsAnswered, {
      keyOf: ({ id }) => id,
      at: ['id']
    }).check(z.minLength(1)),
    size: z.int().check(z.positive(), z.maximum(LIMITS.criteriaAnswered)),
    role: z.nullable(idSchema),
    setting: z.nullable(idSchema),
    targets: z.record(idSchema, z.literal([0, 1, 2, 3, 4])).check(mostKeys(LIMITS.rubricsAnswered)),
    cursor: criterionKeySchema,
    retrospectOf: z.optional(recordIdSchema),
    scope: z.optional(scopeSchema)
  })
  .check((context) => {
    const { rubrics, scope = [] } = context.value;
    const answered = new Set(rubrics.map(({ id }) => id));
    for (const [i, { where }] of scope.entries())
      for (const id of Object.keys(where))
        if (!answered.has(id)) context.issues.push({ code: 'custom', message: 'not-answered', path: ['scope', i, 'where', id], input: id });
  });
