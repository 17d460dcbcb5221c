// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import SaveState from '#lib/ui/parts/SaveState.svelte';

afterEach(cleanup);

const SAVING = ['saved', 'saving', 'failed'] as const;
const STORAGE = ['opening', 'kept', 'blocked', 'full', 'closed'] as const;
type Saving = (typeof SAVING)[number];
type Storage = (typeof STORAGE)[number];

function show(saving: Saving, storage: Storage, stored: boolean) {
  const { container } = render(SaveState, { saving, storage, stored });
  const state = container.querySelector('.state')!;
  const shown = { words: state.textContent, warns: state.classList.contains('failed') };
  cleanup();
  return shown;
}

describe('where the answers are', () => {
  test.each<[string, Saving, Storage, boolean, () => string]>([
    ['before the first answer: where they will be', 'saved', 'kept', false, m.saved_will],
    ['before the store is open: where they will be', 'saved', 'opening', false, m.saved_will],
    ['an answer on its way: being saved', 'saving', 'kept', true, m.saving],
    ['the first answer waits for the store: being saved', 'saving', 'opening', false, m.saving],
    ['an answer stored: saved', 'saved', 'kept', true, m.saved],
    ['the device refused: not saved', 'failed', 'kept', true, m.saved_not],
    ['no room and the answer was refused: not saved', 'failed', 'full', false, m.saved_not],
    ['a newer app in another tab: what was stored is saved', 'saved', 'closed', true, m.saved],
    ['a newer app has been here before: nothing will be saved', 'saved', 'closed', false, m.saved_not],
    ['the browser keeps nothing: in this tab only', 'saved', 'blocked', true, m.saved_memory],
    ['the browser keeps nothing, before the first answer: in this tab only', 'saved', 'blocked', false, m.saved_memory]
  ])('%s', (_what, saving, storage, stored, words) => expect(show(saving, storage, stored).words).toBe(words()));

  const all = SAVING.flatMap((saving) =>
    STORAGE.flatMap((storage) => [true, false].map((stored) => ({ saving, storage, stored, ...show(saving, storage, stored) })))
  );

  /** The device refused, or a newer app keeps it and will. */
  const isRefused = ({ saving, storage, stored }: (typeof all)[number]) =>
    saving === 'failed' || (storage === 'closed' && saving === 'saved' && !stored);

  test('a refused answer is never called anything but not saved, in any of the 30 states', () => {
    expect(all).toHaveLength(30);
    for (const state of all) expect(state.words === m.saved_not(), state.saving).toBe(isRefused(state));
  });

  test('"saved" is said only when the last answer is stored on a device that keeps it', () => {
    for (const state of all)
      if (state.words === m.saved())
        expect(state).toMatchObject({ saving: 'saved', stored: true, storage: expect.not.stringMatching('blocked') });
  });

  test('it is marked as a warning exactly where answers would be gone with the tab', () => {
    for (const state of all) expect(state.warns).toBe(isRefused(state) || state.storage === 'blocked');
  });
});

test('it follows what happens: on its way, then saved', async () => {
  const { container, rerender } = render(SaveState, { saving: 'saving', storage: 'kept', stored: true });
  expect(container.textContent).toBe(m.saving());
  await rerender({ saving: 'saved' });
  expect(container.textContent).toBe(m.saved());
});
