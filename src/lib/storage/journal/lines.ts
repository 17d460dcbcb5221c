/**
 * What a journal's file holds: one line for each row, with a checksum before it, so that a line that was torn is known by it and the next
 * one is found all the same. A line that is of no use any more is written over with spaces.
 *
 *     checksum ⇥ journal ⇥ format ⇥ version of the tables ⇥ life of the database     the first line
 *     checksum ⇥ row ⇥ table ⇥ key ⇥ the row as text
 *     checksum ⇥ gone ⇥ table ⇥ key
 *     checksum ⇥ done ⇥ number of the change ⇥ milliseconds since 1970              all before it is whole up to this change
 */
import { stampOf } from '#lib/domain/hash.ts';
import type { Key, Table } from '../tables/schema.ts';

/** Of what is written here. A higher one was written by a newer version of the app. */
export const FORMAT = 1;

/** Where a line is, in bytes, its line feed left out; and its checksum. */
export interface Span {
  readonly at: number;
  readonly length: number;
  readonly stamp: string;
}

/** A row's name in a journal: its table and its key. */
export type RowName = `${string}\t${string}`;
export const rowName = (table: Table, key: Key): RowName => `${table}\t${JSON.stringify(key)}`;

export interface Contents {
  readonly format: number;
  /** Of the tables, as in tables/schema.ts. */
  readonly version: number;
  /** Of the database that it follows: see tables/changes.ts. */
  readonly life: string;
  /** The last change that is in it, and when it was written down, in milliseconds since 1970. */
  readonly number: number;
  readonly at: number;
  readonly rows: Map<RowName, Span>;
  /** Bytes up to the end of what is whole. */
  readonly end: number;
  /** Whether there is more in it: what was never finished, or what should have been written over. */
  readonly litter: boolean;
}

const line = (...parts: readonly (string | number)[]): string => {
  const text = parts.join('\t');
  return `${stampOf(text)}\t${text}\n`;
};
export const headLine = (version: number, life: string) => line('journal', FORMAT, version, life);
export const rowLine = (name: RowName, text: string) => line('row', name, text);
export const goneLine = (name: RowName) => line('gone', name);
export const doneLine = (number: number, at: number) => line('done', number, at);

const LINE_FEED = 10;
const SPACE = 32;
const decoder = new TextDecoder();

/** @returns the parts of a line after its checksum; `null` where it is torn */
function partsOf(bytes: Uint8Array): { readonly stamp: string; readonly parts: string[] } | null {
  const text = decoder.decode(bytes);
  const [stamp, rest] = [text.slice(0, text.indexOf('\t')), text.slice(text.indexOf('\t') + 1)];
  return stamp === stampOf(rest) ? { stamp, parts: rest.split('\t') } : null;
}

/** @returns what a journal's file holds; `null` where it is none, or was never finished */
export function contentsOf(bytes: Uint8Array): Contents | null {
  let head: readonly string[] | null = null;
  let done: readonly string[] | null = null;
  let end = 0;
  let litter = false;
  const rows = new Map<RowName, Span>();
  // What counts once the next line says that it is whole.
  let pending = new Map<RowName, Span | null>();
  for (let at = 0; at < bytes.length;) {
    const feed = bytes.indexOf(LINE_FEED, at);
    if (feed < 0) break;
    const own = bytes.subarray(at, feed);
    const read = own[0] === SPACE ? null : partsOf(own);
    if (!read) litter ||= own.some((byte) => byte !== SPACE);
    const [kind, ...parts] = read?.parts ?? [];
    if (!head && kind !== 'journal') return null;
    if (kind === 'journal') head ??= parts;
    else if (kind === 'row' || kind === 'gone') {
      const span = { at, length: feed - at, stamp: read!.stamp };
      const name: RowName = `${parts[0]!}\t${parts[1]!}`;
      // One that is there twice was about to be written over.
      litter ||= kind === 'gone' || rows.has(name) || pending.has(name);
      pending.set(name, kind === 'row' ? span : null);
    } else if (kind === 'done') {
      for (const [name, span] of pending) {
        if (span) rows.set(name, span);
        else rows.delete(name);
      }
      pending = new Map();
      [done, end] = [parts, feed + 1];
    }
    at = feed + 1;
  }
  if (!head || !done) return null;
  const [format, version] = [Number(head[0]), Number(head[1])];
  return { format, version, life: head[2]!, number: Number(done[0]), at: Number(done[1]), rows, end, litter: litter || end < bytes.length };
}

/** @returns a row's line, with its line feed, as it stands in the file */
export const lineIn = (bytes: Uint8Array, { at, length }: Span): Uint8Array => bytes.subarray(at, at + length + 1);

/** @returns the table and the text of a row, and its key */
export function rowIn(bytes: Uint8Array, { at, length }: Span): { readonly table: Table; readonly text: string } {
  const [, , table, , text] = decoder.decode(bytes.subarray(at, at + length)).split('\t');
  return { table: table as Table, text: text! };
}

/** As many spaces as a line is long. */
export const blankOf = ({ length }: Span): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(SPACE);
