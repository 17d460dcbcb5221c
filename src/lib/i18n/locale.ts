import languages from './languages.json';
import { getLocale, overwriteGetLocale } from './paraglide/runtime.js';

/** The app's languages; the first is the source of all texts and lies at the app's root, each other in a folder of its name. */
export const LANGUAGES: readonly string[] = languages;

/** Finds the page's language once: every message asks for it, and it does not change while a page is open. */
export function settleLocale(): void {
  if (typeof window === 'undefined') return;
  const locale = getLocale();
  overwriteGetLocale(() => locale);
}

/** The language of the page; where tests read the app in a made-up one, its own code. */
export const pageLanguage = (): string => (typeof document === 'undefined' ? getLocale() : document.documentElement.lang || getLocale());

/** @returns what a language calls itself, such as "Suomi"; its code where the browser does not know it */
export function ownName(language: string): string {
  return capital(nameOf(language, language), language);
}

/** @returns a language's name in the language of the page, such as "Finnish" */
export function languageName(language: string): string {
  return nameOf(language, getLocale());
}

function nameOf(language: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

const capital = (text: string, language: string) => text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
