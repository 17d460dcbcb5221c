import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

const language = process.env.WAYMARK_LANGUAGE ?? 'en';

// The page carries one small script of its own (app.html); the policy names it by its hash. It gives the page the look that somebody
// chose, hides a page that is about to change by its query, and leads whoever comes from elsewhere to the English pages to the language
// that they chose, or else to their browser’s. Comments, indentation and what other languages have no use for stay out of the page.
const template = `node_modules/.cache/waymark/app-${language}.html`;
const page = readFileSync(new URL('src/app.html', import.meta.url), 'utf8')
  .replace(language === 'en' ? '' : /^ *\/\/ In the English pages only:[^]*\/\/ Until here\.\n/m, '')
  .replace(/^ *\/\/.*\n/gm, '')
  .replace(/^ +/gm, '');
mkdirSync('node_modules/.cache/waymark', { recursive: true });
writeFileSync(template, page);
const inline = page.match(/<script>([^<]*)<\/script>/)[1];
const inlineHash = `sha256-${createHash('sha256').update(inline).digest('base64')}`;

const out = process.env.WAYMARK_OUT ?? 'build';

/** @type {import('@sveltejs/kit').Config} */
export default {
  compilerOptions: { runes: true },
  kit: {
    adapter: adapter({ pages: out, assets: out, fallback: '404.html', precompress: true }),
    // Several languages may be built at a time.
    outDir: language === 'en' ? '.svelte-kit' : `.svelte-kit/language-${language}`,
    paths: { relative: true },
    files: { appTemplate: template },
    // Styles come in the page itself: on a slow line, asking for them would cost a round trip before anything is drawn.
    inlineStyleThreshold: 20_000,
    // The page registers the worker itself, when it does not compete with the first answer.
    serviceWorker: { register: false },
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['self'],
        'script-src': ['self', /** @type {`sha256-${string}`} */ (inlineHash)],
        'style-src': ['self'],
        'style-src-attr': ['unsafe-inline'],
        'img-src': ['self', 'data:', 'blob:'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'worker-src': ['self'],
        'manifest-src': ['self'],
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
