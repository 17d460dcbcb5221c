/** Very many rows, some at a time: the browser would stop for all of them at once. Whatever is in them: nothing here needs the checks. */
import { keyOf, tablesOf, type Table } from './schema.ts';
import type { Tables } from './tables.ts';

/** @returns all rows of a table in the order of their keys, in pieces between which the page may draw */
export async function* pieces(tables: Pick<Tables, 'page'>, table: Table, size = 500): AsyncGenerator<readonly unknown[]> {
  for (let piece: unknown[] | null = null; piece === null || piece.length === size;) {
    const after = piece === null ? {} : { after: keyOf(table, piece.at(-1)) };
    piece = await tables.page(table, { ...after, limit: size });
    yield piece;
  }
}

/** @returns all rows of some tables */
export async function everyRow<T extends Table>(tables: Tables, names: readonly T[]): Promise<Record<T, readonly unknown[]>> {
  const all = {} as Record<T, unknown[]>;
  for (const name of names) {
    all[name] = [];
    for await (const piece of pieces(tables, name)) all[name].push(...piece);
  }
  return all;
}

const MADE = tablesOf('person');

/** @returns all that somebody made, by table */
export const allMade = (tables: Tables) => tables.within('read', MADE, (held) => everyRow(held, MADE));
