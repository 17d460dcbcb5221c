/** What the model's files must look like: rubrics/model.json and one file of words a language. */
import * as z from 'zod/mini';
import { idSchema } from './value-file.ts';

const levelSchema = z.literal([1, 2, 3, 4]);
const reachedSchema = z.literal([0, 1, 2, 3, 4]);
/** A share as [numerator, denominator]: integer arithmetic keeps the rule the same on every machine. */
const shareSchema = z.tuple([z.int().check(z.positive()), z.int().check(z.positive())]);

export const thresholdsSchema = z.strictObject({
  /** Share of a level's possible points at which the level is held. */
  hold: shareSchema,
  /** Share of a level's possible points from which it counts as emerging. */
  emerging: shareSchema,
  /** Share of the criteria that must be answered for a level to say anything. */
  cover: shareSchema,
  /** How many answers, each one step different, the margin band allows for. */
  margin: z.int().check(z.nonnegative()),
  /** How far towards the next level a chart's marker may stand while that level is not held. */
  progressCap: shareSchema
});

/** Who one is with at a level. */
export const situationFactsSchema = z.strictObject({
  /** Rubrics that name the same id mean the same situation. */
  id: idSchema,
  /** Whether one may say of the whole situation that it is not part of one's role. */
  outOfRole: z.optional(z.literal(true))
});

export const noteSchema = z.strictObject({
  id: idSchema,
  kind: z.enum(['safeguard', 'base', 'look-again']),
  /** Shown when this competency (or any) stands at this level or above ... */
  when: z.strictObject({ competency: z.union([z.literal('any'), idSchema]), atLeast: levelSchema }),
  /** ... while this one stands below that level. */
  and: z.strictObject({ competency: idSchema, below: levelSchema })
});

const roleSchema = z.strictObject({ id: idSchema, targets: z.record(idSchema, reachedSchema) });

export const modelSchema = z.strictObject({
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'bad-version')),
  thresholds: thresholdsSchema,
  /** Those of the built-in rubrics, and of own ones that take them over. */
  situations: z.strictObject({
    '1': situationFactsSchema,
    '2': situationFactsSchema,
    '3': situationFactsSchema,
    '4': situationFactsSchema
  }),
  /** The competencies in the order in which they are offered and drawn. */
  competencies: z.array(idSchema).check(z.minLength(1)),
  notes: z.array(noteSchema),
  /** Editable starting points for targets; nobody is expected to aim at 4 everywhere. */
  roles: z.array(roleSchema),
  settings: z.array(idSchema)
});

const text = z.string().check(z.minLength(1, 'no-text'));

/** What is said of a situation, by the model and by rubrics of their own. */
export const situationWordsOf = <T extends typeof text>(text: T) =>
  z.strictObject({
    /** Stands over the statements. */
    label: text,
    definition: text,
    /** What does not count. */
    exclusions: z.optional(text),
    /** One step for whoever is not in the situation yet: how to find, choose and join a group or community, or to begin one. */
    wayIn: z.optional(text),
    /** Says that it is not part of one's role: where the facts let that be said. */
    outOfRole: z.optional(text)
  });
const situationWordsSchema = situationWordsOf(text);

export const modelWordsSchema = z.strictObject({
  language: z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'bad-language')),
  /** Keyed by level, "0" to "4"; "0" is the name for standing before the first level. */
  levels: z.record(z.enum(['0', '1', '2', '3', '4']), z.strictObject({ name: text, short: text, purpose: text })),
  situations: z.strictObject({
    '1': situationWordsSchema,
    '2': situationWordsSchema,
    '3': situationWordsSchema,
    '4': situationWordsSchema
  }),
  notes: z.record(idSchema, text),
  roles: z.record(idSchema, z.strictObject({ name: text, about: text })),
  settings: z.record(idSchema, text)
});
