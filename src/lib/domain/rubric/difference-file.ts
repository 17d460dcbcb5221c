/** What the difference between a rubric and a built-in one looks like in a link. */
import * as z from 'zod/mini';
import { hashSchema, idSchema, versionSchema } from '../value-file.ts';

/**
 * How something differs is any JSON here: what comes of it is checked as every rubric is, and has to have the hashes that are named. Of a
 * difference, `null` takes a part away.
 */
const anything = z.optional(z.unknown());

export const differenceSchema = z.strictObject({
  /** The hash of the rubric that comes of it. */
  of: hashSchema,
  base: z.strictObject({ id: idSchema, version: versionSchema, hash: hashSchema }),
  facts: anything,
  /**
   * Each language of the rubric: the hash of its words; and, where these come along, how they differ from the base's, or the part of them that
   * their sender has.
   */
  words: z.record(z.string(), z.strictObject({ hash: hashSchema, patch: anything, part: anything }))
});

export type Difference = z.infer<typeof differenceSchema>;
