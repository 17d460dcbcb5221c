import 'fake-indexeddb/auto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeData } from '#lib/domain/person/merge.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { AssessmentStore } from '#lib/domain/assessment/store.ts';
import { Database, DatabaseStore, type Sealed } from '#lib/storage/database.ts';
import { MemoryRows } from '#lib/storage/memory-rows.ts';
import { MemoryStore } from '#lib/storage/memory.ts';
import { databasePersonal, memoryPersonal, type PersonalStore } from '#lib/storage/personal.ts';
import { anyData } from '../support/personal.ts';
import { aSeal } from './seals.ts';

interface Place {
  readonly personal: PersonalStore;
  readonly store: AssessmentStore;
  /** Puts a row that no schema accepts in place of an answer. */
  spoil(row: { assessment: string; criterion: string }): Promise<void>;
}

let serial = 0;
const inDatabase = (name: string, sealed: () => Sealed | null): [string, () => Place] => [
  name,
  () => {
    const db = new Database(`personal-${serial++}`, sealed());
    return { personal: databasePersonal(db), store: new DatabaseStore(db), spoil: async (row) => void (await db.entries.put(row)) };
  }
];
const kinds: [name: string, open: () => Place][] = [
  inDatabase('IndexedDB', () => null),
  inDatabase('IndexedDB, sealed', aSeal),
  [
    'memory',
    () => {
      const rows = new MemoryRows();
      return { personal: memoryPersonal(rows), store: new MemoryStore(rows), spoil: async (row) => rows.putEntry(row) };
    }
  ]
];

const sorted = (data: PersonalData) => mergeData(data, NOTHING);
const held = async ({ personal }: Place) => sorted((await personal.all()).data);
const [full] = fc.sample(
  anyData.filter(({ assessments, plan }) => assessments.length > 1 && plan.length > 0 && Object.keys(assessments[0]!.entries).length > 0),
  { numRuns: 1, seed: 7 }
) as [PersonalData];

describe.each(kinds)('all that belongs to a person, in %s', (_, open) => {
  test('data that comes in is there, all of it', () =>
    fc.assert(
      fc.asyncProperty(anyData, async (data) => {
        const place = open();
        await place.personal.join(data);
        expect(await held(place)).toEqual(sorted(data));
      }),
      { numRuns: 30 }
    ));

  test('data that comes in is joined by the rules of merging', () =>
    fc.assert(
      fc.asyncProperty(anyData, anyData, async (a, b) => {
        const place = open();
        await place.personal.join(a);
        await place.personal.join(b);
        const { rubrics: _, drafts: __, ...merged } = mergeData(a, b);
        expect(await held(place)).toMatchObject(merged);
      }),
      { numRuns: 30 }
    ));

  test('what joining will do is said before, and is what it does', async () => {
    const place = open();
    const foreseen = await place.personal.preview(full);
    expect((await place.personal.counts()).assessments).toBe(0);
    expect(await place.personal.join(full)).toEqual(foreseen);
    expect(foreseen.assessments.map(({ kind }) => kind)).toEqual(full.assessments.map(() => 'new'));
    const again = await place.personal.preview(full);
    expect(again.assessments.every(({ kind }) => kind === 'same')).toBe(true);
    expect([again.steps, again.rubrics]).toEqual([{ added: 0, replaced: 0 }, 0]);
  });

  test('stopped in the middle, nothing has changed', async () => {
    const place = open();
    const before = { ...NOTHING, plan: full.plan };
    await place.personal.join(before);
    const stop = new AbortController();
    const joining = place.personal.join(full, {
      halt: stop.signal,
      progress: (done, of) => {
        if (of > 0 && done === 0) stop.abort(new Error('stopped by hand'));
      }
    });
    await expect(joining).rejects.toThrow('stopped by hand');
    expect(await held(place)).toEqual(sorted(before));
  });

  test('a row that cannot be read is put aside before an answer from elsewhere takes its place', async () => {
    const place = open();
    const [first] = full.assessments;
    const [entry] = Object.values(first!.entries);
    await place.store.create(first!.head);
    await place.spoil({ assessment: first!.head.id, criterion: entry!.criterion });
    await place.personal.join(full);
    expect((await place.store.putAside()).map(({ criterion }) => criterion)).toEqual([entry!.criterion]);
    expect((await place.store.load(first!.head.id))!.entries[entry!.criterion]).toEqual(entry);
  });

  test('answers whose assessment cannot be read are joined all the same, under the row that comes, and newer ones stay', async () => {
    const place = open();
    const [first] = full.assessments;
    const [entry] = Object.values(first!.entries);
    const { id } = first!.head;
    await place.store.change(id, entry!.criterion, { cells: { 4: { value: 'na', origin: 'given', at: 99 } }, note: 'newer' }, 99);
    const joining = await place.personal.join(full);
    expect(joining.assessments.find((one) => one.id === id)!.kind).toBe('joined');
    const loaded = (await place.store.load(id))!;
    expect(loaded.head).toEqual(first!.head);
    expect(loaded.entries[entry!.criterion]).toMatchObject({ note: 'newer', cells: { 4: { value: 'na', at: 99 } } });
    expect(Object.keys(loaded.entries)).toHaveLength(Object.keys(first!.entries).length);
  });

  test('where the answers are the same and only their assessment is missing, it comes back', async () => {
    const place = open();
    const [first] = full.assessments;
    const only = { ...NOTHING, assessments: [first!] };
    for (const { criterion, note, at } of Object.values(first!.entries)) await place.store.change(first!.head.id, criterion, { note }, at);
    await place.personal.join(only);
    expect((await place.personal.all()).data.assessments.map(({ head }) => head)).toEqual([first!.head]);
  });

  test('looking at what would happen can be ended too', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(open().personal.preview(full, { halt: stop.signal })).rejects.toThrow();
  });

  test('everything is erased, is counted, and can be put back', async () => {
    const place = open();
    await place.personal.join(full);
    const counts = await place.personal.counts();
    expect(counts).toMatchObject({ assessments: full.assessments.length, steps: full.plan.length });
    const erased = await place.personal.erase();
    expect(erased.counts).toEqual(counts);
    expect(await held(place)).toEqual(NOTHING);
    expect((await place.store.list(9)).total).toBe(0);
    await place.personal.putBackAll(erased);
    expect(await held(place)).toEqual(sorted(full));
  });

  test('steps are in their order, one changed takes the place of the old one, one removed is gone', async () => {
    const { personal } = open();
    const step = { ...full.plan[0]!, id: 'x', order: 2 };
    await personal.putSteps([step, { ...step, id: 'y', order: 1 }]);
    expect((await personal.steps()).steps.map(({ id }) => id)).toEqual(['y', 'x']);
    await personal.putSteps([{ ...step, order: 0, what: 'other' }]);
    expect((await personal.steps()).steps.map(({ id, what }) => [id, what])[0]).toEqual(['x', 'other']);
    await personal.removeStep('x');
    expect((await personal.steps()).steps.map(({ id }) => id)).toEqual(['y']);
  });
});

test('an answer takes away what was worked out from its assessment', async () => {
  const db = new Database(`personal-${serial++}`);
  const store = new DatabaseStore(db);
  await store.create(full.assessments[0]!.head);
  const { id } = full.assessments[0]!.head;
  await db.digests.put({ id });
  await store.change(id, 'privacy.C1', { note: 'x' }, 9);
  expect(await db.digests.count()).toBe(0);
});
