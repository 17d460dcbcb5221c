/** Whole databases of people, past Dexie: what is in them need not be read to be counted, taken, put back or sealed. */
import { Database } from './database.ts';
import { CLEAR, LOCK, type Sealing } from './seal.ts';
import type { Lock } from './people-lock.ts';

export type Rows = Readonly<Record<string, readonly unknown[]>>;

const TABLES = Object.keys(CLEAR);

const finished = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

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
  const db = new Database(name);
  try {
    await db.open();
    return await work(db.backendDB());
  } finally {
    db.close();
  }
}

/** One transaction over all tables. @returns when it is on the disk */
async function whole(db: IDBDatabase, work: (table: (name: string) => IDBObjectStore) => void): Promise<void> {
  const transaction = db.transaction(TABLES, 'readwrite', { durability: 'strict' });
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  work((name) => transaction.objectStore(name));
  return done;
}

export const readLock = (name: string): Promise<Lock | null> =>
  within(name, async (db) => {
    const row = (await finished(db.transaction('settings').objectStore('settings').get(LOCK))) as { value?: Lock } | undefined;
    return row?.value ?? null;
  });

export const writeLock = (name: string, lock: Lock): Promise<void> =>
  within(name, (db) => whole(db, (table) => void table('settings').put({ key: LOCK, value: lock })));

/** All rows as they are stored. */
export const allRows = (name: string): Promise<Rows> =>
  within(name, async (db) => {
    const transaction = db.transaction(TABLES);
    const rows = await Promise.all(TABLES.map((table) => finished(transaction.objectStore(table).getAll())));
    return Object.fromEntries(TABLES.map((table, i) => [table, rows[i]!]));
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
    const transaction = db.transaction(TABLES);
    const counts = await Promise.all(TABLES.map((table) => finished(transaction.objectStore(table).count())));
    return counts.reduce((sum, count) => sum + count, 0);
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
 * @throws Error where a row cannot be opened: it would be lost
 */
export const reseal = (name: string, from: Sealing | null, to: Sealing | null, lock: Lock | null): Promise<void> =>
  within(name, (db) =>
    whole(db, (table) => {
      for (const store of TABLES) {
        const objects = table(store);
        objects.getAll().onsuccess = (event) => {
          const rows = (event.target as IDBRequest<Record<string, unknown>[]>).result;
          for (const row of rows.filter(({ key }) => store !== 'settings' || key !== LOCK)) {
            const opened = from ? (from.open(store, row) as Record<string, unknown>) : row;
            // What does not open stays as it is: it is named as damage wherever it is read.
            if (from && 'sealed' in opened) continue;
            objects.put(to ? to.seal(store, opened) : opened);
          }
        };
      }
      const settings = table('settings');
      if (lock) settings.put({ key: LOCK, value: lock });
      else settings.delete(LOCK);
    })
  );
