// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { Damage } from '#lib/domain/damage.ts';
import { m } from '#lib/i18n/messages.ts';
import DamageNotice from '#lib/ui/parts/DamageNotice.svelte';

afterEach(cleanup);

const one: Damage = { table: 'plan', key: 1, assessment: '', criterion: null, raw: {}, reason: 'what' };
const remove = () => screen.getByRole('button', { name: m.damage_discard() });

test('what is removed for good looks so, and goes only after a word of its own', async () => {
  const ondiscard = vi.fn(async () => {});
  render(DamageNotice, { damage: [one], ondownload: () => {}, ondiscard });
  expect(remove().classList.contains('erase')).toBe(true);
  await fireEvent.click(remove());
  expect(ondiscard).not.toHaveBeenCalled();
  expect(screen.getByRole('dialog').textContent).toContain(m.damage_ask_text());
  await fireEvent.click(screen.getByRole('button', { name: m.damage_ask_yes() }));
  expect(ondiscard).toHaveBeenCalledWith(one);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('whoever keeps it is left with it, and a refusal is said', async () => {
  const ondiscard = vi.fn(async () => Promise.reject(new Error('full')));
  render(DamageNotice, { damage: [one], ondownload: () => {}, ondiscard });
  await fireEvent.click(remove());
  await fireEvent.click(screen.getByRole('button', { name: m.people_erase_keep() }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(ondiscard).not.toHaveBeenCalled();
  await fireEvent.click(remove());
  await fireEvent.click(screen.getByRole('button', { name: m.damage_ask_yes() }));
  await screen.findByText(m.list_refused_text());
});
