// @vitest-environment happy-dom
/** How much is stored here, and whether the browser protects it. */
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import Here from '../../src/routes/(app)/data/Here.svelte';
import { protecting } from '../support/protected.svelte.ts';
import { readIn } from '../support/texts.ts';
import WithApp from '../support/WithApp.svelte';

afterEach(cleanup);

const NONE = { assessments: 0, answers: 0, notes: 0, steps: 0, rubrics: 0, drafts: 0, workshops: 0, views: 0 };
const show = (agrees: boolean, counts = NONE) => render(WithApp, { app: protecting(agrees), of: Here as never, own: { counts } });
const ask = () => screen.getByRole('button', { name: m.protection_ask() });

test('asked to protect it, a browser that agrees is said to, and the focus goes there with the button', async () => {
  show(true);
  expect(screen.getByText(m.protection_no())).toBeTruthy();
  ask().focus();
  await fireEvent.click(ask());
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe(m.protection_yes()));
});

test('where it says no, the button stays with the focus on it', async () => {
  show(false);
  ask().focus();
  await fireEvent.click(ask());
  expect(await screen.findByText(m.protection_refused())).toBeTruthy();
  expect(document.activeElement).toBe(ask());
});

test.each(['fi', 'sv', 'de', 'en'])('what there is begins with a capital letter: %s', async (language) => {
  await readIn(language);
  show(false, { ...NONE, assessments: 1, answers: 12 });
  expect(document.querySelector('h2 + p')!.textContent).toMatch(/^\p{Lu}/u);
});
