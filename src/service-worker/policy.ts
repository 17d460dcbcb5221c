/** What the service worker keeps, and what it does with which request. Pure: no cache, no network, no globals of a worker. */

/** One build of the app. All paths are from the host's root. */
export interface Shell {
  readonly origin: string;
  /** The folder that the app lies in, without a closing slash; empty at the host's root. */
  readonly root: string;
  readonly version: string;
  /** Scripts and styles, with a hash in their names; the same for all languages. */
  readonly build: readonly string[];
  /** What lies in static/: icons, the manifest. */
  readonly files: readonly string[];
}

/**
 * All that one language adds, in one file, as the build writes it to `_app/languages/` (scripts/offline.ts). Pages of a language have most
 * of their text in common, with each other and with the files that the texts come from. So what was there before is not said again: all is
 * one long text, in pieces. Paths are from the app's root, without a slash before them.
 */
export interface LanguageCopy {
  readonly version: string;
  readonly language: string;
  /** Each file with its length, in the order in which they stand in the text: pages, texts with a hash in their names, the manifest. */
  readonly parts: readonly (readonly [path: string, length: number])[];
  /** A piece is new, or stands where so many characters begin at that place before it. */
  readonly text: readonly (string | readonly [from: number, length: number])[];
  /** Files besides, with a hash in their names, that several languages have in common. */
  readonly files: readonly string[];
}

export interface Asked {
  readonly url: string;
  readonly method: string;
  /** Whether the browser is about to show the answer as a page. */
  readonly page: boolean;
}

/** Where to look for an answer, in this order; `null` where the request is not ours. The query never matters: pages take ids in it. */
export interface Answer {
  /** What was kept under this path. */
  readonly path: string;
  /** The page that the address stands for, if there is one. */
  readonly page: string | null;
  /** What follows a page's path where the browser has to be sent there, since the page's links are relative to it; `null` where it need not be. */
  readonly redirect: string | null;
  /** Whether copies of other versions are looked into: a window that was opened before an update still asks for its own scripts. */
  readonly older: boolean;
  /** Then comes the network. These are shown where there is none. */
  readonly otherwise: readonly string[];
}

/** One file to keep, and how it is fetched. */
export interface Kept {
  readonly path: string;
  /** Whether the app works offline only with it. */
  readonly needed: boolean;
  /** `default` may take the browser's own copy, `no-cache` asks the server whether that is still right. */
  readonly cache: 'default' | 'no-cache';
}

/** The language that lies at the app's root. */
const SOURCE = 'en';

/**
 * Languages that had a service worker of their own in their folder, up to version 0.1. For devices that still have it there is one that
 * hands over to the root's: see docs/adr/0006-own-service-worker.md. Later languages have none.
 */
export const FOLDERS: readonly string[] = ['de', 'fi', 'sv'];

const IMMUTABLE = '_app/immutable/';
const TEXTS = `${IMMUTABLE}texts/`;
const LISTS = '_app/languages/';
const INDEX = 'index.html';

/** @returns the files that every language needs, each once. A language's own come with its copy. */
export function toKeep(shell: Shell): Kept[] {
  return each([
    ...shell.build.filter((path) => !path.startsWith(`${shell.root}/${TEXTS}`)).map((path) => hashed(path)),
    ...shell.files.map((path) => ({ path, needed: false, cache: 'no-cache' as const }))
  ]);
}

/** @returns the files that a language asks for besides what its copy holds */
export const filesOf = (shell: Shell, copy: LanguageCopy): Kept[] => each(copy.files.map((file) => hashed(`${shell.root}/${file}`)));

// A name with a hash never changes its content, and the page that registers the worker has just loaded many of them.
const hashed = (path: string): Kept => ({ path, needed: true, cache: 'default' });
const each = (kept: readonly Kept[]): Kept[] => [...new Map(kept.map((entry) => [entry.path, entry])).values()];

/** @returns where a language's copy comes from; kept under this path, it says that all of it is kept */
export const copyOf = (shell: Shell, language: string): string => `${shell.root}/${LISTS}${language}.json`;

/**
 * @param data what came from {@link copyOf}
 * @returns the copy; `null` where it is none, is of another language, or belongs to another build, as a server in between may still hand out
 */
export function checkedCopy(shell: Shell, language: string, data: unknown): LanguageCopy | null {
  const copy = data as Partial<LanguageCopy> | null;
  if (copy?.version !== shell.version || copy.language !== language) return null;
  return [copy.parts, copy.text, copy.files].every(Array.isArray) ? (copy as LanguageCopy) : null;
}

/** A file as it is kept. */
export interface Part {
  readonly path: string;
  readonly text: string;
  readonly type: string;
  readonly status: 200 | 404;
}

/** @returns the files that a copy holds */
export function partsOf(shell: Shell, copy: LanguageCopy): Part[] {
  // In an array of characters, what was there before is copied at once; a string that grows would be made anew each time.
  const characters = new Uint16Array(copy.parts.reduce((sum, [, length]) => sum + length, 0));
  let end = 0;
  for (const piece of copy.text) {
    if (typeof piece === 'string') for (let i = 0; i < piece.length; i++) characters[end++] = piece.charCodeAt(i);
    else {
      const [from, length] = piece;
      characters.copyWithin(end, from, from + length);
      end += length;
    }
  }
  const decoder = new TextDecoder('utf-16', { ignoreBOM: true });
  let start = 0;
  return copy.parts.map(([path, length]) => {
    const text = decoder.decode(characters.subarray(start, (start += length)));
    const status = `/${path}`.endsWith('/404.html') ? 404 : 200;
    return { path: `${shell.root}/${path}`, text, status, type: TYPES[/\.(\w+)$/.exec(path)?.[1] ?? ''] ?? 'text/html; charset=utf-8' };
  });
}

const TYPES: Readonly<Record<string, string>> = { json: 'application/json', webmanifest: 'application/manifest+json' };

/**
 * @param copies what earlier versions kept: all paths of each
 * @returns the languages that were opened on this device
 */
export function openedBefore(shell: Shell, copies: readonly (readonly string[])[]): string[] {
  const paths = new Set(copies.flat());
  const listed = [...paths].flatMap((path) => {
    const [, language] = new RegExp(`^${escaped(shell.root)}/${LISTS}([\\w-]+)\\.json$`).exec(path) ?? [];
    return language ? [language] : [];
  });
  // Up to version 0.1 each language had a copy of its own, and no list.
  const early = [...(paths.has(`${shell.root}/`) ? [SOURCE] : []), ...FOLDERS.filter((folder) => paths.has(`${shell.root}/${folder}/`))];
  return [...new Set([...listed, ...early])].sort();
}

/** @returns what to answer with; `null` for what is not ours */
export function answer(shell: Shell, asked: Asked): Answer | null {
  const url = new URL(asked.url);
  const path = url.pathname;
  if (asked.method !== 'GET' || url.origin !== shell.origin || !path.startsWith(`${shell.root}/`)) return null;
  return {
    path,
    page: path.endsWith('/') ? null : path.endsWith(`/${INDEX}`) ? path.slice(0, -INDEX.length) : `${path}/`,
    redirect: asked.page ? url.search : null,
    older: path.includes(`/${IMMUTABLE}`),
    otherwise: asked.page ? strayPages(shell, path) : []
  };
}

/** @returns the pages that say that an address does not exist: in the language of the folder, or else the one at the root */
function strayPages(shell: Shell, path: string): string[] {
  const [folder, ...rest] = path.slice(shell.root.length + 1).split('/');
  return [...(rest.length > 0 ? [`${shell.root}/${folder}/404.html`] : []), `${shell.root}/404.html`];
}

/** @returns the name of the cache for this build. Folders of one host keep apart: they share all caches. */
export const cacheName = (shell: Shell): string => `${cachesOf(shell.root)}${shell.version}`;

/**
 * @param shell the build that has taken over
 * @param names all caches of this host
 * @returns the ones that other builds in the same folder left behind, those of the languages' own workers among them
 */
export function outdated(shell: Shell, names: readonly string[]): string[] {
  const ours = [shell.root, ...FOLDERS.map((folder) => `${shell.root}/${folder}`)].map(cachesOf);
  return names.filter((name) => ours.some((start) => name.startsWith(start)) && name !== cacheName(shell));
}

const cachesOf = (folder: string): string => `waymark|${folder}|`;

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * @param own the scripts, styles and texts that a build has, as paths from the app's root
 * @param html a page
 * @returns those that the page names and the build does not have
 */
export function strangers(own: readonly string[], html: string): string[] {
  const known = new Set(own);
  const named = html.match(/_app\/immutable\/[^\s"'<>()\\]+/g) ?? [];
  return [...new Set(named)].filter((path) => !known.has(path));
}
