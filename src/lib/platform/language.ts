/** Which language somebody chose, and whether another one can be opened without a connection. */

const KEY = 'waymark-language';

/** Remembers the choice for the next time that somebody comes to the app's root; app.html reads it. Where nothing is kept, nothing is. */
export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A frame without storage: the address still says which language it is.
  }
}

/**
 * @param folder path of the folder that the language lies in, without a closing slash
 * @returns whether its pages are kept on this device, so that they open without a connection
 */
export async function isKept(folder: string): Promise<boolean> {
  try {
    return (await caches.keys()).some((name) => name.startsWith(`waymark|${folder}|`));
  } catch {
    return false;
  }
}
