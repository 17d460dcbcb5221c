/** Tables in IndexedDB: what a first answer needs at once (bare.ts), all else when it is first asked for (whole.ts). */
import { Bare } from './bare.ts';
import type { Changed, Touched } from './changes.ts';
import { keyOf, type Key, type Table } from './schema.ts';
import type { PageOptions, Tables, Writes } from './tables.ts';
import type { Sealed, Whole } from './whole.ts';

export class IndexedDbTables implements Tables {
  readonly name: string;
  readonly #sealed: Sealed | null;
  readonly #bare: Bare;
  readonly #changed: Changed;
  #whole: Promise<Whole> | null = null;
  /** The same, once it is there. */
  #open: Whole | null = null;
  #closed = false;

  /**
   * @param wanted called when somebody else wants the database for themselves: `null` where it is being deleted, else the version that it
   *   is being brought to. This one has let go of it by then.
   * @param changed called with what was written or deleted, once that is stored
   */
  constructor(
    name: string,
    sealed: Sealed | null = null,
    wanted: (version: number | null) => void = () => {},
    changed: Changed = () => {}
  ) {
    this.name = name;
    this.#changed = changed;
    this.#sealed = sealed;
    this.#bare = new Bare(name, sealed?.sealing ?? null, wanted);
  }

  /** @throws DOMException named VersionError where a newer version of the app has been here; others where the browser keeps nothing */
  async open(): Promise<void> {
    await this.#bare.open();
  }

  /** Asked of the bare database each time: it knows whether this tab may still use what is there, and whether it is there at all. */
  async #rest(): Promise<Whole> {
    await this.#bare.open();
    const before = this.#whole;
    // Somebody else may have found out meanwhile that it was closed, and opened it anew.
    if (before && !(await before).isOpen && this.#whole === before) this.#whole = null;
    const opening = (this.#whole ??= this.#openWhole());
    try {
      return await opening;
    } catch (error) {
      // Its code may have been out of reach: it is asked for again.
      if (this.#whole === opening) this.#whole = null;
      throw error;
    }
  }

  async #openWhole(): Promise<Whole> {
    const { openWhole } = await import('./whole.ts');
    const whole = await openWhole(this.name, this.#sealed, this.#changed);
    if (!this.#closed) return (this.#open = whole);
    whole.close();
    throw new DOMException('this tab let go of the database', 'InvalidStateError');
  }

  get(table: Table, key: Key) {
    return this.#bare.get(table, key);
  }

  async page(table: Table, options?: PageOptions) {
    return (await this.#rest()).page(table, options);
  }

  async count(table: Table, indexed?: 'indexed') {
    return (await this.#rest()).count(table, indexed);
  }

  async put(table: Table, rows: readonly unknown[]) {
    await this.within('write', [table], (own) => own.put(table, rows));
  }

  async delete(table: Table, keys: readonly Key[]) {
    await this.within('write', [table], (own) => own.delete(table, keys));
  }

  async clear(table: Table) {
    await this.within('write', [table], (own) => own.clear(table));
  }

  async within<T>(mode: 'read' | 'write', tables: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    return (await this.#rest()).within(mode, tables, work);
  }

  async edit(tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes) {
    let touched: readonly Touched[] = [];
    await this.#bare.edit(tables, table, key, (row) => {
      const writes = change(row);
      touched = [...writes.put.map(([name, one]): Touched => [name, keyOf(name, one) ?? null]), ...writes.delete];
      return writes;
    });
    this.#changed(touched);
  }

  putNow(rows: Writes['put']) {
    // A write that a page leaves unfinished never ends, and one that was begun after it does not begin.
    this.#open?.abandon();
    this.#bare.putNow(rows);
  }

  close() {
    this.#closed = true;
    this.#bare.close();
    // One that is on its way is closed when it has come.
    void this.#whole?.then(
      (whole) => whole.close(),
      () => {}
    );
  }
}
