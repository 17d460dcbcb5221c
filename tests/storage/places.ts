/** The places that keep data: what one promises, all promise. */
import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import type { Sealed } from '#lib/storage/tables/whole.ts';
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
  ['IndexedDB', () => new IndexedDbTables(freshName())],
  ['IndexedDB, sealed', () => new IndexedDbTables(freshName(), aSeal())],
  ['memory', () => new MemoryTables()]
];

/** What each version of the app created; a step that was released is never edited. */
const STORES: readonly Readonly<Record<string, string>>[] = [
  { assessments: 'id, updatedAt', entries: '[assessment+criterion]', aside: '++key', settings: 'key' },
  { shelf: 'key', rubrics: 'key' },
  { plan: 'id', digests: 'id' },
  {},
  {},
  { workshops: 'id', results: '[workshop+id]', waiting: '[workshop+id]', participations: 'assessment' },
  { asked: '[assessment+number]', given: 'number' }
];

/** A database as the app made it with Dexie, while Dexie made them; not open yet. */
export function madeByDexie(name: string, version: number): Dexie {
  const db = new Dexie(name);
  STORES.slice(0, version).forEach((stores, i) => db.version(i + 1).stores(stores));
  return db;
}
