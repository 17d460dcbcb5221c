/** Very many rows, some at a time: the browser would stop for all of them at once. */
import { keyOf, type Table } from './schema.ts';
import type { Tables } from './tables.ts';

/** @returns all rows of a table in the order of their keys, in pieces between which the page may draw */
export async function* pieces(tables: Pick<Tables, 'page'>, table: Table, size = 500): AsyncGenerator<readonly unknown[]> {
  for (let piece: unknown[] | null = null; piece === null || piece.length === size;) {
    const after = piece === null ? {} : { after: keyOf(table, piece.at(-1)) };
    piece = await tables.page(table, { ...after, limit: size });
    yield piece;
  }
}
