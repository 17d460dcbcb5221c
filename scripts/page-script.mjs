/** The page around every page, src/app.html, and the one small script that it carries. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @type {readonly { code: string }[]} */
const languages = JSON.parse(readFileSync(new URL('../src/lib/i18n/languages.json', import.meta.url), 'utf8'));

/**
 * @param {boolean} source whether for the pages of the source language, which lie at the app's root: they alone lead whoever comes from
 *   elsewhere to another language
 * @returns {string} the page, without comments, indentation and what these pages have no use for
 */
export function template(source) {
  // The longest first: "pt-BR" is not "pt".
  const codes = languages.map(({ code }) => code).sort((a, b) => b.length - a.length);
  return readFileSync(new URL('../src/app.html', import.meta.url), 'utf8')
    .replace(source ? '' : /^ *\/\/ In the source language only:[^]*\/\/ Until here\.\n/m, '')
    .replace(/^ *\/\/.*\n/gm, '')
    .replace(/^ +/gm, '')
    .replace('SOURCE', languages[0]?.code ?? '')
    .replace('LANGUAGES', codes.join('|'));
}

/** @param {string} html @returns {string} the first script that stands in the page itself */
export function scriptIn(html) {
  const [, script] = html.match(/<script>([^<]*)<\/script>/) ?? [];
  if (!script) throw new Error('there is no script in the page');
  return script;
}

/** @param {string} text @returns {`sha256-${string}`} what a security policy calls it */
export const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
