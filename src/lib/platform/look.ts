/**
 * How somebody wants the app to look: its theme and the size of its text. Both have to hold before anything is drawn, so they lie in
 * localStorage, where the script in app.html reads them; app.css does the rest.
 */

/** `device`: whatever the device says. */
export const THEMES = ['device', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Sizes of the text, in percent of the device's own. */
export const TEXT_SIZES = [100, 115, 130, 150] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export interface Look {
  readonly theme: Theme;
  readonly text: TextSize;
}

const KEYS = { theme: 'waymark-theme', text: 'waymark-text' } as const;

/** @returns the look that the page has now */
export function currentLook(): Look {
  const page = document.documentElement;
  return {
    theme: THEMES.find((theme) => theme === page.dataset.theme) ?? 'device',
    text: TEXT_SIZES.find((size) => `${size}%` === page.style.getPropertyValue('--text')) ?? 100
  };
}

/**
 * Gives the page a theme, at once.
 *
 * @returns whether it is kept for the next time
 */
export function chooseTheme(theme: Theme): boolean {
  const page = document.documentElement;
  if (theme === 'device') delete page.dataset.theme;
  else page.dataset.theme = theme;
  // The bars around the page; app.html has one colour for light, then one for dark.
  document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]').forEach((meta, i) => {
    const own = i === 0 ? 'light' : 'dark';
    meta.media = theme === 'device' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  });
  return keep(KEYS.theme, theme === 'device' ? null : theme);
}

/**
 * Gives the page's text a size, at once.
 *
 * @returns whether it is kept for the next time
 */
export function chooseTextSize(size: TextSize): boolean {
  const { style } = document.documentElement;
  if (size === 100) style.removeProperty('--text');
  else style.setProperty('--text', `${size}%`);
  return keep(KEYS.text, size === 100 ? null : String(size));
}

/** What the device would have without a choice needs no keeping. */
function keep(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
