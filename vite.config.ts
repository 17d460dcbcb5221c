import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { resolve } from 'node:path';
import { firstPage } from './scripts/first-page.ts';
import { wholeRubrics } from './scripts/check-rubrics.ts';
import { LANGUAGES, PSEUDO } from './scripts/languages.ts';
import { leanLibraries, rareParts } from './scripts/lean-plugin.ts';
import { rubrics } from './scripts/rubrics-plugin.ts';
import { noteShipped } from './scripts/shipped.ts';
import { texts } from './scripts/texts-plugin.ts';

/** @returns the pattern with hashes of six letters, as far as it is one */
const shorter = <T>(pattern: T): T => (typeof pattern === 'string' ? (pattern.replace('[hash]', '[hash:6]') as T) : pattern);

export default defineConfig({
  resolve: {
    alias: [
      // Its package leads to a build for browsers of ten years ago, which is 2 kB more of the first visit. This one is of the same release.
      { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
      // The spreadsheet libraries would pack in workers made from strings, which the pages' security policy forbids.
      { find: /^fflate$/, replacement: resolve('src/lib/exchange/bytes/zip-in-place.ts') }
    ]
  },
  build: {
    // The first page carries the list of what every other page needs: their styles, which have to be there before they are drawn, and no
    // scripts, which they ask for themselves.
    modulePreload: { polyfill: false, resolveDependencies: (_, files) => files.filter((file) => file.endsWith('.css')) },
    rolldownOptions: {
      output: {
        // Pages share many small modules. Left alone they become dozens of files of half a kilobyte.
        // The checks of data, zod with them, stay apart: the first criterion can be read and tapped before they come.
        codeSplitting: {
          groups: [
            // Groups take along what their files import, so what the first page needs is named before the checks.
            { name: firstPage('first'), debugName: 'first', minShareCount: 2, priority: 3 },
            // The store follows the page at once, so it comes with nothing else: the rest of the database is for what is done later.
            {
              name: 'store',
              test: /lib\/storage\/(device|tables\/(indexeddb|bare|schema|changes|news)|journal\/(following|names)|stores\/(answers|settings))\.ts$/,
              priority: 2
            },
            { name: 'database', test: /node_modules\/dexie\/|lib\/storage\/tables\/(whole|pieces)\.ts$/, priority: 2 },
            // What is said and done where something is broken must not hang on much that may be broken.
            {
              name: 'trouble',
              test: /lib\/ui\/(shell\/(ErrorPage|SaveAll|Trouble)|parts\/Notice)\.svelte|lib\/app\/save-all\.ts$|lib\/platform\/download\.ts$|domain\/raw-text\.ts$/,
              priority: 2
            },
            // What has the app kept for use without a connection is on every page: it hangs on nothing else.
            { name: 'offline', test: /lib\/platform\/(offline|tools)\.ts$/, priority: 2 },
            // The way to other pages is there where something is broken too, so it comes with nothing else.
            { name: 'places', test: /routes\/Places\.svelte|lib\/ui\/shell\/Nav\.svelte/, priority: 2 },
            // Whoever comes by an invitation has the first page to fetch besides: what reads it comes with nothing else.
            {
              name: 'invitation',
              test: /domain\/workshop\/(symbols|invitation|workshop|limits)\.ts$|exchange\/workshop\/invitation-link\.ts$/,
              priority: 2
            },
            { name: 'heads', test: /ui\/parts\/(PageHead\.svelte|focus\.ts)|i18n\/format\.ts$/, priority: 2 },
            { name: 'named', test: /ui\/rubric\/NamedTopics\.svelte/, priority: 2 },
            {
              name: 'begin',
              test: /lib\/app\/(named|begin|begun|joining|opening|rubrics)\.ts$|library\/built-in\.ts$|domain\/workshop\/result-code\.ts$/,
              priority: 2
            },
            { name: 'handing', test: /lib\/app\/handing-in\.ts$|domain\/workshop\/(handing-in|tag)\.ts$/, priority: 2 },
            // A megabyte to read several codes at once: with anything else in its chunk, everybody would keep it for use without a connection.
            { name: 'table', test: /lib\/app\/table-reader\.ts$/, priority: 2 },
            // Many pages show a code, and none of them is looked at first.
            { name: 'codes', test: /node_modules\/qr\/|exchange\/bytes\/qr\.ts$/, priority: 2 },
            { name: 'model', test: /library\/model\.ts$|rubrics\/model\.json$/, priority: 2 },
            {
              name: 'check',
              test: /node_modules\/zod|(?<!case)-file\.ts$|storage\/tables\/rows|library\/(verify|rubrics)\.ts$|exchange\/personal\/file|domain\/(faults|hash|rubric\/(places|rubric-join))\.ts$|@noble\/hashes\/(?!legacy|scrypt|pbkdf2)/,
              priority: 1
            },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 12_000 }
          ]
        }
      }
    }
  },
  // Parts of the door come when they are wanted, in its worker too.
  worker: {
    format: 'es',
    plugins: () => [noteShipped()],
    // Where another file imports from the one that a worker is started with, WebKit runs that one twice: two doors, each with classes of its
    // own. So whatever files share lies apart from it.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2, entriesAware: true }] } } }
  },
  plugins: [
    {
      // Named after all the pages that share them, the styles' names alone would be half a kilobyte of the first page. It names every page's
      // files, so two letters less of each are 150 bytes.
      name: 'short-names',
      outputOptions: (options) => ({
        ...options,
        entryFileNames: shorter(options.entryFileNames),
        assetFileNames: (asset) =>
          /\.css$/.test(asset.names[0] ?? '') && typeof options.assetFileNames === 'string'
            ? shorter(options.assetFileNames.replace('[name].', ''))
            : (options.assetFileNames as string)
      })
    },
    leanLibraries(),
    rareParts(),
    rubrics(),
    wholeRubrics(),
    texts(process.env.WAYMARK_PSEUDO ? [...LANGUAGES, PSEUDO] : LANGUAGES),
    sveltekit(),
    noteShipped()
  ]
});
