// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import Sign from '#lib/ui/people/Sign.svelte';

afterEach(cleanup);

test('a name that is cut can be read whole', () => {
  const name = 'Annamaria from the second floor, Tuesdays';
  render(Sign, { who: { id: 'a', name, locked: false }, href: '/people/' });
  expect(screen.getByText(name).title).toBe(name);
});
