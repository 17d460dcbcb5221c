// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import NewPassphrase from '#lib/ui/people/NewPassphrase.svelte';

afterEach(cleanup);

const fields = () => [screen.getByLabelText('New passphrase'), screen.getByLabelText('Repeat the passphrase')] as HTMLInputElement[];
const type = async (first: string, second: string) => {
  const [one, two] = fields();
  await fireEvent.input(one!, { target: { value: first } });
  await fireEvent.input(two!, { target: { value: second } });
};
const made = () => (render(NewPassphrase, { id: 'x', value: '', user: 'Aino' }).component as unknown as { check(): boolean }).check;

describe('a passphrase', () => {
  test.each([
    ['short', 'a'.repeat(7), /^The passphrase is too short/],
    // Nobody sees the spaces, so they do not make it longer.
    ['short, with spaces around it', `   ${'a'.repeat(5)}   `, /^The passphrase is too short/],
    ['long', 'a'.repeat(201), /^The passphrase is too long/]
  ])('that is too %s is said to be that', async (_, typed, words) => {
    const check = made();
    await type(typed, typed);
    expect(check()).toBe(false);
    expect((await screen.findByText(words)).getAttribute('role')).toBe('alert');
    expect(document.activeElement?.id).toBe('x-new');
  });

  test('that differs from its repetition is not taken; a space around it is no difference', async () => {
    const check = made();
    await type('tin owl cellar', 'tin owl cellars');
    expect(check()).toBe(false);
    expect(document.activeElement?.id).toBe('x-again');
    await type('tin owl cellar', ' tin owl cellar ');
    expect(check()).toBe(true);
  });
});

test('what forgetting it means is said before the field, and read out with it', () => {
  made();
  const [first] = fields();
  const said = screen.getByText('Nobody can reset this. If you forget it, your answers are lost.');
  expect(said.compareDocumentPosition(first!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(first!.getAttribute('aria-describedby')!.split(' ')).toContain(said.closest('p')!.id);
});

test('both are shown and hidden together', async () => {
  made();
  expect(fields().map(({ type }) => type)).toEqual(['password', 'password']);
  await fireEvent.click(screen.getByRole('button', { name: 'Show New passphrase' }));
  expect(fields().map(({ type }) => type)).toEqual(['text', 'text']);
});
