/** Use without a connection: starts the service worker, says how far it is, and lets a new version take over when asked. */
import { bytesKept } from './kept.ts';
import { TOOLS } from './tools.ts';

/**
 * - `none`: this browser or place has no service workers, or the app runs in development
 * - `installing`: the app is being kept on this device in this version
 * - `ready`: the app opens without a connection, in the language of the page, and so does the tool that the page belongs to unless it cannot be kept
 * - `update-waiting`: another version than the one on screen is kept in its language and can take over: see {@link activateUpdate}
 * - `failed`: the app could not be kept; it needs a connection
 */
export type OfflineState = 'none' | 'installing' | 'ready' | 'update-waiting' | 'failed';

/** The page that asks. */
export interface PageHere {
  /** Address of the folder that the app lies in, with a closing slash: the worker lies there, and looks after all of it. */
  readonly root: string;
  /** The language of the page. It is kept; others stay as they are. */
  readonly language: string;
  /** The version of the app that the page belongs to. */
  readonly version: string;
  /** Languages that lie in folders: up to version 0.1, these had workers of their own. */
  readonly folders: readonly string[];
}

/** What a worker says when it is asked to keep a copy. */
interface Reply {
  readonly version: string;
  readonly kept: boolean;
}

/** How long a folder's worker may take to answer; those of version 0.1 never do. */
const PATIENCE = 3_000;

let registration: ServiceWorkerRegistration | undefined;
let updating = false;

/**
 * Registers the service worker and has the page's language kept. When to do so is the caller's choice: the first time it fetches the whole
 * app once.
 * @param report called with the state as it is at first, and each time it changes
 * @returns has the tool kept too that a page belongs to, if any; asked with the page's path within its language
 */
export function registerWorker(here: PageHere, report: (state: OfflineState) => void): (path: string) => void {
  let last: OfflineState | undefined;
  const say = (state: OfflineState) => {
    if (updating || state === last) return;
    last = state;
    report(state);
  };

  const container = workers();
  if (!container || import.meta.env.DEV) {
    say('none');
    return () => {};
  }

  const tools = new Set<string>();
  let look = () => {};
  const script = new URL('service-worker.js', here.root).href;
  container
    .register(script, { updateViaCache: 'none' })
    .then((registered) => {
      registration = registered;
      const newest = () => registered.waiting ?? registered.active;
      const see = async () => {
        const worker = newest();
        if (!registered.active) say(registered.installing || worker ? 'installing' : 'failed');
        if (!worker) return;
        const { version, kept } = await keepCopy(worker, here.language, here.version);
        // Whatever came in the meantime is looked at by itself.
        if (worker !== newest()) return;
        const isReady = kept && version === here.version && worker === registered.active;
        // Who is on a tool's page takes what is said there for its own: it is not said before the tool is here.
        if (isReady && (await Promise.all([...tools].map((tool) => bytesKept(here.root, tool)))).includes(null)) say('installing');
        // Whether it could be kept says nothing about the app: its page says so itself when it cannot be opened.
        for (const tool of tools) await keepCopy(worker, tool, here.version);
        if (worker !== newest()) return;
        // What is kept may be earlier than a page that came past it, in a language that was not there yet: that is no newer version.
        if (!kept) say('failed');
        else if (version !== here.version) say('update-waiting');
        else if (worker !== registered.active) say('installing');
        else {
          say('ready');
          await takeFolders(container, worker, here, look);
        }
      };
      // A worker that goes in the middle of it, or a browser that is closing, is no news.
      look = () => void see().catch(() => {});
      const follow = () => {
        registered.installing?.addEventListener('statechange', look);
        look();
      };
      registered.addEventListener('updatefound', follow);
      // When another worker takes over, as another tab may have asked it to, this page may be of another version than what is kept.
      container.addEventListener('controllerchange', look);
      follow();
      // The browser looks for a newer worker where a page is opened that is looked after by it, and by no folder's.
      if (registered.active && container.controller?.scriptURL !== script) registered.update().catch(() => {});
    })
    // Without a connection, a folder's worker may have been the first here of this version.
    .catch(() => say(container.controller ? 'ready' : 'failed'));

  return (path) => {
    const tool = TOOLS[path];
    if (tool === undefined || tools.has(tool)) return;
    tools.add(tool);
    look();
  };
}

/**
 * Lets the newer version take over and loads the page anew, once. Save before: what is only on screen is lost.
 * When the newer version has taken over already, through another tab, the page is only loaded anew.
 */
export function activateUpdate(): void {
  if (updating) return;
  updating = true;
  let reloading: Promise<void> | undefined;
  const reload = () => (reloading ??= leaveFolder().then(() => location.reload()));
  const waiting = registration?.waiting;
  if (!waiting) return void reload();
  navigator.serviceWorker.addEventListener('controllerchange', reload);
  // A page loaded past the worker (Shift and reload) has no controller that could change.
  waiting.addEventListener('statechange', () => {
    if (waiting.state === 'activated') reload();
  });
  waiting.postMessage({ type: 'activate' });
}

/** The root's worker has what the page needs; the folder's, where there is one, would answer with its own version again. */
async function leaveFolder(): Promise<void> {
  const own = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  if (own && registration && own.scope !== registration.scope) await own.unregister();
}

/**
 * Ends the workers of the languages' folders, which are more particular about their addresses than the root's and would go on answering
 * there. One of an earlier version first renews itself: it waits, as every update does, until its windows are closed or the person agrees.
 * When none is left, what earlier versions kept may go.
 * @param again called when one has renewed itself
 */
async function takeFolders(
  container: ServiceWorkerContainer,
  worker: ServiceWorker,
  { root, version, folders }: PageHere,
  again: () => void
): Promise<void> {
  const all = await container.getRegistrations();
  const left = folders.map(async (folder) => {
    const own = all.find(({ scope }) => scope === new URL(`${folder}/`, root).href);
    if (!own) return false;
    await own.update().catch(() => {});
    const next = own.installing ?? own.waiting;
    next?.addEventListener('statechange', () => next.state === 'activated' && again());
    const reply = !next && own.active && (await Promise.race([keepCopy(own.active, folder, version), silence()]));
    return !(reply && reply.version === version && reply.kept && (await own.unregister()));
  });
  if (!(await Promise.all(left)).includes(true)) worker.postMessage({ type: 'tidy', version });
}

const silence = () => new Promise<null>((done) => setTimeout(() => done(null), PATIENCE));

/**
 * Has a worker keep a copy, unless it does already.
 * @param copy a language, or a tool
 * @param version of the page
 * @returns what it says; never, where the worker is of version 0.1 or does not live long enough to answer
 */
function keepCopy(worker: ServiceWorker, copy: string, version: string): Promise<Reply> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      done(data as Reply);
      port1.close();
    };
    worker.postMessage({ type: 'keep', copy, version }, [port2]);
  });
}

/** @returns the browser's service workers; `undefined` without them, and in frames where even asking is an error */
function workers(): ServiceWorkerContainer | undefined {
  try {
    return navigator.serviceWorker;
  } catch {
    return undefined;
  }
}
