// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import Lines from '#lib/ui/workshop/Lines.svelte';

afterEach(cleanup);

test('who types the next line before the device has taken the last one loses neither', async () => {
  const onsay = vi.fn();
  const { container } = render(Lines, { lines: [], limits: { lines: 3, line: 200 }, onsay });
  const [first, second] = container.querySelectorAll('textarea');
  await fireEvent.change(first!, { target: { value: 'One  shared account' } });
  await fireEvent.change(second!, { target: { value: 'Rules for messages' } });
  expect(onsay).toHaveBeenLastCalledWith(['One shared account', 'Rules for messages', '']);
});
