/** The database that a journal follows, on IndexedDB itself: rows as they are stored, sealed ones as they were sealed. */
import { assertWhole, openBare, STORED_VERSION } from '../tables/bare.ts';
import type { LastChange } from '../tables/changes.ts';
import { keyOf, LAST_CHANGE, tablesOf, type Key, type Table } from '../tables/schema.ts';

/** What a journal holds: all that cannot be worked out again. */
export const FOLLOWED: readonly Table[] = tablesOf('person', 'device');

const OWN = tablesOf('person');

/** @returns the database; `null` where it lacks tables, and is closed */
function whole(db: IDBDatabase): IDBDatabase | null {
  // Whoever erases it need not wait for this.
  db.onversionchange = () => db.close();
  if (FOLLOWED.every((table) => db.objectStoreNames.contains(table))) return db;
  db.close();
  return null;
}

/** @returns the database; `null` where it is not there, is torn, or of a newer version of the app: this makes none */
export function openThere(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction!.abort();
    request.onsuccess = () => {
      const db = request.result;
      if (db.version > STORED_VERSION) {
        db.close();
        return resolve(null);
      }
      if (db.version === STORED_VERSION) return resolve(whole(db));
      // One of an earlier version of the app is brought up to date, as when it is opened to be used.
      db.close();
      openBare(name).then((present) => resolve(whole(present)), reject);
    };
    request.onerror = () => {
      if (request.error?.name === 'AbortError') resolve(null);
      else reject(request.error as Error);
    };
  });
}

/** @returns what a request brings */
export const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });

/** @returns the last change; `null` before the first, and where its row is none */
function soundChange(row: unknown): LastChange['value'] | null {
  const value = (row as Partial<LastChange> | undefined)?.value;
  return typeof value?.life === 'string' && Number.isSafeInteger(value.number) ? value : null;
}

export const lastChange = async (db: IDBDatabase): Promise<LastChange['value'] | null> =>
  soundChange(await finished(db.transaction('settings').objectStore('settings').get(LAST_CHANGE)));

/** @returns the last change, and the rows of these keys, all as they were at one moment; `undefined` for a row that is not there */
export async function rowsAt(
  db: IDBDatabase,
  keys: readonly (readonly [Table, Key])[]
): Promise<{ last: LastChange['value'] | null; rows: unknown[] }> {
  const tables = new Set<Table>(['settings', ...keys.map(([table]) => table)]);
  const transaction = db.transaction([...tables]);
  const last = finished(transaction.objectStore('settings').get(LAST_CHANGE));
  const rows = keys.map(([table, key]) => finished(transaction.objectStore(table).get(key as IDBValidKey)));
  return { last: soundChange(await last), rows: await Promise.all(rows) };
}

/** Rows that the database hands over at once, so that nobody who answers waits for long. */
const PIECE = 500;

/** All rows of a table, some at a time. */
export async function* pages(db: IDBDatabase, table: Table): AsyncGenerator<unknown[]> {
  for (let after: Key | null = null, page: unknown[]; ; after = keyOf(table, page.at(-1))) {
    const range = after === null ? null : IDBKeyRange.lowerBound(after, true);
    page = await finished(db.transaction(table).objectStore(table).getAll(range, PIECE));
    yield page;
    if (page.length < PIECE) return;
  }
}

/** @returns a database with all its tables: one that lacks some holds nothing that could be read, and is made anew */
async function openSound(name: string): Promise<IDBDatabase> {
  const db = await openBare(name);
  try {
    assertWhole(db);
    return db;
  } catch {
    await finished(indexedDB.deleteDatabase(name));
    return openBare(name);
  }
}

export type StoredRows = readonly (readonly [table: Table, row: unknown])[];

/**
 * Puts rows in the place of all that a database holds, as one. One that is not there is made.
 *
 * @param choose gets the last change of the database and all its rows; says which rows are to be there, or `null` to leave all as it is
 * @returns whether anything was put in place, once that is on the disk
 */
export async function replaceAll(
  name: string,
  choose: (last: LastChange['value'] | null, rows: StoredRows) => { readonly rows: StoredRows; readonly last: LastChange['value'] } | null
): Promise<boolean> {
  const db = await openSound(name);
  db.onversionchange = () => db.close();
  const transaction = db.transaction([...db.objectStoreNames], 'readwrite', { durability: 'strict' });
  let replaced = false;
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject((transaction.error ?? new Error('aborted')) as Error);
  });
  try {
    const stored = await Promise.all(
      FOLLOWED.map(async (table) => [table, await finished(transaction.objectStore(table).getAll())] as const)
    );
    const rows = stored.flatMap(([table, all]) => all.map((row: unknown) => [table, row] as const));
    const last = rows.find(([table, row]) => table === 'settings' && (row as { key?: unknown }).key === LAST_CHANGE)?.[1];
    const chosen = choose(soundChange(last), rows);
    if (chosen) {
      for (const table of db.objectStoreNames) transaction.objectStore(table).clear();
      for (const [table, row] of chosen.rows) transaction.objectStore(table).put(row);
      transaction.objectStore('settings').put({ key: LAST_CHANGE, value: chosen.last } satisfies LastChange);
      replaced = true;
    }
    await done;
    return replaced;
  } catch (error) {
    // A row that the database declines must not leave it emptied.
    done.catch(() => {});
    try {
      transaction.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  } finally {
    db.close();
  }
}

/** What there is in a database. */
export interface Standing {
  readonly life: string;
  readonly assessments: number;
  /** Whether there is anything that somebody made. */
  readonly anything: boolean;
}

/** @returns `null` where there is no such database, or nothing was ever written to it */
export async function standingOf(name: string): Promise<Standing | null> {
  const db = await openThere(name);
  if (!db) return null;
  try {
    const last = await lastChange(db);
    const transaction = db.transaction(OWN);
    const counts = await Promise.all(OWN.map((table) => finished(transaction.objectStore(table).count())));
    return last && { life: last.life, assessments: counts[OWN.indexOf('assessments')]!, anything: counts.some((count) => count > 0) };
  } finally {
    db.close();
  }
}
