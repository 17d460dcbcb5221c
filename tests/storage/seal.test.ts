import { aSeal, freshName } from './places.ts';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import * as fc from 'fast-check';
import { Dexie } from 'dexie';
import { describe, expect, test } from 'vitest';
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { allRows, putRows, readLock, reseal, rowCount } from '#lib/storage/people/databases.ts';
import { newKey, unwrap, wrap, type Lock } from '#lib/storage/people/lock.ts';
import { clearFields, recordType, TABLE_NAMES, VERSION, type Table } from '#lib/storage/tables/schema.ts';
import { sealing } from '#lib/storage/tables/seal.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Repair } from '#lib/storage/stores/repair.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

const head: Head = newHead({ rubrics: [{ id: 'privacy', version: '1.0.0', criteria: [{ id: 'C1', essential: [] }] } as never] }, 'a', 1);
const CLEAR = Object.fromEntries(TABLE_NAMES.map((table) => [table, clearFields(recordType(table))]));
/** Stores of a database, open as long as the test lasts. */
const tablesOf = (name: string, sealed: ReturnType<typeof aSeal> | null = null) => new IndexedDbTables(name, sealed);
const [data] = fc.sample(
  anyData.filter(({ assessments, plan }) => assessments.length > 1 && plan.length > 0),
  { numRuns: 1, seed: 5 }
);

/** A key and its lock. Making one takes a moment, as it should. */
const KEY = newKey();
const LOCK = await wrap(KEY, 'four plain random words');

describe('a sealed row', () => {
  const { seal, open } = sealing(newKey());

  test.each(TABLE_NAMES)('of %s, whatever is in it, is opened as it was', (table) =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.jsonValue(), (name, at, rest) => {
        const keys = Object.fromEntries(CLEAR[table]!.map((key) => [key, key === 'updatedAt' ? at : `${name}.`]));
        const row = { ...keys, rest: JSON.parse(JSON.stringify(rest)) as unknown };
        const stored = seal(table, row) as Record<string, unknown>;
        expect(Object.keys(stored).sort()).toEqual([...CLEAR[table]!, 'sealed'].sort());
        expect(open(table, structuredClone(stored))).toEqual(row);
      }),
      times(50)
    )
  );

  test('gives bytes, dates and whatever else a database can hold back as what they were', () => {
    const row = {
      key: 'x',
      content: {
        bytes: new Uint8Array([0, 255, 7]),
        when: new Date(5),
        list: [new Uint8Array(2), undefined, NaN, -0, 7n],
        map: new Map([['a', new Set([1])]])
      }
    };
    expect(open('rubrics', structuredClone(seal('rubrics', row)))).toStrictEqual(row);
    const odd = { key: 'y', content: JSON.parse('{"__proto__":{"admin":true},"entries":["__proto__"]}') as object };
    const back = open('rubrics', structuredClone(seal('rubrics', odd))) as typeof odd;
    expect(Object.entries(back.content)).toEqual(Object.entries(odd.content));
    expect((back.content as { admin?: boolean }).admin).toBeUndefined();
  });

  test('of a table that nobody has defined is neither sealed nor opened', () => {
    expect(() => seal('rounds', { id: 'a' })).toThrow(RangeError);
    expect(() => open('rounds', { id: 'a' })).toThrow(RangeError);
    expect(() => seal('constructor', { id: 'a' })).toThrow(RangeError);
  });

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
    const name = freshName();
    const tables = tablesOf(name, aSeal());
    const store = new Answers(tables);
    await store.change('a', 'privacy.C1', { note: 'one' }, 5, head);
    await store.change('a', 'privacy.C2', { note: 'two' }, 6);
    const { entries } = (await allRows(name)) as { entries: { criterion: string; sealed: Uint8Array }[] };
    await putRows(name, { entries: entries.map((row, i) => ({ ...row, sealed: entries[1 - i]!.sealed })) });
    const again = new Answers(tables);
    const loaded = await again.load('a');
    expect(loaded!.entries).toEqual({});
    expect(loaded!.damage.map(({ criterion }) => criterion)).toEqual(['privacy.C1', 'privacy.C2']);
    expect((await again.change('a', 'privacy.C1', { note: 'three' }, 7)).note).toBe('three');
    expect((await new Repair(tables).list()).map(({ criterion }) => criterion)).toEqual(['privacy.C1']);
  });

  test('changing one field of an assessment brings nothing to the disk in the clear', async () => {
    const name = freshName();
    const store = new Answers(tablesOf(name, aSeal()));
    await store.amend('a', {}, 1, head);
    await store.amend('a', { name: 'Autumn with Aino' }, 9);
    expect((await store.load('a'))!.head.name).toBe('Autumn with Aino');
    expect(Object.keys((await allRows(name)).assessments![0] as object).sort()).toEqual(['id', 'sealed', 'updatedAt']);
  });
});

describe('a table that nobody has defined', () => {
  /** A database with one table more than there are definitions. */
  const foreign = async (name: string) => {
    const db = new Dexie(name);
    for (const [version, tables] of [
      [1, { assessments: 'id, updatedAt', entries: '[assessment+criterion]', aside: '++key', settings: 'key' }],
      [2, { shelf: 'key', rubrics: 'key' }],
      [3, { plan: 'id', digests: 'id' }],
      [6, { workshops: 'id', results: '[workshop+id]', waiting: '[workshop+id]', participations: 'assessment' }],
      [VERSION, { asked: '[assessment+number]', given: 'number', rounds: 'id' }]
    ] as const)
      db.version(version).stores(tables);
    await db.table('rounds').put({ id: 'r', secret: 'Heron' });
    db.close();
  };

  test('is neither read nor written in a sealed database', async () => {
    const name = freshName();
    await foreign(name);
    const [tables, rounds] = [tablesOf(name, aSeal()), 'rounds' as Table];
    const why = 'no record type is defined for the table “rounds”';
    await expect(tables.get(rounds, 'r')).rejects.toThrow(why);
    await expect(tables.page(rounds)).rejects.toThrow();
    await expect(tables.put(rounds, [{ id: 's' }])).rejects.toThrow();
    await expect(tables.edit([rounds], rounds, 's', () => ({ put: [[rounds, { id: 's' }]], delete: [] }))).rejects.toThrow(why);
    expect((await allRows(name)).rounds).toHaveLength(1);
  });

  test('is counted and taken along, and keeps a passphrase from being set: nothing of it would be sealed', async () => {
    const name = freshName();
    await foreign(name);
    expect(await rowCount(name)).toBe(1);
    expect((await allRows(name)).rounds).toEqual([{ id: 'r', secret: 'Heron' }]);
    await expect(reseal(name, null, sealing(KEY), LOCK)).rejects.toThrow(RangeError);
    expect(await readLock(name)).toBeNull();
  });
});

describe('setting a passphrase and taking it away', () => {
  test('seals every row and gives all of them back', async () => {
    const name = freshName();
    const open = tablesOf(name);
    await new Personal(open).join(data!, null);
    const before = (await new Personal(open).read()).data;
    const rows = await allRows(name);
    open.close();

    await reseal(name, null, sealing(KEY), LOCK);
    expect(await readLock(name)).toEqual(LOCK);
    for (const [table, list] of Object.entries(await allRows(name)))
      for (const row of list as Record<string, unknown>[])
        if (row.key !== 'lock' && row.key !== 'last-change')
          expect(Object.keys(row).filter((field) => !CLEAR[table]!.includes(field))).toEqual(['sealed']);
    const closed = tablesOf(name, aSeal((await unwrap((await readLock(name))!, 'four plain random words'))!));
    expect((await new Personal(closed).read()).data).toEqual(before);
    closed.close();

    await reseal(name, sealing(KEY), null, null);
    expect(await readLock(name)).toBeNull();
    expect(await allRows(name)).toEqual(rows);
  });

  test('that fails in the middle leaves every row as it was', async () => {
    const name = freshName();
    const open = tablesOf(name);
    await new Personal(open).join(data!, null);
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
    await expect(reseal(name, null, failing, LOCK)).rejects.toThrow();
    expect(await allRows(name)).toEqual(rows);
    expect(await readLock(name)).toBeNull();
  });
});

describe('a passphrase', () => {
  /** Of a passphrase just as it is written, and with next to no work in it. */
  const lockOf = (key: Uint8Array, passphrase: string): Lock => {
    const cheap = { ...LOCK, N: 2 };
    const { N, r, p, salt } = cheap;
    const stretched = scrypt(passphrase, salt, { N, r, p, dkLen: 32 });
    return { ...cheap, wrapped: managedNonce(xchacha20poly1305)(stretched, new TextEncoder().encode('waymark key')).encrypt(key) };
  };

  test('opens its own lock alone, however its letters are written', async () => {
    const key = newKey();
    expect(await unwrap(await wrap(key, 'Äiti ja isä'.normalize('NFD')), 'Äiti ja isä')).toEqual(key);
    const lock = lockOf(key, 'Äiti ja isä');
    expect(await unwrap(lock, 'Äiti ja isä'.normalize('NFD'))).toEqual(key);
    expect(await unwrap(lock, 'äiti ja isä')).toBeNull();
    expect(await unwrap({ ...lock, wrapped: lock.wrapped.map((byte, i) => (i === 30 ? byte ^ 1 : byte)) }, 'Äiti ja isä')).toBeNull();
  });

  test('is the same with a space before or after it; one that was set with it, as earlier versions let people, opens as it did', async () => {
    const key = newKey();
    expect(await unwrap(await wrap(key, ' four plain words\n'), 'four plain words')).toEqual(key);
    const lock = lockOf(key, 'four plain words');
    expect(await unwrap(lock, '  four plain words ')).toEqual(key);
    expect(await unwrap(lock, 'four  plain words')).toBeNull();
    const before = lockOf(key, 'four plain words ');
    expect(await unwrap(before, 'four plain words ')).toEqual(key);
    expect(await unwrap(before, 'four plain words')).toBeNull();
  });

  test.each([
    ['more work than any device should do', { N: 2 ** 21 }],
    ['more memory than there is', { N: 2 ** 20, r: 32 }],
    ['a number that is no power of two', { N: 1000 }],
    ['another way of stretching', { kdf: 'none' as 'scrypt' }]
  ])('is not tried on a lock that asks for %s', async (_, fields) => {
    await expect(unwrap({ ...LOCK, ...fields }, 'x')).rejects.toThrow(RangeError);
  });
});
