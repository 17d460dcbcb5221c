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
