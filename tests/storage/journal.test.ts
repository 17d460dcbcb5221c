import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { openThere, standingOf } from '#lib/storage/journal/database.ts';
import type { Files, OpenFile } from '#lib/storage/journal/files.ts';
import { Journal } from '#lib/storage/journal/journal.ts';
import { contentsOf, doneLine, headLine, rowLine, rowName } from '#lib/storage/journal/lines.ts';
import { allRows, deleteDatabase, reseal } from '#lib/storage/people/databases.ts';
import { newKey } from '#lib/storage/people/lock.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import type { Touched } from '#lib/storage/tables/changes.ts';
import { VERSION, type Table } from '#lib/storage/tables/schema.ts';
import { sealing } from '#lib/storage/tables/seal.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { times } from '../support/scale.ts';
import { aWorkshop, codeOf } from '../support/workshops.ts';
import { aSeal, freshName, madeByDexie } from './places.ts';

const AT = Date.UTC(2026, 10, 28, 14, 5);

/** Files as a disk keeps them. Power can fail: from then on nothing more is written. */
class Disk implements Files {
  readonly files = new Map<number, Uint8Array<ArrayBuffer>>();
  /** How many bytes are still written before the power fails. */
  power = Infinity;
  /** How many bytes there may be; what lies there already can be written over. */
  room = Infinity;

  list = async () => [...this.files.keys()].sort((a, b) => b - a);
  remove = async (number: number) => void (this.power > 0 && this.files.delete(number));
  async open(number: number): Promise<OpenFile> {
    if (!this.files.has(number)) this.files.set(number, new Uint8Array());
    const set = (bytes: Uint8Array<ArrayBuffer>) => this.files.set(number, bytes);
    return {
      getSize: () => this.files.get(number)!.length,
      read: (buffer, { at }) => {
        const part = this.files.get(number)!.subarray(at, at + buffer.length);
        buffer.set(part);
        return part.length;
      },
      write: (buffer, { at }) => {
        const written = buffer.subarray(0, Math.max(0, Math.min(buffer.length, this.power)));
        this.power -= buffer.length;
        const old = this.files.get(number)!;
        if (this.size - old.length + Math.max(old.length, at + buffer.length) > this.room) throw new Error('no room');
        const next = new Uint8Array(Math.max(old.length, at + written.length));
        next.set(old);
        next.set(written, at);
        set(next);
        if (written.length < buffer.length) throw new Error('the power failed');
        return buffer.length;
      },
      truncate: (size) => void set(this.files.get(number)!.slice(0, size)),
      flush: () => {},
      close: () => {}
    };
  }

  get text(): string {
    return [...this.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join('');
  }
  get size(): number {
    return [...this.files.values()].reduce((sum, { length }) => sum + length, 0);
  }
}

let name: string;
let disk: Disk;
let touched: Touched[];
let tables: IndexedDbTables;
beforeEach(() => {
  name = freshName();
  disk = new Disk();
  touched = [];
  tables = new IndexedDbTables(name, null, undefined, (some) => void touched.push(...some));
  return () => tables.close();
});

/** A journal as a tab has it that was just opened. */
const fresh = () => new Journal(name, disk, () => AT);
const put = (table: Table, row: object) =>
  tables.edit([table], table, (row as { id: string }).id, () => ({ put: [[table, row]], delete: [] }));
/** All that is in the database but what can be worked out again. */
const held = async (): Promise<Record<string, readonly unknown[]>> => {
  const { digests: _, settings, ...rows } = await allRows(name);
  return { ...rows, settings: settings!.filter((row) => (row as { key: string }).key !== 'last-change') };
};
async function lose() {
  tables.close();
  await deleteDatabase(name);
}

describe('a journal follows its database', () => {
  test('and gives all of it back when it was lost', async () => {
    await put('assessments', { id: 'a', name: 'Autumn' });
    await put('plan', { id: 's', text: 'Ask two colleagues' });
    await tables.put('aside', [{ damage: { reason: 'torn' } }, { damage: { reason: 'torn too' } }]);
    await fresh().follow(null);
    const before = await held();
    expect(before.aside).toHaveLength(2);
    await lose();
    expect(await fresh().recover()).toEqual({ kind: 'restored', at: AT, assessments: 1 });
    expect(await held()).toEqual(before);
    // Once: there is nothing more to give back.
    expect(await fresh().recover()).toEqual({ kind: 'nothing' });
  });

  test('also change by change, with what was deleted', async () => {
    const journal = fresh();
    await put('plan', { id: 'a', text: 'one' });
    await journal.follow(null);
    for (const work of [
      () => put('plan', { id: 'b', text: 'two' }),
      () => put('plan', { id: 'a', text: 'one, changed' }),
      () => tables.delete('plan', ['b']),
      () => put('plan', { id: 'c', text: 'three' })
    ]) {
      touched = [];
      await work();
      await journal.follow(touched);
    }
    await lose();
    await fresh().recover();
    expect((await held()).plan).toEqual([
      { id: 'a', text: 'one, changed' },
      { id: 'c', text: 'three' }
    ]);
  });

  test('in which order and when results of a workshop came cannot be told from it, and those that are gone are gone', async () => {
    const result = (id: string, level: number) => ({ workshop: 'w', id, topics: [{ level, open: false }] });
    const journal = fresh();
    await put('plan', { id: 'a', text: 'one' });
    const come = async (ids: readonly string[]) => {
      for (const id of ids) {
        touched = [];
        await tables.put('results', [result(id, 3)]);
        await journal.follow(touched);
      }
    };
    /** All but the number of the last change, which says how many there were. */
    const seen = () => disk.text.replace(/^.*\tdone\t.*$/gm, 'done').replace(/^.*\tjournal\t.*$/gm, 'journal');
    await come(['00003', '00001', '00002']);
    expect(disk.text.match(/\tdone\t/g)).toHaveLength(1);
    const one = seen();
    touched = [];
    await tables.delete('results', [
      ['w', '00001'],
      ['w', '00002'],
      ['w', '00003']
    ]);
    await journal.follow(touched);
    expect(disk.text).not.toMatch(/results|"0000|level/);
    await come(['00001', '00002', '00003']);
    expect(seen()).toBe(one);
  });

  test('where there is no room for a new one, results that are gone are not readable in the old one', async () => {
    const journal = fresh();
    await put('plan', { id: 'a', text: 'one' });
    await tables.put('results', [{ workshop: 'w', id: '00001', topics: [{ level: 3, open: false }] }]);
    await journal.follow(null);
    expect(disk.text).toContain('00001');
    touched = [];
    await tables.delete('results', [['w', '00001']]);
    disk.room = disk.size + 20;
    await expect(journal.follow(touched)).rejects.toThrow('no room');
    expect(disk.text).not.toMatch(/00001/);
    disk.room = Infinity;
    await journal.follow(null);
    expect(disk.text).toContain('one');
    expect(disk.text).not.toMatch(/results/);
  });

  test('a database that was emptied, or is an older one, takes its state; it is not joined', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await put('plan', { id: 'gone', text: 'two' });
    const old = await allRows(name);
    await tables.delete('plan', ['gone']);
    await put('plan', { id: 'b', text: 'three' });
    await fresh().follow(null);
    const before = await held();
    // As a browser does that takes up an older state of its files.
    const { db, done } = await raw();
    const transaction = db.transaction([...db.objectStoreNames], 'readwrite');
    for (const [table, rows] of Object.entries(old)) {
      transaction.objectStore(table).clear();
      for (const row of rows) transaction.objectStore(table).put(row);
    }
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    done();
    expect((await held()).plan).toHaveLength(2);
    expect((await fresh().recover()).kind).toBe('restored');
    expect(await held()).toEqual(before);
  });

  test('what was made in a new database before the loss was noticed stays, on top of what comes back', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await put('plan', { id: 'b', text: 'two' });
    await tables.put('aside', [{ damage: 1 }]);
    await fresh().follow(null);
    await lose();
    tables = new IndexedDbTables(name);
    await put('plan', { id: 'b', text: 'two, anew' });
    await put('plan', { id: 'c', text: 'three' });
    await tables.put('aside', [{ damage: 2 }]);
    // Without a mark it is found out when the journal is to follow.
    expect((await fresh().follow(null)).kind).toBe('restored');
    expect(await held()).toMatchObject({
      plan: [
        { id: 'a', text: 'one' },
        { id: 'b', text: 'two, anew' },
        { id: 'c', text: 'three' }
      ],
      aside: [{ damage: 1 }, { damage: 2 }]
    });
  });

  test('one that was in the clear is never put among sealed rows', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await reseal(name, null, sealing(newKey()), LOCKED);
    await fresh().follow(null);
    await lose();
    tables = new IndexedDbTables(name);
    await put('plan', { id: 'c', text: 'three' });
    expect(await fresh().follow(null)).toEqual({ kind: 'failed' });
    expect(await fresh().recover()).toEqual({ kind: 'failed' });
    expect((await held()).plan).toEqual([{ id: 'c', text: 'three' }]);
    expect(disk.text).toContain('"sealed"');
  });

  test('one in the clear does not stay beside a database that is sealed', async () => {
    await put('plan', { id: 'a', text: 'In the clear' });
    await fresh().follow(null);
    await lose();
    tables = new IndexedDbTables(name);
    await put('plan', { id: 'c', text: 'three' });
    await reseal(name, null, sealing(newKey()), LOCKED);
    const before = await held();
    await fresh().follow(null);
    await fresh().follow(null);
    expect(await held()).toEqual(before);
    expect(disk.text).not.toContain('In the clear');
    expect(disk.text).toContain('"sealed"');
  });

  test('a database of an earlier version of the app has lost nothing', async () => {
    const dexie = madeByDexie(name, 3);
    await dexie.open();
    dexie.close();
    const db = (await openThere(name))!;
    expect(db.version).toBe(VERSION * 10);
    db.close();
    await put('plan', { id: 'a', text: 'one' });
    await fresh().follow(null);
    expect(await fresh().recover()).toEqual({ kind: 'nothing' });
  });

  test('what was never finished goes when the next tab begins', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await fresh().follow(null);
    disk.files.set(7, new TextEncoder().encode('half of what was to take its place'));
    disk.files.set(0, new TextEncoder().encode(headLine(VERSION, 'former') + doneLine(1, AT)));
    await fresh().follow(null);
    expect(await disk.list()).toEqual([1]);
  });

  test('a row that cannot be read stands in nobody’s way', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await put('plan', { id: 'b', text: 'two' });
    await fresh().follow(null);
    const [file] = disk.files.values();
    const text = new TextDecoder().decode(file);
    const line = text.split('\n').find((one) => one.includes('"one"'))!;
    const torn = rowLine(rowName('plan', 'a'), 'no row at all').trimEnd();
    disk.files.set(1, new TextEncoder().encode(text.replace(line, torn)));
    await lose();
    expect((await fresh().recover()).kind).toBe('restored');
    expect((await held()).plan).toEqual([{ id: 'b', text: 'two' }]);
  });

  test('rows that lie there past the app are found when a tab begins', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await fresh().follow(null);
    const { db, done } = await raw();
    const transaction = db.transaction('plan', 'readwrite');
    transaction.objectStore('plan').put({ id: 'b', text: 'two' });
    await new Promise((resolve) => (transaction.oncomplete = resolve));
    done();
    await fresh().follow([]);
    expect(disk.text).toContain('two');
  });

  test('two tabs write to one journal in turns', async () => {
    const [here, there] = [fresh(), fresh()];
    for (const [i, journal] of [here, there, here, there].entries()) {
      touched = [];
      await put('plan', { id: `s${i}`, text: `step ${i}` });
      await journal.follow(touched);
    }
    await lose();
    await fresh().recover();
    expect((await held()).plan!.map((row) => (row as { id: string }).id)).toEqual(['s0', 's1', 's2', 's3']);
  });

  test('a change that another tab made meanwhile, and did not live to write down, is written down by this one', async () => {
    const journal = fresh();
    await put('plan', { id: 'a', text: 'one' });
    await journal.follow(null);
    await put('plan', { id: 'b', text: 'of the other tab' });
    await put('plan', { id: 'a', text: 'of this tab' });
    await journal.follow([['plan', 'a']]);
    expect(disk.text).toContain('of the other tab');
  });

  test('nothing is made where there is nothing to follow, and no database by looking for one', async () => {
    expect(await fresh().follow(null)).toEqual({ kind: 'nothing' });
    expect(await openThere(name)).toBeNull();
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name);
    expect(disk.files.size).toBe(0);
    expect(await standingOf(name)).toBeNull();
  });

  test('one of an earlier version of the app gives back what was lost, and begins anew as a present one', async () => {
    await put('plan', { id: 'a', text: 'one' });
    await fresh().follow(null);
    const present = disk.text;
    const life = present.split('\n')[0]!.split('\t').at(-1)!;
    expect(present.startsWith(headLine(VERSION, life))).toBe(true);
    disk.files.set(1, new TextEncoder().encode(present.replace(headLine(VERSION, life), headLine(VERSION - 1, life))));
    await lose();
    expect((await fresh().recover()).kind).toBe('restored');
    expect((await held()).plan).toEqual([{ id: 'a', text: 'one' }]);
    await fresh().follow(null);
    expect(disk.text).toMatch(new RegExp(`^\\S+\\tjournal\\t\\d+\\t${VERSION}\\t`));
  });

  test('one of a newer version of the app is left as it is', async () => {
    await put('plan', { id: 'a', text: 'one' });
    const text = headLine(VERSION + 1, 'another') + rowLine(rowName('plan', 'b'), '[{"id":1},"b"]') + doneLine(9, AT);
    disk.files.set(1, new TextEncoder().encode(text));
    expect(await fresh().follow(null)).toEqual({ kind: 'newer' });
    expect(await fresh().recover()).toEqual({ kind: 'newer' });
    expect(disk.text).toBe(text);
  });
});

const LOCKED = { kdf: 'scrypt', N: 2, r: 1, p: 1, salt: new Uint8Array(1), wrapped: new Uint8Array(1) } as const;

async function raw() {
  const db = (await openThere(name))!;
  return { db, done: () => db.close() };
}

describe('nothing is left in a journal that is gone from the database', () => {
  const SECRET = 'What nobody else may read';

  test.each<[what: string, work: () => Promise<unknown>]>([
    ['a row is deleted', () => tables.delete('plan', ['a'])],
    ['a row is written anew', () => put('plan', { id: 'a', text: 'Something else' })],
    ['a table is emptied', () => tables.clear('plan')],
    ['all rows are sealed', () => reseal(name, null, sealing(newKey()), LOCKED)]
  ])('when %s', async (_, work) => {
    const journal = fresh();
    await put('plan', { id: 'a', text: SECRET });
    await put('plan', { id: 'b', text: 'stays' });
    await journal.follow(null);
    expect(disk.text).toContain(SECRET);
    touched = [];
    await work();
    await journal.follow(touched.length ? touched : null);
    expect(disk.text).not.toContain(SECRET);
  });

  test('nor after the power failed at any byte of that, once a tab was opened again', async () => {
    await put('plan', { id: 'a', text: SECRET });
    await put('plan', { id: 'b', text: 'stays' });
    await fresh().follow(null);
    const before = new Map(disk.files);
    await tables.delete('plan', ['a']);
    let failures = 0;
    for (let power = 0; ; power++) {
      disk.files.clear();
      for (const [number, bytes] of before) disk.files.set(number, bytes.slice());
      disk.power = power;
      const done = await fresh()
        .follow([['plan', 'a']])
        .then(
          () => true,
          () => false
        );
      disk.power = Infinity;
      await fresh().follow(null);
      expect(disk.text).not.toContain(SECRET);
      expect(disk.text).toContain('stays');
      if (done) break;
      failures++;
    }
    expect(failures).toBeGreaterThan(SECRET.length);
  });

  test('sealed rows are never in it in the clear', async () => {
    const sealed = new IndexedDbTables(name, aSeal());
    await sealed.put('plan', [{ id: 'a', text: SECRET }]);
    await fresh().follow(null);
    expect(disk.text).not.toContain(SECRET);
    const before = await held();
    sealed.close();
    await lose();
    await fresh().recover();
    expect(await held()).toEqual(before);
  });
});

test('in which order results came, and when, is neither in the journal nor in the database, nor in what is read of either', async () => {
  const workshop = aWorkshop();
  const result = (id: number, level: TopicResult['level']) => codeOf(workshop, id, [level]);
  const takenBack = codeOf(workshop, 500, null);
  /** All that is kept of a round whose results came so, without what is by chance, and the bytes of the journal that hold no text. */
  async function kept(codes: readonly string[]) {
    const [own, place] = [new Disk(), freshName()];
    const heard: Touched[] = [];
    const there = new IndexedDbTables(place, null, undefined, (some) => void heard.push(...some));
    const workshops = new Workshops(there);
    let now = AT;
    const journal = new Journal(place, own, () => now);
    await workshops.save(workshop);
    await journal.follow(heard.splice(0));
    const times: number[] = [];
    for (const code of codes) {
      await workshops.take('w1', [code]);
      times.push((now += 60_000));
      await journal.follow(heard.splice(0));
    }
    // Something else is written last.
    await there.put('plan', [{ id: 'a', text: 'one' }]);
    now += 60_000;
    await journal.follow(heard.splice(0));
    const { text } = own;
    // Of all the times at which one came, only that of the last one may be there: it stands for all of them.
    expect(times.slice(0, -1).filter((time) => text.includes(String(time)))).toEqual([]);
    const { data } = await new Personal(there).read();
    const raw = await allRows(place);
    there.close();
    const rows = text.split('\n').filter((line) => line.includes('\trow\tresults'));
    expect(rows).toHaveLength(4);
    expect(text.trimEnd()).not.toMatch(/ {20}/);
    return { rows, data: JSON.stringify(data.workshops), raw: JSON.stringify([raw.results, raw.workshops]) };
  }
  const [a, b, c, d, gone] = [result(9, 1), result(400, 2), result(3, 4), result(77, null), result(500, 0)];
  const one = await kept([a, b, c, d, gone, takenBack]);
  expect(await kept([gone, d, c, takenBack, b, a])).toEqual(one);
  expect(await kept([result(400, 0), gone, takenBack, c, d, a, b])).toEqual(one);
});

test('a file is at most twice as large as what it holds, and is seldom replaced', async () => {
  const journal = fresh();
  const row = (i: number, round: number) => ({ id: `s${i}`, text: `${round} `.repeat(100) });
  let replaced = 0;
  let file = 0;
  for (let round = 0; round < 20; round++)
    for (let i = 0; i < 20; i++) {
      touched = [];
      await put('plan', row(i, round));
      await journal.follow(touched);
      const [now] = await disk.list();
      if (now !== file) [file, replaced] = [now!, replaced + 1];
    }
  const data = JSON.stringify((await allRows(name)).plan).length;
  expect(disk.size).toBeLessThan(2.5 * data + 4096);
  expect(replaced).toBeLessThan(30);
});

test('property: whatever is done, and wherever the power fails, the database comes back as it was at some moment since the last time', async () => {
  const id = fc.constantFrom('a', 'b', 'c');
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), id, text }),
    fc.record({ kind: fc.constant('delete' as const), id }),
    fc.record({ kind: fc.constant('clear' as const) }),
    fc.record({ kind: fc.constant('again' as const) })
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(2000), async (steps, power) => {
      name = freshName();
      disk = new Disk();
      tables = new IndexedDbTables(name, null, undefined, (some) => void touched.push(...some));
      let journal = fresh();
      const moments: unknown[] = [];
      await put('plan', { id: 'first', text: 'first' });
      await journal.follow(null);
      moments.push((await held()).plan);
      disk.power = power;
      let failed = false;
      for (const one of steps) {
        touched = [];
        if (one.kind === 'put') await put('plan', { id: one.id, text: one.text });
        else if (one.kind === 'delete') await tables.delete('plan', [one.id]);
        else if (one.kind === 'clear') await tables.clear('plan');
        else journal = fresh();
        if (!failed) await journal.follow(touched).catch(() => (failed = true));
        if (failed) moments.push((await held()).plan);
        else moments.splice(0, moments.length, (await held()).plan);
      }
      disk.power = Infinity;
      await lose();
      const recovery = await fresh().recover();
      // What a file was about to be replaced by may be whole although the tab did not live to hear of it.
      if (recovery.kind === 'restored') expect(moments).toContainEqual((await held()).plan);
      else expect(moments).toContainEqual([]);
      tables.close();
    }),
    times(60)
  );
});

test('what stands in a file is known by its checksums', () => {
  const text = headLine(VERSION, 'life') + rowLine(rowName('plan', 'a'), '[1]') + rowLine(rowName('plan', 'b'), '[2]') + doneLine(7, AT);
  const bytes = new TextEncoder().encode(text);
  expect(contentsOf(bytes)).toMatchObject({ number: 7, at: AT, life: 'life', end: bytes.length, litter: false });
  for (let i = 0; i < bytes.length; i++) {
    const torn = bytes.slice();
    torn[i]! ^= 1;
    const contents = contentsOf(torn);
    // A line that was torn is left out, and what is of no use is seen.
    if (contents) expect([contents.litter, contents.rows.size]).toEqual([true, expect.toSatisfy((size: number) => size < 2)]);
  }
});
