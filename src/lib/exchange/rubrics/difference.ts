/**
 * A rubric as what it has other than a built-in one. Every device has those, so a link need not carry them; and with the hash of each language's
 * words it is the same rubric also where some languages cannot be put together.
 */
import { DataError } from '#lib/domain/faults.ts';
import { canonical, hashOf, wordsHash } from '#lib/domain/hash.ts';
import { hasAll, sourceOf } from '#lib/domain/rubric/places.ts';
import { differenceSchema, type Difference } from '#lib/domain/rubric/difference-file.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import type { Base, RubricFacts, RubricFile, RubricRef, Translation } from '#lib/domain/rubric/rubric.ts';
import { judged, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import type { Level } from '#lib/domain/model.ts';
import { openedAs, type OpenedRubric } from './opened.ts';

/** JSON without `null`: of a difference, `null` takes a part away. */
type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };
type Patch = null | Json | { readonly [key: string]: Patch };

/** @param value parsed JSON @throws DataError where it is none */
export const readDifference = (value: unknown, name: string): Difference => checked(differenceSchema, value, name);

const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @returns what makes `after` of `before`; `undefined` where they say the same */
function patchOf(before: Json | undefined, after: Json): Patch | undefined {
  if (before !== undefined && canonical(before) === canonical(after)) return undefined;
  if (!isRecord(before) || !isRecord(after)) return after;
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const changed = Object.entries(after).flatMap(([key, one]) => {
    const patch = patchOf(Object.hasOwn(before, key) ? before[key] : undefined, one);
    return patch === undefined ? [] : [[key, patch] as const];
  });
  return Object.fromEntries([...gone.map((key) => [key, null] as const), ...changed]);
}

function patched(before: Json | undefined, patch: Patch | undefined): Json | undefined {
  if (patch === undefined) return before;
  if (patch === null) return undefined;
  if (!isRecord(patch)) return patch as Json;
  const old = isRecord(before) ? before : {};
  const names = [...Object.keys(old).filter((key) => !Object.hasOwn(patch, key)), ...Object.keys(patch)];
  return Object.fromEntries(
    names.flatMap((key) => {
      const one = patched(Object.hasOwn(old, key) ? old[key] : undefined, Object.hasOwn(patch, key) ? patch[key] : undefined);
      return one === undefined ? [] : [[key, one] as const];
    })
  );
}

/** Facts with the criteria by their ids and their order beside them, so that one that is added says nothing of the others. */
function keyed({ criteria, ...rest }: RubricFacts): Json {
  const by = Object.fromEntries(criteria.map(({ id, ...one }) => [id, one]));
  return { ...rest, criteria: by, order: criteria.map(({ id }) => id) } as unknown as Json;
}

/** @param value as `keyed` makes it, or anything else @returns facts, unchecked */
function unkeyed(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const { criteria, order, ...rest } = value;
  if (!isRecord(criteria) || !Array.isArray(order)) return rest;
  return { ...rest, criteria: order.map((id) => ({ id, ...(criteria[String(id)] as object | undefined) })) };
}

const bare = (language: string): Translation => ({ language, criteria: {} });

/** The base's words of a language; nothing where it has none; `undefined` where they cannot be had now. */
function baseWords({ languages, words }: Base, language: string): Translation | undefined {
  if (languages.includes(language)) return Object.hasOwn(words, language) ? words[language] : undefined;
  return bare(language);
}

/**
 * @param file a sound rubric's
 * @param of its hash
 * @param language besides what is as in the base, only this one comes along; all when left out
 */
export function differenceOf(file: RubricFile, of: string, base: Base, ref: Required<RubricRef>, language?: string): Difference {
  const words = [...new Set([...Object.keys(file.words), ...Object.keys(file.elsewhere ?? {})])].map((code) => {
    const own = Object.hasOwn(file.words, code) ? file.words[code] : undefined;
    if (!hasAll(file, code)) return [code, { hash: file.elsewhere![code]!, ...(own && { part: own }) }] as const;
    const before = baseWords(base, code);
    const patch = before && (patchOf(before as Json, own as Json) ?? {});
    const comes = patch && (language === undefined || code === language || Object.keys(patch).length === 0);
    return [code, { hash: wordsHash(own!), ...(comes && { patch }) }] as const;
  });
  const facts = patchOf(keyed(base.facts), keyed(file.facts));
  return { of, base: ref, ...(facts === undefined ? {} : { facts }), words: Object.fromEntries(words) };
}

/**
 * Puts the rubric together again. Of languages whose words in the base cannot be had now, it has as much as the difference says itself.
 *
 * @param name what stands for a file's name in messages
 * @returns the rubric; `null` where another base was meant
 * @throws DataError where it is none, or where not enough of its words can be had to show it
 */
export function rebuilt({ of, facts, words }: Difference, base: Base, name: string): OpenedRubric | null {
  const whole: Record<string, unknown> = {};
  const elsewhere: Record<string, string> = {};
  const hashes: Record<string, string> = {};
  for (const [language, { hash, patch, part }] of Object.entries(words)) {
    hashes[language] = hash;
    const before = baseWords(base, language);
    const own = before && patched(before as Json, patch as Patch | undefined);
    if (own && part === undefined && wordsHash(own as object) === hash) {
      whole[language] = own;
      continue;
    }
    // With these words before it, what was changed has to be what was meant.
    if (own && patch !== undefined) return null;
    elsewhere[language] = hash;
    const some = part ?? patched(bare(language) as unknown as Json, patch as Patch | undefined);
    if (some !== undefined) whole[language] = some;
  }
  const rebuiltFacts = unkeyed(patched(keyed(base.facts), facts as Patch | undefined));
  if (hashOf(rebuiltFacts as object, hashes) !== of) return null;
  const opened = openedAs('link', { facts: rebuiltFacts, words: whole, elsewhere }, name, null);
  const language = sourceOf(opened.draft.facts);
  if (Object.hasOwn(elsewhere, language) && opened.faults.length > 0 && opened.faults.every(({ code }) => code === 'no-text'))
    throw new DataError(name, '', 'words-away', { language });
  return opened;
}

/**
 * Adds words that can be had by now: those that are the base's, with what is here laid over them.
 *
 * @returns the rubric with all that could be proved to be its words; the very same where nothing could
 */
export function completed(rubric: SoundRubric, base: Base): SoundRubric {
  const { facts, words, elsewhere = {}, translated } = rubric.file;
  const found = Object.entries(elsewhere).flatMap(([language, hash]) => {
    const before = baseWords(base, language);
    const own = before && laid(before, Object.hasOwn(words, language) ? words[language]! : bare(language), facts);
    return own && wordsHash(own) === hash ? [[language, own] as const] : [];
  });
  if (found.length === 0) return rubric;
  return judged({ facts, words: { ...words, ...Object.fromEntries(found) }, translated, elsewhere }).rubric ?? rubric;
}

/** The base's words with a part of the rubric's own over them, and without what the rubric has no more. */
function laid(before: Translation, part: Translation, facts: RubricFacts): Translation {
  const all = patched(before as Json, part as Json) as unknown as Translation;
  const criteria = facts.criteria.flatMap(({ id, essential }) => {
    if (!Object.hasOwn(all.criteria, id)) return [];
    const { notApplicable, ...rest } = all.criteria[id]!;
    const asked = Object.entries(notApplicable ?? {}).filter(([level]) => essential.includes(Number(level) as Level));
    return [[id, { ...rest, ...(asked.length > 0 && { notApplicable: Object.fromEntries(asked) }) }] as const];
  });
  return { ...all, criteria: Object.fromEntries(criteria) };
}
