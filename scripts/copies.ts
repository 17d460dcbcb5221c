/** Which scripts and styles belong to which copy for use without a connection: what the build itself says about who loads what. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TOOLS } from '../src/lib/platform/tools.ts';

const OUT = '.svelte-kit/output';
const NODES = '.svelte-kit/generated/client-optimized';
/** What every page starts with. The second lists all pages, so of it only what it needs at once counts. */
const START = 'node_modules/@sveltejs/kit/src/runtime/client/entry.js';
const LIST = `${NODES}/app.js`;
/** Where people begin, and the store that follows these pages at once: see the groups in vite.config.ts. */
const FIRST: readonly string[] = ['/', '/assess/'];
const STORE = 'store';

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

/** Paths of scripts and styles, from the app's root. */
interface Split {
  /** What only pages of tools load, for each tool; what several tools load is in each. */
  readonly tools: Readonly<Record<string, readonly string[]>>;
  /** The scripts that the first page has loaded when it is used. */
  readonly first: readonly string[];
}

/**
 * @param tools the tool that a page belongs to, by its path; other pages are for everybody
 * @param first paths of the pages that people begin with
 */
export function split(graph: Graph, pages: Pages, tools: Readonly<Record<string, string>>, first: readonly string[]): Split {
  const startsOf = (wanted: (path: string) => boolean) => Object.entries(pages).flatMap(([path, keys]) => (wanted(path) ? keys : []));
  const everybodys = reached(graph, [START, ...(graph[LIST]?.imports ?? []), ...startsOf((path) => !(path in tools))], 'ever');
  const filesOf = (keys: Iterable<string>) =>
    [...keys].flatMap((key) => [graph[key]!.file, ...(graph[key]!.css ?? []), ...(graph[key]!.assets ?? [])]);
  const ofAll = new Set(filesOf(everybodys));
  const own = (tool: string) =>
    filesOf(
      reached(
        graph,
        startsOf((path) => tools[path] === tool),
        'ever'
      )
    ).filter((file) => !ofAll.has(file));
  const store = Object.keys(graph).filter((key) => graph[key]!.name === STORE);
  const begun = reached(graph, [START, LIST, ...startsOf((path) => first.includes(path)), ...store], 'at once');
  return {
    tools: Object.fromEntries([...new Set(Object.values(tools))].map((tool) => [tool, [...new Set(own(tool))].sort()])),
    first: [...new Set([...begun].map((key) => graph[key]!.file))].sort()
  };
}

/** @returns the keys that these scripts lead to: by what they import at once, or also by what they may ask for later */
function reached(graph: Graph, from: readonly string[], when: 'at once' | 'ever'): Set<string> {
  const found = new Set<string>();
  const waiting = [...from];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = graph[key];
    if (!chunk || found.has(key)) continue;
    found.add(key);
    waiting.push(...(chunk.imports ?? []), ...(when === 'ever' ? (chunk.dynamicImports ?? []) : []));
  }
  return found;
}

interface Route {
  readonly id: string;
  readonly page: {
    readonly layouts: readonly (number | undefined)[];
    readonly errors: readonly (number | undefined)[];
    readonly leaf: number;
  } | null;
}

/** @returns the split of the app as it was just built. @throws Error where a page of a tool, or one to begin with, is not in the build */
export async function splitOfBuild(): Promise<Split> {
  const graph = JSON.parse(readFileSync(join(OUT, 'client', '.vite', 'manifest.json'), 'utf8')) as Graph;
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
  return split(graph, pages, TOOLS, FIRST);
}
