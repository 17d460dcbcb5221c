/** Use without a connection: starts the service worker, says how far it is, and lets a new version take over when asked. */

/**
 * - `none`: this browser or place has no service workers, or the app runs in development
 * - `installing`: the app is being kept on this device for the first time
 * - `ready`: the app opens without a connection
 * - `update-waiting`: it does, and a newer version than the one on screen can take over: see {@link activateUpdate}
 * - `failed`: the app could not be kept; it needs a connection
 */
export type OfflineState = 'none' | 'installing' | 'ready' | 'update-waiting' | 'failed';

let registration: ServiceWorkerRegistration | undefined;
let updating = false;

/**
 * Registers the service worker. When to do so is the caller's choice: it fetches the whole app once.
 * @param url where service-worker.js lies; the folder it lies in is what it looks after
 * @param report called with the state as it is at first, and each time it changes
 * @returns ends the reports; the worker stays
 */
export function registerWorker(url: string | URL, report: (state: OfflineState) => void): () => void {
  const ended = new AbortController();
  const signal = ended.signal;
  let last: OfflineState | undefined;
  const say = (state: OfflineState) => {
    if (signal.aborted || state === last) return;
    last = state;
    report(state);
  };

  const container = workers();
  if (!container || import.meta.env.DEV) {
    say('none');
    return () => ended.abort();
  }

  // When another worker takes over, as another tab may have asked it to, this page is of an older version than what is kept.
  let controller = container.controller;
  container.addEventListener(
    'controllerchange',
    () => {
      if (controller && !updating) say('update-waiting');
      controller = container.controller;
    },
    { signal }
  );

  container
    .register(url, { updateViaCache: 'none' })
    .then((registered) => {
      registration = registered;
      const now = () => {
        if (registered.waiting && registered.active) say('update-waiting');
        else if (last === 'update-waiting') return;
        else if (registered.active) say('ready');
        else if (registered.installing || registered.waiting) say('installing');
        else say('failed');
      };
      const follow = () => {
        registered.installing?.addEventListener('statechange', now, { signal });
        now();
      };
      registered.addEventListener('updatefound', follow, { signal });
      follow();
    })
    .catch(() => say('failed'));

  return () => ended.abort();
}

/**
 * Lets the newer version take over and loads the page anew, once. Save before: what is only on screen is lost.
 * When the newer version has taken over already, through another tab, the page is only loaded anew.
 */
export function activateUpdate(): void {
  if (updating) return;
  updating = true;
  const waiting = registration?.waiting;
  if (!waiting) return location.reload();
  let reloaded = false;
  const reload = () => {
    if (reloaded) return;
    reloaded = true;
    location.reload();
  };
  navigator.serviceWorker.addEventListener('controllerchange', reload);
  // A page loaded past the worker (Shift and reload) has no controller that could change.
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') reload();
  });
  waiting.postMessage({ type: 'activate' });
}

/** @returns the browser's service workers; `undefined` without them, and in frames where even asking is an error */
function workers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}
