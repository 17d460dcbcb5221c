/**
 * A guest's shelf: what they bring in or write is theirs, in memory, and goes with them; beside it the device's rubrics can be read. The device
 * has some of its own only while nobody on it has given a name: from then on each rubric is somebody's, and the app shows nothing of others.
 */
import { twinOf } from '#lib/domain/authoring/twins.ts';
import { TwinRubric, type RubricStore, type ShelfItem } from '#lib/domain/rubric/store.ts';
import { isOffered, Shelf } from '../stores/shelf.ts';
import { DATABASE } from '../tables/bare.ts';
import { MemoryTables } from '../tables/memory.ts';
import { allRows, databaseNames, readLock } from './databases.ts';
import { REGISTRY } from './shared.ts';

/** @param own what the guest has made */
export async function guestShelf(own: RubricStore): Promise<RubricStore> {
  const device = await devicesShelf().catch(() => null);
  if (!device) return own;
  const { items } = await device.list();
  const offered = items.filter(isOffered).map((item) => ({ ...item, fixed: true }));
  return {
    async list() {
      const { items, damage } = await own.list();
      const mine = new Map(items.map((item) => [item.key, item]));
      const others = offered.filter(({ key }) => (mine.get(key)?.origin ?? 'cited') === 'cited');
      const shown: readonly ShelfItem[] = [...items.filter(({ key }) => !others.some((item) => item.key === key)), ...others];
      return { items: [...shown].sort((a, b) => b.at - a.at), damage };
    },
    read: async (hash) => (await own.read(hash)) ?? (offered.some(({ key }) => key === hash) ? device.read(hash) : null),
    readDraft: (id) => own.readDraft(id),
    async save(rubric, origin, at, from) {
      const twin = origin !== 'cited' && twinOf({ ...rubric.file.facts, key: rubric.hash }, offered);
      if (twin) throw new TwinRubric(twin.key);
      return own.save(rubric, origin, at, from);
    },
    saveDraft: (draft, before) => own.saveDraft(draft, before),
    leaveDraft: (draft) => own.leaveDraft(draft),
    remove: (key) => own.remove(key),
    restore: (removed) => own.restore(removed),
    watch: (changed) => own.watch(changed)
  };
}

/** @returns the device's shelf as it is now, a copy in memory: nothing that a guest does reaches the disk; `null` where there is none */
async function devicesShelf(): Promise<Shelf | null> {
  if (REGISTRY in localStorage || !(await databaseNames())?.includes(DATABASE) || (await readLock(DATABASE))) return null;
  const { shelf = [], rubrics = [] } = await allRows(DATABASE);
  const tables = new MemoryTables();
  await tables.put('shelf', shelf);
  await tables.put('rubrics', rubrics);
  return new Shelf(tables);
}
