/** Which language somebody chose. */

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
