/** Which language somebody chose, and whether another one can be opened without a connection. */

const KEY = 'waymark-language';

/**
 * Remembers the choice for the next time that somebody comes to the app's root; app.html reads it. Where nothing is kept, nothing is. Not
 * before this page goes: asked whether to leave, somebody may stay, as their next tap or key says.
 */
export function rememberOnLeaving(language: string): void {
  const remember = () => {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // A frame without storage: the address still says which language it is.
    }
  };
  const stay = () => removeEventListener('pagehide', remember);
  addEventListener('pagehide', remember, { once: true });
  addEventListener('pointerdown', stay, { once: true });
  addEventListener('keydown', stay, { once: true });
}

/**
 * @param root address of the folder that the app lies in, with a closing slash
 * @returns whether all of a language is kept on this device, so that it opens without a connection
 */
export async function isKept(root: string, language: string): Promise<boolean> {
  try {
    // The service worker puts this there last of all.
    return (await caches.match(new URL(`_app/languages/${language}.json`, root), { ignoreVary: true })) !== undefined;
  } catch {
    return false;
  }
}
