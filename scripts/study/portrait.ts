/** A portrait: a page about a made-up practitioner, with the levels that its writer means. study/README.md says how they came about. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { checked } from '../../src/lib/domain/rubric/rubric-file.ts';

const FOLDER = 'study/portraits';

const text = z.string().check(z.regex(/^\S[^\n]*\S$/));
const topic = z.string().check(z.regex(/^[a-z][a-z-]*$/));

export const portraitSchema = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z-]*$/)),
  title: text,
  setting: z.enum(['school', 'employment', 'higher', 'other']),
  /** Six mend the statements; six were kept for the figure of round 1, and six for that of round 2. */
  study: z.enum(['mend', 'kept', 'kept-2']),
  /** Opens workshops: the group places it before anybody places themselves. */
  calibrates: z.optional(z.literal(true)),
  /** Paragraphs. */
  text: z.array(text).check(z.minLength(1)),
  /** The level meant, by topic. */
  placing: z.record(topic, z.literal([0, 1, 2, 3, 4])),
  /** By topic, the last level that is part of the role; absent where all are. */
  roleEnds: z.optional(z.record(topic, z.literal([1, 2, 3]))),
  /** Why the placing, by topic. */
  because: z.record(topic, text)
});
export type Portrait = z.infer<typeof portraitSchema>;

/** All portraits, in the order of their ids. @throws DataError where a file is not one */
export const readPortraits = (root = '.'): Portrait[] =>
  readdirSync(join(root, FOLDER))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => checked(portraitSchema, JSON.parse(readFileSync(join(root, FOLDER, name), 'utf8')), `${FOLDER}/${name}`));

/** What readers answer about: a portrait that changes after it was read is another one. @returns 16 hexadecimal digits */
export const portraitHash = ({ text, placing, roleEnds }: Portrait): string =>
  createHash('sha256')
    .update(JSON.stringify([text, Object.entries(placing).sort(), Object.entries(roleEnds ?? {}).sort()]))
    .digest('hex')
    .slice(0, 16);
