/** Which modules the first page needs: what others share with it goes into one chunk with nothing else in it. */
import { resolve } from 'node:path';

interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** The page that people come to begin, and what it wears. */
const ROOTS = [
  '(answer)/assess/+page.svelte',
  '(answer)/assess/+page.ts',
  '+layout.svelte',
  '+layout.ts',
  '(answer)/+layout.svelte',
  '+error.svelte'
].map((name) => resolve('src/routes', name));
const CLIENT = resolve('node_modules/@sveltejs/kit/src/runtime/client/entry.js');
/** Parts of Svelte and Kit that hang on a list of exports, and that nothing on the first page uses. */
const ELSEWHERE =
  /\/svelte\/src\/(store|legacy)\/|\/svelte\/src\/.*\/(custom-element|svelte-element|svelte-component|select|transitions)\.js$|\/devalue\//;

/**
 * A name for a group of chunks, to be given with `minShareCount: 2`.
 *
 * @returns a function that names the modules that a root imports, directly or by others, without waiting for anything
 */
export const firstPage = (name: string) => reachedFrom(name, [...ROOTS, CLIENT]);

/**
 * The same for roots of one's own.
 *
 * @param roots modules, as the bundler calls them
 */
export function reachedFrom(name: string, roots: readonly string[]) {
  let needed: ReadonlySet<string> | null = null;
  return (id: string, graph: Graph): string | null => {
    needed ??= reached(graph, roots);
    return needed.has(id) ? name : null;
  };
}

function reached(graph: Graph, roots: readonly string[]): Set<string> {
  const found = new Set<string>();
  const waiting = [...roots];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id) || ELSEWHERE.test(id)) continue;
    const info = graph.getModuleInfo(id);
    if (!info) continue;
    found.add(id);
    waiting.push(...info.importedIds);
  }
  return found;
}
