/** @returns whether the text is on the clipboard now; not where the browser or the page around this one forbids it */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
