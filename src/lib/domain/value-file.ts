/**
 * Values that stand in files and rows of every kind, each defined once: ids, times, days, and lists without twins. Whoever checks a file, a row
 * or a link does it with these, so that no door is wider than another.
 */
import * as z from 'zod/mini';
import type { FaultCode } from './faults.ts';
import { LIMITS } from './limits.ts';
import { draftIdOf, HASH } from './draft-id.ts';
import { LAST_TIME } from './time.ts';

// The pages' security policy forbids code made from strings; zod need not try.
z.config({ jitless: true });

/** Words and answers are looked up by id: one that every object has, such as “constructor”, would find what nobody wrote. */
const NOT_EVERYWHERE = '(?!(?:constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)$)';

/**
 * Ids of rubrics, criteria, roles and settings are short and plain, so that they can stand in a file name, an address and a spreadsheet.
 * Said as a pattern, so that the published schema can say it too.
 */
export const idSchema = z.string().check(z.regex(new RegExp(`^${NOT_EVERYWHERE}[A-Za-z][A-Za-z0-9-]{0,39}$`), 'bad-id'));

/**
 * Ids of assessments, steps and drafts. The app draws 32 hexadecimal digits. Up to version 0.2 a file could bring in any text: what can be seen
 * and has one line stays, for addresses, pages and calendars escape it.
 */
export const recordIdSchema = z
  .string()
  .check(
    z.regex(new RegExp(`^${NOT_EVERYWHERE}(?!__\\w+__$)[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]{1,${LIMITS.id}}$`, 'u'), 'bad-record-id')
  );

/** Whose data a file holds: made by chance, and as long as a hash. */
export const ownerSchema = z.string().check(z.regex(HASH, 'bad-record-id'));

/** A draft's id; one of before version 0.3 becomes a present one. */
export const draftIdSchema = z.pipe(recordIdSchema, z.transform(draftIdOf));

/** A rubric's `contentHash`. */
export const hashSchema = z.string().check(z.regex(HASH, 'bad-hash'));

/** A criterion's place among all rubrics, such as “privacy.C4”. */
export const criterionKeySchema = z
  .string()
  .check(z.regex(/^[A-Za-z][A-Za-z0-9-]{0,39}\.[A-Za-z][A-Za-z0-9-]{0,39}$/, 'bad-criterion-key'));

/** A rubric's version, such as 1.0.0. */
export const versionSchema = z.string().check(z.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'bad-version'));

/** A time, wherever one stands: what is no date would break every page that shows it. */
export const timeSchema = z.int('bad-time').check(z.minimum(0, 'bad-time'), z.maximum(LAST_TIME, 'bad-time'));

/** A day on a calendar, such as 2026-03-09. */
export const daySchema = z.iso.date('bad-day').check(z.regex(/^(?!0000)/, 'bad-day'));

/** What no two items of a list have in common, where in an item that stands, and what is said of the second one. */
interface Twins<T> {
  readonly keyOf: (item: T) => unknown;
  readonly at?: readonly string[];
  readonly code?: FaultCode;
}

/**
 * A list of at most so many items without twins: pages tell the items of a list apart by their keys, and fall over two with the same one.
 *
 * @param over what is said of too many
 */
export function listOf<T extends z.ZodMiniType>(
  item: T,
  most: number,
  { keyOf, at = [], code = 'id-twice' }: Twins<z.output<T>>,
  over?: FaultCode
) {
  return z.array(item).check(z.maxLength(most, over), (context) => {
    const seen = new Set<unknown>();
    context.value.forEach((one, i) => {
      const key = keyOf(one);
      if (seen.has(key)) context.issues.push({ code: 'custom', message: code, path: [i, ...at], input: key });
      seen.add(key);
    });
  });
}

/** For a record: at most so many keys. */
export const mostKeys = (most: number) =>
  z.check<object>((context) => {
    const { value } = context;
    if (Object.keys(value).length > most)
      context.issues.push({ code: 'too_big', origin: 'array', maximum: most, inclusive: true, input: value });
  });
