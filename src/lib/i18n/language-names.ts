/** Languages by the names that the reader has for them. */
import { getLocale } from './paraglide/runtime.js';

/** @param code such as "fi" @returns for example "Finnish"; the code itself where nobody has a name for it */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([getLocale()], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
