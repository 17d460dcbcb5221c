/** Rows as they are stored, whatever is in them: nothing here needs the checks. */
import { keyOf, tablesOf, type Table } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

/** Rows between which the page may draw, and which the browser hands over at once. */
export const PIECE = 500;

/** All rows of some tables, some at a time: the browser would stop for tens of thousands at once. */
export async function everyRow<T extends Table>(tables: Tables, names: readonly T[]): Promise<Record<T, readonly unknown[]>> {
  const all = {} as Record<T, unknown[]>;
  for (const name of names) {
    all[name] = [];
    for (let page: unknown[] | null = null; page === null || page.length === PIECE;) {
      const after = page === null ? {} : { after: keyOf(name, page.at(-1)) };
      page = await tables.page(name, { ...after, limit: PIECE });
      all[name].push(...page);
    }
  }
  return all;
}

/** @returns all that somebody made, by table */
export const allMade = (tables: Tables) => tables.within('read', MADE, (held) => everyRow(held, MADE));

const MADE = tablesOf('person');
