/** A row as text, and back: bytes, dates and what is not there come back as what they were, as they would from the database itself. */
import { parse, stringify } from 'devalue';

/** An object with a part of this name is nothing that devalue writes, lest whoever reads it be fooled; a torn row may have one. */
const PROTO = {
  write: (value: unknown) => typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__') && Object.entries(value),
  read: (entries: [string, unknown][]) => Object.fromEntries(entries)
};

/** Half a character, which no encoding has bytes for. */
const HALF = /\p{Surrogate}/gu;

/** @returns one line @throws Error for what cannot be written as it is */
export const textOf = (row: unknown): string =>
  stringify(row, { entries: PROTO.write }).replace(HALF, (half) => `\\u${half.charCodeAt(0).toString(16)}`);

/** Rows that were sealed first are plain JSON, an object each; devalue writes lists. @throws Error for what `textOf` has not written */
export const rowOf = (text: string): unknown => (text.startsWith('{') ? JSON.parse(text) : parse(text, { entries: PROTO.read }));
