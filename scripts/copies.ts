/** Which scripts and styles belong to which copy for use without a connection: what the build itself says about who loads what. */
import { readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TOOLS } from '../src/lib/platform/tools.ts';

const OUT = '.svelte-kit/output';
const NODES = '.svelte-kit/generated/client-optimized';
const WORKERS = '_app/immutable/workers/';
/** What every page starts with. The second lists all pages, so of it only what it needs at once counts. */
const START = 'node_modules/@sveltejs/kit/src/runtime/client/entry.js';
const LIST = `${NODES}/app.js`;
/** Where people begin, and the chunks that follow there at once: see the groups in vite.config.ts. */
const FIRST: readonly string[] = ['/', '/assess/'];
const FOLLOWING: readonly (string | undefined)[] = ['store', 'database'];

/** What Vite says about one script; others are named by their keys. */
interface Chunk {
  readonly file: string;
  readonly name?: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}
export type Graph = Readonly<Record<string, Chunk>>;
/** The keys that each page starts from, by its path within a language. */
export type Pages = Readonly<Record<string, readonly string[]>>;

/** What a copy holds; paths of scripts and styles, from the app's root. */
interface Share {
  /** Scripts that a page has loaded by the time that the copy is fetched: they lie in the browser's own store. */
  readonly loaded: readonly string[];
  readonly others: readonly string[];
}

/** The share of everybody, which has all that pages for everybody load, and of each tool, which has what only pages of tools do. */
export interface Split {
  readonly app: Share;
  readonly tools: Readonly<Record<string, Share>>;
}

/**
 * @param all paths of all scripts and styles: what no script names is for everybody
 * @param tools the tool that a page belongs to, by its path; other pages are for everybody
 * @param first paths of the pages that people begin with
 */
export function split(
  all: readonly string[],
  graph: Graph,
  pages: Pages,
  tools: Readonly<Record<string, string>>,
  first: readonly string[]
): Split {
  const startsOf = (wanted: (path: string) => boolean) => Object.entries(pages).flatMap(([path, keys]) => (wanted(path) ? keys : []));
  const begins = [
    START,
    LIST,
    ...startsOf((path) => first.includes(path)),
    ...Object.keys(graph).filter((key) => FOLLOWING.includes(graph[key]!.name))
  ];
  const ofTools = reached(
    graph,
    startsOf((path) => path in tools),
    'ever'
  ).files;
  const ofOthers = reached(graph, [START, ...(graph[LIST]?.imports ?? []), ...startsOf((path) => !(path in tools))], 'ever').files;
  const share = (starts: readonly string[], mine: (path: string) => boolean): Share => {
    const loaded = reached(graph, starts, 'at once').scripts;
    return { loaded: all.filter((path) => mine(path) && loaded.has(path)), others: all.filter((path) => mine(path) && !loaded.has(path)) };
  };
  const isTools = (path: string) => ofTools.has(path) && !ofOthers.has(path);
  return {
    app: share(begins, (path) => !isTools(path)),
    tools: Object.fromEntries(
      [...new Set(Object.values(tools))].map((tool) => {
        const starts = startsOf((path) => tools[path] === tool);
        const own = reached(graph, starts, 'ever').files;
        return [tool, share(starts, (path) => isTools(path) && own.has(path))];
      })
    )
  };
}

/** @returns what these scripts lead to, by what they import at once, or also by what they may ask for later; `files` are styles too */
function reached(graph: Graph, from: readonly string[], when: 'at once' | 'ever') {
  const found = new Set<string>();
  const waiting = [...from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = graph[key];
    if (!chunk || found.has(key)) continue;
    found.add(key);
    waiting.push(...(chunk.imports ?? []), ...(when === 'ever' ? [...(chunk.dynamicImports ?? []), ...(chunk.assets ?? [])] : []));
  }
  const chunks = [...found].map((key) => graph[key]!);
  const scripts = new Set(chunks.map(({ file }) => file));
  return { scripts, files: new Set([...scripts, ...chunks.flatMap(({ css = [], assets = [] }) => [...css, ...assets])]) };
}

interface Route {
  readonly id: string;
  readonly page: {
    readonly layouts: readonly (number | undefined)[];
    readonly errors: readonly (number | undefined)[];
    readonly leaf: number;
  } | null;
}

/** @returns scripts of workers, each with the parts that it names: Vite says which script starts a worker, and no more */
function workersIn(all: readonly string[]): Graph {
  const scripts = all.filter((path) => path.startsWith(WORKERS) && path.endsWith('.js'));
  return Object.fromEntries(
    scripts.map((file): [string, Chunk] => {
      const text = readFileSync(join(OUT, 'client', file), 'utf8');
      return [file, { file, imports: scripts.filter((other) => other !== file && text.includes(posix.basename(other))) }];
    })
  );
}

/**
 * @param all as for {@link split}
 * @returns the split of the app as it was just built
 * @throws Error where a page of a tool, or what people begin with, is not in the build
 */
export async function splitOfBuild(all: readonly string[]): Promise<Split> {
  const graph: Graph = {
    ...(JSON.parse(readFileSync(join(OUT, 'client', '.vite', 'manifest.json'), 'utf8')) as Graph),
    ...workersIn(all)
  };
  const { manifest } = (await import(pathToFileURL(resolve(OUT, 'server', 'manifest-full.js')).href)) as {
    manifest: { _: { routes: readonly Route[] } };
  };
  const pages = Object.fromEntries(
    manifest._.routes.flatMap(({ id, page }) => {
      if (!page) return [];
      const nodes = [...page.layouts, ...page.errors, page.leaf].filter((node) => node !== undefined);
      return [[`${id.replace(/\/\([^)]*\)/g, '')}/`, nodes.map((node) => `${NODES}/nodes/${node}.js`)]];
    })
  );
  for (const path of [...Object.keys(TOOLS), ...FIRST])
    if (!pages[path]?.every((key) => key in graph)) throw new Error(`no page ${path} in the build`);
  for (const name of FOLLOWING)
    if (!Object.values(graph).some((chunk) => chunk.name === name)) throw new Error(`no chunk “${name}” in the build`);
  return split(all, graph, pages, TOOLS, FIRST);
}
