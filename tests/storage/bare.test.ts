import { freshName, madeByDexie } from './places.ts';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { openDevice, storesOver } from '#lib/storage/device.ts';
import { DATABASE, openBare } from '#lib/storage/tables/bare.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { TABLE_NAMES, VERSION } from '#lib/storage/tables/schema.ts';

afterEach(() => vi.restoreAllMocks());

/** All that a database says of its tables. */
function shapeOf(db: IDBDatabase) {
  const names = [...db.objectStoreNames];
  const transaction = db.transaction(names);
  const tables = names.map((name) => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(name);
    const indexes = [...indexNames].map((index) => {
      const { keyPath, multiEntry, unique } = transaction.objectStore(name).index(index);
      return { index, keyPath, multiEntry, unique };
    });
    return { name, keyPath, autoIncrement, indexes };
  });
  return { version: db.version, tables };
}

const versions = Array.from({ length: VERSION }, (_, i) => i + 1);
const opened = async (version: number) => {
  const db = madeByDexie(freshName(), version);
  await db.open();
  return db;
};

describe('a database', () => {
  test('that is new has the tables, keys and indexes that Dexie made for the same version', async () => {
    const [bare, dexie] = [await openBare(freshName()), await opened(VERSION)];
    expect(shapeOf(bare)).toEqual(shapeOf(dexie.backendDB()));
    expect([...bare.objectStoreNames].sort()).toEqual([...TABLE_NAMES].sort());
    expect(shapeOf(bare).tables.flatMap(({ indexes }) => indexes)).toHaveLength(1);
    bare.close();
    dexie.close();
  });

  test.each(versions)('of version %i gets what it lacks, and keeps its rows', async (version) => {
    const [before, dexie] = [await opened(version), await opened(VERSION)];
    await before.table('settings').put({ key: 'keys', value: false });
    const { name } = before;
    before.close();
    const bare = await openBare(name);
    expect(shapeOf(bare)).toEqual(shapeOf(dexie.backendDB()));
    bare.close();
    dexie.close();
    expect(await new IndexedDbTables(name).page('settings')).toEqual([{ key: 'keys', value: false }]);
  });
});

const put = (tables: IndexedDbTables, id: string) =>
  tables.edit(['plan'], 'plan', id, () => ({ put: [['plan', { id }]], delete: [] })).then(() => 'put');
const count = (name: string) => new IndexedDbTables(name).count('plan');

describe('a database that a newer version of the app has opened', () => {
  /** @returns an open one */
  const newer = async (name: string) => {
    const db = madeByDexie(name, VERSION);
    db.version(VERSION + 1).stores({ rounds: 'id' });
    await db.open();
    return db;
  };

  test('is neither read nor written', async () => {
    const db = await newer(freshName());
    const tables = new IndexedDbTables(db.name);
    for (const use of [
      () => tables.open(),
      () => tables.get('plan', 'a'),
      () => tables.page('plan'),
      () => tables.put('plan', [{ id: 'a' }]),
      () => tables.within('write', ['plan'], (own) => own.put('plan', [{ id: 'a' }])),
      () => put(tables, 'a')
    ])
      await expect(use()).rejects.toMatchObject({ name: 'VersionError' });
    expect(await db.table('plan').count()).toBe(0);
    db.close();
  });

  test('is said to be so, and nothing is kept in another place instead', async () => {
    const db = await newer(DATABASE);
    const ignore = () => {};
    const device = await openDevice(ignore, ignore, ignore);
    expect(device.state).toBe('closed');
    await expect(device.settings.save('keys', false)).rejects.toMatchObject({ name: 'VersionError' });
    device.close();
    db.close();
    await db.delete();
  });

  test('while it is open here: this tab lets go, hears of it, and writes no more', async () => {
    const name = freshName();
    const wanted = vi.fn();
    const tables = new IndexedDbTables(name, null, wanted);
    await put(tables, 'a');
    // Dexie too has it open.
    expect(await tables.count('plan')).toBe(1);
    const db = await newer(name);
    expect(wanted.mock.calls).toEqual([[(VERSION + 1) * 10]]);
    await expect(put(tables, 'b')).rejects.toMatchObject({ name: 'VersionError' });
    await expect(tables.put('plan', [{ id: 'b' }])).rejects.toMatchObject({ name: 'VersionError' });
    expect(await db.table('plan').count()).toBe(1);
    db.close();
  });
});

test('whoever erases a database is let to, and this tab hears of it', async () => {
  const name = freshName();
  const wanted = vi.fn();
  const tables = new IndexedDbTables(name, null, wanted);
  await put(tables, 'a');
  expect(await tables.count('plan')).toBe(1);
  await Dexie.delete(name);
  expect(wanted.mock.calls).toEqual([[null]]);
});

test('a tab that lets go while the database is being opened does not have it open', async () => {
  const name = freshName();
  const tables = new IndexedDbTables(name);
  const [written, counted] = [put(tables, 'a'), tables.count('plan')];
  tables.close();
  await expect(written).rejects.toMatchObject({ name: 'InvalidStateError' });
  await expect(counted).rejects.toMatchObject({ name: 'InvalidStateError' });
  expect(await count(name)).toBe(0);
});

test('a first answer, going on from it and a setting are written without Dexie', async () => {
  const open = vi.spyOn(Dexie.prototype, 'open');
  const tables = new IndexedDbTables(freshName());
  const { store, settings } = storesOver(tables);
  const head = newHead({ rubrics: [{ id: 'privacy', version: '1.0.0', criteria: [{ id: 'C1', essential: [] }] }] }, 'a', 1);
  await settings.save('opened', 1);
  await store.change('a', 'privacy.C1', { note: 'one' }, 2, head);
  await store.amend('a', { cursor: 'privacy.C2' }, 3);
  expect(await settings.read('opened')).toBe(1);
  expect(open).not.toHaveBeenCalled();

  expect((await store.load('a'))!.head.cursor).toBe('privacy.C2');
  expect(open).toHaveBeenCalledTimes(1);
});

test('what changes of an assessment that is gone brings nothing back', async () => {
  const { store } = storesOver(new IndexedDbTables(freshName()));
  await store.amend('gone', { cursor: 'privacy.C2' }, 3);
  expect(await store.load('gone')).toBeNull();
});

describe('a connection', () => {
  test('that a phone took away without a word is opened once more, for reading and for writing', async () => {
    const tables = new IndexedDbTables(freshName());
    await put(tables, 'a');
    for (const work of [() => put(tables, 'b'), () => tables.get('plan', 'a')]) {
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
        throw new DOMException('The database connection is closing.', 'InvalidStateError');
      });
      expect(await work()).toBeTruthy();
    }
    expect(await count(tables.name)).toBe(2);
  });

  test('that the browser refuses without naming a reason is asked for again, three times in all', async () => {
    const refuse = (times: number) => {
      const plain = indexedDB.open.bind(indexedDB);
      const asked = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation((name, version) => {
        if (asked.mock.calls.length > times) return plain(name, version);
        const request = { error: new DOMException('Internal error', 'UnknownError') } as unknown as IDBOpenDBRequest;
        queueMicrotask(() => request.onerror?.(new Event('error')));
        return request;
      });
      return asked;
    };
    const asked = refuse(2);
    await new IndexedDbTables(freshName()).open();
    expect(asked).toHaveBeenCalledTimes(3);
    asked.mockRestore();
    refuse(3);
    await expect(new IndexedDbTables(freshName()).open()).rejects.toMatchObject({ name: 'UnknownError' });
  });

  test('writes strictly durable: what is reported as stored is on the disk', async () => {
    const tables = new IndexedDbTables(freshName());
    await tables.open();
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await put(tables, 'a');
    await tables.put('plan', [{ id: 'b' }]);
    await tables.within('write', ['plan'], (within) => within.put('plan', [{ id: 'c' }]));
    const writes = begun.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writes.map(([, , options]) => options)).toEqual(Array.from({ length: 3 }, () => ({ durability: 'strict' })));
  });
});
