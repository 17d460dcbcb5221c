/**
 * A rubric in a link, in the part of the address that no server is told: the whole of it, or its difference to a built-in one, whichever is
 * shorter. What translations were made from stays behind: it is much, and no part of what makes the rubric that rubric.
 */
import type { Base, RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { SoundRubric } from '#lib/domain/rubric/sound.ts';
import { carriedBytes, carriedText, isTooLong, packedObject, unpackedObject } from '../bytes/carried.ts';
import { narrowed } from './carries.ts';
import { differenceOf } from './difference.ts';

/** The first character says how the rest is packed; it only grows. 1 carried a rubric alone, with the hash of the one that it was made from. */
const VERSION = 2;

export interface Link {
  /** What follows the address: "#r=2…". */
  readonly fragment: string;
  /** The same as bytes, for pictures. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Mail and messengers may cut it off. */
  readonly tooLong: boolean;
}

/**
 * @param language only this language comes along, as far as it can do without others; all when left out
 * @param base the built-in rubric that this one was made from, or is, where it can be had
 */
export async function linkOf(
  { file, hash }: Pick<SoundRubric, 'file' | 'hash'>,
  language?: string,
  base?: { readonly ref: Required<RubricRef>; readonly base: Base }
): Promise<Link> {
  const { translated: _, ...part } = language === undefined ? file : narrowed(file, language);
  const ways: object[] = [{ rubric: part }];
  if (base) ways.push({ difference: differenceOf(file, hash, base.base, base.ref, language) });
  const packed = await Promise.all(ways.map(packedObject));
  const bytes = packed.reduce((a, b) => (b.length < a.length ? b : a));
  const fragment = `#r=${carriedText(VERSION, bytes)}`;
  return { fragment, bytes, tooLong: isTooLong(fragment) };
}

/** What a link carries, as parsed JSON: a rubric, and for version 1 the hash of the one that it was made from; or a difference. */
export type Carried = { readonly rubric: unknown; readonly of: string | null } | { readonly difference: unknown };

/**
 * @param fragment what follows “#”
 * @throws DataError where it was cut off, is too long, or is no such link
 */
export const unpackLink = async (fragment: string, name: string): Promise<Carried> =>
  unpackBytes(carriedBytes(fragment, 'r', VERSION, name), name);

/** @param bytes as `linkOf` gives them @throws DataError where they are damaged, or unfold to too much */
export async function unpackBytes(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Carried> {
  const value = await unpackedObject(bytes, name);
  if (value.difference !== undefined) return { difference: value.difference };
  return { rubric: value.rubric, of: typeof value.of === 'string' && /^[0-9a-f]{32}$/.test(value.of) ? value.of : null };
}
