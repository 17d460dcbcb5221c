/** What a rubric's content is known by: the same content has the same hash, wherever and in whatever order it was written. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** JSON with the keys of every object in order, without what is absent. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}

const digest = (text: string) => bytesToHex(sha256(utf8ToBytes(text)));

/** 32 hexadecimal digits of SHA-256: enough that no two rubrics meet by chance or on purpose. */
const HASH_LENGTH = 32;

/** The hash of one language's words. */
export const wordsHash = (words: object): string => digest(canonical(words)).slice(0, HASH_LENGTH);

/**
 * The hash of a whole rubric: its facts, and the hash of each language's words, so that one language can be proved to belong to
 * a version without the others at hand: a language whose words are elsewhere is named by their hash, whatever of them is here. When which
 * translation was made from what (`translated`) is not part of it.
 */
export function contentHash({ facts, words, elsewhere }: Hashed): string {
  return hashOf(facts, { ...Object.fromEntries(Object.entries(words).map(([language, own]) => [language, wordsHash(own)])), ...elsewhere });
}

interface Hashed {
  readonly facts: object;
  readonly words: Readonly<Record<string, object>>;
  readonly elsewhere?: Readonly<Record<string, string>>;
}

/** The same, from the languages' own hashes. */
export function hashOf(facts: object, languages: Readonly<Record<string, string>>): string {
  return digest(canonical({ facts, words: languages })).slice(0, HASH_LENGTH);
}

/** What a translation remembers of the text that it was made from. 8 hexadecimal digits: a slip is noticed, not an attack. */
export const stampOf = (text: string): string => digest(text).slice(0, 8);

/** What tells the results of one round from others: the first 16 bits of its hash. One in 65,536 meets by chance, and is no secret. */
export const tagOf = (text: string): number => parseInt(digest(text).slice(0, 4), 16);
