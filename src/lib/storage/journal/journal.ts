/**
 * The second copy of a database, in a file of its own, for the day when a browser loses the first: Chromium deletes a database whose log was
 * torn. The journal follows the database: rows are read back after they were stored, and are written down as they lie there, sealed ones
 * sealed. In one case the database takes the journal's state: where it is behind, or is another one than the journal follows.
 *
 * Whatever takes another row's place, and whatever is removed, is written over in the file at once: nothing stays readable there that is
 * gone from the database.
 */
import { joined } from '#lib/domain/bytes.ts';
import type { LastChange, Touched } from '../tables/changes.ts';
import { keyOf, LAST_CHANGE, LOCK, recordType, VERSION, type Key, type Table } from '../tables/schema.ts';
import { rowOf, textOf } from '../tables/text.ts';
import { FOLLOWED, lastChange, openThere, pages, replaceAll, rowsAt, type StoredRows } from './database.ts';
import type { Files, OpenFile } from './files.ts';
import {
  blankOf,
  contentsOf,
  doneLine,
  FORMAT,
  goneLine,
  headLine,
  lineIn,
  rowIn,
  rowLine,
  rowName,
  type Contents,
  type RowName,
  type Span
} from './lines.ts';

/** How much of a file may be of no use beyond what is: at most as much again, and this for what is small. */
const SPARE = 4096;

export type Recovery =
  /** The database needs nothing from the journal, or there is none. */
  | { readonly kind: 'nothing' }
  /** The database took the journal's state. `at`: when that was written down, in milliseconds since 1970. */
  | { readonly kind: 'restored'; readonly at: number; readonly assessments: number }
  /** The journal was written by a newer version of the app. */
  | { readonly kind: 'newer' }
  /** It could not be found out, or not be done: the journal may hold what the database lacks. */
  | { readonly kind: 'failed' };

const NOTHING = { kind: 'nothing' } as const satisfies Recovery;

const encoder = new TextEncoder();
/** Numbers changes, and stands in the journal in its own way. */
const LAST = rowName('settings', LAST_CHANGE);

type Own = Contents & { readonly file: number; readonly size: number };

/** One for each database. Whoever calls it holds the journal alone: see files.ts. */
export class Journal {
  readonly #database: string;
  readonly #files: Files;
  readonly #now: () => number;
  /** What the file held when this was last at work. Another tab may have written to it since. */
  #own: Own | null = null;

  constructor(database: string, files: Files, now: () => number) {
    this.#database = database;
    this.#files = files;
    this.#now = now;
  }

  /**
   * Brings the journal up to the database.
   *
   * @param touched rows that were written or deleted; `null`: any
   * @param changes how many changes that were: where the database counts more, another tab has made them
   * @returns what the database took from it, which is nothing but where it was behind
   * @throws DOMException where the browser has no such file system, or the disk is full: the journal is behind then
   */
  async follow(touched: readonly Touched[] | null, changes = 1): Promise<Recovery> {
    const db = await openThere(this.#database);
    if (!db) return NOTHING;
    try {
      const before = this.#own;
      const own = await this.#load();
      if (own && isAhead(own, await lastChange(db))) return await this.#recover(own);
      let made = touched && own && own === before ? await this.#changes(db, touched) : null;
      if (!made?.last || made.last.number > own!.number + changes) made = await this.#differences(db, FOLLOWED);
      if (made.last) await this.#write(made.last, made.rows);
      return NOTHING;
    } finally {
      db.close();
    }
  }

  /**
   * Gives the database what it has lost, where it has.
   *
   * @throws as `follow`
   */
  async recover(): Promise<Recovery> {
    const own = await this.#load();
    return own ? this.#recover(own) : NOTHING;
  }

  // ---------------------------------------------------------------------------------------------------------------- reading

  /** @returns what the file holds; the same as before where nobody else wrote to it */
  async #load(): Promise<Own | null> {
    const numbers = await this.#files.list();
    for (const number of numbers) {
      const file = await this.#files.open(number);
      try {
        const size = await file.getSize();
        if (this.#own?.file === number && this.#own.size === size) return this.#own;
        const contents = contentsOf(await bytesIn(file));
        if (!contents) continue;
        this.#own = { ...contents, file: number, size };
      } finally {
        await file.close();
      }
      // What was never finished, or was about to go when it was replaced.
      for (const other of numbers) if (other !== number) await this.#files.remove(other);
      return this.#own;
    }
    return (this.#own = null);
  }

  /** @returns what is to be written down of these rows: their text, or `null` for one that is gone */
  async #changes(db: IDBDatabase, touched: readonly Touched[]) {
    const named = new Map<RowName, readonly [Table, Key]>();
    const whole = new Set<Table>();
    for (const [table, key] of touched.filter(([name]) => FOLLOWED.includes(name))) {
      if (key === null) whole.add(table);
      else named.set(rowName(table, key), [table, key]);
    }
    const found = await rowsAt(db, [...named.values()]);
    const rows = new Map<RowName, string | null>();
    for (const [i, name] of [...named.keys()].entries()) {
      const text = found.rows[i] === undefined ? null : written(found.rows[i]);
      if (text !== undefined) rows.set(name, text);
    }
    for (const [name, text] of (await this.#differences(db, [...whole])).rows) rows.set(name, text);
    return { last: found.last, rows };
  }

  /** @returns what differs between these tables and the journal */
  async #differences(db: IDBDatabase, tables: readonly Table[]) {
    const last = await lastChange(db);
    const rows = new Map<RowName, string | null>();
    const known = this.#own?.rows;
    const left = new Set([...(known?.keys() ?? [])].filter((name) => tables.includes(name.split('\t')[0] as Table)));
    for (const table of tables)
      for await (const page of pages(db, table))
        for (const row of page) {
          const name = rowName(table, keyOf(table, row));
          if (name === LAST) continue;
          const text = written(row);
          left.delete(name);
          if (text !== undefined && known?.get(name)?.stamp !== stampIn(rowLine(name, text))) rows.set(name, text);
        }
    for (const name of left) rows.set(name, null);
    return { last, rows };
  }

  // ---------------------------------------------------------------------------------------------------------------- writing

  async #write(last: LastChange['value'], changes: ReadonlyMap<RowName, string | null>): Promise<void> {
    const own = this.#own;
    const isUnordered = [...changes.keys()].some((name) => recordType(name.slice(0, name.indexOf('\t'))).unordered);
    if (own?.life !== last.life || own.version !== VERSION || own.litter || isUnordered) return this.#replace(last, changes);
    if (own.number === last.number && changes.size === 0) return;
    const file = await this.#files.open(own.file);
    try {
      const rows = new Map(own.rows);
      /** What is written over: lines that were there, and those that say that a row is gone. */
      const [old, said]: [Span[], Span[]] = [[], []];
      let [text, end] = ['', own.end];
      for (const [name, row] of changes) {
        const there = rows.get(name);
        if (row === null && !there) continue;
        const line = row === null ? goneLine(name) : rowLine(name, row);
        const span = { at: end, length: encoder.encode(line).length - 1, stamp: stampIn(line) };
        if (there) old.push(there);
        if (row === null) said.push(span);
        else rows.set(name, span);
        if (row === null) rows.delete(name);
        text += line;
        end += span.length + 1;
      }
      const at = this.#now();
      const bytes = encoder.encode(text + doneLine(last.number, at));
      end = own.end + bytes.length;
      this.#own = null;
      try {
        writeAll(file, bytes, own.end);
        await file.flush();
      } finally {
        // Also where there is no room for what takes their place: what is gone from the database must not be readable here.
        for (const span of old) writeAll(file, blankOf(span), span.at);
        if (old.length) await file.flush();
      }
      // Only now: until then they are what keeps a removed row away.
      for (const span of said) writeAll(file, blankOf(span), span.at);
      this.#own = { ...own, rows, number: last.number, at, end, size: end };
    } finally {
      await file.close();
    }
    const used = [...this.#own.rows.values()].reduce((sum, { length }) => sum + length + 1, 0);
    if (this.#own.size > 2 * used + SPARE) await this.#replace(last, new Map());
  }

  /** Writes a new file, and takes the old one away: nothing in it but what counts, by its names. */
  async #replace(last: LastChange['value'], changes: ReadonlyMap<RowName, string | null>): Promise<void> {
    const own = this.#own;
    const numbers = await this.#files.list();
    const lines = new Map<RowName, Uint8Array>();
    if (own) {
      const old = await this.#files.open(own.file);
      const bytes = await bytesIn(old);
      await old.close();
      for (const [name, span] of own.rows) lines.set(name, lineIn(bytes, span));
    }
    for (const [name, text] of changes) {
      if (text === null) lines.delete(name);
      else lines.set(name, encoder.encode(rowLine(name, text)));
    }
    if (!lines.size) return this.#drop(numbers);
    const bytes = joined([
      encoder.encode(headLine(VERSION, last.life)),
      ...[...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line),
      encoder.encode(doneLine(last.number, this.#now()))
    ]);
    try {
      await this.#putDown(bytes, numbers);
    } catch (error) {
      // Also where there is no room for another file: what is gone from the database must not be readable in this one.
      if (own) await this.#blank(own, [...changes.keys()]).catch(() => {});
      throw error;
    }
  }

  /** Writes what stood in these rows over, in the file that was to be replaced. */
  async #blank({ file: number, rows }: Own, names: readonly RowName[]): Promise<void> {
    const file = await this.#files.open(number);
    try {
      for (const name of names) if (rows.has(name)) writeAll(file, blankOf(rows.get(name)!), rows.get(name)!.at);
      await file.flush();
    } finally {
      await file.close();
    }
  }

  /** @param numbers of the files whose place it takes */
  async #putDown(bytes: Uint8Array<ArrayBuffer>, numbers: readonly number[]): Promise<void> {
    const number = (numbers[0] ?? 0) + 1;
    this.#own = null;
    const file = await this.#files.open(number);
    try {
      await file.truncate(0);
      writeAll(file, bytes, 0);
      await file.flush();
    } finally {
      await file.close();
    }
    for (const one of numbers) await this.#files.remove(one);
    this.#own = { ...contentsOf(bytes)!, file: number, size: bytes.length };
  }

  async #drop(numbers: readonly number[]): Promise<void> {
    this.#own = null;
    for (const number of numbers) await this.#files.remove(number);
  }

  // --------------------------------------------------------------------------------------------------------------- recovery

  async #recover(own: Own): Promise<Recovery> {
    if (own.format > FORMAT || own.version > VERSION) return { kind: 'newer' };
    const file = await this.#files.open(own.file);
    const bytes = await bytesIn(file);
    await file.close();
    const kept = [...own.rows.values()].flatMap((span) => {
      const { table, text } = rowIn(bytes, span);
      const row = FOLLOWED.includes(table) ? readBack(text) : undefined;
      return row === undefined ? [] : [[table, row] as const];
    });
    // Nothing that anybody made, or what was sealed since: it goes, and the journal begins anew.
    let useless = !kept.some(isMade);
    let failed = false;
    const restored =
      !useless &&
      (await replaceAll(this.#database, (last, rows) => {
        if (!isAhead(own, last)) return null;
        const number = Math.max(own.number, last?.life === own.life ? last.number : 0) + 1;
        const taken = { life: own.life, number };
        if (last?.life === own.life || !rows.some(isMade)) return { rows: kept, last: taken };
        // In another database than the journal follows, what was made in it came later. Only one key can open what lies side by side.
        if (lockIn(kept) === lockIn(rows)) return { rows: [...kept, ...rows.map(withoutNumber)], last: taken };
        useless = lockIn(kept) === '';
        failed = !useless;
        return null;
      }));
    if (useless) await this.#drop(await this.#files.list());
    if (failed) return { kind: 'failed' };
    if (!restored) return NOTHING;
    return { kind: 'restored', at: own.at, assessments: kept.filter(([table]) => table === 'assessments').length };
  }
}

/** Whether a journal knows of more than its database does, or follows another one. */
const isAhead = ({ life, number }: Contents, last: LastChange['value'] | null) => last?.life !== life || last.number < number;

const isMade = ([table]: StoredRows[number]) => recordType(table).owner === 'person';

/** @returns how rows are sealed, as text; empty where they are not */
const lockIn = (rows: StoredRows): string =>
  rows.flatMap(([table, row]) => (table === 'settings' && (row as { key?: unknown }).key === LOCK ? [textOf(row)] : [])).join('');

/** @returns a row; `undefined` for what is none */
function readBack(text: string): unknown {
  try {
    return rowOf(text);
  } catch {
    return undefined;
  }
}

/** A row that was numbered in another database gets a number anew, and takes nobody's place. */
function withoutNumber([table, row]: StoredRows[number]): StoredRows[number] {
  const { numbered, key } = recordType(table);
  if (!numbered) return [table, row];
  const { [key[0]]: _, ...rest } = row as Record<string, unknown>;
  return [table, rest];
}

/** @returns a row as text; `undefined` for one that this app cannot have written */
function written(row: unknown): string | undefined {
  try {
    return textOf(row);
  } catch {
    return undefined;
  }
}

const stampIn = (line: string) => line.slice(0, line.indexOf('\t'));

async function bytesIn(file: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await file.getSize());
  const read = file.read(bytes, { at: 0 });
  return bytes.subarray(0, read);
}

/** @throws DOMException where the disk takes no more */
function writeAll(file: OpenFile, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  if (file.write(bytes, { at }) !== bytes.length) throw new DOMException('the disk takes no more', 'QuotaExceededError');
}
