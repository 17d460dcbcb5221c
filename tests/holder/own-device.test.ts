import { aSeal, freshName } from '../storage/places.ts';
import { describe, expect, test, vi } from 'vitest';
import type { Device } from '#lib/domain/person/device.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { App, type World } from '#lib/state/app.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import { rubric } from '../domain/examples.ts';
import { keepsTheContract } from './contract.ts';

const appOver = (open: World['open']) =>
  new App({
    open,
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => null,
    isPersisted: async () => null,
    now: () => 1,
    newId: () => 'a',
    settled: () => {}
  });
/** The holder as a tab has it whose app finds these tables. */
const tab = (tables: Tables, state: Device['state'] = 'kept') => ownDevice(appOver(async () => ({ ...storesOver(tables), state })));

const twoTabs = (sealed: ReturnType<typeof aSeal> | null) => {
  const name = freshName();
  return { holder: tab(new IndexedDbTables(name, sealed)), elsewhere: tab(new IndexedDbTables(name, sealed)) };
};

keepsTheContract('the device’s own database', () => twoTabs(null), { keeps: 'device', notes: 'kept' });
keepsTheContract('the same, sealed', () => twoTabs(aSeal()), { keeps: 'device', notes: 'kept' });
keepsTheContract('a tab whose browser keeps nothing', () => ({ holder: tab(new MemoryTables(), 'blocked'), elsewhere: null }), {
  keeps: 'tab',
  notes: 'kept'
});

describe('the own device', () => {
  test.each(['kept', 'full', 'closed'] as const)('that is %s is where answers are kept, or would be', async (state) =>
    expect((await tab(new MemoryTables(), state).open()).keeps).toBe('device')
  );

  test('is opened when it is first wanted, once, and anew when its code could not be fetched', async () => {
    const open = vi.fn<World['open']>().mockRejectedValueOnce(new TypeError('Failed to fetch'));
    const tables = new MemoryTables();
    open.mockImplementation(async () => ({ ...storesOver(tables), state: 'kept' }));
    const holder = ownDevice(appOver(open));
    expect(open).not.toHaveBeenCalled();
    await expect(holder.open()).rejects.toThrow('Failed to fetch');
    const [first, again] = [await holder.open(), await holder.open()];
    expect(again.answers).toBe(first.answers);
    expect(open).toHaveBeenCalledTimes(2);
  });

  test('tells another tab that an assessment was deleted', async () => {
    const name = freshName();
    const here = appOver(async () => ({ ...storesOver(new IndexedDbTables(name)), state: 'kept' }));
    await (await here.store).amend('a', {}, 1, newHead({ rubrics: [rubric('privacy', 1)] }, 'a', 1));
    const heard = vi.fn<(entries: unknown) => void>();
    (await tab(new IndexedDbTables(name)).open()).answers.watch('a', heard);
    await (await here.assessments).remove('a');
    await vi.waitFor(() => expect(heard.mock.calls.map(([entries]) => entries)).toEqual([null]));
  });
});
