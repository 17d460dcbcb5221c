import { expect, test } from 'vitest';
import { split, type Graph } from '../../scripts/copies.ts';

const START = 'node_modules/@sveltejs/kit/src/runtime/client/entry.js';
const LIST = '.svelte-kit/generated/client-optimized/app.js';
const js = (name: string) => `${name}.js`;
const chunk = (name: string, imports: readonly string[] = [], dynamicImports: readonly string[] = []) => ({
  [name]: { file: js(name), imports, dynamicImports, css: [`${name}.css`] }
});
const graph: Graph = {
  [START]: { file: 'start.js', imports: ['kit'] },
  [LIST]: { file: 'app.js', imports: ['kit'], dynamicImports: ['layout', 'home', 'edit', 'workshop', 'read'] },
  ...chunk('kit', [], ['notice']),
  ...chunk('notice'),
  ...chunk('layout', ['kit'], ['store', 'database']),
  store: { file: 'store.js', name: 'store' },
  database: { file: 'database.js', name: 'database' },
  ...chunk('home', ['kit'], ['read']),
  ...chunk('read', ['tables'], ['door']),
  ...chunk('tables'),
  door: { file: 'door.js', assets: ['worker.js'] },
  ...chunk('edit', ['kit', 'tables', 'spelling', 'both'], ['paper', 'door']),
  ...chunk('spelling'),
  ...chunk('paper', [], ['ink']),
  ...chunk('ink'),
  ...chunk('workshop', ['both'], ['reader']),
  // A worker of its own, with a part, and something compiled.
  reader: { file: 'reader.js', assets: ['reader-worker.js', 'reader.wasm'] },
  'reader-worker.js': { file: 'reader-worker.js', imports: ['reader-part.js'] },
  'reader-part.js': { file: 'reader-part.js' },
  ...chunk('both')
};
const pages = { '/': ['layout', 'home'], '/read/': ['layout', 'read'], '/edit/': ['layout', 'edit'], '/workshop/': ['layout', 'workshop'] };
const tools = { '/edit/': 'authors', '/workshop/': 'trainers' };
const all = [
  ...new Set(Object.values(graph).flatMap(({ file, css = [], assets = [] }) => [file, ...css, ...assets])),
  // Nothing says who loads it.
  'part-of-worker.js'
];
const { app, tools: own } = split(all, graph, pages, tools, ['/']);
const filesOf = ({ loaded, others }: typeof app) => [...loaded, ...others].sort();

test('every script and style is in a copy, and what is for everybody is in no other', () => {
  const inTools = Object.values(own).flatMap(filesOf);
  expect([...new Set([...filesOf(app), ...inTools])].sort()).toEqual([...all].sort());
  expect(filesOf(app).filter((path) => inTools.includes(path))).toEqual([]);
});

test('a tool has what only its pages lead to, at once or later; what several tools need is in each', () => {
  expect(filesOf(own.authors!)).toEqual(['both', 'edit', 'ink', 'paper', 'spelling'].flatMap((name) => [js(name), `${name}.css`]).sort());
  expect(filesOf(own.trainers!)).toEqual([
    'both.css',
    'both.js',
    'reader-part.js',
    'reader-worker.js',
    'reader.js',
    'reader.wasm',
    'workshop.css',
    'workshop.js'
  ]);
});

test('what a page has just loaded is told apart: of the app what the first page starts with, and the store; of a tool what its page does', () => {
  expect([...app.loaded].sort()).toEqual(['app.js', 'database.js', 'home.js', 'kit.js', 'layout.js', 'start.js', 'store.js']);
  expect([...own.authors!.loaded].sort()).toEqual(['both.js', 'edit.js', 'spelling.js']);
});

test('without a page of a tool, all is for everybody', () => {
  expect(filesOf(split(all, graph, pages, {}, ['/']).app)).toEqual([...all].sort());
});
