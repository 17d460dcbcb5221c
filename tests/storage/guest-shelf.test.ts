import './places.ts';
import { beforeEach, expect, test, vi } from 'vitest';
import { keepFixed } from '#lib/app/keep-fixed.ts';
import { withoutRubric } from '#lib/app/along.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { emptyDraft } from '#lib/domain/authoring/drafting.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { deleteDatabase, writeLock } from '#lib/storage/people/databases.ts';
import { guestShelf } from '#lib/storage/people/guest-shelf.ts';
import { newKey, wrap } from '#lib/storage/people/lock.ts';
import { REGISTRY } from '#lib/storage/people/shared.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { DATABASE } from '#lib/storage/tables/bare.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import type { World } from '#lib/state/app.svelte.ts';
import { aFile } from '../domain/rubric-files.ts';

const kept: Record<string, string> = {};
vi.stubGlobal('localStorage', kept);

const sound = (id: string) => soundOf(aFile(['A1'], { id }), 'made up');
const [received, cited, brought] = ['own-r', 'own-c', 'own-g'].map(sound) as [
  ReturnType<typeof sound>,
  ReturnType<typeof sound>,
  ReturnType<typeof sound>
];

async function onDevice<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
  const tables = new IndexedDbTables(DATABASE);
  try {
    return await work(new Shelf(tables));
  } finally {
    tables.close();
  }
}

/** A guest's shelf, and all that counts as theirs. */
async function guest() {
  const tables = new MemoryTables();
  return { shelf: await guestShelf(new Shelf(tables)), own: new Personal(tables), tables };
}
const idsOn = async (shelf: { list(): Promise<{ items: readonly { id: string }[] }> }) =>
  (await shelf.list()).items.map(({ id }) => id).sort();

beforeEach(async () => {
  delete kept[REGISTRY];
  await deleteDatabase(DATABASE);
  await onDevice(async (shelf) => {
    await shelf.save(received, 'received', 1);
    await shelf.save(cited, 'cited', 2);
    await shelf.saveDraft({ ...emptyDraft({ id: 'd1', now: 3 }, 'own-d', 'en') }, null);
  });
});

test('a guest reads the rubrics of a device that nobody has given a name on; drafts, and what only answers name, they do not see', async () => {
  const { shelf, own, tables } = await guest();
  expect(await idsOn(shelf)).toEqual(['own-r']);
  expect(await shelf.read(received.hash)).toEqual(received.file);
  expect(await shelf.read(cited.hash)).toBeNull();
  expect((await shelf.list()).items[0]!.fixed).toBe(true);
  // None of it is theirs: it is neither counted nor taken along, and would not be missed.
  expect(await own.counts()).toMatchObject({ rubrics: 0 });
  expect(tables.holds()).toBe(false);
});

test('what a guest brings in is theirs and stays off the device; what is the device’s they cannot take off it', async () => {
  const { shelf, own } = await guest();
  await shelf.save(brought, 'received', 5);
  // Their answers name it: a copy of their own lies beside them, and it is offered all the same.
  await shelf.save(received, 'cited', 6);
  expect(await idsOn(shelf)).toEqual(['own-g', 'own-r']);
  expect(await own.counts()).toMatchObject({ rubrics: 1 });
  expect(await shelf.remove(brought.hash)).not.toBeNull();
  await shelf.remove(received.hash);
  expect(await idsOn(shelf)).toEqual(['own-r']);
  expect(await onDevice(idsOn)).toEqual(['own-c', 'own-d', 'own-r']);
});

test('a rubric of the device that a guest answers leaves with their answers, and by itself is nothing that they made', async () => {
  const { shelf, own, tables } = await guest();
  await shelf.save(brought, 'received', 5);
  await shelf.remove(brought.hash);
  await keepFixed([received.hash, cited.hash], { shelf: Promise.resolve(shelf), world: { now: () => 7 } as World });
  expect(tables.holds()).toBe(false);
  const head = newHead({ rubrics: [{ ...received.file.facts, hash: received.hash }] }, 'a', 7);
  await own.join({ ...NOTHING, assessments: [{ head, entries: {} }] }, null);
  const { data } = await own.read();
  expect(data.rubrics).toMatchObject([{ hash: received.hash, origin: 'cited' }]);
  expect(await withoutRubric(data, null)).toBe(0);
  expect(await idsOn(shelf)).toEqual(['own-r']);
});

test.each([
  ['somebody has given a name', async () => void (kept[REGISTRY] = '{"people":[]}')],
  ['the data is sealed', async () => writeLock(DATABASE, await wrap(newKey(), 'four plain words'))],
  ['there is none', async () => deleteDatabase(DATABASE)]
])('where %s, no rubric of the device is a guest’s to see', async (_, make) => {
  await make();
  expect(await idsOn((await guest()).shelf)).toEqual([]);
  if (_ === 'there is none') expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(DATABASE);
});
