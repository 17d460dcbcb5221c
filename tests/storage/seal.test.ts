import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { Database, DatabaseStore } from '#lib/storage/database.ts';
import { allRows, putRows, readLock, reseal } from '#lib/storage/people-databases.ts';
import { newKey, unwrap, wrap } from '#lib/storage/people-lock.ts';
import { databasePersonal } from '#lib/storage/personal.ts';
import { CLEAR, sealedTables, sealing } from '#lib/storage/seal.ts';
import { anyData } from '../support/personal.ts';

let serial = 0;
const head: Head = newHead({ rubrics: [{ id: 'privacy', version: '1.0.0', criteria: [{ id: 'C1', essential: [] }] } as never] }, 'a', 1);
const sealed = (key: Uint8Array) => ({ sealing: sealing(key), tables: sealedTables });
const [data] = fc.sample(
  anyData.filter(({ assessments, plan }) => assessments.length > 1 && plan.length > 0),
  { numRuns: 1, seed: 5 }
);

describe('a sealed row', () => {
  const { seal, open } = sealing(newKey());

  test.each(Object.keys(CLEAR))('of %s, whatever is in it, is opened as it was', (table) =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.jsonValue(), (name, at, rest) => {
        const keys = Object.fromEntries(CLEAR[table]!.map((key) => [key, key === 'updatedAt' ? at : `${name}.`]));
        const row = { ...keys, rest: JSON.parse(JSON.stringify(rest)) as unknown };
        const stored = seal(table, row) as Record<string, unknown>;
        expect(Object.keys(stored).sort()).toEqual([...CLEAR[table]!, 'sealed'].sort());
        expect(open(table, structuredClone(stored))).toEqual(row);
      }),
      { numRuns: 50 }
    )
  );

  test('with one bit turned, cut short, or in another’s place, is never read as data', () => {
    const row = { assessment: 'a', criterion: 'privacy.C1', note: 'secret' };
    const stored = seal('entries', row) as { assessment: string; criterion: string; sealed: Uint8Array };
    const refused = (table: string, torn: object) => {
      const opened = open(table, torn) as Record<string, unknown>;
      expect(opened).not.toHaveProperty('note');
      expect(JSON.stringify(opened)).toContain('sealed');
    };
    for (let i = 0; i < stored.sealed.length; i++) {
      const bytes = stored.sealed.slice();
      bytes[i]! ^= 1 << (i % 8);
      refused('entries', { ...stored, sealed: bytes });
    }
    refused('entries', { ...stored, sealed: stored.sealed.slice(0, -1) });
    refused('entries', { ...stored, sealed: new Uint8Array(3) });
    refused('entries', { ...stored, criterion: 'privacy.C2' });
    refused('entries', { ...stored, assessment: 'b' });
    refused('plan', { ...stored, id: 'a' });
    refused('entries', { assessment: 'a', criterion: 'privacy.C1', cells: {} });
    refused('entries', { ...stored, sealed: (sealing(newKey()).seal('entries', row) as typeof stored).sealed });
  });

  test('of the same content never looks the same twice', () => {
    const once = seal('plan', { id: 'a', what: 'x' }) as { sealed: Uint8Array };
    const twice = seal('plan', { id: 'a', what: 'x' }) as { sealed: Uint8Array };
    expect(once.sealed).not.toEqual(twice.sealed);
  });
});

describe('a sealed database', () => {
  test('two rows that were swapped past the app are named as damage, and answering over one puts it aside', async () => {
    const name = `seal-${serial++}`;
    const db = new Database(name, sealed(newKey()));
    const store = new DatabaseStore(db);
    await store.change('a', 'privacy.C1', { note: 'one' }, 5, head);
    await store.change('a', 'privacy.C2', { note: 'two' }, 6);
    const { entries } = (await allRows(name)) as { entries: { criterion: string; sealed: Uint8Array }[] };
    await putRows(name, { entries: entries.map((row, i) => ({ ...row, sealed: entries[1 - i]!.sealed })) });
    const again = new DatabaseStore(db);
    const loaded = await again.load('a');
    expect(loaded!.entries).toEqual({});
    expect(loaded!.damage.map(({ criterion }) => criterion)).toEqual(['privacy.C1', 'privacy.C2']);
    expect((await again.change('a', 'privacy.C1', { note: 'three' }, 7)).note).toBe('three');
    expect((await again.putAside()).map(({ criterion }) => criterion)).toEqual(['privacy.C1']);
  });

  test('changing one field of an assessment brings nothing to the disk in the clear', async () => {
    const name = `seal-${serial++}`;
    const store = new DatabaseStore(new Database(name, sealed(newKey())));
    await store.create(head);
    await store.amend('a', { name: 'Autumn with Aino' });
    expect((await store.load('a'))!.head.name).toBe('Autumn with Aino');
    expect(Object.keys((await allRows(name)).assessments![0] as object).sort()).toEqual(['id', 'sealed', 'updatedAt']);
  });
});

describe('setting a passphrase and taking it away', () => {
  test('seals every row and gives all of them back', async () => {
    const name = `seal-${serial++}`;
    const open = new Database(name);
    await databasePersonal(open).join(data!);
    const before = (await databasePersonal(open).all()).data;
    const rows = await allRows(name);
    open.close();

    const key = newKey();
    const lock = await wrap(key, 'four plain random words');
    await reseal(name, null, sealing(key), lock);
    expect(await readLock(name)).toEqual(lock);
    for (const [table, list] of Object.entries(await allRows(name)))
      for (const row of list as Record<string, unknown>[])
        if (row.key !== 'lock') expect(Object.keys(row).filter((field) => !CLEAR[table]!.includes(field))).toEqual(['sealed']);
    const closed = new Database(name, sealed((await unwrap((await readLock(name))!, 'four plain random words'))!));
    expect((await databasePersonal(closed).all()).data).toEqual(before);
    closed.close();

    await reseal(name, sealing(key), null, null);
    expect(await readLock(name)).toBeNull();
    expect(await allRows(name)).toEqual(rows);
  });

  test('that fails in the middle leaves every row as it was', async () => {
    const name = `seal-${serial++}`;
    const open = new Database(name);
    await databasePersonal(open).join(data!);
    const rows = await allRows(name);
    open.close();
    const { seal, open: unseal } = sealing(newKey());
    let left = 3;
    const failing = {
      open: unseal,
      seal: (table: string, row: unknown) => {
        if (left-- === 0) throw new Error('ended');
        return seal(table, row);
      }
    };
    await expect(reseal(name, null, failing, await wrap(newKey(), 'x'))).rejects.toThrow();
    expect(await allRows(name)).toEqual(rows);
    expect(await readLock(name)).toBeNull();
  });
});

describe('a passphrase', () => {
  test('opens its own lock alone, however its letters are written', async () => {
    const key = newKey();
    const lock = await wrap(key, 'Äiti ja isä');
    expect(await unwrap(lock, 'Äiti ja isä'.normalize('NFD'))).toEqual(key);
    expect(await unwrap(lock, 'äiti ja isä')).toBeNull();
    expect(await unwrap({ ...lock, wrapped: lock.wrapped.map((byte, i) => (i === 30 ? byte ^ 1 : byte)) }, 'Äiti ja isä')).toBeNull();
  });

  test.each([
    ['more work than any device should do', { N: 2 ** 21 }],
    ['more memory than there is', { N: 2 ** 20, r: 32 }],
    ['a number that is no power of two', { N: 1000 }],
    ['another way of stretching', { kdf: 'none' as 'scrypt' }]
  ])('is not tried on a lock that asks for %s', async (_, fields) => {
    const lock = await wrap(newKey(), 'x');
    await expect(unwrap({ ...lock, ...fields }, 'x')).rejects.toThrow(RangeError);
  });
});
