import { base, build, files, prerendered, version } from '$service-worker';
import { answer, cacheName, fallback, outdated, strangers, toKeep, type Kept, type Shell } from './policy.ts';

const worker = self as unknown as ServiceWorkerGlobalScope;
const shell: Shell = { origin: worker.location.origin, base, version, build, files, pages: prerendered };

/** Whether this is the first worker here, so that the open page is not yet looked after by any. */
let first = false;

worker.addEventListener('install', (event) => {
  first = !worker.registration.active;
  event.waitUntil(keep());
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

worker.addEventListener('message', (event) => {
  // Only when the person says so: a page in use never changes to another build by itself.
  if ((event.data as { type?: unknown } | null)?.type === 'activate') event.waitUntil(worker.skipWaiting());
});

worker.addEventListener('fetch', (event) => {
  const { url, method, mode } = event.request;
  const plan = answer(shell, { url, method, page: mode === 'navigate' });
  if (plan.do === 'kept') event.respondWith(fromCache(plan.path).then((kept) => kept ?? fetch(event.request)));
  else if (plan.do === 'redirect') event.respondWith(Response.redirect(plan.to));
  else if (plan.do === 'network' && plan.otherwise !== null) event.respondWith(fromNetwork(event.request, plan.otherwise));
});

/** Fetches and keeps this build; fails, and with it the install, when something needed cannot be had. */
async function keep(): Promise<void> {
  const cache = await caches.open(cacheName(shell));
  await Promise.all(toKeep(shell).map((entry) => keepOne(cache, entry)));
}

async function keepOne(cache: Cache, { path, needed, cache: mode }: Kept): Promise<void> {
  try {
    const response = await fetch(path, { cache: mode });
    // Some hosts give their page for stray addresses the status that it has there, also when it is asked for by name.
    const stray = path === fallback(shell) && response.status === 404;
    if (!response.ok && !stray) throw new Error(`${path} answered ${response.status}`);
    if (!response.headers.get('content-type')?.startsWith('text/html')) return await cache.put(path, await plain(response));
    const unknown = strangers(shell, await response.clone().text());
    if (unknown.length > 0) throw new Error(`${path} belongs to another build: it names ${unknown[0]}`);
    await cache.put(path, await plain(response, path === fallback(shell) ? 404 : 200));
  } catch (error) {
    if (needed) throw error;
  }
}

/** @returns the same response without the mark of a redirect, which a browser refuses as the answer for a page */
async function plain(response: Response, status = response.status): Promise<Response> {
  if (!response.redirected && status === response.status) return response;
  return new Response(await response.blob(), { status, headers: response.headers });
}

async function takeOver(): Promise<void> {
  const old = outdated(shell, await caches.keys());
  await Promise.all(old.map((name) => caches.delete(name)));
  if (first) await worker.clients.claim();
}

/** @returns what was kept under this path, if the browser still has it */
async function fromCache(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName(shell));
  // Hosts name request headers in Vary that differ between the request that was kept and this one; the file is the same.
  return cache.match(path, { ignoreVary: true });
}

async function fromNetwork(request: Request, otherwise: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await fromCache(otherwise);
    if (kept) return kept;
    throw error;
  }
}
