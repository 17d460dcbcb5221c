import languages from './languages.json';
import { language } from './texts.ts';

/** The app's languages; the first is the source of all texts and lies at the app's root, each other in a folder of its name. */
export const LANGUAGES: readonly string[] = languages.map(({ code }) => code);

/** The language of the page; where tests read the app in a made-up one, its own code. */
export const pageLanguage = (): string => language;

/** The page's language with the region whose way of writing dates and numbers it follows: English ones are written the British way. */
export function region(): string {
  const own = languages.find(({ code }) => code === language);
  return own?.region ? `${language}-${own.region}` : language;
}

/** @returns what a language calls itself, such as "Suomi"; for a language that the app has not, what the browser knows, or its code */
export function ownName(code: string): string {
  return languages.find((one) => one.code === code)?.name ?? capital(nameOf(code, code), code);
}

/** @returns a language's name in the language of the page, such as "Finnish" */
export function languageName(code: string): string {
  return nameOf(code, language);
}

function nameOf(code: string, inLanguage: string): string {
  try {
    return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const capital = (text: string, code: string) => text.charAt(0).toLocaleUpperCase(code) + text.slice(1);
