/** Bytes and JSON from outside, read with care. */
import { DataError } from '#lib/domain/faults.ts';
import { whereNotJson } from './json-place.ts';
import { CEILING } from './ceilings.ts';

/** @throws DataError where the bytes are not text in UTF-8; a byte order mark is taken off */
export function decoded(bytes: Uint8Array, name: string): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataError(name, '', 'not-text');
  }
  // UTF-16 without its mark is UTF-8 full of zeros.
  if (text.includes('\0')) throw new DataError(name, '', 'not-text');
  if (text.trim() === '') throw new DataError(name, '', 'empty');
  return text;
}

/**
 * What spreadsheets call “Unicode text” is in UTF-16, and says so with its first bytes.
 *
 * @throws DataError where the bytes are text in neither that nor UTF-8
 */
export function textOf(bytes: Uint8Array, name: string): string {
  const [first, second] = bytes;
  if (!(first === 0xff && second === 0xfe) && !(first === 0xfe && second === 0xff)) return decoded(bytes, name);
  const text = new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  if (/[\0\uFFFD]/.test(text)) throw new DataError(name, '', 'not-text');
  return text;
}

/** @throws DataError where the text is not JSON, nested deeper than anything that is meant, or holds a part called “__proto__” */
export function parsedJson(text: string, name: string): unknown {
  if (tooDeep(text)) throw new DataError(name, '', 'too-deep');
  const value = valueIn(text, name);
  // Who checks a part by its keys passes over this one, and what it holds would be left out unsaid. Written with “\u” it is the same name.
  const place = /__proto__|\\u/.test(text) ? protoIn(value) : null;
  if (place !== null) throw new DataError(name, place, 'unknown-key', { keys: PROTO });
  return value;
}

function valueIn(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const place = placeIn(text);
    throw place ? new DataError(name, '', 'not-json-at', place) : new DataError(name, '', 'not-json');
  }
}

const PROTO = '__proto__';

/** @returns the place of what has a part called “__proto__”; `null` where nothing has */
function protoIn(value: unknown, place = ''): string | null {
  if (typeof value !== 'object' || value === null) return null;
  if (Object.hasOwn(value, PROTO)) return place.slice(1, 200);
  for (const [key, part] of Object.entries(value)) {
    const found = typeof part === 'object' ? protoIn(part, `${place}.${key}`) : null;
    if (found !== null) return found;
  }
  return null;
}

/** Brackets are counted before anything is built from them. */
function tooDeep(text: string): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inText) {
      if (code === 92) i++;
      else if (code === 34) inText = false;
    } else if (code === 34) inText = true;
    else if (code === 123 || code === 91) {
      if (++depth > CEILING.depth) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}

/** A text of millions of letters without an end may be more than the search for its place can hold. */
function placeIn(text: string): { line: number; character: number } | null {
  try {
    return whereNotJson(text);
  } catch {
    return null;
  }
}

/** @returns the value where it is an object and no list */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
