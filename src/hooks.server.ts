/** While pages are made: the language and direction of writing that they say they are in. */
import type { Handle } from '@sveltejs/kit';
import { language } from '#lib/library/index.ts';

/** Languages written from right to left: the one that tests are made in. */
const RIGHT_TO_LEFT = ['en-XA'];

export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%language%', language).replace('%direction%', RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr')
  });
