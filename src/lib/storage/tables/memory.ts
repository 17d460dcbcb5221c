/** Tables without a database: for a browser that keeps nothing, for guests, and for tests. */
import { keyOf, recordType, tablesOf, type Key, type Table } from './schema.ts';
import type { PageOptions, Tables, Writes } from './tables.ts';

const parts = (key: Key): readonly (string | number)[] => (typeof key === 'object' ? key : [key]);

/** As IndexedDB orders keys. */
function compare(a: Key, b: Key): number {
  const [left, right] = [parts(a), parts(b)];
  for (const [i, one] of left.entries()) {
    const other = right[i];
    if (other === undefined) return 1;
    if (one !== other) return typeof one === typeof other ? (one < other ? -1 : 1) : typeof one === 'number' ? -1 : 1;
  }
  return left.length - right.length;
}

interface Stored {
  readonly key: Key;
  readonly row: unknown;
}

/** What the index says of a row; `undefined` where it is in none. */
function indexed(table: Table, row: unknown): string | number | undefined {
  const { index } = recordType(table);
  const value = index ? (row as Record<string, unknown> | null)?.[index] : undefined;
  return typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) ? value : undefined;
}

/** Rows by table and key. They are never changed in place, so that what they were can be had back. */
class Memory {
  readonly #tables = new Map<Table, Map<string, Stored>>();
  #number = 0;

  of(table: Table): Map<string, Stored> {
    recordType(table);
    if (!this.#tables.has(table)) this.#tables.set(table, new Map());
    return this.#tables.get(table)!;
  }

  page(table: Table, { of, after, newest, limit }: PageOptions): unknown[] {
    let all = [...this.of(table).values()];
    if (newest) all = all.filter(({ row }) => indexed(table, row) !== undefined);
    if (of !== undefined) all = all.filter(({ key }) => parts(key)[0] === of);
    if (after !== undefined) all = all.filter(({ key }) => compare(key, after) > 0);
    const byKey = (a: Stored, b: Stored) => compare(a.key, b.key);
    all.sort(newest ? (a, b) => compare(indexed(table, b.row)!, indexed(table, a.row)!) || byKey(b, a) : byKey);
    return all.slice(0, limit).map(({ row }) => row);
  }

  put(table: Table, row: unknown) {
    const { numbered, key: fields } = recordType(table);
    const own = structuredClone(row) as Record<string, unknown>;
    if (numbered && own[fields[0]] === undefined) own[fields[0]] = ++this.#number;
    const key = keyOf(table, own);
    if (parts(key).some((part) => part === undefined)) throw new DOMException('the row has no key', 'DataError');
    this.of(table).set(JSON.stringify(key), { key, row: own });
  }

  write({ put, delete: gone }: Writes) {
    for (const [table, row] of put) this.put(table, row);
    for (const [table, key] of gone) this.of(table).delete(JSON.stringify(key));
  }

  /** @returns what brings these tables back to how they are now */
  mark(tables: readonly Table[]): () => void {
    const marked = tables.map((table) => [table, new Map(this.of(table))] as const);
    return () => marked.forEach(([table, rows]) => this.#tables.set(table, rows));
  }
}

/** The tables as work sees them that has them to itself. */
class Held implements Tables {
  readonly name = null;

  constructor(
    readonly memory: Memory,
    readonly mode: 'read' | 'write',
    readonly tables: readonly Table[]
  ) {}

  #own(table: Table, mode: 'read' | 'write' = 'read'): Table {
    if (!this.tables.includes(table) || (mode === 'write' && this.mode === 'read'))
      throw new DOMException(`the work is not about ${mode === 'write' ? 'writing ' : ''}the table ${table}`, 'NotFoundError');
    return table;
  }

  get = async (table: Table, key: Key) => this.memory.of(this.#own(table)).get(JSON.stringify(key))?.row;
  page = async (table: Table, options: PageOptions = {}) => this.memory.page(this.#own(table), options);
  count = async (table: Table, only?: 'indexed') =>
    only ? this.memory.page(this.#own(table), { newest: true }).length : this.memory.of(this.#own(table)).size;
  put = async (table: Table, rows: readonly unknown[]) =>
    this.memory.write({ put: rows.map((row) => [this.#own(table, 'write'), row] as const), delete: [] });
  delete = async (table: Table, keys: readonly Key[]) =>
    this.memory.write({ put: [], delete: keys.map((key) => [this.#own(table, 'write'), key] as const) });
  clear = async (table: Table) => this.memory.of(this.#own(table, 'write')).clear();
  within = <T>(_: 'read' | 'write', __: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T> => work(this);
  edit = async (_: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes) => {
    const { put, delete: gone } = change(await this.get(table, key));
    for (const [one] of [...put, ...gone]) this.#own(one, 'write');
    this.memory.write({ put, delete: gone });
  };
  close() {}
}

export class MemoryTables implements Tables {
  readonly name = null;
  readonly #memory = new Memory();
  /** Whoever comes next waits for this, so that nothing comes in between. */
  #last: Promise<unknown> = Promise.resolve();
  readonly #changed: (holds: boolean) => void;

  /** @param changed called after each write; `holds`: whether there is then anything that somebody made */
  constructor(changed: (holds: boolean) => void = () => {}) {
    this.#changed = changed;
  }

  within<T>(mode: 'read' | 'write', tables: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    const turn = async () => {
      const back = mode === 'write' ? this.#memory.mark(tables) : null;
      try {
        const done = await work(new Held(this.#memory, mode, tables));
        if (mode === 'write') this.#changed(this.holds());
        return done;
      } catch (error) {
        back?.();
        throw error;
      }
    };
    const result = this.#last.then(turn);
    this.#last = result.catch(() => {});
    return result;
  }

  get = (table: Table, key: Key) => this.within('read', [table], (held) => held.get(table, key));
  page = (table: Table, options?: PageOptions) => this.within('read', [table], (held) => held.page(table, options));
  count = (table: Table, only?: 'indexed') => this.within('read', [table], (held) => held.count(table, only));
  put = (table: Table, rows: readonly unknown[]) => this.within('write', [table], (held) => held.put(table, rows));
  delete = (table: Table, keys: readonly Key[]) => this.within('write', [table], (held) => held.delete(table, keys));
  clear = (table: Table) => this.within('write', [table], (held) => held.clear(table));
  edit = (tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes) =>
    this.within('write', tables, (held) => held.edit(tables, table, key, change));

  /** Whether there is anything that somebody made. Copies of what they answered are nothing without the answers, and rubrics are nothing off the shelf. */
  holds(): boolean {
    const isMade = ({ row }: Stored) => (row as { readonly origin?: unknown } | null)?.origin !== 'cited';
    return tablesOf('person').some((table) => table !== 'rubrics' && [...this.#memory.of(table).values()].some(isMade));
  }

  close() {}
}
