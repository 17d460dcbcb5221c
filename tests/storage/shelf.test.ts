import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, test, vi } from 'vitest';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { emptyDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { DraftConflict, type RubricStore } from '#lib/domain/rubric/store.ts';
import { Database, DatabaseStore, type Sealed } from '#lib/storage/database.ts';
import { MemoryStore } from '#lib/storage/memory.ts';
import { MemoryRows } from '#lib/storage/memory-rows.ts';
import { databaseShelf, memoryShelf } from '#lib/storage/shelf.ts';
import { aFile } from '../domain/rubric-files.ts';
import { aSeal } from './seals.ts';

const file = aFile(['A1', 'A2'], { id: 'own-x' });
const hash = contentHash(file);
const other = aFile(['A1'], { id: 'own-x', version: '1.1.0' });
const draft = (id: string, at: number) => ({ ...emptyDraft({ id, now: at }, 'own-y', 'fi') });
const head = (id: string, of: string | undefined): Head => ({
  id,
  name: '',
  createdAt: 1,
  updatedAt: 1,
  rubrics: [{ id: 'own-x', version: '1.0.0', ...(of ? { hash: of } : {}) }],
  size: 2,
  role: null,
  setting: null,
  targets: {},
  cursor: 'own-x.A1'
});

let serial = 0;
interface Place {
  readonly shelf: RubricStore;
  answer(head: unknown): Promise<void>;
  /** Writes a row or a content as it is, whatever it is. */
  spoil(key: string, item: unknown, content?: unknown): Promise<void>;
}
const inDatabase = (name: string, sealed: () => Sealed | null): [string, () => Place] => [
  name,
  () => {
    const db = new Database(`shelf-${serial++}`, sealed());
    const spoil = async (key: string, item: unknown, content?: unknown) => {
      if (item !== undefined) await db.shelf.put(item);
      if (content !== undefined) await db.rubrics.put({ key, content });
    };
    return { shelf: databaseShelf(db), answer: async (row) => void (await db.assessments.put(row)), spoil };
  }
];
const kinds: [name: string, open: () => Place][] = [
  inDatabase('IndexedDB', () => null),
  inDatabase('IndexedDB, sealed', aSeal),
  [
    'memory',
    () => {
      const rows = new MemoryRows();
      const store = new MemoryStore(rows);
      const shelf = memoryShelf(rows);
      const spoil = (key: string, item: unknown, content?: unknown) => shelf.putBack({ key, item, content });
      return { shelf, answer: (row) => store.restore({ head: row, entries: [] }), spoil };
    }
  ]
];

describe.each(kinds)('the shelf in %s', (_name, open) => {
  test('what was kept is there again, under the hash of its content', async () => {
    const { shelf } = open();
    const item = await shelf.keep(file, 'received', 5, 'a.json');
    expect(item).toEqual({
      key: hash,
      kind: 'published',
      id: 'own-x',
      version: '1.0.0',
      titles: { en: 'en title' },
      source: 'en',
      criteria: 2,
      origin: 'received',
      from: 'a.json',
      at: 5
    });
    expect(await shelf.rubric(hash)).toEqual(file);
    expect(await shelf.shelf()).toEqual({ items: [item], damage: [] });
    expect(await shelf.rubric('0'.repeat(32))).toBeNull();
  });

  test('keeping the same again changes nothing: not when, not whence, not what the hash leaves out', async () => {
    const { shelf } = open();
    const stamped = { ...file, translated: { fi: { title: '01234567' } } };
    const first = await shelf.keep(stamped, 'own', 5);
    expect(await shelf.keep(file, 'received', 9, 'again.json')).toEqual(first);
    expect((await shelf.shelf()).items).toEqual([first]);
    expect(await shelf.rubric(hash)).toEqual(stamped);
  });

  test('another version is another rubric; the newest change stands first', async () => {
    const { shelf } = open();
    await shelf.keep(file, 'own', 5);
    await shelf.keep(other, 'own', 6);
    await shelf.saveDraft(draft('d', 4), null);
    expect((await shelf.shelf()).items.map(({ kind, version, at }) => [kind, version, at])).toEqual([
      ['published', '1.1.0', 6],
      ['published', '1.0.0', 5],
      ['draft', '0.1.0', 4]
    ]);
    expect((await shelf.rubric(hash))!.facts.version).toBe('1.0.0');
  });

  test('empty texts are not kept, so that the content has the hash that it is kept under', async () => {
    const { shelf } = open();
    const { key } = await shelf.keep({ ...file, words: { en: { ...file.words.en!, about: '' } } }, 'own', 5);
    expect(key).toBe(hash);
    expect(await shelf.rubric(key)).toEqual(file);
  });

  test('one that was only kept for an assessment is offered again when somebody keeps it', async () => {
    const { shelf } = open();
    await shelf.keep(file, 'kept', 1);
    expect((await shelf.keep(file, 'received', 5)).origin).toBe('received');
    expect((await shelf.keep(file, 'kept', 9)).origin).toBe('received');
  });

  test('taking one off the shelf takes it away, and putting it back brings all of it', async () => {
    const { shelf } = open();
    const item = await shelf.keep(file, 'own', 5);
    const taken = await shelf.take(hash);
    expect([(await shelf.shelf()).items, await shelf.rubric(hash)]).toEqual([[], null]);
    await shelf.putBack(taken!);
    expect([(await shelf.shelf()).items, await shelf.rubric(hash)]).toEqual([[item], file]);
    expect(await shelf.take('none')).toBeNull();
  });

  test('one that an assessment was answered with is only put out of sight', async () => {
    const { shelf, answer } = open();
    const item = await shelf.keep(file, 'own', 5);
    await answer(head('a', hash));
    const taken = await shelf.take(hash);
    expect((await shelf.shelf()).items).toEqual([{ ...item, origin: 'kept' }]);
    expect(await shelf.rubric(hash)).toEqual(file);
    await shelf.putBack(taken!);
    expect((await shelf.shelf()).items).toEqual([item]);
  });

  test('an assessment with a torn row does not stand in the way', async () => {
    const { shelf, answer } = open();
    await shelf.keep(file, 'own', 5);
    for (const [i, rubrics] of ['torn', null, [null, 5], undefined].entries()) await answer({ ...head(`t${i}`, undefined), rubrics });
    await shelf.take(hash);
    expect((await shelf.shelf()).items).toEqual([]);
  });

  test('a row that cannot be read is named and the others are there; taking it leaves an answered rubric itself', async () => {
    const { shelf, answer, spoil } = open();
    await shelf.keep(file, 'own', 5);
    await answer(head('a', hash));
    await spoil(hash, { key: hash, kind: 'poem' });
    await shelf.keep(other, 'own', 6);
    const { items, damage } = await shelf.shelf();
    expect(items.map(({ version }) => version)).toEqual(['1.1.0']);
    expect(damage).toEqual([{ key: hash, reason: expect.stringContaining('kind') }]);
    await shelf.take(hash);
    expect((await shelf.shelf()).damage).toEqual([]);
    expect(await shelf.rubric(hash)).toEqual(file);
  });

  test('a content that cannot be read, or is another’s, is refused; keeping the rubric again heals it', async () => {
    const { shelf, spoil } = open();
    await shelf.keep(file, 'own', 5);
    await spoil(hash, undefined, { ...file, facts: 'torn' });
    await expect(shelf.rubric(hash)).rejects.toThrow('facts');
    await spoil(hash, undefined, other);
    await expect(shelf.rubric(hash)).rejects.toThrow('is damaged');
    await shelf.keep(file, 'received', 9);
    expect(await shelf.rubric(hash)).toEqual(file);
  });

  test('a draft is saved and read', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.saveDraft({ ...draft('d', 6), words: { fi: { language: 'fi', title: 'Otsikko', criteria: {} } } }, 5);
    expect((await shelf.draft('d'))!.at).toBe(6);
    expect((await shelf.shelf()).items).toMatchObject([
      { key: 'd', kind: 'draft', titles: { fi: 'Otsikko' }, source: 'fi', origin: 'own', at: 6 }
    ]);
    expect(await shelf.draft('none')).toBeNull();
  });

  test('a draft that was changed elsewhere is not written over', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.saveDraft(draft('d', 8), 5);
    await expect(shelf.saveDraft(draft('d', 9), 5)).rejects.toThrow(DraftConflict);
    await expect(shelf.saveDraft(draft('d', 9), null)).rejects.toThrow(DraftConflict);
    expect((await shelf.draft('d'))!.at).toBe(8);
  });

  test('a draft that was thrown away elsewhere comes back with what is written here', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.take('d');
    await shelf.saveDraft(draft('d', 6), 5);
    expect((await shelf.draft('d'))!.at).toBe(6);
  });

  test('a draft that cannot be read is refused with its place', async () => {
    const { shelf, spoil } = open();
    await spoil('d', undefined, { ...draft('d', 5), words: 'torn' });
    await expect(shelf.draft('d')).rejects.toThrow('draft: words');
  });

  test('a draft thrown away can be put back', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.putBack((await shelf.take('d'))!);
    expect(await shelf.draft('d')).toEqual(draft('d', 5));
  });
});

test('another tab hears of what was kept, saved, taken and put back', async () => {
  const name = `shelf-${serial++}`;
  const [here, there] = [databaseShelf(new Database(name)), databaseShelf(new Database(name))];
  const heard = vi.fn();
  const end = there.watchShelf(heard);
  await here.keep(file, 'own', 5);
  await here.saveDraft(draft('d', 5), null);
  await here.putBack((await here.take('d'))!);
  await vi.waitFor(() => expect(heard.mock.calls.flat()).toEqual([hash, 'd', 'd', 'd']));
  end();
  await here.take(hash);
  expect(heard).toHaveBeenCalledTimes(4);
});

test('a database of before there were shelves opens, keeps its answers and gets an empty shelf', async () => {
  const name = `shelf-${serial++}`;
  const old = new Dexie(name);
  old.version(1).stores({ assessments: 'id, updatedAt', entries: '[assessment+criterion]', aside: '++key', settings: 'key' });
  await old.table('assessments').put(head('a', undefined));
  await old.table('entries').put({ assessment: 'a', criterion: 'own-x.A1', cells: {}, note: 'n', evidence: 'none', at: 1 });
  await old.table('settings').put({ key: 'k', value: 1 });
  old.close();
  const db = new Database(name);
  const store = new DatabaseStore(db);
  expect((await store.load('a'))?.entries['own-x.A1']?.note).toBe('n');
  expect(await store.setting('k')).toBe(1);
  const shelf = databaseShelf(db);
  expect(await shelf.shelf()).toEqual({ items: [], damage: [] });
  await shelf.keep(file, 'own', 5);
  expect((await store.list(9)).total).toBe(1);
});
