import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isNode, lineAt, sources, tree, walk, type Node, type Source } from './support/sources.ts';

interface Row {
  /** Folders of src/lib (`rubrics` for the data files) that it may import, besides itself. */
  readonly ours: readonly string[] | 'any';
  /** What it may import from elsewhere. */
  readonly packages: readonly RegExp[];
}

const SVELTE = /^svelte($|\/)/;
const KIT = /^(\$app\/|@sveltejs\/kit$)/;

/** Who may import whom. Dependence points inward: towards `domain`. */
const TABLE: Readonly<Record<string, Row>> = {
  domain: { ours: [], packages: [/^zod(\/mini)?$/, /^@noble\/hashes\//] },
  storage: { ours: ['domain'], packages: [/^(dexie|devalue)$/, /^@noble\/(ciphers|hashes)\//] },
  exchange: { ours: ['domain'], packages: [/^(?!(zod|svelte|dexie|chart\.js)($|\/)|\$)/] },
  library: { ours: ['domain', 'rubrics'], packages: [] },
  charts: { ours: ['domain'], packages: [] },
  state: { ours: ['domain'], packages: [SVELTE] },
  ui: { ours: ['domain', 'charts', 'i18n'], packages: [SVELTE] },
  app: { ours: ['domain', 'library', 'exchange', 'state', 'platform', 'i18n'], packages: [] },
  i18n: { ours: ['domain'], packages: [] },
  readability: { ours: [], packages: [/^(flesch|syllable)$/] },
  platform: { ours: [], packages: [] }
};
const CHART_LIBRARY = 'src/lib/charts/chart.ts';
const ADAPTERS_MEET = 'src/routes/+layout.svelte';
const STORAGE = 'storage';

interface Import {
  readonly line: number;
  /** As written; `null` where it is made up while running, so that nobody can tell. */
  readonly from: string | null;
}

const textOf = (node: unknown) => (isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null);

/** Everything a file imports: plainly, only for types, by re-export, while running, or by import.meta.glob. */
function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const { root, text } = tree(source);
  const add = (node: Node, from: string | null) => found.push({ line: lineAt(text, node.start), from });
  walk(root, (node) => {
    if (node.type === 'ImportDeclaration' || node.type === 'ImportExpression') add(node, textOf(node.source));
    else if (/^Export(Named|All)Declaration$/.test(node.type) && node.source) add(node, textOf(node.source));
    else if (node.type === 'TSImportType') add(node, textOf(node.argument));
    else if (node.type === 'CallExpression' && /^import\.meta\.glob\b/.test(text.slice(node.start))) {
      const [where] = node.arguments as Node[];
      for (const pattern of where?.type === 'ArrayExpression' ? (where.elements as Node[]) : [where]) add(node, textOf(pattern));
    }
  });
  return found;
}

/** @returns the folder of ours that an import leads to, or `null` for somebody else's package */
function folderOf(from: string, importer: string): string | null {
  // What a glob leaves out lies where the others do.
  from = from.replace(/^!/, '');
  if (/^(#rubrics\/|\/rubrics\/|virtual:(rubric|model|digcomp)-)/.test(from)) return 'rubrics';
  const path = from.startsWith('.')
    ? posix.join(posix.dirname(importer), from)
    : from.replace(/^[#$]lib\//, 'src/lib/').replace(/^\/src\//, 'src/');
  const [, folder] = path.match(/^src\/lib\/([^/]+)\//) ?? [];
  if (folder) return folder;
  if (path.startsWith('src/')) return 'routes';
  if (path.startsWith('rubrics/')) return 'rubrics';
  return from.startsWith('.') ? 'outside src' : null;
}

/** @returns what the table forbids, as "file:line imports this" */
function complaintsAbout(source: Source): string[] {
  const { path } = source;
  const own = folderOf(`./${posix.basename(path)}`, path)!;
  const inRoutes = path.startsWith('src/routes/');
  const row: Row | undefined = inRoutes ? { ours: 'any', packages: [SVELTE, KIT] } : TABLE[own];
  if (!row) return [`${path} lies in a folder without a row in the table`];
  return importsOf(source).flatMap(({ line, from }) => {
    const complaint = [`${path}:${line} imports ${from ?? 'what nobody can tell'}`];
    if (from === null) return complaint;
    const folder = folderOf(from, path);
    if (folder === null) {
      if (from === 'chart.js') return path === CHART_LIBRARY ? [] : complaint;
      return row.packages.some((allowed) => allowed.test(from)) ? [] : complaint;
    }
    if (folder === STORAGE && inRoutes) return path === ADAPTERS_MEET ? [] : complaint;
    if (folder === own || row.ours === 'any') return [];
    return row.ours.includes(folder) ? [] : complaint;
  });
}

const files = sources('.ts', '.svelte');
const below = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));

describe('who may import whom', () => {
  const folders = readdirSync('src/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());

  test('every folder of src/lib has its row', () => expect(folders.map(({ name }) => name).filter((name) => !TABLE[name])).toEqual([]));

  test('no module lies in src/lib outside its folders', () =>
    expect(files.map(({ path }) => path).filter((path) => /^src\/lib\/[^/]+$/.test(path))).toEqual([]));

  test.each(folders.map(({ name }) => name))('%s imports only what its row allows', (name) =>
    expect(below(`src/lib/${name}`).flatMap(complaintsAbout)).toEqual([])
  );

  test('routes leave storage to the layout, and libraries to the folders that know them', () =>
    expect(below('src/routes').flatMap(complaintsAbout)).toEqual([]));

  test('imports were found at all: the layout opens storage, the charts draw with chart.js', () => {
    const of = (path: string) => importsOf(files.find((file) => file.path === path)!).map(({ from }) => from);
    expect(of(ADAPTERS_MEET)).toContain('#lib/storage/device.ts');
    expect(of(CHART_LIBRARY)).toContain('chart.js');
  });
});

describe('the table can be broken', () => {
  test.each([
    ['src/lib/domain/x.ts', "import { a } from '#lib/storage/database.ts';"],
    ['src/lib/domain/x.ts', "import { a } from '../storage/database.ts';"],
    ['src/lib/domain/x.ts', "import { Dexie } from 'dexie';"],
    ['src/lib/domain/x.ts', "import { readFileSync } from 'node:fs';"],
    ['src/lib/domain/x.ts', "export * from '#lib/i18n/format.ts';"],
    ['src/lib/domain/x.ts', "import model from '#rubrics/model.json';"],
    ['src/lib/domain/x.ts', 'const where = "./y.ts";\nawait import(where);'],
    ['src/lib/storage/x.ts', "import { m } from '#lib/i18n/messages.ts';"],
    ['src/lib/storage/x.ts', "import { getContext } from 'svelte';"],
    ['src/lib/exchange/x.ts', "import * as z from 'zod/mini';"],
    ['src/lib/exchange/x.ts', "import { writable } from 'svelte/store';"],
    ['src/lib/exchange/x.ts', "import { serve } from '../../../scripts/serve.mjs';"],
    ['src/lib/library/x.ts', "import type { App } from '#lib/state/app.svelte.ts';"],
    ['src/lib/charts/ladder.ts', "import { Chart } from 'chart.js';"],
    ['src/lib/charts/chart.ts', "import Chart from 'chart.js/auto';"],
    ['src/lib/state/x.svelte.ts', "import type { Database } from '#lib/storage/database.ts';"],
    ['src/lib/state/x.svelte.ts', "type Rows = typeof import('#lib/storage/rows.ts');"],
    ['src/lib/ui/X.svelte', '<script lang="ts">\n  import { useApp } from \'#lib/state/app.svelte.ts\';\n</script>'],
    ['src/lib/ui/X.svelte', "{#await import('#lib/state/app.svelte.ts') then app}{app}{/await}"],
    ['src/lib/ui/X.svelte', '<script module lang="ts">\n  import { page } from \'$app/state\';\n</script>'],
    ['src/lib/platform/x.ts', "import { LEVELS } from '#lib/domain/model.ts';"],
    ['src/lib/i18n/x.ts', "import { pageLevels } from '#lib/library/level-names.ts';"],
    ['src/lib/app/x.ts', "import { openDevice } from '#lib/storage/device.ts';"],
    ['src/lib/app/x.ts', "import { resolve } from '$app/paths';"],
    ['src/lib/app/x.ts', "import Notice from '#lib/ui/parts/Notice.svelte';"],
    ['src/lib/library/x.ts', "const all = import.meta.glob(['/rubrics/*/en.json', '/src/lib/storage/*.ts']);"],
    ['src/lib/novelty/x.ts', 'export {};'],
    ['src/routes/x/+page.svelte', '<script lang="ts">\n  import { openDevice } from \'#lib/storage/device.ts\';\n</script>'],
    ['src/routes/x/+page.ts', "const device = await import('../../lib/storage/device.ts');"],
    ['src/routes/x/+layout.svelte', '<script lang="ts">\n  import type { Device } from \'#lib/storage/device.ts\';\n</script>'],
    ['src/routes/x/+page.ts', "import { Dexie } from 'dexie';"]
  ])('%s with %s', (path, text) => expect(complaintsAbout({ path, text })).toHaveLength(1));

  test('the line is named: an import on line 3 is reported there', () =>
    expect(complaintsAbout({ path: 'src/lib/domain/x.ts', text: "\n\nimport 'dexie';" })).toEqual(['src/lib/domain/x.ts:3 imports dexie']));

  test('an import in a comment or in a text is none', () =>
    expect(complaintsAbout({ path: 'src/lib/domain/x.ts', text: "// import 'dexie';\nexport const a = \"import 'dexie'\";" })).toEqual([]));
});

/** Clock, chance, place and page: in the domain these are arguments. */
const WORLD =
  /^(Date|Temporal|Intl|performance|crypto|document|window|self|globalThis|navigator|location|localStorage|sessionStorage|indexedDB|fetch|setTimeout|setInterval|queueMicrotask|process|console|(HTML|SVG)\w*Element)$/;
const LOCALE = /^(toLocale\w+|localeCompare)$/;

/** @returns where a module reaches for the world, as "file:line says this" */
function worldlyWords(source: Source): string[] {
  const found: string[] = [];
  const { root, text } = tree(source);
  walk(root, (node, holder, key) => {
    if (node.type !== 'Identifier') return;
    const name = String(node.name);
    const isMember = holder?.type === 'MemberExpression' && key === 'property' && !holder.computed;
    const isKey = holder?.type === 'Property' && key === 'key' && !holder.computed;
    const of = isMember && isNode(holder.object) && holder.object.type === 'Identifier' ? holder.object.name : null;
    if (isMember ? LOCALE.test(name) || (of === 'Math' && name === 'random') : !isKey && WORLD.test(name))
      found.push(`${source.path}:${lineAt(text, node.start)} says ${of === 'Math' ? 'Math.random' : name}`);
  });
  return found;
}

describe('the domain knows no clock, no chance, no locale and no page', () => {
  test('nowhere in src/lib/domain', () => expect(below('src/lib/domain').flatMap(worldlyWords)).toEqual([]));

  test.each([
    ['const now = Date.now();', 'Date'],
    ['const now = new Date();', 'Date'],
    ['const pick = Math.random();', 'Math.random'],
    ["const text = (5).toLocaleString('en');", 'toLocaleString'],
    ["const order = 'a'.localeCompare('b');", 'localeCompare'],
    ["const names = new Intl.ListFormat('en');", 'Intl'],
    ['const id = crypto.randomUUID();', 'crypto'],
    ["document.title = 'x';", 'document'],
    ['const wide = window.innerWidth;', 'window'],
    ['setTimeout(() => {}, 5);', 'setTimeout']
  ])('%s would be found', (text, name) =>
    expect(worldlyWords({ path: 'src/lib/domain/x.ts', text })).toEqual([`src/lib/domain/x.ts:1 says ${name}`])
  );

  test('a sum, a maximum and a property called window are fine', () =>
    expect(worldlyWords({ path: 'src/lib/domain/x.ts', text: 'export const a = { window: Math.max(1, 2), b: x.location };' })).toEqual([]));
});

test('no file in src has more than 450 lines', () => {
  const long = sources('.ts', '.svelte', '.css', '.html')
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 450);
  expect(long).toEqual([]);
});
