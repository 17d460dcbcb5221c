/** What the service worker does with which request. Pure: no cache, no network, no globals of a worker. */

/** One build of the app: what is kept for use without a connection. All paths are from the host's root. */
export interface Shell {
  readonly origin: string;
  /** The folder that the app lies in, without a closing slash; empty at the host's root. */
  readonly base: string;
  readonly version: string;
  /** Scripts and styles, with a hash in their names. */
  readonly build: readonly string[];
  /** Pages made at build time; each ends with a slash. */
  readonly pages: readonly string[];
  /** What lies in static/: icons, the manifest. */
  readonly files: readonly string[];
}

export interface Asked {
  readonly url: string;
  readonly method: string;
  /** Whether the browser is about to show the answer as a page. */
  readonly page: boolean;
}

export type Answer =
  /** Answer with what was kept under this path. */
  | { readonly do: 'kept'; readonly path: string }
  /** Send the browser to the page's proper address: its links are relative to it. */
  | { readonly do: 'redirect'; readonly to: string }
  /** Ask the network; `otherwise` is the path to answer with when there is none. */
  | { readonly do: 'network'; readonly otherwise: string | null }
  /** Not ours. */
  | { readonly do: 'leave' };

/** One file to keep, and how it is fetched. */
export interface Kept {
  readonly path: string;
  /** Whether the app works offline only with it. */
  readonly needed: boolean;
  /** `default` may take the browser's own copy, `no-cache` asks the server whether that is still right. */
  readonly cache: 'default' | 'no-cache';
}

/** @returns the path of the page for addresses that do not exist */
export const fallback = (shell: Shell): string => `${shell.base}/404.html`;

/** @returns everything to fetch when the worker installs, each path once */
export function toKeep(shell: Shell): Kept[] {
  const kept = [
    // A name with a hash never changes its content, and the page that registers the worker has just loaded most of them.
    ...shell.build.map((path) => ({ path, needed: true, cache: 'default' as const })),
    ...shell.pages.map((path) => ({ path, needed: true, cache: 'no-cache' as const })),
    ...[...shell.files, fallback(shell)].map((path) => ({ path, needed: false, cache: 'no-cache' as const }))
  ];
  return [...new Map(kept.map((entry) => [entry.path, entry])).values()];
}

/**
 * @param shell the build that is kept
 * @param asked a request
 * @returns what to answer with. The query never matters: pages take ids in it.
 */
export function answer(shell: Shell, asked: Asked): Answer {
  const url = new URL(asked.url);
  if (asked.method !== 'GET' || url.origin !== shell.origin || !url.pathname.startsWith(`${shell.base}/`)) return { do: 'leave' };
  const path = url.pathname;
  if (shell.pages.includes(path) || shell.build.includes(path) || shell.files.includes(path)) return { do: 'kept', path };
  const page = [path.replace(/\/index\.html$/, '/'), `${path}/`].find((candidate) => shell.pages.includes(candidate));
  if (page !== undefined) return asked.page ? { do: 'redirect', to: page + url.search } : { do: 'kept', path: page };
  return { do: 'network', otherwise: asked.page ? fallback(shell) : null };
}

/** @returns the name of the cache for this build. Folders of one host keep apart: they share all caches. */
export const cacheName = (shell: Shell): string => `${cachesOf(shell)}${shell.version}`;

/**
 * @param shell the build that has taken over
 * @param names all caches of this host
 * @returns the ones that earlier builds in the same folder left behind
 */
export function outdated(shell: Shell, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(cachesOf(shell)) && name !== cacheName(shell));
}

const cachesOf = (shell: Shell): string => `waymark|${shell.base}|`;

/**
 * A server between us and the host may still hand out a page of the build before. Kept together with this build, it would ask
 * for scripts that are in no cache.
 * @param shell the build that is being kept
 * @param html a page
 * @returns the scripts and styles that the page names and this build does not have
 */
export function strangers(shell: Shell, html: string): string[] {
  const own = new Set(shell.build.map((path) => path.slice(shell.base.length + 1)));
  const named = html.match(/_app\/immutable\/[^\s"'<>()\\]+/g) ?? [];
  return [...new Set(named)].filter((path) => !own.has(path));
}
