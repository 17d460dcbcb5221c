/** A rubric in a link: all of it, packed, in the part of the address that no server is told. */
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { CEILING, tooLarge } from '../bytes/ceilings.ts';
import { narrowed } from './carries.ts';
import { deflated, inflated, TooMuch } from '../bytes/deflate.ts';
import { decoded, objectOf, parsedJson } from '../bytes/text.ts';

/** The first character says how the rest is packed; it only grows. */
const VERSION = 1;
/** Characters that tell whether the rest is there to the last one. */
const CHECK = 6;

export interface Link {
  /** What follows the address: "#r=1…". */
  readonly fragment: string;
  readonly length: number;
  /** Mail and messengers may cut it off. */
  readonly tooLong: boolean;
}

/** @param language only this language and the one that it was written in go along; all when left out */
export async function linkOf(file: RubricFile, language?: string): Promise<Link> {
  const part = narrowed(file, language);
  const json = JSON.stringify({ rubric: part, of: contentHash(file) });
  const packed = await deflated(new TextEncoder().encode(json));
  const fragment = `#r=${VERSION}${checkOf(packed)}${base64url(packed)}`;
  return { fragment, length: fragment.length, tooLong: fragment.length > CEILING.link };
}

/**
 * @param fragment what follows “#”, or a whole address; line breaks that mail put into it do not matter
 * @returns what the link carries, as parsed JSON, and the hash of the rubric that it was made from
 * @throws DataError where it was cut off, is too long, or is no such link
 */
export async function unpackLink(fragment: string, name: string): Promise<{ rubric: unknown; of: string | null }> {
  const broken = () => new DataError(name, '', 'broken-link');
  if (fragment.length > 4 * CEILING.link) throw tooLong(fragment.length, name);
  const text = fragment.replace(/\s+/g, '');
  const [, carried] = /(?:^|[#&?])r=([A-Za-z0-9_-]+)/.exec(text) ?? [];
  if (!carried) throw broken();
  if (text.length > CEILING.link + 2_000) throw tooLong(text.length, name);
  const fault = versionFault(/^\d/.test(carried) ? Number(carried[0]) : null, VERSION, '');
  if (fault) throw fault.code === 'newer-format' ? new DataError(name, '', fault.code, fault.values) : broken();
  const bytes = fromBase64url(carried.slice(1 + CHECK));
  if (!bytes || checkOf(bytes) !== carried.slice(1, 1 + CHECK)) throw broken();
  let json: Uint8Array;
  try {
    json = await inflated(bytes, CEILING.linkUnpacked);
  } catch (error) {
    throw error instanceof TooMuch ? tooLarge(CEILING.linkUnpacked + 1, CEILING.linkUnpacked, name) : broken();
  }
  const value = objectOf(parsedJson(decoded(json, name), name));
  if (!value) throw broken();
  return { rubric: value.rubric, of: typeof value.of === 'string' && /^[0-9a-f]{32}$/.test(value.of) ? value.of : null };
}

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
