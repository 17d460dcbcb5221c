/** All that can be done with rows in IndexedDB, through Dexie. It comes when more is wanted than bare.ts does, and takes the tables as it finds them. */
import { Dexie, type Table as DexieTable, type Transaction } from 'dexie';
import { nextChange, type Changed, type Touched } from './changes.ts';
import { keyOf, LAST_CHANGE, recordType, type Key, type Table } from './schema.ts';
import type { sealedTables, Sealing } from './seal.ts';
import type { PageOptions, Tables, Writes } from './tables.ts';

/** How to seal rows, and what does so on the way to every table; handed in, for its code is loaded for those alone who have a passphrase. */
export interface Sealed {
  readonly sealing: Sealing;
  readonly tables: typeof sealedTables;
}

/**
 * @param name of a database that is there
 * @param changed as in `IndexedDbTables`
 * @throws DexieError where it is not, or cannot be opened
 */
export async function openWhole(name: string, sealed: Sealed | null, changed: Changed): Promise<Whole> {
  // Without versions of its own it makes no table, and brings nothing back that was deleted. Durability as in bare.ts.
  const db = new Dexie(name, { autoOpen: false, chromeTransactionDurability: 'strict' });
  if (sealed) db.use(sealed.tables(sealed.sealing));
  await db.open();
  return new Whole(db, changed);
}

/** Finds a table: of the database, or of one of its transactions. */
type Find = (table: Table) => DexieTable<unknown, Key>;

export class Whole implements Tables {
  readonly #db: Dexie;
  readonly #of: Find;
  readonly #touched: Touched[];
  readonly #changed: Changed;
  /** Writes that are under way. */
  readonly #writes = new Set<Transaction>();

  /**
   * @param changed called with what `within` has written or deleted, once that is stored
   * @param of finds the tables of a transaction that is under way: then all that is done here is a part of it
   * @param touched gets what is written and deleted here
   */
  constructor(db: Dexie, changed: Changed, of: Find = (table) => db.table<unknown, Key>(table), touched: Touched[] = []) {
    this.#db = db;
    this.#changed = changed;
    this.#of = of;
    this.#touched = touched;
  }

  get name(): string {
    return this.#db.name;
  }

  /** Somebody else may have wanted the database for themselves. */
  get isOpen(): boolean {
    return this.#db.isOpen();
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
    if (!rows.length) return;
    // The database gives some rows their key.
    if (recordType(table).numbered) this.#touched.push([table, null]);
    else for (const row of rows) this.#touched.push([table, keyOf(table, row)]);
    await this.#of(table).bulkPut([...rows]);
  }

  async delete(table: Table, keys: readonly Key[]) {
    for (const key of keys) this.#touched.push([table, key]);
    if (keys.length) await this.#of(table).bulkDelete([...keys]);
  }

  async clear(table: Table) {
    this.#touched.push([table, null]);
    await this.#of(table).clear();
  }

  /** Work gets tables that know their transaction: Dexie itself loses sight of it where something else is waited for in between. */
  async within<T>(mode: 'read' | 'write', tables: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    const touched: Touched[] = [];
    const all = mode === 'read' ? tables : new Set<Table>([...tables, 'settings']);
    let write: Transaction | null = null;
    const made = await this.#db
      .transaction(mode === 'read' ? 'r' : 'rw', [...all], async (transaction) => {
        if (mode === 'write') this.#writes.add((write = transaction));
        const find: Find = (table) => transaction.table<unknown, Key>(table);
        const result = await work(new Whole(this.#db, this.#changed, find, touched));
        if (touched.length) await find('settings').put(nextChange(await find('settings').get(LAST_CHANGE)));
        return result;
      })
      .finally(() => write && this.#writes.delete(write));
    if (touched.length) this.#changed(touched);
    return made;
  }

  /** As a part of other work; where it is none, bare.ts does it. */
  async edit(_: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes) {
    const { put, delete: gone } = change(await this.get(table, key));
    for (const [name, row] of put) await this.put(name, [row]);
    for (const [name, one] of gone) await this.delete(name, [one]);
  }

  /** Gives up the writes that are under way: they wait for the page, and whatever comes after waits for them. */
  abandon() {
    for (const write of this.#writes)
      try {
        write.abort();
      } catch {
        // It has ended, and nobody has heard of it yet: nothing waits for it.
      }
  }

  close() {
    this.#db.close();
  }
}
