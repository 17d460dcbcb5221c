/** The languages that a rubric is likely to be written in; any other can still come in a file. */
import { languageName, LANGUAGES } from './locale.ts';

// Official languages of European states and regions, and the larger ones spoken by people whom guidance in Europe meets.
const CODES =
  'ar be bg bs ca cs cy da de el en es et eu fa fi fr ga gl hr hu hy is it ka lb lt lv mk mt nb nl nn pl pt ro ru se sk sl so sq sr sv tr uk zh';

/** @returns codes and names: those of the app first, then the others by name in the language of the page */
export function writtenLanguages(): { readonly code: string; readonly name: string }[] {
  const named = CODES.split(' ').map((code) => ({ code, name: languageName(code) }));
  const own = (code: string) => LANGUAGES.includes(code);
  return named.sort((a, b) => Number(own(b.code)) - Number(own(a.code)) || a.name.localeCompare(b.name));
}
