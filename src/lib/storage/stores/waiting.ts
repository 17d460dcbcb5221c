/**
 * Results that wait on a laptop that is handed round: each guest puts one into a box, which the guest after them cannot open. The key lies beside
 * the boxes, sealed where its owner has a passphrase, and goes as soon as nothing more is counted: from then on nobody can leave anything.
 */
import { newBoxKey, outOfBox, slotOf } from '../tables/box.ts';
import * as rows from '../tables/rows.ts';
import { BOX_KEY, keyOf, reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

/** @returns the key to the boxes of a workshop; `null` where there is none that can be read */
async function keyTo(tables: Tables, workshop: string): Promise<string | null> {
  const raw = await tables.get('waiting', [workshop, BOX_KEY]);
  const [row] = rows.sift(raw === undefined ? [] : [raw], reader('waiting', rows)).rows;
  return row && 'key' in row ? row.key : null;
}

/** Boxes of a workshop can be filled from here on. @returns where, in hexadecimal digits */
export async function takeOn(tables: Tables, workshop: string): Promise<string> {
  const key = (await keyTo(tables, workshop)) ?? newBoxKey();
  await tables.put('waiting', [{ workshop, id: BOX_KEY, key }]);
  return slotOf(key);
}

/** @returns what is in the boxes of a workshop, which are gone then, also those that nothing opens */
export async function takeOut(tables: Tables, workshop: string): Promise<readonly string[]> {
  const raws = (await tables.page('waiting', { of: workshop })).filter((row) => (row as { id: string }).id !== BOX_KEY);
  if (raws.length === 0) return [];
  const key = await keyTo(tables, workshop);
  await tables.delete(
    'waiting',
    raws.map((row) => keyOf('waiting', row))
  );
  const boxes = rows.sift(raws, reader('waiting', rows)).rows;
  return boxes.flatMap((row) => (key !== null && 'box' in row && outOfBox(key, workshop, row.box)) || []);
}
