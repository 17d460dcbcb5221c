// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import StorageNotice from '#lib/ui/shell/StorageNotice.svelte';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const REST = { erase: '/data/erase/', save: async () => ({ kind: 'whole', rest: null }) as const };

test('where nothing is the matter nothing is said', () => {
  const { container } = render(StorageNotice, { about: null, ...REST });
  expect(container.textContent).toBe('');
});

test.each([
  ['blocked', m.notice_blocked_title, m.notice_blocked_text],
  ['full', m.notice_full_title, m.notice_full_text],
  ['newer', m.notice_newer_title, m.notice_newer_text],
  ['torn', m.notice_torn_title, m.notice_torn_text]
] as const)('where storage is %s it is said aloud, with what to do', (about, title, text) => {
  render(StorageNotice, { about, ...REST });
  const alert = screen.getByRole('alert');
  expect(alert.textContent).toContain(title());
  expect(alert.textContent).toContain(text());
});

test('a device that becomes full is told when it does', async () => {
  const { rerender } = render(StorageNotice, { about: null, ...REST });
  expect(screen.queryByRole('alert')).toBeNull();
  await rerender({ about: 'full', ...REST });
  expect(screen.getByRole('alert').textContent).toContain(m.notice_full_title());
});

test('in a window of its own there is no link to one', () => {
  render(StorageNotice, { about: 'blocked', ...REST });
  expect(screen.queryByRole('link')).toBeNull();
});

test('inside another page a blocked store offers a window of its own', () => {
  vi.spyOn(window, 'top', 'get').mockReturnValue({} as Window);
  render(StorageNotice, { about: 'blocked', ...REST });
  const link = screen.getByRole('link', { name: m.notice_own_window() });
  expect(link.getAttribute('href')).toBe(location.href);
  expect(link.getAttribute('target')).toBe('_blank');
  expect(link.getAttribute('rel')).toBe('noopener');
});

test('a newer app in another tab offers to load this one again', () => {
  const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
  render(StorageNotice, { about: 'newer', ...REST });
  screen.getByRole('button', { name: m.notice_reload() }).click();
  expect(reload).toHaveBeenCalledOnce();
});
