import { freshName, PLACES } from './places.ts';
import { describe, expect, test, vi } from 'vitest';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { dateOf } from '#lib/domain/assessment/entries.ts';
import { DamagedError } from '#lib/domain/damage.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Plan } from '#lib/storage/stores/plan.ts';
import { Repair } from '#lib/storage/stores/repair.ts';
import { TableSettings } from '#lib/storage/stores/settings.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';

const head = (id: string, updatedAt = 1): Head => ({
  id,
  name: '',
  createdAt: 1,
  updatedAt,
  rubrics: [{ id: 'privacy', version: '1.0.0' }],
  size: 7,
  role: null,
  setting: null,
  targets: {},
  cursor: 'privacy.C1'
});
const yes = (at: number) => ({ value: 2, origin: 'given', at }) as const;
const left = (at: number) => ({ value: 0, origin: 'left', at }) as const;

describe.each(PLACES)('%s', (_name, place) => {
  const open = async () => {
    const tables = place();
    const [store, list, repair] = [new Answers(tables), new Assessments(tables), new Repair(tables)];
    const personal = new Personal(tables);
    /** Puts a row in its place that no schema accepts. */
    const spoil = (what: 'assessments' | 'entries', raw: Record<string, unknown>) => tables.put(what, [raw]);
    return { tables, store, list, repair, personal, spoil, create: (own: Head) => list.save({ head: own, entries: {} }) };
  };

  test('an answer is there when it is read again', async () => {
    const { store, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 2: yes(5) } }, 5);
    const loaded = await store.load('a');
    expect(loaded?.entries['privacy.C1']?.cells).toEqual({ 2: yes(5) });
    expect(loaded?.head).toEqual(head('a'));
  });

  test('the first answer brings its assessment along', async () => {
    const { store } = await open();
    await store.change('a', 'privacy.C1', { cells: { 2: yes(5) } }, 5, head('a'));
    expect((await store.load('a'))?.entries['privacy.C1']?.cells).toEqual({ 2: yes(5) });
  });

  test('a second answer that also brings the assessment along takes nothing from the first', async () => {
    const { store } = await open();
    await Promise.all([
      store.change('a', 'privacy.C1', { cells: { 2: yes(5) } }, 5, head('a')),
      store.change('a', 'privacy.C1', { cells: { 3: yes(6) } }, 6, head('a'))
    ]);
    expect((await store.load('a'))?.entries['privacy.C1']?.cells).toEqual({ 2: yes(5), 3: yes(6) });
  });

  test('changes from two tabs to one criterion both stay', async () => {
    const { store, create } = await open();
    await create(head('a'));
    await Promise.all([
      store.change('a', 'privacy.C1', { cells: { 1: yes(5) } }, 5),
      store.change('a', 'privacy.C1', { cells: { 3: yes(6) } }, 6),
      store.change('a', 'privacy.C1', { note: 'ask Aino' }, 7)
    ]);
    const entry = (await store.load('a'))!.entries['privacy.C1']!;
    expect(entry.cells).toEqual({ 1: yes(5), 3: yes(6) });
    expect(entry.note).toBe('ask Aino');
  });

  test('going on from an old screen does not replace an answer given since', async () => {
    const { store, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(5) } }, 5);
    const entry = await store.change('a', 'privacy.C1', { cells: { 1: left(6), 2: left(6) } }, 6);
    expect(entry.cells).toEqual({ 1: yes(5), 2: left(6) });
  });

  test('what two tabs say of two situations both stays, and each takes the digest of its assessment away', async () => {
    const { store, create, tables } = await open();
    await create(head('a'));
    const said = (situation: string, at: number) => ({ situation, at, where: { privacy: { level: 3 as const, asked: [] } } });
    for (const [situation, at] of [
      ['group', 5],
      ['community', 4]
    ] as const) {
      await tables.put('digests', [{ id: 'a' }]);
      await store.amend('a', { scope: [said(situation, at)] }, at);
      expect(await tables.get('digests', 'a')).toBeUndefined();
    }
    expect((await store.load('a'))!.head.scope).toEqual([said('community', 4), said('group', 5)]);
  });

  test('a cell can be opened again', async () => {
    const { store, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(5), 2: yes(5) } }, 5);
    expect((await store.change('a', 'privacy.C1', { cells: { 1: null } }, 6)).cells).toEqual({ 2: yes(5) });
  });

  test('the list shows the newest first, no more than asked for, and how many there are', async () => {
    const { list, create } = await open();
    for (const [id, at] of [
      ['a', 3],
      ['b', 9],
      ['c', 6]
    ] as const)
      await create(head(id, at));
    const listing = await list.list(2);
    expect(listing.heads.map((h) => h.id)).toEqual(['b', 'c']);
    expect(listing.total).toBe(3);
  });

  test('a criterion counts as done when nothing of it is open', async () => {
    const { store, list, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(1), 2: yes(1), 3: yes(1), 4: yes(1) } }, 1);
    await store.change('a', 'privacy.C2', { cells: { 1: yes(1) } }, 1);
    expect(await list.progressOf([head('a'), head('none')])).toEqual({ a: { done: 1, at: 1 }, none: { done: 0, at: 1 } });
  });

  test('an assessment has the date of its answers, and of its beginning while it has none', async () => {
    const { store, list, create } = await open();
    const [evening, morning] = [Date.UTC(2026, 10, 28, 20), Date.UTC(2026, 10, 29, 9)];
    await create({ ...head('a'), createdAt: evening });
    expect((await list.progressOf([{ ...head('a'), createdAt: evening }])).a?.at).toBe(evening);
    await store.change('a', 'privacy.C1', { cells: { 1: yes(evening) } }, evening);
    for (const criterion of ['privacy.C2', 'privacy.C3'] as const)
      await store.change('a', criterion, { cells: { 1: yes(morning) } }, morning);
    expect((await list.progressOf([{ ...head('a'), createdAt: evening }])).a?.at).toBe(morning);
    expect(dateOf((await store.load('a'))!)).toBe(morning);
  });

  test('a deleted assessment is gone with its answers, and undo brings back all of it', async () => {
    const { store, list, create } = await open();
    await create(head('a'));
    await create(head('b'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(5) }, note: 'n' }, 5);
    const before = await store.load('a');
    const kept = await list.remove('a');
    expect(await store.load('a')).toBeNull();
    expect((await list.list(9)).heads.map((h) => h.id)).toEqual(['b']);
    await list.restore(kept!);
    expect(await store.load('a')).toEqual(before);
  });

  test('amending a deleted assessment does not bring half of it back', async () => {
    const { store, list } = await open();
    await store.amend('gone', { name: 'x' }, 5);
    expect((await list.list(9)).total).toBe(0);
  });

  test('an assessment without an answer is begun by its own row, and what is there already is amended instead', async () => {
    const { store } = await open();
    await store.amend('a', {}, 5, head('a'));
    expect((await store.load('a'))?.head).toEqual(head('a'));
    await store.amend('a', { name: 'Autumn' }, 6, head('a', 9));
    expect((await store.load('a'))?.head).toEqual({ ...head('a', 6), name: 'Autumn' });
  });

  test('what is said of a whole situation makes criteria done that have no answer there', async () => {
    const { store, list, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(1), 2: yes(1), 4: yes(1) } }, 1);
    const scope = [{ situation: 'group', at: 2, where: { privacy: { level: 3, asked: [] } } }] as const;
    await store.amend('a', { scope }, 2);
    const { head: own } = (await store.load('a'))!;
    expect(own.scope).toEqual(scope);
    expect((await list.progressOf([head('a')])).a?.done).toBe(0);
    expect((await list.progressOf([own])).a?.done).toBe(1);
  });

  test('a row that cannot be read is named and the others are there', async () => {
    const { store, spoil, create } = await open();
    await create(head('a'));
    await store.change('a', 'privacy.C1', { cells: { 1: yes(5) } }, 5);
    await spoil('entries', { assessment: 'a', criterion: 'privacy.C2', cells: { 1: { value: 7 } } });
    const loaded = await store.load('a');
    expect(Object.keys(loaded!.entries)).toEqual(['privacy.C1']);
    expect(loaded!.damage).toMatchObject([{ assessment: 'a', criterion: 'privacy.C2', raw: { cells: { 1: { value: 7 } } } }]);
    expect(loaded!.damage[0]!.reason).toContain('cells.1.value');
  });

  test('answering over a row that cannot be read puts the old row aside first', async () => {
    const { store, repair, spoil, create } = await open();
    await create(head('a'));
    const raw = { assessment: 'a', criterion: 'privacy.C2', cells: 'torn' };
    await spoil('entries', raw);
    await store.change('a', 'privacy.C2', { cells: { 1: yes(5) } }, 5);
    expect((await store.load('a'))!.damage).toEqual([]);
    const [aside] = await repair.list();
    expect(aside!.raw).toEqual(raw);
    await repair.remove(aside!);
    expect(await repair.list()).toEqual([]);
    expect((await store.load('a'))!.entries['privacy.C2']!.cells).toEqual({ 1: yes(5) });
  });

  test('where answers have no assessment, those that cannot be read stay when the others are removed', async () => {
    const { store, personal, repair, spoil, create } = await open();
    await create(head('b'));
    await store.change('b', 'privacy.C1', { cells: { 2: yes(5) } }, 5);
    const sound = (await store.load('b'))!.entries['privacy.C1']!;
    const torn = { ...sound, assessment: 'a', criterion: 'privacy.C2', note: 'my own words', at: 'yesterday' };
    await spoil('entries', { ...sound, assessment: 'a' });
    await spoil('entries', torn);
    const { damage } = await personal.read();
    expect(damage.map(({ criterion }) => criterion).sort()).toEqual([null, 'privacy.C2'].sort());
    await repair.remove(damage.find(({ criterion }) => criterion === null)!);
    expect((await personal.read()).damage.map(({ raw }) => raw)).toEqual([torn]);
  });

  test('an assessment whose own row cannot be read is listed as damaged, even with its date gone', async () => {
    const { store, list, repair, spoil, create } = await open();
    await create(head('a'));
    await spoil('assessments', { id: 'b', updatedAt: 'yesterday', name: 5 });
    await spoil('assessments', { id: 'c' });
    const listing = await list.list(9);
    expect(listing.heads.map((h) => h.id)).toEqual(['a']);
    expect(listing.damage.map((d) => d.assessment).sort()).toEqual(['b', 'c']);
    await expect(store.load('b')).rejects.toThrow(DamagedError);
    await repair.remove(listing.damage.find((d) => d.assessment === 'b')!);
    expect((await list.list(9)).damage.map((d) => d.assessment)).toEqual(['c']);
  });

  test('settings are kept', async () => {
    const settings = new TableSettings(place());
    expect(await settings.read('keys')).toBeUndefined();
    await settings.save('keys', false);
    expect(await settings.read('keys')).toBe(false);
  });
});

test('a setting is handed over in the moment that a page goes', async () => {
  const name = freshName();
  const tables = new IndexedDbTables(name);
  const settings = new TableSettings(tables);
  await settings.save('course', 'before');
  settings.leave('course', 'last');
  tables.close();
  expect(await new TableSettings(new IndexedDbTables(name)).read('course')).toBe('last');
});

test('another tab hears of a change, its own tab does not', async () => {
  const name = freshName();
  const [here, there] = [new Answers(new IndexedDbTables(name)), new Answers(new IndexedDbTables(name))];
  await here.amend('a', {}, 1, head('a'));
  const [heardHere, heardThere, heardOther] = [vi.fn(), vi.fn(), vi.fn()];
  here.watch('a', heardHere);
  there.watch('a', heardThere);
  there.watch('b', heardOther);
  await here.change('a', 'privacy.C1', { cells: { 1: yes(5) } }, 5);
  await vi.waitFor(() => expect(heardThere).toHaveBeenCalledOnce());
  expect(heardThere.mock.calls[0]![0]).toMatchObject([{ criterion: 'privacy.C1', cells: { 1: yes(5) } }]);
  expect(heardHere).not.toHaveBeenCalled();
  expect(heardOther).not.toHaveBeenCalled();
  here.close();
  there.close();
});

test('what one tab brings in or erases, every store of another tab hears of', async () => {
  const name = freshName();
  const tables = () => new IndexedDbTables(name);
  const [here, there] = [new Answers(tables()), new Answers(tables())];
  await here.amend('a', {}, 1, head('a'));
  await here.change('a', 'privacy.C1', { cells: { 1: yes(5) } }, 5);
  const personal = new Personal(tables());
  const { data } = await personal.read();
  const heard = { answers: vi.fn(), workshops: vi.fn(), shelf: vi.fn(), plan: vi.fn() };
  there.watch('a', heard.answers);
  new Workshops(tables()).watch(heard.workshops);
  new Shelf(tables()).watch(heard.shelf);
  new Plan(tables()).watch(heard.plan);
  const later = { ...data.assessments[0]!.entries['privacy.C1']!, cells: { 1: yes(7) }, at: 7 };
  const coming = { ...data, assessments: [{ ...data.assessments[0]!, entries: { 'privacy.C1': later } }] };
  await personal.join(coming, { now: 9, keep: null });
  for (const of of ['workshops', 'shelf', 'plan'] as const) await vi.waitFor(() => expect(heard[of]).toHaveBeenCalledWith(null));
  await vi.waitFor(() => expect(heard.answers).toHaveBeenCalledOnce());
  expect(heard.answers.mock.calls[0]![0]).toEqual([later]);
  await personal.remove();
  await vi.waitFor(() => expect(heard.answers).toHaveBeenLastCalledWith(null));
  here.close();
  there.close();
});
