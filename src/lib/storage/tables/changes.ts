/** Changes of a database are numbered, so that its journal can tell which of the two is behind (journal/journal.ts). */
import { LAST_CHANGE, type Key, type Table } from './schema.ts';

/** The row in the settings that numbers changes: it is written with each. */
export interface LastChange {
  readonly key: typeof LAST_CHANGE;
  /** `life`: made by chance with the first change of a database, so that one that was lost and made anew is another one. */
  readonly value: { readonly life: string; readonly number: number };
}

/** A row that was written or deleted; `null` for its key: any of its table. */
export type Touched = readonly [table: Table, key: Key | null];
/** Hears what was written and deleted, once it is stored. */
export type Changed = (touched: readonly Touched[]) => void;

/** @param last the row of the change before; `undefined` where there was none */
export function nextChange(last: unknown): LastChange {
  const { life, number } = (last as LastChange | undefined)?.value ?? { life: Math.random().toString(36).slice(2), number: 0 };
  return { key: LAST_CHANGE, value: { life, number: number + 1 || 1 } };
}
