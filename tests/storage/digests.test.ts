import { freshName, PLACES } from './places.ts';
import { describe, expect, test, vi } from 'vitest';
import { newHead, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { digestKey, digestOf } from '#lib/domain/position/digest.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { Whole } from '#lib/storage/tables/whole.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Digests } from '#lib/storage/stores/digests.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import { entries, model, rowsAt, rubric, thresholds } from '../domain/examples.ts';

const over = (tables: Tables) => ({
  ...{ store: new Answers(tables), list: new Assessments(tables), personal: new Personal(tables), digests: new Digests(tables) },
  /** Puts rows in place of what is there, past all checks. */
  spoil: (table: 'entries' | 'digests', row: Record<string, unknown>) => tables.put(table, [row])
});
type Place = ReturnType<typeof over>;

const r = rubric('r', 6);
const KEY = digestKey([r], undefined, thresholds);
const make = (assessment: Assessment) => digestOf(assessment, [r], model, KEY);
const levelOf = (found: Awaited<ReturnType<DigestStore['read']>>) => found.get('a')?.positions[0]!.level;

async function answered(place: Pick<Place, 'list'>): Promise<void> {
  const head = newHead({ rubrics: [r] }, 'a', 1);
  const rows = Object.values(entries(r, rowsAt(2))).map((one) => ({ ...one, assessment: 'a' }));
  await place.list.restore({ head, entries: rows });
}

describe.each(PLACES)('positions worked out once, in %s', (_, place) => {
  const open = () => over(place());
  const ready = async () => {
    const place = open();
    await answered(place);
    const { digests } = await place.digests.compute(['a', 'gone'], make);
    expect([...digests.keys()]).toEqual(['a']);
    return { ...place, kept: (key = KEY) => place.digests.read(new Map([['a', key]])) };
  };

  test('are kept', async () => expect(levelOf(await (await ready()).kept())).toBe(2));

  test('are gone when an answer changes', async () => {
    const { store, kept } = await ready();
    await store.change('a', 'r.c0', { cells: { 2: { value: 0, origin: 'given', at: 9 } } }, 9);
    expect((await kept()).size).toBe(0);
  });

  test('are gone when a situation is said not to be part of the role, and not when the assessment is only given a name', async () => {
    const { store, kept } = await ready();
    await store.amend('a', { name: 'Autumn', cursor: 'r.c1' }, 9);
    expect((await kept()).size).toBe(1);
    await store.amend('a', { scope: [] }, 9);
    expect((await kept()).size).toBe(0);
  });

  test('are gone when the assessment is deleted, and do not come back with it', async () => {
    const { list, kept } = await ready();
    await list.restore((await list.remove('a'))!);
    expect((await kept()).size).toBe(0);
  });

  test('are gone when answers from elsewhere are joined, and when everything is erased', async () => {
    const { personal, digests, kept } = await ready();
    const { data } = await personal.read();
    const [one] = data.assessments;
    const first = { ...one!.entries['r.c0']!, note: 'from elsewhere', at: 99, noteAt: 99 };
    await personal.join({ ...data, assessments: [{ head: one!.head, entries: { 'r.c0': first } }] }, null);
    expect((await kept()).size).toBe(0);
    await digests.compute(['a'], make);
    await personal.remove();
    expect((await kept()).size).toBe(0);
  });

  test('are not believed after an update of the thresholds', async () => {
    const { kept } = await ready();
    expect((await kept(digestKey([r], undefined, { ...thresholds, margin: 1 }))).size).toBe(0);
  });

  test('are not believed after a situation was said not to be part of the role', async () => {
    const { kept } = await ready();
    const scope = [{ situation: 'group', at: 9, where: { r: { level: 3, asked: [] } } }] as const;
    expect((await kept(digestKey([r], scope, thresholds))).size).toBe(0);
  });

  test('are not believed when their row is torn, and are worked out anew', async () => {
    const { digests, kept, spoil } = await ready();
    await spoil('digests', { id: 'a', key: KEY, at: 1, done: 6, positions: 'torn' });
    expect((await kept()).size).toBe(0);
    await digests.compute(['a'], make);
    expect(levelOf(await kept())).toBe(2);
  });

  test('are believed whole only, and under their own id', async () => {
    const { digests, kept, spoil } = await ready();
    const good = (await kept()).get('a')!;
    for (const torn of [{ done: -1 }, { at: 1.5 }, { positions: [{ ...good.positions[0], level: null }] }]) {
      await spoil('digests', { ...good, ...torn });
      expect((await kept()).size).toBe(0);
    }
    await spoil('digests', { ...good });
    expect(await kept()).toEqual(new Map([['a', good]]));
    await digests.compute(['a'], () => ({ ...good, id: 'b' }));
    expect((await digests.read(new Map([['b', 'other']]))).size).toBe(0);
  });

  test('are not kept while a row of answers cannot be read, and say how many', async () => {
    const place = open();
    await answered(place);
    await place.spoil('entries', { assessment: 'a', criterion: 'r.c0', cells: 'torn' });
    const { digests, torn } = await place.digests.compute(['a'], make);
    expect([digests.get('a')!.done, torn.get('a')]).toEqual([5, 1]);
    expect((await place.digests.read(new Map([['a', KEY]]))).size).toBe(0);
  });

  test('one that cannot be worked out is left out', async () => {
    const place = open();
    await answered(place);
    expect((await place.digests.compute(['a'], () => null)).digests.size).toBe(0);
  });
});

test('an answer of another tab that comes in between is not missed', async () => {
  const tables = new IndexedDbTables(freshName());
  const { store, list, digests } = over(tables);
  await answered({ list });
  const [found] = await Promise.all([
    digests.compute(['a'], make),
    store.change('a', 'r.c0', { cells: { 1: { value: 0, origin: 'given', at: 9 } } }, 9)
  ]);
  const kept = (await digests.read(new Map([['a', KEY]]))).get('a');
  // Either it was seen, or what was worked out without it is gone.
  const { digests: now } = await digests.compute(['a'], make);
  if (kept) expect(kept).toEqual(now.get('a'));
  else expect(found.digests.has('a')).toBe(true);
});

test('a device that takes no more shows what was worked out all the same', async () => {
  const tables = new IndexedDbTables(freshName());
  const { list, digests } = over(tables);
  await answered({ list });
  const full = vi.spyOn(Whole.prototype, 'put').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
  expect(levelOf((await digests.compute(['a'], make)).digests)).toBe(2);
  expect(full).toHaveBeenCalled();
  vi.restoreAllMocks();
});
