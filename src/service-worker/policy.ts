/** What the service worker keeps, and what it does with which request. Pure: no cache, no network, no globals of a worker. */
import { TOOLS, type Tool } from '../lib/platform/tools.ts';

/** One build of the app. All paths are from the host's root. */
export interface Shell {
  readonly origin: string;
  /** The folder that the app lies in, without a closing slash; empty at the host's root. */
  readonly root: string;
  readonly version: string;
  /** What lies in static/: icons, the manifest. */
  readonly files: readonly string[];
  /** The app's languages; the first lies at the root, each other in a folder of its name. */
  readonly languages: readonly string[];
  /** Languages that the reader likes, the most liked first. */
  readonly liked: readonly string[];
}

/**
 * Many files in one, as the build writes it to `_app/copies/` (scripts/offline.ts): `app` is what everybody needs, each tool of TOOLS is a
 * copy, and so is each language. Pages of a language have most of their text in common, with each other and with the files that the texts
 * come from. So what was there before need not be said again: all is one long text, in pieces. Paths are from the app's root, without a
 * slash before them.
 */
export interface Copy {
  readonly version: string;
  readonly name: string;
  /** Each file with its length, in the order in which they stand in the text. */
  readonly parts: readonly (readonly [path: string, length: number])[];
  /** A piece is new, or stands where so many characters begin at that place before it. */
  readonly text: readonly (string | readonly [from: number, length: number])[];
  /** Files besides, with a hash in their names, that a page has most likely just loaded: they lie in the browser's own store. */
  readonly files: readonly string[];
  /** Bytes of all of it on the device. */
  readonly size: number;
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
  /** The copy without which what was kept there is of no use; `null` where it needs none but its language's. */
  readonly needs: string | null;
  /** The page that the address stands for, if there is one. */
  readonly page: string | null;
  /** What follows a page's path where the browser has to be sent there, since the page's links are relative to it; `null` where it need not be. */
  readonly redirect: string | null;
  /** Whether copies of other versions are looked into: a window that was opened before an update still asks for its own scripts. */
  readonly older: boolean;
  /** Then comes the network. Where there is none, the same page in another language; the browser is sent there, and the page says so. */
  readonly instead: readonly { readonly path: string; readonly query: string }[];
  /** These are shown where none of those is kept. */
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

/** The copy that everybody needs. */
export const APP = 'app';

/** Tools that once came with the app. */
const EARLY_TOOLS: readonly Tool[] = ['authors'];

const IMMUTABLE = '_app/immutable/';
const COPIES = '_app/copies/';
const INDEX = 'index.html';

/** @returns the icons and what else lies in static/. All else comes with copies. */
export const toKeep = (shell: Shell): Kept[] => each(shell.files.map((path) => ({ path, needed: false, cache: 'no-cache' })));

/** @returns the files that a copy asks for besides what it holds */
export const filesOf = (shell: Shell, copy: Copy): Kept[] =>
  // A name with a hash never changes its content, and the page that registers the worker has just loaded many of them.
  each(copy.files.map((file) => ({ path: `${shell.root}/${file}`, needed: true, cache: 'default' })));

const each = (kept: readonly Kept[]): Kept[] => [...new Map(kept.map((entry) => [entry.path, entry])).values()];

/** @returns where a copy comes from; kept under this path, it says that all of it is kept */
export const copyOf = (shell: Shell, name: string): string => `${shell.root}/${COPIES}${name}.json`;

/**
 * @param data what came from {@link copyOf}
 * @returns the copy; `null` where it is none, is another one, or belongs to another build, as a server in between may still hand out
 */
export function checkedCopy(shell: Shell, name: string, data: unknown): Copy | null {
  const copy = data as Partial<Copy> | null;
  if (copy?.version !== shell.version || copy.name !== name) return null;
  return [copy.parts, copy.text, copy.files].every(Array.isArray) ? (copy as Copy) : null;
}

/** A file as it is kept. */
export interface Part {
  readonly path: string;
  readonly text: string;
  readonly type: string;
  readonly status: 200 | 404;
}

/** @returns the files that a copy holds */
export function partsOf(shell: Shell, copy: Copy): Part[] {
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
    return { path: `${shell.root}/${path}`, text, status, type: typeOf(path)! };
  });
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  webmanifest: 'application/manifest+json'
};

/** @returns the type of a file in a copy, a page's where the path is a folder's; `undefined` for what no copy can hold */
export const typeOf = (path: string): string | undefined => TYPES[/(^|\/)$/.test(path) ? 'html' : (/\.(\w+)$/.exec(path)?.[1] ?? '')];

/**
 * @param before what earlier versions kept: all paths of each
 * @returns the names of the copies that were opened on this device, besides the one that everybody needs
 */
export function openedBefore(shell: Shell, before: readonly (readonly string[])[]): string[] {
  return [...new Set(before.flatMap((paths) => openedIn(shell, paths)))].filter((name) => name !== APP).sort();
}

function openedIn(shell: Shell, paths: readonly string[]): string[] {
  const listed = (folder: string) =>
    paths.flatMap((path) => new RegExp(`^${escaped(`${shell.root}/${folder}`)}([\\w-]+)\\.json$`).exec(path)?.[1] ?? []);
  const copies = listed(COPIES);
  if (copies.length > 0) return copies;
  // Before there were copies of several kinds, each language had one, and up to version 0.1 not even a list; tools came with the app.
  const early = [SOURCE, ...FOLDERS].filter((language) => paths.includes(`${shell.root}/${language === SOURCE ? '' : `${language}/`}`));
  const languages = [...listed('_app/languages/'), ...early];
  return languages.length > 0 ? [...languages, ...EARLY_TOOLS] : [];
}

/** @returns what to answer with; `null` for what is not ours */
export function answer(shell: Shell, asked: Asked): Answer | null {
  const url = new URL(asked.url);
  const path = url.pathname;
  if (asked.method !== 'GET' || url.origin !== shell.origin || !path.startsWith(`${shell.root}/`)) return null;
  const tool = asked.page ? toolAt(shell, path) : undefined;
  return {
    path,
    needs: tool === undefined ? null : copyOf(shell, tool),
    page: path.endsWith('/') ? null : path.endsWith(`/${INDEX}`) ? path.slice(0, -INDEX.length) : `${path}/`,
    redirect: asked.page ? url.search : null,
    older: path.includes(`/${IMMUTABLE}`),
    instead: asked.page ? inOthers(shell, path, url.search) : [],
    otherwise: asked.page ? strayPages(shell, path) : []
  };
}

/** What a page is told, in its query: the language that was asked for and is not kept. `ui/shell/LanguageNotHere.svelte` says it. */
const ASKED = 'asked';

/** @returns the page in the other languages. A link without a language is for readers of any: there is nothing to be said then */
function inOthers({ root, languages, liked }: Shell, path: string, search: string): Answer['instead'] {
  const here = path.slice(root.length);
  const [source, ...folders] = languages;
  const language = folders.find((one) => here.startsWith(`/${one}/`)) ?? source!;
  const folderOf = (one: string) => (one === source ? '' : `/${one}`);
  const within = here
    .slice(folderOf(language).length)
    .replace(new RegExp(`${INDEX}$|([^/])$`), (_, last?: string) => (last ? `${last}/` : ''));
  const rank = (one: string) => (liked.includes(one) ? liked.indexOf(one) : liked.length);
  const query = new URLSearchParams(search);
  if (language !== source) query.set(ASKED, language);
  return languages
    .filter((one) => one !== language)
    .sort((a, b) => rank(a) - rank(b))
    .map((one) => ({ path: root + folderOf(one) + within, query: query.size ? `?${query}` : '' }));
}

/** @returns the tool that a page belongs to, in whichever language */
function toolAt(shell: Shell, path: string): string | undefined {
  const here = path.slice(shell.root.length);
  return TOOLS[here] ?? TOOLS[here.replace(/^\/[^/]+/, '')];
}

/**
 * Pages that find out in the browser what to say: that an address does not exist, or that its tool is not kept.
 *
 * @returns the one in the language of the folder, or else the one at the root
 */
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
