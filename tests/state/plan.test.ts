// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { App } from '#lib/state/app.svelte.ts';
import { Planning, planOf } from '#lib/state/plan.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Plan } from '#lib/storage/stores/plan.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';

let clock = 1_000;
let serial = 0;

async function start(tables: Tables = new MemoryTables()) {
  const store = new Plan(tables);
  const app = new App({
    open: async () => ({ ...storesOver(tables), plan: async () => store, state: 'kept' }),
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => true,
    isPersisted: async () => false,
    now: () => clock++,
    newId: () => `id-${serial++}`,
    settled: () => {}
  });
  const plan = new Planning(app);
  const end = plan.follow();
  await vi.waitFor(() => expect(plan.view).toBe('ready'));
  return { app, plan, store, end };
}
const advised = (assessment: string) =>
  ({ what: 'Read the rules', criterion: 'privacy.C4', level: 2, assessment, version: '0.20.0' }) as const;
const kept = async (store: Plan) => (await store.list()).steps;
const whats = (steps: readonly PlanStep[]) => steps.map(({ what }) => what);

describe('what a person does with the plan is stored at once', () => {
  test('also what they write while the plan is read', async () => {
    const { plan, store } = await start();
    const [changed, removed] = [await plan.addOwn('Ask somebody'), await plan.addOwn('Thank them')];
    const before = await store.list();
    let answer = () => {};
    vi.spyOn(store, 'list').mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(before))));
    const reading = plan.read();
    await Promise.all([plan.change(changed, { with: 'Maija' }), plan.remove(removed)]);
    const added = await plan.addOwn('Read the rules');
    answer();
    await reading;
    expect(await kept(store)).toMatchObject([{ id: changed, with: 'Maija' }, { id: added }]);
    expect(plan.steps).toEqual(await kept(store));
  });

  test('adding, changing, moving, removing and putting back', async () => {
    const { plan, store } = await start();
    await plan.addAdvice(advised('x'));
    const own = await plan.addOwn('Ask Maija');
    await plan.change(own, { by: '2026-03-09', with: 'Maija', state: 'doing' });
    expect(await kept(store)).toMatchObject([
      { what: 'Read the rules', aim: { criterion: 'privacy.C4', level: 2, assessment: 'x', version: '0.20.0' } },
      { what: 'Ask Maija', by: '2026-03-09', with: 'Maija', state: 'doing', aim: null }
    ]);
    await plan.move(plan.steps, own, 0);
    expect(whats(await kept(store))).toEqual(['Ask Maija', 'Read the rules']);
    const removed = await plan.remove(own);
    expect(whats(await kept(store))).toEqual(['Read the rules']);
    await plan.restore(removed!);
    expect(await kept(store)).toEqual(plan.steps);
    expect(whats(plan.steps)).toEqual(['Ask Maija', 'Read the rules']);
    expect(plan.saving).toBe('saved');
  });

  test('a step that was dropped is taken up again with all that was written to it, not written twice', async () => {
    const { plan, store } = await start();
    await plan.addAdvice(advised('x'));
    await plan.change(plan.steps[0]!.id, { state: 'dropped', note: 'No time in March' });
    await plan.addAdvice(advised('y'));
    expect(await kept(store)).toMatchObject([{ state: 'todo', note: 'No time in March', aim: { assessment: 'y' } }]);
  });

  test('every letter typed while a write is under way is there at the end', async () => {
    const { plan, store } = await start();
    const id = await plan.addOwn('x');
    await Promise.all(['N', 'No', 'Not', 'Note'].map((note) => plan.change(id, { note })));
    expect((await kept(store))[0]!.note).toBe('Note');
    expect(plan.steps[0]!.note).toBe('Note');
  });
});

describe('what the device refuses', () => {
  const full = () => vi.fn(async () => Promise.reject(new DOMException('no room', 'QuotaExceededError')));

  test('stays on the screen, is said, and is stored when there is room', async () => {
    const { app, plan, store } = await start();
    const id = await plan.addOwn('Ask Maija');
    expect(app.wouldLose).toBe(false);
    const { save, remove } = store;
    Object.assign(store, { save: full(), remove: full() });
    await plan.change(id, { note: 'She said yes' });
    await plan.addOwn('Thank her');
    expect(plan.saving).toBe('failed');
    expect(app.wouldLose).toBe(true);
    // Another tab’s news does not take it off the screen.
    await plan.read();
    expect(plan.steps.map(({ what, note }) => [what, note])).toEqual([
      ['Ask Maija', 'She said yes'],
      ['Thank her', '']
    ]);
    expect(await kept(store)).toMatchObject([{ note: '' }]);
    await plan.remove(plan.steps[1]!.id);
    expect(plan.saving).toBe('failed');
    Object.assign(store, { save, remove });
    await plan.retry();
    expect(plan.saving).toBe('saved');
    expect(app.wouldLose).toBe(false);
    expect(await kept(store)).toMatchObject([{ what: 'Ask Maija', note: 'She said yes' }]);
  });

  test('is still there on the next page of this tab: each app has one plan', async () => {
    const [{ app }, { app: other }] = [await start(), await start()];
    expect(planOf(app)).toBe(planOf(app));
    expect(planOf(other)).not.toBe(planOf(app));
  });

  test('a plan that cannot be read says so, and is shown as soon as it can be', async () => {
    const { app, store } = await start();
    const { list } = store;
    Object.assign(store, { list: full() });
    const plan = new Planning(app);
    await plan.read();
    expect(plan.view).toBe('failed');
    Object.assign(store, { list });
    await plan.read();
    expect(plan.view).toBe('ready');
  });
});

describe('two tabs', () => {
  const together = async () => {
    const name = `plan-${serial++}`;
    return [await start(new IndexedDbTables(name)), await start(new IndexedDbTables(name))] as const;
  };

  test('what one writes the other shows', async () => {
    const [one, two] = await together();
    const id = await one.plan.addOwn('Ask Maija');
    await vi.waitFor(() => expect(whats(two.plan.steps)).toEqual(['Ask Maija']));
    await two.plan.change(id, { state: 'done' });
    await vi.waitFor(() => expect(one.plan.steps[0]!.state).toBe('done'));
    one.end();
    await two.plan.remove(id);
    expect(one.plan.steps).toHaveLength(1);
  });

  test('of all steps only those are read that the other has changed, and none after a change of one’s own', async () => {
    const [one, two] = await together();
    const [first, second] = [await one.plan.addOwn('Ask Maija'), await one.plan.addOwn('Read the rules')];
    await vi.waitFor(() => expect(two.plan.steps).toHaveLength(2));
    const [all, some] = [vi.spyOn(two.store, 'list'), vi.spyOn(two.store, 'read')];
    const own = vi.spyOn(one.store, 'list');
    await one.plan.change(second, { note: 'All of them' });
    await vi.waitFor(() => expect(two.plan.steps[1]!.note).toBe('All of them'));
    await one.plan.remove(first);
    await vi.waitFor(() => expect(whats(two.plan.steps)).toEqual(['Read the rules']));
    expect(some.mock.calls).toEqual([[[second]], [[first]]]);
    expect([all, own].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  });

  test('what the other changes while this one writes is shown afterwards', async () => {
    const [one, two] = await together();
    const id = await one.plan.addOwn('Ask Maija');
    await vi.waitFor(() => expect(two.plan.steps).toHaveLength(1));
    let go = () => {};
    const save = two.store.save.bind(two.store);
    vi.spyOn(two.store, 'save').mockImplementationOnce(async (steps) => {
      await save(steps);
      await new Promise<void>((done) => (go = done));
    });
    // Stored, but not known to be, when the other one’s later change is heard of.
    const writing = two.plan.change(id, { with: 'Maija' });
    await vi.waitFor(() => expect(one.plan.steps[0]!.with).toBe('Maija'));
    const heard = vi.fn();
    two.store.watch(heard);
    await one.plan.change(id, { with: 'Pekka' });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    go();
    await writing;
    await vi.waitFor(() => expect(two.plan.steps[0]!.with).toBe('Pekka'));
  });

  test('data that comes in may change any step: all are read', async () => {
    const [one, two] = await together();
    const id = await one.plan.addOwn('Ask Maija');
    await vi.waitFor(() => expect(two.plan.steps).toHaveLength(1));
    const personal = await one.app.personal;
    const { data } = await personal.read();
    const plan = data.plan.map((step) => ({ ...step, what: 'Ask Pekka', at: step.at + 1_000 }));
    await personal.join({ ...data, plan }, null);
    await vi.waitFor(() => expect(two.plan.steps).toMatchObject([{ id, what: 'Ask Pekka' }]));
  });
});
