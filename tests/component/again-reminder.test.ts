// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Settings } from '#lib/domain/person/store.ts';
import AgainReminder from '#lib/ui/plan/AgainReminder.svelte';

afterEach(cleanup);

const DAY = 86_400_000;
const now = 1_000 * DAY;

function store(days: number, settings: Record<string, unknown> = {}) {
  const kept = {
    read: async (key: string) => settings[key],
    save: async (key: string, value: unknown) => void (settings[key] = value)
  };
  return { settings, lastAt: now - days * DAY, kept: Promise.resolve(kept as Settings) };
}
const show = (from: ReturnType<typeof store>) =>
  render(AgainReminder, { settings: from.kept, lastAt: from.lastAt, now: () => now, href: '/choose/' });
const settled = () => new Promise((done) => setTimeout(done, 20));

test('after ten weeks it is shown, leads to a new assessment, and is quiet for four weeks once it was put off', async () => {
  const own = store(71);
  show(own);
  await screen.findByRole('heading', { name: 'Time to look again' });
  expect(screen.getByRole('link').getAttribute('href')).toBe('/choose/');
  screen.getByRole('button', { name: 'Remind me in four weeks' }).click();
  await waitFor(() => expect(own.settings.again).toEqual({ putOffAt: now }));
  expect(screen.queryByRole('heading')).toBeNull();
  cleanup();
  show(own);
  await settled();
  expect(screen.queryByRole('heading')).toBeNull();
});

test.each([
  ['soon after one', store(10)],
  ['when it was switched off', store(100, { reminders: { again: false } })]
])('it is not shown %s', async (_, own) => {
  show(own);
  await settled();
  expect(screen.queryByRole('heading')).toBeNull();
});
