/** A guest on a laptop that is handed round leaves a result with whoever leads the workshop, whose data is not open here and is not opened. */
import { databaseOf, FIRST } from '#lib/domain/person/people.ts';
import { intoBox } from '../tables/box.ts';
import { IndexedDbTables } from '../tables/indexeddb.ts';
import { BOX_KEY } from '../tables/schema.ts';
import { databaseNames } from './databases.ts';

/**
 * @param who leads it; `null` where nobody on this device has given a name
 * @returns whether it lies there; `false`: the round takes nothing more
 * @throws where the device does not take it
 */
export async function leaveResult(who: string | null, workshop: string, slot: string, code: string): Promise<boolean> {
  const name = databaseOf(who ?? FIRST);
  // Opening a database that is not there would make it.
  if ((await databaseNames())?.includes(name) === false) return false;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
  const row = { workshop, id, box: intoBox(slot, workshop, code) };
  // Without a seal: boxes are never sealed, and of the key it is enough that it is there.
  const tables = new IndexedDbTables(name);
  let isOpen = false;
  try {
    await tables.edit(['waiting'], 'waiting', [workshop, BOX_KEY], (key) => {
      isOpen = key !== undefined;
      return { put: isOpen ? [['waiting', row]] : [], delete: [] };
    });
  } finally {
    tables.close();
  }
  return isOpen;
}
