import { mkdirSync, writeFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';
import { hashOf, scriptIn, template } from './scripts/page-script.mjs';

// The page carries one small script of its own (app.html); the policy names it by its hash. It gives the page the look that somebody
// chose, hides a page that is about to change by its query, and leads whoever comes from elsewhere to the English pages to the language
// that they chose, or else to their browser’s.
const page = template(true);
const appTemplate = 'node_modules/.cache/waymark/app.html';
mkdirSync('node_modules/.cache/waymark', { recursive: true });
writeFileSync(appTemplate, page);

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    // The English pages; scripts/build.ts adds the other languages, and the compressed copies of all.
    adapter: adapter({ pages: 'build', assets: 'build', fallback: '404.html' }),
    paths: { relative: true },
    files: { appTemplate },
    // Styles come in the page itself: on a slow line, asking for them would cost a round trip before anything is drawn.
    inlineStyleThreshold: 20_000,
    // The page registers the worker itself, when it does not compete with the first answer.
    serviceWorker: { register: false },
    csp: {
      mode: 'hash',
      directives: {
        // Fonts and the manifest have no rule of their own: this one holds for them.
        'default-src': ['self'],
        'script-src': ['self', hashOf(scriptIn(page))],
        'style-src': ['self'],
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'object-src': ['none'],
        'base-uri': ['none'],
        'form-action': ['none']
      }
    },
    prerender: { handleMissingId: 'fail', handleHttpError: 'fail' },
    typescript: {
      config: (config) => {
        config.include.push('../rubrics/**/*.json', '../scripts/**/*.ts', '../scripts/**/*.js');
      }
    }
  }
};
