/**
 * Taps that came before the page's script: the checkboxes have them. Read them before the page takes over.
 *
 * @returns the levels that were tapped
 */
export function earlyTaps(root: ParentNode): number[] {
  return [...root.querySelectorAll<HTMLInputElement>('.tick:checked')].map(({ value }) => Number(value));
}
