// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import NewPassphrase from '#lib/ui/people/NewPassphrase.svelte';

afterEach(cleanup);

test.each([
  ['short', 7, /^The passphrase is too short: at least 8 characters/],
  ['long', 201, /^The passphrase is too long: at most 200 characters/]
])('a passphrase that is too %s is said to be that', async (_, length, words) => {
  const { component } = render(NewPassphrase, { id: 'x', value: '' });
  await fireEvent.input(screen.getByLabelText('New passphrase'), { target: { value: 'a'.repeat(length) } });
  expect((component as unknown as { check(): boolean }).check()).toBe(false);
  expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
  expect(document.activeElement?.id).toBe('x-new');
});
