/** What a stored digest must look like; meanings stand with the types in digest.ts. One that does not is worked out anew. */
import * as z from 'zod/mini';
import type { Digest } from './digest.ts';
import { timeSchema } from '../model-file.ts';

const reached = z.literal([0, 1, 2, 3, 4]);

const digestSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  at: z.nullable(timeSchema),
  done: z.int().check(z.nonnegative()),
  positions: z.array(
    z.strictObject({
      competency: z.string(),
      level: z.nullable(reached),
      reason: z.nullable(z.enum(['open', 'not-applicable'])),
      band: z.tuple([reached, reached]),
      missing: z.array(z.strictObject({ criterion: z.string(), level: z.literal([1, 2, 3, 4]) }))
    })
  )
});

/**
 * @param key what it must have been made for
 * @returns `null` for one that is torn, or was made for anything else
 */
export function readDigest(raw: unknown, id: string, key: string): Digest | null {
  // The cheap questions first: what is made for something else need not be looked at.
  if ((raw as Partial<Digest> | null)?.key !== key) return null;
  const read = digestSchema.safeParse(raw);
  if (!read.success || read.data.id !== id) return null;
  const sound = read.data.positions.every(({ level, reason, band }) => (level === null) === (reason !== null) && band[0] <= band[1]);
  return sound ? (read.data as Digest) : null;
}
