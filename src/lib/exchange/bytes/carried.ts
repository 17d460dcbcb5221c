/**
 * What a link carries behind “#”: a part such as “r=”, one digit for the version, a check, and packed JSON in signs that stand in any address. It
 * says itself whether it is there to the last character.
 */
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { CEILING, tooLarge } from './ceilings.ts';
import { deflated, inflated, TooMuch } from './deflate.ts';
import { decoded, objectOf, parsedJson } from './text.ts';

/** Characters that tell whether the rest is there. */
const CHECK = 6;
/** What may stand before the carried part, and with it, in a fragment. */
const BESIDE = 2_000;

export const packedObject = (value: object): Promise<Uint8Array<ArrayBuffer>> => deflated(new TextEncoder().encode(JSON.stringify(value)));

/** @param version one digit @returns what follows “r=” */
export const carriedText = (version: number, bytes: Uint8Array): string => `${version}${checkOf(bytes)}${base64url(bytes)}`;

/** Mail and messengers may cut it off. */
export const isTooLong = (fragment: string): boolean => fragment.length > CEILING.link;

/** @returns the bytes that follow “r=” in a link; `null` where they are not there to the last one */
function bytesIn(carried: string): Uint8Array<ArrayBuffer> | null {
  const bytes = fromBase64url(carried.slice(1 + CHECK));
  return bytes && checkOf(bytes) === carried.slice(1, 1 + CHECK) ? bytes : null;
}

/** Whether what follows “r=” is there to the last character. */
export const isWhole = (carried: string): boolean => carried.length > 1 + CHECK && bytesIn(carried) !== null;

/**
 * @param fragment what follows “#”, with the name of its part
 * @param part such as “r”
 * @param version the highest one that is known
 * @throws DataError where it was cut off, is too long, of a newer version, or is no such link
 */
export function carriedBytes(fragment: string, part: string, version: number, name: string): Uint8Array<ArrayBuffer> {
  if (fragment.length > CEILING.link + BESIDE) throw new DataError(name, '', 'long-link', { size: fragment.length, most: CEILING.link });
  const [, carried] = new RegExp(`^#?${part}=([A-Za-z0-9_-]+)$`).exec(fragment) ?? [];
  if (!carried) throw broken(name);
  const fault = versionFault(/^\d/.test(carried) ? Number(carried[0]) : null, version, '');
  if (fault) throw fault.code === 'newer-format' ? new DataError(name, '', fault.code, fault.values) : broken(name);
  const bytes = bytesIn(carried);
  if (!bytes) throw broken(name);
  return bytes;
}

/** @param bytes as `packedObject` gives them @throws DataError where they are damaged, unfold to too much, or are no object */
export async function unpackedObject(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Readonly<Record<string, unknown>>> {
  let json: Uint8Array;
  try {
    json = await inflated(bytes, CEILING.linkUnpacked);
  } catch (error) {
    throw error instanceof TooMuch ? tooLarge(CEILING.linkUnpacked + 1, CEILING.linkUnpacked, name) : broken(name);
  }
  const value = objectOf(parsedJson(decoded(json, name), name));
  if (!value) throw broken(name);
  return value;
}

const broken = (name: string) => new DataError(name, '', 'broken-link');

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
