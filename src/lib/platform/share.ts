/** The system's own way to send something: a list of people and programs. */

/** Not every browser has one. */
export const canSend = (): boolean => typeof navigator.share === 'function';

/** Whether it takes this file, too: some send links and texts alone. */
export const canSendFile = (file: File): boolean => canSend() && navigator.canShare?.({ files: [file] }) === true;

/** @returns once it was sent, or the person thought better of it */
export async function send(what: ShareData): Promise<void> {
  try {
    await navigator.share(what);
  } catch {
    // Nothing was sent; it is still there.
  }
}
