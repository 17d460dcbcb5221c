import { freshName, PLACES } from './places.ts';
import { describe, expect, test } from 'vitest';
import { pieces } from '#lib/storage/tables/pieces.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { tablesOf, TABLES, type Table } from '#lib/storage/tables/schema.ts';

const head = (id: string, updatedAt?: unknown) => ({ id, ...(updatedAt === undefined ? {} : { updatedAt }) });
const entry = (assessment: string, criterion: string) => ({ assessment, criterion });
const ids = (rows: readonly unknown[]) => rows.map((row) => (row as { id: string }).id);

describe.each(PLACES)('tables in %s', (_, open) => {
  test('a row is there under its key until it is deleted, and is not changed from outside', async () => {
    const tables = open();
    const row = { ...entry('a', 'r.c1'), cells: { 1: { at: 5 } }, bytes: new Uint8Array([1, 2]) };
    await tables.put('entries', [row]);
    row.cells[1].at = 9;
    expect(await tables.get('entries', ['a', 'r.c1'])).toEqual({ ...row, cells: { 1: { at: 5 } } });
    expect(await tables.get('entries', ['a', 'r.c2'])).toBeUndefined();
    await tables.delete('entries', [
      ['a', 'r.c1'],
      ['a', 'none']
    ]);
    expect(await tables.page('entries')).toEqual([]);
  });

  test('a page is in the order of the keys, begins after one and ends with the limit', async () => {
    const tables = open();
    await tables.put(
      'plan',
      ['c', 'a', 'ä', 'b', 'B'].map((id) => ({ id }))
    );
    expect(ids(await tables.page('plan'))).toEqual(['B', 'a', 'b', 'c', 'ä']);
    expect(ids(await tables.page('plan', { after: 'a', limit: 2 }))).toEqual(['b', 'c']);
    expect(await tables.count('plan')).toBe(5);
  });

  test.each([0, 1, 9, 10, 11, 20, 23])('%i rows come in pieces, each row once, in the order of their keys', async (count) => {
    const tables = open();
    const rows = Array.from({ length: count }, (_, i) => ({ id: `r${String(i).padStart(2, '0')}` }));
    await tables.put('plan', [...rows].reverse());
    const found: unknown[] = [];
    for await (const piece of pieces(tables, 'plan', 10)) {
      expect(piece.length).toBeLessThanOrEqual(10);
      found.push(...piece);
    }
    expect(found).toEqual(rows);
  });

  test('a page of one assessment has its criteria and no other’s', async () => {
    const tables = open();
    await tables.put('entries', [entry('a', 'r.c2'), entry('a', 'r.c1'), entry('ab', 'r.c1'), entry('', 'r.c1')]);
    expect(await tables.page('entries', { of: 'a' })).toEqual([entry('a', 'r.c1'), entry('a', 'r.c2')]);
    expect(await tables.page('entries', { after: ['a', 'r.c1'], limit: 1 })).toEqual([entry('a', 'r.c2')]);
  });

  test('the newest come by their index, rows without it not at all', async () => {
    const tables = open();
    await tables.put('assessments', [head('a', 3), head('b', 9), head('c'), head('d', 'yesterday'), head('e', null), head('f', 9)]);
    expect(ids(await tables.page('assessments', { newest: true }))).toEqual(['d', 'f', 'b', 'a']);
    expect(ids(await tables.page('assessments', { newest: true, limit: 1 }))).toEqual(['d']);
    expect([await tables.count('assessments'), await tables.count('assessments', 'indexed')]).toEqual([6, 4]);
  });

  test('rows that get a number keep it', async () => {
    const tables = open();
    await tables.put('aside', [{ damage: 1 }, { damage: 2 }]);
    const rows = (await tables.page('aside')) as { key: number; damage: number }[];
    expect(rows.map(({ damage }) => damage)).toEqual([1, 2]);
    await tables.put('aside', [{ ...rows[0]!, damage: 3 }]);
    expect((await tables.page('aside')).length).toBe(2);
  });

  test('of several things that are done as one, all is done or nothing', async () => {
    const tables = open();
    await tables.put('plan', [{ id: 'a' }]);
    const work = tables.within('write', ['plan', 'digests'], async (own) => {
      await own.put('plan', [{ id: 'b' }]);
      await own.delete('plan', ['a']);
      await own.clear('digests');
      // Whatever else is waited for in between.
      await Promise.all([]);
      await own.put('digests', [{ id: 'd' }]);
      expect(ids(await own.page('plan'))).toEqual(['b']);
      throw new Error('ended');
    });
    await expect(work).rejects.toThrow('ended');
    expect([ids(await tables.page('plan')), await tables.count('digests')]).toEqual([['a'], 0]);
  });

  test('nothing comes in between', async () => {
    const tables = open();
    await tables.put('plan', [{ id: 'a', n: 0 }]);
    const more = () =>
      tables.within('write', ['plan'], async (own) => {
        const { n } = (await own.get('plan', 'a')) as { n: number };
        await own.put('plan', [{ id: 'a', n: n + 1 }]);
      });
    const one = () =>
      tables.edit(['plan'], 'plan', 'a', (row) => ({ put: [['plan', { id: 'a', n: (row as { n: number }).n + 1 }]], delete: [] }));
    await Promise.all([more(), one(), more(), one(), more()]);
    expect(await tables.get('plan', 'a')).toEqual({ id: 'a', n: 5 });
  });

  test('work touches only the tables that it names, and writes only where it says so', async () => {
    const tables = open();
    await expect(tables.within('write', ['plan'], (own) => own.put('digests', [{ id: 'a' }]))).rejects.toThrow();
    await expect(tables.within('read', ['plan'], (own) => own.put('plan', [{ id: 'a' }]))).rejects.toThrow();
    expect([await tables.count('plan'), await tables.count('digests')]).toEqual([0, 0]);
  });

  test('one row is changed with what comes of it, or not at all', async () => {
    const tables = open();
    await tables.put('digests', [{ id: 'a' }]);
    const seen: unknown[] = [];
    const change = (row: unknown) => {
      seen.push(row);
      return { put: [['entries', { ...entry('a', 'r.c1'), n: seen.length }] as const], delete: [['digests', 'a'] as const] };
    };
    await tables.edit(['entries', 'digests'], 'entries', ['a', 'r.c1'], change);
    await tables.edit(['entries', 'digests'], 'entries', ['a', 'r.c1'], change);
    expect(seen).toEqual([undefined, { ...entry('a', 'r.c1'), n: 1 }]);
    expect(await tables.count('digests')).toBe(0);
    const torn = tables.edit(['entries'], 'entries', ['a', 'r.c1'], () => {
      throw new Error('refused');
    });
    await expect(torn).rejects.toThrow('refused');
    expect(await tables.get('entries', ['a', 'r.c1'])).toMatchObject({ n: 2 });
  });

  test('a row without a key, and a table that nobody has defined, are refused', async () => {
    const tables = open();
    await expect(tables.put('plan', [{ name: 'keyless' }])).rejects.toThrow();
    await expect(tables.put('rounds' as Table, [{ id: 'a' }])).rejects.toThrow();
    await expect(tables.page('rounds' as Table)).rejects.toThrow();
    await expect(tables.within('write', ['rounds' as Table], (own) => own.clear('rounds' as Table))).rejects.toThrow();
  });
});

test('a person’s tables are those that say so', () =>
  expect(
    Object.entries(TABLES)
      .filter(([, { owner }]) => owner === 'person')
      .map(([name]) => name)
  ).toEqual(tablesOf('person')));

test('a tab that let go of a database writes nothing to it, and does not bring it back', async () => {
  const name = freshName();
  const tables = new IndexedDbTables(name);
  const put = (id: string) => tables.edit(['assessments'], 'assessments', id, () => ({ put: [['assessments', head(id, 1)]], delete: [] }));
  await put('a');
  tables.close();
  await expect(put('b')).rejects.toMatchObject({ name: 'InvalidStateError' });
  expect(ids(await new IndexedDbTables(name).page('assessments'))).toEqual(['a']);
});

test('tables in memory say after each write whether somebody’s work would be lost: what is deleted would not, nor copies that nothing names', async () => {
  const said: boolean[] = [];
  const tables = new MemoryTables((holds) => said.push(holds));
  await tables.put('settings', [{ key: 'a' }]);
  await tables.put('assessments', [head('a', 1)]);
  await tables.put('shelf', [{ key: 'h', origin: 'cited' }]);
  await tables.put('rubrics', [{ key: 'h', content: {} }]);
  await tables.delete('assessments', ['a']);
  expect(said).toEqual([false, true, true, true, false]);
  await tables.put('shelf', [{ key: 'h', origin: 'own' }]);
  await tables.get('shelf', 'h');
  expect(said.slice(5)).toEqual([true]);
});
