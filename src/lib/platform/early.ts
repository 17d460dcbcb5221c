/**
 * A tap that came before the page's script: the radio has it. Read it before the page takes over.
 *
 * @returns the level that was tapped, or `null`
 */
export function earlyTap(root: ParentNode): number | null {
  const tapped = root.querySelector<HTMLInputElement>('input[name="place"]:checked');
  return tapped ? Number(tapped.value) : null;
}
