// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import SaveState from '#lib/ui/SaveState.svelte';
afterEach(cleanup);
test('x', () => {
  render(SaveState, { saving: 'failed', storage: 'kept', stored: true });
  expect(screen.getByText('Not saved')).toBeTruthy();
  expect(typeof BroadcastChannel).toBe('function');
  console.log(String(BroadcastChannel).slice(0, 100), typeof structuredClone);
});
