/** Which modules the first page needs: what others share with it goes into one chunk with nothing else in it. */
interface Graph {
  getModuleInfo(id: string): { readonly importers: readonly string[] } | null;
}

/** The page that people come to begin, and what every page wears. */
const ROOTS = /\/src\/routes\/(assess\/\+page|\+layout)\.(svelte|ts)$|\/@sveltejs\/kit\/src\/runtime\/client\/entry\.js$/;

/**
 * A name for a group of chunks, to be given with `minShareCount: 2`.
 *
 * @returns a function that names the modules that a root imports, directly or by others, without waiting for anything
 */
export function firstPage(name: string) {
  const needed = new Map<string, boolean>();
  return (id: string, graph: Graph): string | null => {
    const isNeeded = (module: string, path: ReadonlySet<string>): boolean => {
      const known = needed.get(module);
      if (known !== undefined) return known;
      if (ROOTS.test(module)) return true;
      if (path.has(module)) return false;
      const importers = graph.getModuleInfo(module)?.importers ?? [];
      const found = importers.some((importer) => isNeeded(importer, new Set([...path, module])));
      // A “no” found on the way round a circle may turn out a “yes” from elsewhere.
      if (found || path.size === 0) needed.set(module, found);
      return found;
    };
    return isNeeded(id, new Set()) ? name : null;
  };
}
