/** The places that keep data: what one promises, all promise. */
import 'fake-indexeddb/auto';
import { Database, IndexedDbTables, type Sealed } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { newKey } from '#lib/storage/people/lock.ts';
import { sealedTables, sealing } from '#lib/storage/tables/seal.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';

/** @returns what makes a database a sealed one */
export const aSeal = (key = newKey()): Sealed => ({ sealing: sealing(key), tables: sealedTables });

let serial = 0;
/** @returns a name that no database has yet */
export const freshName = (): string => `place-${serial++}`;

export const PLACES: readonly [name: string, open: () => Tables][] = [
  ['IndexedDB', () => new IndexedDbTables(new Database(freshName()))],
  ['IndexedDB, sealed', () => new IndexedDbTables(new Database(freshName(), aSeal()))],
  ['memory', () => new MemoryTables()]
];
