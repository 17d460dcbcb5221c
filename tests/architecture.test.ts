import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askedFor, circlesIn, exportsOf, importsOf, membersOf, namesOf, pathOf, reachedFor } from './support/imports.ts';
import { filesIn, isNode, lineAt, sources, tree, walk, type Source } from './support/sources.ts';

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
  storage: { ours: ['domain'], packages: [/^(dexie|devalue)$/, /^@noble\/(ciphers|curves|hashes)\//] },
  exchange: { ours: ['domain'], packages: [/^(?!(zod|svelte|dexie|chart\.js)($|\/)|\$)/] },
  library: { ours: ['domain', 'rubrics', 'i18n'], packages: [] },
  charts: { ours: ['domain'], packages: [] },
  state: { ours: ['domain'], packages: [SVELTE] },
  ui: { ours: ['domain', 'charts', 'i18n'], packages: [SVELTE] },
  app: { ours: ['domain', 'library', 'exchange', 'state', 'platform', 'i18n'], packages: [SVELTE] },
  i18n: { ours: ['domain'], packages: [] },
  readability: { ours: [], packages: [/^(flesch|syllable)$/] },
  platform: { ours: [], packages: [] },
  holder: { ours: ['domain'], packages: [] }
};
const CHART_LIBRARY = 'src/lib/charts/chart.ts';
const ADAPTERS_MEET = 'src/routes/+layout.svelte';
const STORAGE = 'storage';

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
    ['src/lib/charts/paint.ts', "import { Chart } from 'chart.js';"],
    ['src/lib/charts/chart.ts', "import Chart from 'chart.js/auto';"],
    ['src/lib/state/x.svelte.ts', "import type { Database } from '#lib/storage/database.ts';"],
    ['src/lib/state/x.svelte.ts', "type Rows = typeof import('#lib/storage/tables/rows.ts');"],
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

/** The folder that a file lies in: a room of its own. */
const roomOf = (path: string) => posix.dirname(path);

/** @returns where a page reaches into another page, as "file:line imports this" */
function reachesAcross(source: Source): string[] {
  return importsOf(source).flatMap(({ line, from }) => {
    const path = from === null ? null : pathOf(from, source.path);
    const isOther = path?.startsWith('src/routes/') && roomOf(path) !== roomOf(source.path);
    // What the pages of a group wear is made of what lies beside the groups.
    const wears = /^src\/routes\/\([^)]*\)\/\+layout\.svelte$/.test(source.path) && path !== null && roomOf(path) === 'src/routes';
    return isOther && !wears ? [`${source.path}:${line} imports ${from}`] : [];
  });
}

describe('what pages share lies in src/lib, so no page imports from another', () => {
  test('nowhere in src/routes', () => expect(below('src/routes').flatMap(reachesAcross)).toEqual([]));

  test.each([
    ['src/routes/(app)/a/+page.svelte', '<script lang="ts">\n  import { b } from \'../b/words.ts\';\n</script>'],
    ['src/routes/(app)/a/+page.svelte', '<script lang="ts">\n  import { b } from \'../words.ts\';\n</script>'],
    ['src/routes/(app)/+page.svelte', '<script lang="ts">\n  import B from \'../B.svelte\';\n</script>'],
    ['src/routes/(app)/a/x.ts', "import type { B } from './deeper/words.ts';"],
    ['src/routes/(app)/+layout.svelte', "{#await import('./a/B.svelte') then b}{b}{/await}"],
    ['src/routes/+layout.ts', "export * from '/src/routes/(app)/words.ts';"]
  ])('%s with %s would be found', (path, text) => expect(reachesAcross({ path, text })).toHaveLength(1));

  test('what lies beside a page is its own', () =>
    expect(reachesAcross({ path: 'src/routes/a/x.ts', text: "import './y.css';\nimport type { A } from './$types';" })).toEqual([]));
});

/** @returns for each file what it imports of these files, and for each room which other rooms it imports from */
function graphsOf(all: readonly Source[]) {
  const known = new Set(all.map(({ path }) => path));
  const modules = new Map<string, Set<string>>();
  const rooms = new Map<string, Set<string>>();
  for (const source of all) {
    const room = rooms.get(roomOf(source.path)) ?? rooms.set(roomOf(source.path), new Set()).get(roomOf(source.path))!;
    const own = new Set<string>();
    for (const { from } of importsOf(source)) {
      const path = from === null ? null : pathOf(from, source.path);
      if (path === null || !known.has(path)) continue;
      own.add(path);
      if (roomOf(path) !== roomOf(source.path)) room.add(roomOf(path));
    }
    modules.set(source.path, own);
  }
  return { modules, rooms };
}

describe('nothing imports itself by way of others', () => {
  const { modules, rooms } = graphsOf(below('src/lib'));
  test('no module, not even for a type', () => expect(circlesIn(modules)).toEqual([]));
  test('no room', () => expect(circlesIn(rooms)).toEqual([]));

  /** @returns whatever of ours comes along with a module, at once or later */
  function reachedFrom(path: string): Set<string> {
    const seen = new Set([path]);
    for (const one of seen) for (const next of modules.get(one) ?? []) seen.add(next);
    return seen;
  }

  // Whoever shows them elsewhere than on our pages may leave the chart library out.
  test.each(['assess/Assess', 'result/Result', 'plan/Plan'])('%s draws without the chart library', (name) => {
    const reached = reachedFrom(`src/lib/ui/${name}.svelte`);
    expect(reached.has(CHART_LIBRARY)).toBe(false);
    expect(reached.has('src/lib/i18n/messages.ts')).toBe(true);
  });

  test('a circle would be found, by whatever kind of import', () => {
    const { modules, rooms } = graphsOf([
      { path: 'src/lib/a/one.ts', text: "import type { Two } from './two.ts';\nexport type One = Two;" },
      { path: 'src/lib/a/two.ts', text: "export type Two = typeof import('#lib/b/three.ts');" },
      { path: 'src/lib/b/three.ts', text: "export const three = async () => (await import('#lib/a/one.ts')).One;" },
      { path: 'src/lib/b/four.ts', text: "import { three } from './three.ts';\nexport const four = three;" }
    ]);
    expect(circlesIn(modules)).toEqual([['src/lib/a/one.ts', 'src/lib/a/two.ts', 'src/lib/b/three.ts']]);
    expect(circlesIn(rooms)).toEqual([['src/lib/a', 'src/lib/b']]);
  });
});

/** What is asked for by no import that stands in the sources. */
const FOR_OTHERS: Readonly<Record<string, RegExp>> = {
  // Stands in for a package that other packages import.
  'src/lib/exchange/bytes/zip-in-place.ts': /./,
  // The build puts it around each import().
  'src/lib/i18n/texts.ts': /^withTexts$/
};
/** What SvelteKit looks for by itself. */
const FOR_KIT = /\/(\+[\w.]+|hooks[\w.]*|service-worker\/index)\.ts$/;

/**
 * @param all what is looked at
 * @param running where an import counts, besides in `all`
 * @returns what is exported for nobody, or for tests alone. What its own module uses may be exported for a test, and a type for whoever
 *   reads the signatures that it stands in.
 */
function uselessExports(all: readonly Source[], running: readonly Source[], tests: readonly Source[]): string[] {
  const asked = askedFor([...all, ...running]);
  const tested = askedFor(tests);
  return all
    .filter(({ path }) => !path.endsWith('.d.ts') && !FOR_KIT.test(path) && !/\/\+[\w.@]+\.svelte$/.test(path))
    .flatMap((source) => {
      const { path } = source;
      const names = namesOf(source);
      return exportsOf(source)
        .filter(({ name, isType }) => {
          if (asked.get(path)?.has(name) || FOR_OTHERS[path]?.test(name)) return false;
          return !(names.get(name)! > 1 && (isType || tested.get(path)?.has(name)));
        })
        .map(({ name, line }) => `${path}:${line} exports ${name} for ${tested.get(path)?.has(name) ? 'tests alone' : 'nobody'}`);
    });
}

/** @returns methods and fields of classes by whose name nobody reaches for anything */
function uselessMembers(all: readonly Source[], running: readonly Source[]): string[] {
  const reached = reachedFor([...all, ...running]);
  return all.flatMap((source) =>
    membersOf(source)
      .filter(({ name }) => !reached.has(name))
      .map(({ name, line }) => `${source.path}:${line} has ${name} for nobody`)
  );
}

describe('what is tested is what runs', () => {
  const running = [...filesIn('scripts', '.ts', '.mjs'), ...filesIn('.', 'vite.config.ts')];

  test('nothing is exported for nobody, or for tests alone', () =>
    expect(uselessExports(files, running, filesIn('tests', '.ts'))).toEqual([]));

  test('no method or field of a class is there for nobody, or for tests alone', () => expect(uselessMembers(files, running)).toEqual([]));

  test('what is excused is there', () => {
    const excused = files.filter((source) => exportsOf(source).some(({ name }) => FOR_OTHERS[source.path]?.test(name)));
    expect(excused.map(({ path }) => path)).toEqual(Object.keys(FOR_OTHERS));
  });

  test('whatever is there for tests alone would be found', () => {
    const one = {
      path: 'src/lib/a/one.ts',
      text: `export const alone = 1;
export const tested = 2;
export const within = 3;
export const [first, { second }] = [within, { second: 4 }];
export function used() { return within; }
export interface Shape { readonly of: 'a' }
export type Unused = 5;
export const shaped: Shape = { of: 'a' };
export default 6;
export class Thing { #own = 7; field = this.#own; method() {} called() {} }`
    };
    const two = { path: 'src/lib/a/two.ts', text: "import { used, shaped as own } from './one.ts';\nexport { first } from './one.ts';" };
    const page = {
      path: 'src/routes/+page.svelte',
      text: `<script lang="ts">
  const { first } = await import('#lib/a/two.ts');
</script>
{#await import('#lib/a/Part.svelte') then { default: Part }}<Part />{/await}
{#await import('#lib/a/one.ts') then { Thing }}{new Thing().called()}{/await}`
    };
    const part = { path: 'src/lib/a/Part.svelte', text: '<script lang="ts">\n  export const prop = 1;\n</script>' };
    const lonely = { path: 'src/lib/a/Lonely.svelte', text: '<p>Hello</p>' };
    const test = { path: 'tests/a.test.ts', text: "import { tested, within } from '#lib/a/one.ts';" };
    const all = [one, two, page, part, lonely];
    expect(uselessExports(all, [], [test])).toEqual([
      'src/lib/a/one.ts:1 exports alone for nobody',
      'src/lib/a/one.ts:2 exports tested for tests alone',
      'src/lib/a/one.ts:4 exports second for nobody',
      'src/lib/a/one.ts:7 exports Unused for nobody',
      'src/lib/a/Lonely.svelte:1 exports default for nobody'
    ]);
    expect(uselessExports(all, [], [])).toContain('src/lib/a/one.ts:3 exports within for nobody');
    expect(uselessMembers(all, [])).toEqual(['src/lib/a/one.ts:10 has field for nobody', 'src/lib/a/one.ts:10 has method for nobody']);
  });
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
