/** Ids for CASE: the same part of the same version of a rubric has the same one in every export. */
import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** A name space of Waymark's own, drawn once. */
const SPACE = hexToBytes('8f1f3c0a5c7e4d0fa3a65d6f2b1c9e47');

/** @param parts what the thing is called, from the outside in @returns a UUID of version 5 (RFC 9562), in small letters */
export function caseId(...parts: readonly string[]): string {
  const name = utf8ToBytes(JSON.stringify(parts));
  const bytes = sha1(new Uint8Array([...SPACE, ...name])).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const uriOf = (identifier: string): string => `urn:uuid:${identifier}`;
