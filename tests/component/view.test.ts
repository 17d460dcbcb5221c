// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import View, { type ViewState } from '#lib/ui/parts/View.svelte';

afterEach(cleanup);

const children = createRawSnippet(() => ({ render: () => '<p>The page itself.</p>' }));
function show(view: ViewState, more: object = {}) {
  const onagain = vi.fn();
  render(View, { view, title: 'Plan', onagain, list: '/rubrics/', children, ...more });
  return onagain;
}

test('while something is read it says so; then there is the page', () => {
  show('loading');
  expect(screen.getByRole('progressbar', { name: m.view_loading() })).toBeTruthy();
  cleanup();
  show('ready');
  expect(document.body.textContent).toContain('The page itself.');
});

test('what could not be read is named as the page names it, and can be tried again', async () => {
  const onagain = show('failed', { failed: { title: 'The draft could not be read', text: 'It is still there.' } });
  expect(screen.getByRole('alert').textContent).toContain('The draft could not be read');
  expect(screen.getByText('It is still there.')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: m.try_again() }));
  expect(onagain).toHaveBeenCalledOnce();
  cleanup();
  show('failed');
  expect(screen.getByRole('alert').textContent).toContain(m.view_failed());
});

test('a part of a page has no heading of its own', () => {
  show('failed', { title: undefined });
  expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
});

test('from what is gone the way leads to the list that it would be in', () => {
  show('gone', { gone: { title: 'Gone' }, listName: m.rubrics_all() });
  expect(screen.getByRole('link', { name: m.rubrics_all() }).getAttribute('href')).toBe('/rubrics/');
  cleanup();
  show('gone', { gone: { title: 'Gone' } });
  expect(screen.getByRole('link', { name: m.nav_assessments() })).toBeTruthy();
});
