/** Tables in IndexedDB, through Dexie; all but the one write that a person waits for. */
import { Dexie, type Table as DexieTable } from 'dexie';
import { recordType, TABLE_NAMES, TABLES, VERSION, type Key, type RecordType, type Table } from './schema.ts';
import type { Sealing } from './seal.ts';
import type { PageOptions, Tables, Writes } from './tables.ts';

const DATABASE = 'waymark';

/** How to seal rows, and what does so on the way to every table; handed in, for its code is loaded for those alone who have a passphrase. */
export interface Sealed {
  readonly sealing: Sealing;
  readonly tables: (typeof import('./seal.ts'))['sealedTables'];
}

/** @returns key and index as Dexie writes them */
function storeOf({ key, numbered, index }: RecordType): string {
  const own = key.length > 1 ? `[${key.join('+')}]` : `${numbered ? '++' : ''}${key[0]}`;
  return index ? `${own}, ${index}` : own;
}

/** Versions only grow: each brings the tables that came with it. Rows are brought up to date when they are read: see schema.ts. */
export class Database extends Dexie {
  /** How rows are sealed; `null`: not at all. */
  readonly sealing: Sealing | null;

  constructor(name = DATABASE, sealed: Sealed | null = null) {
    // Answers exist nowhere else, so a commit is reported when it is on the disk, not when the system has promised it.
    super(name, { chromeTransactionDurability: 'strict' });
    this.sealing = sealed?.sealing ?? null;
    if (sealed) this.use(sealed.tables(sealed.sealing));
    for (let version = 1; version <= VERSION; version++) {
      const came = TABLE_NAMES.filter((table) => TABLES[table].since === version);
      this.version(version).stores(Object.fromEntries(came.map((table) => [table, storeOf(TABLES[table])])));
    }
  }
}

/** Finds a table: of the database, or of one of its transactions. */
type Find = (table: Table) => DexieTable<unknown, Key>;

export class IndexedDbTables implements Tables {
  readonly name: string;
  readonly #db: Database;
  readonly #of: Find;
  /** This tab let go of the database: somebody has sealed, closed or erased it. */
  #closed = false;

  /** @param of finds the tables of a transaction that is under way: then all that is done here is a part of it */
  constructor(db: Database, of: Find = (table) => db.table<unknown, Key>(table)) {
    this.#db = db;
    this.name = db.name;
    this.#of = of;
  }

  async get(table: Table, key: Key) {
    return this.#of(table).get(key);
  }

  async page(table: Table, { of, after, newest, limit }: PageOptions = {}) {
    const own = this.#of(table);
    const rows = newest
      ? own.orderBy(recordType(table).index!).reverse()
      : of !== undefined
        ? own.where(':id').between([of], [of, []])
        : after === undefined
          ? own.orderBy(':id')
          : own.where(':id').above(after);
    return (limit === undefined ? rows : rows.limit(limit)).toArray();
  }

  async count(table: Table, indexed?: 'indexed') {
    return indexed ? this.#of(table).orderBy(recordType(table).index!).count() : this.#of(table).count();
  }

  async put(table: Table, rows: readonly unknown[]) {
    if (rows.length) await this.#of(table).bulkPut([...rows]);
  }

  async delete(table: Table, keys: readonly Key[]) {
    if (keys.length) await this.#of(table).bulkDelete([...keys]);
  }

  async clear(table: Table) {
    await this.#of(table).clear();
  }

  /** Work gets tables that know their transaction: Dexie itself loses sight of it where something else is waited for in between. */
  within<T>(mode: 'read' | 'write', tables: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.#db.transaction(mode === 'read' ? 'r' : 'rw', [...tables], (transaction) =>
      work(new IndexedDbTables(this.#db, (table) => transaction.table<unknown, Key>(table)))
    );
  }

  /** On the bare database: on a slow phone Dexie's own layers cost as much script as all the rest of an answer. */
  async edit(tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes) {
    // Opened again, it would take a row in the clear among sealed ones, or be there again after it was erased.
    if (this.#closed) throw new DOMException('this tab let go of the database', 'InvalidStateError');
    if (!this.#db.isOpen()) await this.#db.open();
    const { sealing } = this.#db;
    return new Promise<void>((resolve, reject) => {
      const transaction = this.#db.backendDB().transaction(tables, 'readwrite', { durability: 'strict' });
      let trouble: unknown = null;
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject((trouble ?? transaction.error) as Error);
      const stored = transaction.objectStore(table).get(key as IDBValidKey);
      stored.onsuccess = () => {
        try {
          const { put, delete: gone } = change(sealing ? sealing.open(table, stored.result) : stored.result);
          for (const [name, row] of put) transaction.objectStore(name).put(sealing ? sealing.seal(name, row) : row);
          for (const [name, one] of gone) transaction.objectStore(name).delete(one as IDBValidKey);
        } catch (error) {
          trouble = error;
          transaction.abort();
        }
      };
    });
  }

  close() {
    this.#closed = true;
    this.#db.close();
  }
}
