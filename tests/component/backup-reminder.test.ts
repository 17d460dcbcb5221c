// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Assessment, CriterionKey, Head } from '#lib/domain/assessment/assessment.ts';
import type { AnswerStore, AssessmentList } from '#lib/domain/assessment/store.ts';
import type { Settings } from '#lib/domain/person/store.ts';
import BackupReminder from '#lib/ui/backup/BackupReminder.svelte';

afterEach(cleanup);

const DAY = 86_400_000;
const now = 1_000 * DAY;

/** A store with one assessment, and what was asked of it. */
function store(answers: number, settings: Record<string, unknown> = {}) {
  const head = { id: 'a', createdAt: now - 30 * DAY, updatedAt: now - DAY } as Head;
  const cell = { value: 2, origin: 'placed', at: now - DAY } as const;
  const entries = Array.from({ length: answers }, (_, i) => [`t.C${i}`, { criterion: `t.C${i}` as CriterionKey, cells: { 2: cell } }]);
  const asked: string[] = [];
  const kept = {
    list: async () => ({ heads: answers ? [head] : [], total: 1, damage: [] }),
    load: async (id: string) => (asked.push(id), { head, entries: Object.fromEntries(entries), damage: [] } as unknown as Assessment)
  };
  const remembered: Settings = {
    read: async (key) => settings[key],
    save: async (key, value) => void (settings[key] = value),
    leave: (key, value) => void (settings[key] = value)
  };
  return {
    settings,
    asked,
    store: Promise.resolve(kept as unknown as AnswerStore & AssessmentList),
    remembered: Promise.resolve(remembered)
  };
}

const show = (from: ReturnType<typeof store>) =>
  render(BackupReminder, { store: from.store, assessments: from.store, settings: from.remembered, now: () => now, href: '/data/backup/' });
const settled = () => new Promise((done) => setTimeout(done, 20));

describe('the reminder of a backup', () => {
  test('is shown when one is due, leads to the page, and is quiet for a week once it was put off', async () => {
    const own = store(20);
    show(own);
    await screen.findByRole('heading', { name: 'Time to make a backup' });
    expect(screen.getByText(/^You have given 20 answers, and there is no backup of them yet\./)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Make a backup' }).getAttribute('href')).toBe('/data/backup/');
    screen.getByRole('button', { name: 'Remind me in a week' }).click();
    await waitFor(() => expect(own.settings.backup).toEqual({ madeAt: null, putOffAt: now, held: {} }));
    expect(screen.queryByRole('heading')).toBeNull();
    cleanup();
    show(own);
    await settled();
    expect(screen.queryByRole('heading')).toBeNull();
  });

  test('says since when', async () => {
    show(store(25, { backup: { madeAt: now - 20 * DAY, putOffAt: null } }));
    expect(await screen.findByText(/^Since the last backup, on .*, you have given 25 new answers\.$/)).toBeTruthy();
  });

  test('counts answers that were added to an assessment of before the last backup', async () => {
    const own = store(25, { backup: { madeAt: now - 20 * DAY } });
    const { head } = (await (await own.store).load('a'))!;
    Object.assign(head, { updatedAt: now - 29 * DAY });
    show(own);
    expect(await screen.findByText(/you have given 25 new answers\.$/)).toBeTruthy();
  });

  test.each([
    ['before the first answer', store(0)],
    ['with few answers', store(19)],
    ['soon after a backup', store(25, { backup: { madeAt: now - 2 * DAY } })],
    ['when all of it came out of a backup', store(25, { backup: { held: { a: now - DAY } } })],
    ['when it was switched off', store(25, { reminders: { backup: false } })]
  ])('is not shown %s', async (_when, own) => {
    show(own);
    await settled();
    expect(screen.queryByRole('heading')).toBeNull();
  });

  test('counts anew when an assessment has gone', async () => {
    const own = store(25);
    const props = { store: own.store, assessments: own.store, settings: own.remembered, now: () => now, href: '/' };
    const { rerender } = render(BackupReminder, { ...props, count: 1 });
    await screen.findByText(/^You have given 25 answers/);
    (await own.store).list = async () => ({ heads: [], total: 0, damage: [] });
    await rerender({ ...props, count: 0 });
    await waitFor(() => expect(screen.queryByRole('heading')).toBeNull());
  });

  test('reads no answers where it is too soon anyway', async () => {
    const own = store(25, { backup: { madeAt: now - 2 * DAY } });
    show(own);
    await settled();
    expect(own.asked).toEqual([]);
  });

  test('is not shown where the store cannot be opened', async () => {
    render(BackupReminder, {
      store: Promise.reject(new Error('blocked')),
      assessments: store(0).store,
      settings: store(0).remembered,
      now: () => now,
      href: '/'
    });
    await settled();
    expect(screen.queryByRole('heading')).toBeNull();
  });
});
