/** The system's own way to send something: a list of people and programs. */

/** Not every browser has one. */
export const canSend = (): boolean => typeof navigator.share === 'function';

/** @returns once it was sent, or the person thought better of it */
export async function send(title: string, url: string): Promise<void> {
  try {
    await navigator.share({ title, url });
  } catch {
    // Nothing was sent; the link is still there.
  }
}
