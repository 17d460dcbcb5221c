import { getLocale, overwriteGetLocale } from './paraglide/runtime.js';

/** Finds the page's language once: every message asks for it, and it does not change while a page is open. */
export function settleLocale(): void {
  if (typeof window === 'undefined') return;
  const locale = getLocale();
  overwriteGetLocale(() => locale);
}
