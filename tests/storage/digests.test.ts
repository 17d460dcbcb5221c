import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import { newHead, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { digestKey, digestOf } from '#lib/domain/position/digest.ts';
import type { AssessmentStore } from '#lib/domain/assessment/store.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import { Database, DatabaseStore } from '#lib/storage/database.ts';
import { databaseDigests, memoryDigests } from '#lib/storage/digests.ts';
import { MemoryRows } from '#lib/storage/memory-rows.ts';
import { MemoryStore } from '#lib/storage/memory.ts';
import { databasePersonal, memoryPersonal, type PersonalStore } from '#lib/storage/personal.ts';
import { entries, model, rowsAt, rubric, thresholds } from '../domain/examples.ts';

interface Place {
  readonly store: AssessmentStore;
  readonly personal: PersonalStore;
  readonly digests: DigestStore;
  /** Puts rows in place of what is there, past all checks. */
  spoil(table: 'entries' | 'digests', row: Record<string, unknown>): Promise<void>;
}
let serial = 0;
const kinds: [name: string, open: () => Place][] = [
  [
    'IndexedDB',
    () => {
      const db = new Database(`digests-${serial++}`);
      return {
        ...{ store: new DatabaseStore(db), personal: databasePersonal(db), digests: databaseDigests(db) },
        spoil: async (table, row) => void (await db[table].put(row))
      };
    }
  ],
  [
    'memory',
    () => {
      const rows = new MemoryRows();
      return {
        ...{ store: new MemoryStore(rows), personal: memoryPersonal(rows), digests: memoryDigests(rows) },
        spoil: async (table, row) =>
          table === 'entries' ? rows.putEntry(row as { assessment: string; criterion: string }) : void rows.digests.set(String(row.id), row)
      };
    }
  ]
];

const r = rubric('r', 6);
const KEY = digestKey([r], thresholds);
const make = (assessment: Assessment) => digestOf(assessment, [r], model, KEY);
const levelOf = (found: Awaited<ReturnType<DigestStore['digests']>>) => found.get('a')?.positions[0]!.level;

async function answered(place: Pick<Place, 'store'>): Promise<void> {
  const head = newHead({ rubrics: [r] }, 'a', 1);
  const rows = Object.values(entries(r, rowsAt(2))).map((one) => ({ ...one, assessment: 'a' }));
  await place.store.restore({ head, entries: rows });
}

describe.each(kinds)('positions worked out once, in %s', (_, open) => {
  const ready = async () => {
    const place = open();
    await answered(place);
    const { digests } = await place.digests.digest(['a', 'gone'], make);
    expect([...digests.keys()]).toEqual(['a']);
    return { ...place, kept: (key = KEY) => place.digests.digests(new Map([['a', key]])) };
  };

  test('are kept', async () => expect(levelOf(await (await ready()).kept())).toBe(2));

  test('are gone when an answer changes', async () => {
    const { store, kept } = await ready();
    await store.change('a', 'r.c0', { cells: { 2: { value: 0, origin: 'given', at: 9 } } }, 9);
    expect((await kept()).size).toBe(0);
  });

  test('are gone when the assessment is deleted, and do not come back with it', async () => {
    const { store, kept } = await ready();
    await store.restore((await store.remove('a'))!);
    expect((await kept()).size).toBe(0);
  });

  test('are gone when answers from elsewhere are joined, and when everything is erased', async () => {
    const { personal, digests, kept } = await ready();
    const { data } = await personal.all();
    const [one] = data.assessments;
    const first = { ...one!.entries['r.c0']!, note: 'from elsewhere', at: 99, noteAt: 99 };
    await personal.join({ ...data, assessments: [{ head: one!.head, entries: { 'r.c0': first } }] });
    expect((await kept()).size).toBe(0);
    await digests.digest(['a'], make);
    await personal.erase();
    expect((await kept()).size).toBe(0);
  });

  test('are not believed after an update of the thresholds', async () => {
    const { kept } = await ready();
    expect((await kept(digestKey([r], { ...thresholds, margin: 1 }))).size).toBe(0);
  });

  test('are not believed when their row is torn, and are worked out anew', async () => {
    const { digests, kept, spoil } = await ready();
    await spoil('digests', { id: 'a', key: KEY, at: 1, done: 6, positions: 'torn' });
    expect((await kept()).size).toBe(0);
    await digests.digest(['a'], make);
    expect(levelOf(await kept())).toBe(2);
  });

  test('are not kept while a row of answers cannot be read, and say how many', async () => {
    const place = open();
    await answered(place);
    await place.spoil('entries', { assessment: 'a', criterion: 'r.c0', cells: 'torn' });
    const { digests, torn } = await place.digests.digest(['a'], make);
    expect([digests.get('a')!.done, torn.get('a')]).toEqual([5, 1]);
    expect((await place.digests.digests(new Map([['a', KEY]]))).size).toBe(0);
  });

  test('one that cannot be worked out is left out', async () => {
    const place = open();
    await answered(place);
    expect((await place.digests.digest(['a'], () => null)).digests.size).toBe(0);
  });
});

test('an answer of another tab that comes in between is not missed', async () => {
  const db = new Database(`digests-${serial++}`);
  const [store, digests] = [new DatabaseStore(db), databaseDigests(db)];
  await answered({ store });
  const [found] = await Promise.all([
    digests.digest(['a'], make),
    store.change('a', 'r.c0', { cells: { 1: { value: 0, origin: 'given', at: 9 } } }, 9)
  ]);
  const kept = (await digests.digests(new Map([['a', KEY]]))).get('a');
  // Either it was seen, or what was worked out without it is gone.
  const { digests: now } = await digests.digest(['a'], make);
  if (kept) expect(kept).toEqual(now.get('a'));
  else expect(found.digests.has('a')).toBe(true);
});

test('a device that takes no more shows what was worked out all the same', async () => {
  const db = new Database(`digests-${serial++}`);
  const [store, digests] = [new DatabaseStore(db), databaseDigests(db)];
  await answered({ store });
  vi.spyOn(db.digests, 'bulkPut').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  expect(levelOf((await digests.digest(['a'], make)).digests)).toBe(2);
});
