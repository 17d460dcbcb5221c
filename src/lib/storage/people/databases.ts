/** Whole databases of people, on IndexedDB itself: what is in them need not be read to be counted, taken, put back or sealed. */
import { finished } from '../journal/database.ts';
import { assertWhole, openBare } from '../tables/bare.ts';
import { LOCK, recordType, TABLES, tablesOf } from '../tables/schema.ts';
import type { Sealing } from '../tables/seal.ts';
import type { Lock } from './lock.ts';

export type Rows = Readonly<Record<string, readonly unknown[]>>;

/** @returns names of the app's databases on this device; `null` where the browser does not tell */
export async function databaseNames(): Promise<string[] | null> {
  try {
    return (await indexedDB.databases()).flatMap(({ name }) => (name && /^waymark($|-)/.test(name) ? [name] : [])).sort();
  } catch {
    return null;
  }
}

/** Opens a database, brought up to date first, for as long as `work` takes. */
async function within<T>(name: string, work: (db: IDBDatabase) => Promise<T>): Promise<T> {
  const db = await openBare(name);
  // Whoever erases it, or brings a newer version, need not wait for this.
  db.onversionchange = () => db.close();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

/** All that there are, whoever made them: none is left out. */
const tablesIn = (db: IDBDatabase): string[] => [...db.objectStoreNames];

/** One transaction over all tables. @returns when it is on the disk */
async function whole(
  db: IDBDatabase,
  work: (table: (name: string) => IDBObjectStore, fail: (error: unknown) => void) => void
): Promise<void> {
  const transaction = db.transaction(tablesIn(db), 'readwrite', { durability: 'strict' });
  let trouble: unknown = null;
  const fail = (error: unknown) => {
    trouble ??= error;
    transaction.abort();
  };
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject((trouble ?? transaction.error ?? new Error('aborted')) as Error);
  });
  try {
    work((name) => transaction.objectStore(name), fail);
  } catch (error) {
    fail(error);
  }
  return done;
}

/** Asked before anything of a person is opened. @throws DOMException as `openBare` and `assertWhole` do */
export const readLock = (name: string): Promise<Lock | null> =>
  within(name, async (db) => {
    assertWhole(db);
    const row = (await finished(db.transaction('settings').objectStore('settings').get(LOCK))) as { value?: Lock } | undefined;
    return row?.value ?? null;
  });

export const writeLock = (name: string, lock: Lock): Promise<void> =>
  within(name, (db) => whole(db, (table) => void table('settings').put({ key: LOCK, value: lock })));

/** All rows as they are stored. */
export const allRows = (name: string): Promise<Rows> =>
  within(name, async (db) => {
    const tables = tablesIn(db);
    const transaction = db.transaction(tables);
    const rows = await Promise.all(tables.map((table) => finished(transaction.objectStore(table).getAll())));
    return Object.fromEntries(tables.map((table, i) => [table, rows[i]!]));
  });

export const putRows = (name: string, rows: Rows): Promise<void> =>
  within(name, (db) =>
    whole(db, (table) => {
      for (const [store, list] of Object.entries(rows)) for (const row of list) table(store).put(row);
    })
  );

/** @returns how many rows there are in all; 0 for a database that is not there */
export async function rowCount(name: string): Promise<number> {
  return within(name, async (db) => {
    const tables = tablesIn(db);
    const transaction = db.transaction(tables);
    const counts = await Promise.all(tables.map((table) => finished(transaction.objectStore(table).count())));
    return counts.reduce((sum, count) => sum + count, 0);
  });
}

/** What can be told of a database without its key: keys and indexes are never sealed. @returns `changedAt`: of the newest assessment */
export const outline = (name: string): Promise<{ assessments: number; steps: number; changedAt: number | null }> =>
  within(name, async (db) => {
    const transaction = db.transaction(['assessments', 'plan']);
    const heads = transaction.objectStore('assessments');
    const [assessments, steps, newest] = await Promise.all([
      finished(heads.count()),
      finished(transaction.objectStore('plan').count()),
      finished(heads.index(TABLES.assessments.index).openKeyCursor(null, 'prev'))
    ]);
    return { assessments, steps, changedAt: typeof newest?.key === 'number' ? newest.key : null };
  });

/** Whether anybody has made anything in a database. */
export async function isUsed(name: string): Promise<boolean> {
  return within(name, async (db) => {
    const tables = tablesOf('person');
    const transaction = db.transaction(tables);
    const counts = await Promise.all(tables.map((table) => finished(transaction.objectStore(table).count())));
    return counts.some((count) => count > 0);
  });
}

/** Other connections are asked to let go; they do, see device.ts. */
export function deleteDatabase(name: string): Promise<void> {
  return finished(indexedDB.deleteDatabase(name)).then(() => {});
}

/**
 * Writes every row anew, opened by one sealing and sealed by the other, and the lock with them: all of it or nothing.
 *
 * @param from how the rows are sealed now; `null`: not at all
 * @throws RangeError where a table has no definition; whatever sealing a row objects to
 */
export const reseal = (name: string, from: Sealing | null, to: Sealing | null, lock: Lock | null): Promise<void> =>
  within(name, (db) =>
    whole(db, (table, fail) => {
      for (const store of tablesIn(db)) {
        const { open } = recordType(store);
        const objects = table(store);
        objects.getAll().onsuccess = (event) => {
          try {
            for (const row of (event.target as IDBRequest<Record<string, unknown>[]>).result.filter((one) => !open?.(one))) {
              const opened = from ? (from.open(store, row) as Record<string, unknown>) : row;
              // What does not open stays as it is: it is named as damage wherever it is read.
              if (from && 'sealed' in opened) continue;
              objects.put(to ? to.seal(store, opened) : opened);
            }
          } catch (error) {
            fail(error);
          }
        };
      }
      const settings = table('settings');
      if (lock) settings.put({ key: LOCK, value: lock });
      else settings.delete(LOCK);
    })
  );
