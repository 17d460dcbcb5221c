/** What is kept on this device for use without a connection. */

/**
 * @param root address of the folder that the app lies in, with a closing slash
 * @param copy a language, a tool, or `app` for what everybody needs
 * @returns how many bytes it is; `null` unless all of it is kept, so that it opens without a connection
 */
export async function bytesKept(root: string, copy: string): Promise<number | null> {
  try {
    // The service worker puts this there last of all.
    const mark = await caches.match(new URL(`_app/copies/${copy}.json`, root), { ignoreVary: true });
    return mark ? Number(await mark.text()) : null;
  } catch {
    return null;
  }
}
