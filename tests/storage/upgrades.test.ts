import { aSeal, freshName, madeByDexie } from './places.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { storesOver } from '#lib/storage/device.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { readLock, rowCount } from '#lib/storage/people/databases.ts';
import { unwrap } from '#lib/storage/people/lock.ts';
import { VERSION } from '#lib/storage/tables/schema.ts';

interface Example {
  readonly version: number;
  readonly passphrase?: string;
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

const FOLDER = 'tests/upgrades';
const EXAMPLES = readdirSync(FOLDER).filter((name) => name.startsWith('database-'));
/** Bytes lie in the examples as text. */
const read = (name: string): Example =>
  JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'), (_, value: unknown) => {
    const { base64 } = (value ?? {}) as { base64?: string };
    return base64 === undefined ? value : new Uint8Array(Buffer.from(base64, 'base64'));
  }) as Example;

/** A database as that version of the app left it. @returns its name */
async function leftBy({ version, rows }: Example): Promise<string> {
  const name = freshName();
  const db = madeByDexie(name, version);
  await db.open();
  for (const [table, own] of Object.entries(rows)) await db.table(table).bulkPut([...own]);
  db.close();
  return name;
}

/** The key of each example, made from its passphrase once. */
const keys = new Map<Example, Uint8Array | null>();

/** Opened by the present app, with the passphrase where there is one. */
async function open(name: string, example: Example) {
  const { passphrase } = example;
  const key = keys.get(example) ?? (passphrase === undefined ? null : await unwrap((await readLock(name))!, passphrase));
  keys.set(example, key);
  const tables = new IndexedDbTables(name, key && aSeal(key));
  return { tables, stores: storesOver(tables) };
}

test('there is an example of each version', () =>
  expect([...new Set(EXAMPLES.map((name) => read(name).version))].sort()).toEqual(Array.from({ length: VERSION }, (_, i) => i + 1)));

describe.each(EXAMPLES)('%s', (file) => {
  const example = read(file);
  const ready = async () => {
    const name = await leftBy(example);
    return { name, ...(await open(name, example)) };
  };

  test('opens with every row', async () => {
    const { name, stores } = await ready();
    const { data, damage } = await (await stores.personal()).read();
    expect(damage).toEqual([]);
    expect(data.assessments.map(({ head }) => [head.id, head.name, head.targets])).toEqual([
      ['2f9d7c1e', 'Before the course', { 'own-x': 2 }],
      ['7b1e', '', {}]
    ]);
    // Version 3 named it back.
    expect(data.assessments[1]!.head.retrospectOf).toBe(example.version >= 3 ? '2f9d7c1e' : undefined);
    expect(data.assessments[0]!.entries['own-x.A1']).toMatchObject({
      cells: { 1: { value: 2, origin: 'assumed' }, 2: { value: 2, origin: 'placed' }, 3: { value: 'na', origin: 'given' } },
      note: 'Asked Ms Ä. about “minors”',
      evidence: 'recall'
    });
    expect(data.assessments[1]!.entries['own-y.A2']).toMatchObject({ cells: { 4: { value: 1 } }, note: 'later' });
    // Version 5 brought answers that were left, and what is said of whole situations.
    expect(data.assessments[1]!.entries['own-y.A2']!.cells[3]?.origin).toBe(example.version >= 5 ? 'left' : undefined);
    expect(data.assessments.map(({ head: { scope } }) => scope?.map(({ situation, where }) => [situation, where]))).toEqual(
      example.version >= 5
        ? [
            [['community', { 'own-x': { level: 4, asked: ['A2'] } }]],
            [
              ['community', { 'own-y': { level: 4, asked: [] } }],
              ['group', {}]
            ]
          ]
        : [undefined, undefined]
    );
    expect(await (await stores.repair()).list()).toMatchObject([{ criterion: 'own-x.A2', raw: { cells: 'torn' } }]);
    expect(await stores.settings.read('keys')).toBe(false);
    const items = Object.fromEntries((await (await stores.shelf()).list()).items.map((item) => [item.id, item]));
    if (example.version >= 2) {
      expect(items).toMatchObject({
        'own-x': { origin: 'received', from: 'own-x.json' },
        'own-y': { origin: 'cited' },
        'own-z': { kind: 'draft' }
      });
      expect(data.rubrics.map(({ file, origin }) => [file.facts.id, origin]).sort()).toEqual([
        ['own-x', 'received'],
        ['own-y', 'cited']
      ]);
      expect(data.drafts.map(({ id }) => id)).toEqual(['d1']);
    } else expect(items).toEqual({});
    const { steps } = await (await stores.plan()).list();
    expect(steps.map(({ id, note }) => [id, note])).toEqual(example.version >= 3 ? [['s1', 'went well']] : []);
    expect(await rowCount(name)).toBe(Object.values(example.rows).flat().length);
  });

  test('takes an answer, and gives all of it back after erasing', async () => {
    const { stores } = await ready();
    await stores.store.change('2f9d7c1e', 'own-x.A1', { cells: { 4: { value: 2, origin: 'given', at: 9 } } }, 9);
    const personal = await stores.personal();
    const before = (await personal.read()).data;
    expect(before.assessments[0]!.entries['own-x.A1']!.cells[4]?.value).toBe(2);
    await personal.restore(await personal.remove());
    expect((await personal.read()).data).toEqual(before);
  });

  test('what is joined with itself stays as it is', async () => {
    const { stores } = await ready();
    const personal = await stores.personal();
    const { data } = await personal.read();
    expect(await personal.preview(data, null)).toMatchObject({ changes: false });
  });
});

// Version 6 brought workshops, and results that wait for whoever leads them.
test.each(EXAMPLES.map(read).filter(({ version }) => version >= 6))(
  'what waits on a laptop that is handed round is counted: version $version, passphrase $passphrase',
  async (example) => {
    const { stores } = await open(await leftBy(example), example);
    const workshops = await stores.workshops();
    await workshops.settle('5d2c9b7a41e84f0c9a3e6b1d7f208c55');
    expect(await workshops.read('5d2c9b7a41e84f0c9a3e6b1d7f208c55')).toMatchObject({ workshop: { title: 'Team day' }, handedIn: 3 });
  }
);
