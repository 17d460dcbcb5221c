/**
 * A person's database on IndexedDB itself: what opens it, and the little that a first answer needs. It alone makes the tables, so that they
 * are made in one way; all else that is done with rows follows in whole.ts, when it is wanted.
 */
import { nextChange } from './changes.ts';
import { keyOf, LAST_CHANGE, recordType, TABLE_NAMES, VERSION, type Key, type Table } from './schema.ts';
import type { Sealing } from './seal.ts';
import type { Writes } from './tables.ts';

export const DATABASE = 'waymark';

/** Versions in the browser's count: that of Dexie, which made the first databases, is ten times ours. */
export const STORED_VERSION = VERSION * 10;

/**
 * Opens a database, with every table that it lacks. Rows are brought up to date when they are read: see schema.ts.
 *
 * @throws DOMException named VersionError where a newer version of the app has opened it; others where the browser keeps nothing
 */
export function openBare(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, STORED_VERSION);
    request.onupgradeneeded = () => {
      for (const table of TABLE_NAMES) if (!request.result.objectStoreNames.contains(table)) make(request.result, table);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
}

/** Name of the error where a database is there without all of its tables: it was torn, or is not ours. */
export const TORN = 'NotFoundError';

/** @throws DOMException named `TORN`; the database is closed then */
export function assertWhole(db: IDBDatabase): void {
  if (TABLE_NAMES.every((table) => db.objectStoreNames.contains(table))) return;
  db.close();
  throw new DOMException('not all tables are there', TORN);
}

/** How often it is tried where the browser names no reason, as it does while it starts. */
const TRIES = 3;

async function openPatiently(name: string): Promise<IDBDatabase> {
  for (let tried = 1; ; tried++) {
    try {
      return await openBare(name);
    } catch (error) {
      if (tried === TRIES || (error as Partial<DOMException>).name !== 'UnknownError') throw error;
    }
  }
}

function make(db: IDBDatabase, table: Table) {
  const { key, numbered = false, index } = recordType(table);
  const store = db.createObjectStore(table, { keyPath: key.length === 1 ? key[0] : [...key], autoIncrement: numbered });
  if (index) store.createIndex(index, index);
}

export class Bare {
  readonly #name: string;
  /** How rows are sealed; `null`: not at all. */
  readonly #sealing: Sealing | null;
  readonly #wanted: (version: number | null) => void;
  #db: IDBDatabase | null = null;
  #opening: Promise<IDBDatabase> | null = null;
  #closed = false;
  /** Edits under way, each with what gives it up. */
  readonly #edits = new Set<{ readonly table: Table; readonly key: Key; readonly abandon: () => void }>();

  /** @param wanted as in `IndexedDbTables` */
  constructor(name: string, sealing: Sealing | null, wanted: (version: number | null) => void) {
    this.#name = name;
    this.#sealing = sealing;
    this.#wanted = wanted;
  }

  /**
   * Opens the database where it is not open: the browser, too, may have closed it.
   *
   * @throws DOMException as `openBare` and `assertWhole` do; InvalidStateError after `close`
   */
  open(): Promise<IDBDatabase> {
    // Opened again, it would take a row in the clear among sealed ones, or be there again after it was erased.
    if (this.#closed) return Promise.reject(new DOMException('this tab let go of the database', 'InvalidStateError'));
    if (this.#db) return Promise.resolve(this.#db);
    this.#opening ??= openPatiently(this.#name)
      .then((db) => this.#take(db))
      .finally(() => (this.#opening = null));
    return this.#opening;
  }

  #take(db: IDBDatabase): IDBDatabase | Promise<never> {
    if (this.#closed) {
      db.close();
      return this.open() as Promise<never>;
    }
    assertWhole(db);
    this.#db = db;
    db.onclose = () => (this.#db = null);
    db.onversionchange = ({ newVersion }) => {
      db.close();
      this.#db = null;
      this.#wanted(newVersion);
    };
    return db;
  }

  /** Begins at once where the database is open. A phone may take the connection away without a word: then it is opened once more. */
  async #with<T>(work: (db: IDBDatabase) => Promise<T>): Promise<T> {
    if (this.#db) {
      try {
        return await work(this.#db);
      } catch (error) {
        if ((error as Partial<DOMException>).name !== 'InvalidStateError') throw error;
        this.#db = null;
      }
    }
    return work(await this.open());
  }

  get(table: Table, key: Key): Promise<unknown> {
    return this.#with((db) => this.#get(db, table, key));
  }

  #get(db: IDBDatabase, table: Table, key: Key): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const stored = db
        .transaction(table)
        .objectStore(table)
        .get(key as IDBValidKey);
      stored.onsuccess = () => {
        try {
          resolve(this.#opened(table, stored.result));
        } catch (error) {
          reject(error as Error);
        }
      };
      stored.onerror = () => reject(stored.error as Error);
    });
  }

  /** As `Tables` says; begun at once where the database is open. */
  edit(tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes): Promise<void> {
    return this.#with((db) => this.#edit(db, tables, table, key, change));
  }

  #edit(db: IDBDatabase, tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes): Promise<void> {
    return new Promise((resolve, reject) => {
      // Answers exist nowhere else, so a commit is reported when it is on the disk, not when the system has promised it.
      const transaction = db.transaction([...tables, 'settings'], 'readwrite', { durability: 'strict' });
      const settings = transaction.objectStore('settings');
      const last = settings.get(LAST_CHANGE);
      let trouble: unknown = null;
      const stop = (why: unknown) => {
        trouble = why;
        try {
          transaction.abort();
        } catch {
          // It has ended, and nobody has heard of it yet.
        }
      };
      const underway = { table, key, abandon: () => stop(new DOMException('the page was left with a newer value', 'AbortError')) };
      this.#edits.add(underway);
      transaction.oncomplete = () => {
        this.#edits.delete(underway);
        resolve();
      };
      transaction.onabort = () => {
        this.#edits.delete(underway);
        reject((trouble ?? transaction.error) as Error);
      };
      const stored = transaction.objectStore(table).get(key as IDBValidKey);
      stored.onsuccess = () => {
        try {
          const { put, delete: gone } = change(this.#opened(table, stored.result));
          for (const [name, row] of put) transaction.objectStore(name).put(this.#sealing ? this.#sealing.seal(name, row) : row);
          for (const [name, one] of gone) transaction.objectStore(name).delete(one as IDBValidKey);
          settings.put(nextChange(last.result));
        } catch (error) {
          stop(error);
        }
      };
    });
  }

  /** As `Tables` says. Where the database is not open there is no time to open it. */
  putNow(rows: Writes['put']): void {
    try {
      // An edit reads before it writes. A page that goes hears of no reading any more, and what was begun after the edit would wait for it.
      for (const { table, key, abandon } of this.#edits)
        if (rows.some(([name, row]) => name === table && String(keyOf(name, row)) === String(key))) abandon();
      const transaction = this.#db?.transaction([...new Set(rows.map(([table]) => table))], 'readwrite', { durability: 'strict' });
      for (const [table, row] of rows) transaction?.objectStore(table).put(this.#sealing ? this.#sealing.seal(table, row) : row);
      // Nothing is waited for: the browser has all of it.
      transaction?.commit();
    } catch {
      // The connection went before the page did.
    }
  }

  #opened = (table: Table, stored: unknown): unknown => (this.#sealing ? this.#sealing.open(table, stored) : stored);

  close() {
    this.#closed = true;
    this.#db?.close();
    this.#db = null;
  }
}
