import { base, files, version } from '$service-worker';
import languages from '../lib/i18n/languages.json';
import {
  answer,
  APP,
  cacheName,
  checkedCopy,
  copyOf,
  filesOf,
  openedBefore,
  outdated,
  partsOf,
  toKeep,
  type Answer,
  type Kept,
  type Shell
} from './policy.ts';

const worker = self as unknown as ServiceWorkerGlobalScope & {
  /** The language's folder that this same script looks after, in place of a worker that the folder had: see scripts/offline.ts. */
  readonly folder?: string;
};
const { folder } = worker;
const root = folder ? base.slice(0, -folder.length - 1) : base;
const shell: Shell = {
  origin: worker.location.origin,
  root,
  version,
  files: files.map((path) => root + path.slice(base.length)),
  languages: languages.map(({ code }) => code),
  liked: navigator.languages.map((one) => languages.find(({ code }) => one === code || one.startsWith(`${code}-`))?.code ?? one)
};

/** What pages say to the worker; platform/offline.ts sends it. */
type Message =
  /** Take over from the earlier version: the person says so. */
  | { readonly type: 'activate' }
  /** Keep this copy too, for a page of this version. Answered with a {@link Reply}. Earlier pages knew of languages alone. */
  | ({ readonly type: 'keep'; readonly version: string } & ({ readonly copy: string } | { readonly language: string }))
  /** No worker of a language's folder is left: what other versions kept may go. */
  | { readonly type: 'tidy'; readonly version: string };

interface Reply {
  readonly version: string;
  /** Whether all of the copy is kept with this version. */
  readonly kept: boolean;
}

/** Whether this is the first worker here, so that the open page is not yet looked after by any. */
let first = false;

worker.addEventListener('install', (event) => {
  first = !worker.registration.active;
  event.waitUntil(keep());
});

worker.addEventListener('activate', (event) => {
  if (first) event.waitUntil(worker.clients.claim());
});

worker.addEventListener('message', (event) => {
  const message = event.data as Message | null;
  const from = event.source as Client | null;
  // Only when the person says so: a page in use never changes to another build by itself.
  if (message?.type === 'activate') event.waitUntil(worker.skipWaiting());
  else if (message?.type === 'keep') event.waitUntil(keepFor(from, message).then((reply) => event.ports[0]?.postMessage(reply)));
  else if (message?.type === 'tidy' && message.version === version) event.waitUntil(tidy(from));
});

worker.addEventListener('fetch', (event) => {
  const { url, method, mode } = event.request;
  const plan = answer(shell, { url, method, page: mode === 'navigate' });
  if (plan) event.respondWith(respond(event.request, plan));
});

/** Fetches and keeps this build, with the copies that were opened; fails, and with it the install, when something needed cannot be had. */
async function keep(): Promise<void> {
  await keepAll(toKeep(shell));
  for (const name of [APP, ...(folder ? [folder] : [])]) await keepCopy(name);
  for (const name of await copiesOpened())
    await keepCopy(name).catch((error) => {
      // A language or a tool that this build no longer has keeps nobody at an old version.
      if (!(error instanceof NotThere)) throw error;
    });
  // An earlier version may just have tidied up.
  if (!(await caches.has(cacheName(shell)))) throw new Error('what was kept is gone');
}

async function copiesOpened(): Promise<string[]> {
  const names = outdated(shell, await caches.keys());
  return openedBefore(shell, await Promise.all(names.map(pathsIn)));
}

const pathsIn = async (name: string) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);

const coming = new Map<string, Promise<void>>();

/** Several windows, and each change of the worker's state, may ask for the same. @throws Error unless afterwards all of a copy is kept */
function keepCopy(name: string): Promise<void> {
  const kept = coming.get(name) ?? fetchCopy(name).finally(() => coming.delete(name));
  coming.set(name, kept);
  return kept;
}

/** The server has no such copy. */
class NotThere extends Error {}

async function fetchCopy(name: string): Promise<void> {
  const from = copyOf(shell, name);
  if (await kept(from)) return;
  // Whatever the open page asks for meanwhile goes first.
  const response = await fetch(from, { cache: 'no-cache', priority: 'low' });
  if (response.status === 404) throw new NotThere(from);
  const copy = response.ok ? checkedCopy(shell, name, await response.json()) : null;
  if (!copy) throw new Error(`${from} is not there, or belongs to another build`);
  await keepAll(filesOf(shell, copy));
  const cache = await caches.open(cacheName(shell));
  await Promise.all(
    partsOf(shell, copy).map(({ path, text, type, status }) => {
      // Whatever the host says about its files, such as who may frame them, holds for these too.
      const headers = new Headers(response.headers);
      for (const name of ['content-encoding', 'content-length', 'etag', 'last-modified']) headers.delete(name);
      headers.set('content-type', type);
      return cache.put(path, new Response(text, { headers, status }));
    })
  );
  // The last of it, so that it says that nothing is missing, and how much it is.
  await cache.put(from, new Response(String(copy.size)));
}

async function keepAll(wanted: readonly Kept[]): Promise<void> {
  const cache = await caches.open(cacheName(shell));
  const here = new Set(await pathsIn(cacheName(shell)));
  await Promise.all(wanted.filter(({ path }) => !here.has(path)).map((entry) => keepOne(cache, entry)));
}

async function keepOne(cache: Cache, { path, needed, cache: mode }: Kept): Promise<void> {
  try {
    const response = await fetch(path, { cache: mode, priority: 'low' });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    await cache.put(path, response);
  } catch (error) {
    if (needed) throw error;
  }
}

async function keepFor(from: Client | null, message: Message & { type: 'keep' }): Promise<Reply> {
  const isKept = await keepCopy('copy' in message ? message.copy : message.language).then(
    () => true,
    () => false
  );
  // The only window came past the earlier version, with this one's page in it: nothing on screen changes.
  if (isKept && message.version === version && (await isOnlyWindow(from))) await worker.skipWaiting();
  return { version, kept: isKept };
}

/** Deletes what other versions kept, once no window can need it and no newer version is on its way. */
async function tidy(from: Client | null): Promise<void> {
  const names = outdated(shell, await caches.keys());
  if (worker.registration.installing || worker.registration.waiting || !(await isOnlyWindow(from))) return;
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** @returns whether no other window of this host shows the app, in whichever version */
async function isOnlyWindow(client: Client | null): Promise<boolean> {
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.every(({ id, url }) => id === client?.id || !new URL(url).pathname.startsWith(`${root}/`));
}

async function respond(request: Request, { path, needs, page, redirect, older, instead, otherwise }: Answer): Promise<Response> {
  const opens = needs === null || (await kept(needs));
  const own = opens ? await kept(path) : undefined;
  if (own) return own;
  const meant = page === null ? undefined : await kept(page);
  if (meant) return redirect === null ? meant : Response.redirect(page + redirect);
  const earlier = older && (await caches.match(path, { ignoreVary: true }));
  if (earlier) return earlier;
  try {
    return await fetch(request);
  } catch {
    if (opens) for (const { path, query } of instead) if (await kept(path)) return Response.redirect(path + query);
    for (const page of otherwise) {
      const found = await kept(page);
      if (found) return found;
    }
    // What the page would have met without a worker. A promise that rejects is a fault to browsers, and they report it as one.
    return Response.error();
  }
}

/** @returns what this build kept under a path, if the browser still has it */
function kept(path: string): Promise<Response | undefined> {
  // Hosts name request headers in Vary that differ between the request that was kept and this one; the file is the same.
  return caches.match(path, { cacheName: cacheName(shell), ignoreVary: true });
}
