/**
 * A rubric in a link, in the part of the address that no server is told: the whole of it, or its difference to a built-in one, whichever is
 * shorter. What translations were made from stays behind: it is much, and no part of what makes the rubric that rubric.
 */
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import type { Base, RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { SoundRubric } from '#lib/domain/rubric/sound.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { CEILING, tooLarge } from '../bytes/ceilings.ts';
import { narrowed } from './carries.ts';
import { differenceOf } from './difference.ts';
import { deflated, inflated, TooMuch } from '../bytes/deflate.ts';
import { decoded, objectOf, parsedJson } from '../bytes/text.ts';

/** The first character says how the rest is packed; it only grows. 1 carried a rubric alone, with the hash of the one that it was made from. */
const VERSION = 2;
/** Characters that tell whether the rest is there to the last one. */
const CHECK = 6;

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
  const packed = await Promise.all(ways.map((way) => deflated(new TextEncoder().encode(JSON.stringify(way)))));
  const bytes = packed.reduce((a, b) => (b.length < a.length ? b : a));
  const fragment = `#r=${VERSION}${checkOf(bytes)}${base64url(bytes)}`;
  return { fragment, bytes, tooLong: fragment.length > CEILING.link };
}

/** What a link carries, as parsed JSON: a rubric, and for version 1 the hash of the one that it was made from; or a difference. */
export type Carried = { readonly rubric: unknown; readonly of: string | null } | { readonly difference: unknown };

/** @returns the bytes that follow “r=” in a link; `null` where they are not there to the last one */
function bytesIn(carried: string): Uint8Array<ArrayBuffer> | null {
  const bytes = fromBase64url(carried.slice(1 + CHECK));
  return bytes && checkOf(bytes) === carried.slice(1, 1 + CHECK) ? bytes : null;
}

/** Whether what follows “r=” is there to the last character. */
export const isWhole = (carried: string): boolean => carried.length > 1 + CHECK && bytesIn(carried) !== null;

/**
 * @param fragment what follows “#”
 * @throws DataError where it was cut off, is too long, or is no such link
 */
export async function unpackLink(fragment: string, name: string): Promise<Carried> {
  if (fragment.length > CEILING.link + 2_000) throw tooLong(fragment.length, name);
  const [, carried] = /^#?r=([A-Za-z0-9_-]+)$/.exec(fragment) ?? [];
  if (!carried) throw broken(name);
  const fault = versionFault(/^\d/.test(carried) ? Number(carried[0]) : null, VERSION, '');
  if (fault) throw fault.code === 'newer-format' ? new DataError(name, '', fault.code, fault.values) : broken(name);
  const bytes = bytesIn(carried);
  if (!bytes) throw broken(name);
  return unpackBytes(bytes, name);
}

/** @param bytes as `linkOf` gives them @throws DataError where they are damaged, or unfold to too much */
export async function unpackBytes(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Carried> {
  let json: Uint8Array;
  try {
    json = await inflated(bytes, CEILING.linkUnpacked);
  } catch (error) {
    throw error instanceof TooMuch ? tooLarge(CEILING.linkUnpacked + 1, CEILING.linkUnpacked, name) : broken(name);
  }
  const value = objectOf(parsedJson(decoded(json, name), name));
  if (!value) throw broken(name);
  if (value.difference !== undefined) return { difference: value.difference };
  return { rubric: value.rubric, of: typeof value.of === 'string' && /^[0-9a-f]{32}$/.test(value.of) ? value.of : null };
}

const broken = (name: string) => new DataError(name, '', 'broken-link');

const tooLong = (size: number, name: string) => new DataError(name, '', 'long-link', { size, most: CEILING.link });

const checkOf = (bytes: Uint8Array) => base64url(sha256(bytes).subarray(0, 4));

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
