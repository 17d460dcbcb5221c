/** Languages as people name them in tables: by their codes, or by their names in a language of the app. */
import { faultIn } from '#lib/domain/rubric/rubric-file.ts';

const NAMED_IN = ['en', 'fi', 'sv', 'de'];
/** Those whose own names for themselves are known, too. */
const KNOWN = [
  'en',
  'fi',
  'sv',
  'de',
  'da',
  'nb',
  'nn',
  'no',
  'is',
  'et',
  'lv',
  'lt',
  'pl',
  'cs',
  'sk',
  'hu',
  'sl',
  'hr',
  'fr',
  'it',
  'es',
  'pt',
  'nl',
  'el',
  'tr',
  'ru',
  'uk',
  'ar',
  'so',
  'fa',
  'se',
  'ga',
  'mt',
  'ro',
  'bg'
];

let names: Map<string, string> | null = null;

/** @returns the language's code, such as “fi” for “Suomi”; `null` where the text names none */
export function languageIn(text: string): string | null {
  const word = text.trim();
  if (faultIn('language', word) === null && isKnown(word)) return word;
  const small = word.toLowerCase();
  if (/^[a-z]{2}$/.test(small) && isKnown(small)) return small;
  names ??= new Map(
    KNOWN.flatMap((code) => [...NAMED_IN, code].map((language) => [(nameOf(code, language) ?? code).toLowerCase(), code] as const))
  );
  return names.get(small) ?? null;
}

const isKnown = (code: string) => nameOf(code, 'en') !== null;

function nameOf(code: string, language: string): string | null {
  try {
    return new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(code) ?? null;
  } catch {
    return null;
  }
}
