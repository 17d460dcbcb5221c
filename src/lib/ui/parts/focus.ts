/** Where the keyboard goes after something on the page has changed. */
import { tick } from 'svelte';

/**
 * Waits until the page shows what has just changed, then puts the focus on the first of these ids that is there. Where none is, the focus
 * stays where it is.
 */
export async function focusOn(...ids: readonly string[]): Promise<void> {
  await tick();
  ids
    .map((id) => document.getElementById(id))
    .find((found) => found !== null)
    ?.focus();
}

/** For a link to a place on the same screen: goes there and leaves the address alone, which in a frame may say something else. */
export const jumpTo =
  (id: string) =>
  (event: MouseEvent): void => {
    event.preventDefault();
    void focusOn(id);
  };
