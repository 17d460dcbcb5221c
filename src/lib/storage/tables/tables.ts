/** Where rows lie, as little as stores need of it. Each adapter passes the same tests. */
import type { Key, Table } from './schema.ts';

export interface PageOptions {
  /** Only rows whose key begins with this field. */
  readonly of?: string;
  /** Only rows whose key comes after this one. */
  readonly after?: Key;
  /** By the table's index, the largest first, instead of by key; rows without it are left out. */
  readonly newest?: true;
  readonly limit?: number;
}

/** What one change writes. */
export interface Writes {
  readonly put: readonly (readonly [table: Table, row: unknown])[];
  readonly delete: readonly (readonly [table: Table, key: Key])[];
}

export interface Tables {
  /** Names this place among the tabs of a browser; `null` where no other tab can see it. */
  readonly name: string | null;
  /** @returns the row; `undefined` where there is none */
  get(table: Table, key: Key): Promise<unknown>;
  /** @returns rows in the order of their keys */
  page(table: Table, options?: PageOptions): Promise<unknown[]>;
  /** @param indexed counts only rows that `newest` would give */
  count(table: Table, indexed?: 'indexed'): Promise<number>;
  /** Writes rows, new ones or over others with the same key; all of them or none. */
  put(table: Table, rows: readonly unknown[]): Promise<void>;
  delete(table: Table, keys: readonly Key[]): Promise<void>;
  clear(table: Table): Promise<void>;
  /**
   * Does several things to these tables as one: nothing comes in between, and all of it is stored or nothing. The work must wait for
   * nothing but the tables that it is given.
   *
   * @throws whatever the work throws, and whatever the device objects to
   */
  within<T>(mode: 'read' | 'write', tables: readonly Table[], work: (tables: Tables) => Promise<T>): Promise<T>;
  /**
   * Reads one row, changes it and writes what comes of it, as one, in the shortest way that there is: this is the write that a person
   * waits for. It begins at once where the place is open.
   *
   * @param tables all that is written to
   * @param change gets the row, or `undefined`; must not wait for anything
   * @returns when it is on the disk
   */
  edit(tables: readonly Table[], table: Table, key: Key, change: (row: unknown) => Writes): Promise<void>;
  /**
   * Hands rows over in this very moment and reads nothing before, for a page that may be gone the next: nobody hears whether they were
   * written. Absent where rows go with the page anyway. What is written so has no number among the changes: the next write has one.
   */
  putNow?(rows: Writes['put']): void;
  close(): void;
}
