// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import Opening from '#lib/ui/result/Opening.svelte';

afterEach(cleanup);

const own = { tag: 'From 11 June 2026 to 20 November 2026', headline: 'You share information.' };
const read = () => document.body.textContent!.replace(/\s+/g, ' ').trim();

test('after a second assessment, what changed is read before where the person stands', () => {
  render(Opening, { ...own, change: { text: 'Clearly broader use in Presence.', href: '/compare/?a=a&b=b' } });
  expect(read()).toBe(`${own.tag} Clearly broader use in Presence. ${m.result_compare()} ${own.headline}`);
  expect(screen.getByRole('link', { name: m.result_compare() }).getAttribute('href')).toBe('/compare/?a=a&b=b');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(own.headline);
});

test('whoever comes from the last question is told that all is done, and nobody else', async () => {
  const { rerender } = render(Opening, own);
  expect(read()).toBe(`${own.tag} ${own.headline}`);
  await rerender({ ...own, done: m.result_done({ count: 4 }) });
  expect(screen.getByRole('status').textContent).toContain('All 4 topics done');
});

test('of one topic it says so too', () => expect(m.result_done({ count: 1 })).toBe('Topic done'));
