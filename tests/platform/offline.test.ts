import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OfflineState } from '#lib/platform/offline.ts';

const ROOT = 'https://school.example/tools/waymark/';

/** A worker, registration and container with just what is used of them. A worker answers as its version does: 0.1 not at all. */
class FakeWorker extends EventTarget {
  state = 'installing';
  messages: unknown[] = [];
  kept = true;
  constructor(
    readonly version = '1',
    readonly scriptURL = `${ROOT}service-worker.js`
  ) {
    super();
  }
  postMessage(message: { type: string }, [port]: MessagePort[] = []) {
    this.messages.push(message);
    if (this.version !== '0.1') port?.postMessage({ version: this.version, kept: this.kept });
  }
  become(state: string, move: () => void = () => {}) {
    this.state = state;
    move();
    this.dispatchEvent(new Event('statechange'));
  }
}
class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
  update = vi.fn(async () => {});
  unregister = vi.fn(async () => {
    container.all = container.all.filter((one) => one !== this);
    return true;
  });
  constructor(readonly scope = ROOT) {
    super();
  }
}
class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  registration: FakeRegistration | null = new FakeRegistration();
  all: FakeRegistration[] = [];
  register = vi.fn((_script: string) => (this.registration ? Promise.resolve(this.registration) : Promise.reject(new Error('no script'))));
  getRegistrations = async () => this.all;
  getRegistration = async () => [...this.all, this.registration!].find(({ scope }) => location.href.startsWith(scope));
}

let container: FakeContainer;
const reload = vi.fn();
/** Messages between a page and its worker take some turns. */
const settled = () => new Promise((done) => setTimeout(done, 20));

/** The module keeps what it registered, as a page does; each test is a fresh page. */
async function page() {
  vi.resetModules();
  return import('#lib/platform/offline.ts');
}
async function register({ language = 'en', version = '1' } = {}) {
  const states: OfflineState[] = [];
  const { registerWorker, activateUpdate } = await page();
  const keep = registerWorker({ root: ROOT, language, version, folders: ['fi', 'sv'] }, (state) => states.push(state));
  await settled();
  return { states, keep, activateUpdate };
}
/** The worker that looks after this page. */
function active(version = '1') {
  return (container.registration!.active = container.controller = new FakeWorker(version));
}
function update(version = '2', registration = container.registration!) {
  const worker = (registration.installing = new FakeWorker(version));
  registration.dispatchEvent(new Event('updatefound'));
  return worker;
}
async function installed(worker: FakeWorker, registration = container.registration!) {
  worker.become('installed', () => Object.assign(registration, { installing: null, waiting: worker }));
  await settled();
}
async function takesOver(worker: FakeWorker) {
  Object.assign(container.registration!, { waiting: null, active: (container.controller = worker) });
  container.dispatchEvent(new Event('controllerchange'));
  worker.become('activated');
  await settled();
}

beforeEach(() => {
  container = new FakeContainer();
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('location', { reload, href: ROOT });
  vi.stubEnv('DEV', false);
  reload.mockClear();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

test('without service workers the state is none', async () => {
  vi.stubGlobal('navigator', {});
  expect((await register()).states).toEqual(['none']);
});

test('in a frame where even asking for service workers is an error the state is none', async () => {
  vi.stubGlobal('navigator', {
    get serviceWorker() {
      throw new Error('SecurityError');
    }
  });
  expect((await register()).states).toEqual(['none']);
});

test('every language registers the one worker at the root of the app', async () => {
  vi.stubGlobal('location', { reload, href: `${ROOT}fi/about/` });
  await register({ language: 'fi' });
  expect(container.register).toHaveBeenCalledWith(`${ROOT}service-worker.js`, { updateViaCache: 'none' });
});

test('the first visit goes from installing to ready, and taking over the open page is no update', async () => {
  const registration = container.registration!;
  const worker = (registration.installing = new FakeWorker());
  const { states } = await register();
  await installed(worker);
  worker.become('activating', () => Object.assign(registration, { waiting: null, active: worker }));
  await takesOver(worker);
  expect(states).toEqual(['installing', 'ready']);
});

test('the app is ready once the language of the page is kept, not before', async () => {
  const worker = active();
  worker.kept = false;
  const { states } = await register({ language: 'sv' });
  expect(worker.messages).toEqual([{ type: 'keep', copy: 'sv', version: '1' }]);
  expect(states).toEqual(['failed']);
});

test('a first install that breaks off is a failure', async () => {
  const registration = container.registration!;
  const worker = (registration.installing = new FakeWorker());
  const { states } = await register();
  worker.become('redundant', () => (registration.installing = null));
  await settled();
  expect(states).toEqual(['installing', 'failed']);
});

test('a worker that cannot be registered is a failure', async () => {
  container.registration = null;
  expect((await register()).states).toEqual(['failed']);
});

test('an update that breaks off changes nothing', async () => {
  active();
  const { states } = await register();
  update().become('redundant', () => (container.registration!.installing = null));
  await settled();
  expect(states).toEqual(['ready']);
});

test('an update waits until it is asked to take over, then the page loads anew once', async () => {
  active();
  const { states, activateUpdate } = await register();
  const next = update();
  await installed(next);
  expect(states).toEqual(['ready', 'update-waiting']);
  expect(next.messages).toEqual([{ type: 'keep', copy: 'en', version: '1' }]);

  activateUpdate();
  activateUpdate();
  expect(next.messages.slice(1)).toEqual([{ type: 'activate' }]);
  expect(reload).not.toHaveBeenCalled();
  await takesOver(next);
  expect(reload).toHaveBeenCalledTimes(1);
});

test('when another tab let the update take over, this page is the older one until it loads anew', async () => {
  active();
  const { states, activateUpdate } = await register();
  await takesOver(new FakeWorker('2'));
  expect(states).toEqual(['ready', 'update-waiting']);
  expect(reload).not.toHaveBeenCalled();
  activateUpdate();
  await settled();
  expect(reload).toHaveBeenCalledTimes(1);
});

describe('only another version is said to be one', () => {
  test('when a worker of the same version takes over, nothing is newer', async () => {
    active();
    const { states } = await register({ language: 'fi' });
    await takesOver(new FakeWorker('1'));
    expect(states).toEqual(['ready']);
  });

  test('a page that came past the earlier worker is the newest itself, and is ready once its own worker has taken over', async () => {
    active('0.1');
    const { states } = await register({ language: 'fi', version: '2' });
    const next = update('2');
    await installed(next);
    expect(states).toEqual(['installing']);
    await takesOver(next);
    expect(states).toEqual(['installing', 'ready']);
  });

  test('a page in a language that comes for the first time may be newer than what is kept, until its own worker has come', async () => {
    const earlier = active('1');
    // Its server has only the newer version of that language.
    earlier.kept = false;
    const { states } = await register({ language: 'sv', version: '2' });
    const next = update('2');
    await installed(next);
    await takesOver(next);
    expect(states).toEqual(['failed', 'installing', 'ready']);
  });

  test('a worker that does not answer says nothing', async () => {
    active('0.1');
    expect((await register()).states).toEqual([]);
  });
});

describe('a tool is kept when one of its pages is opened', () => {
  const asked = (worker: FakeWorker) => worker.messages.flatMap((message) => (message as { copy?: string }).copy ?? []);

  test('and no other page asks for anything', async () => {
    const worker = active();
    const { states, keep } = await register();
    keep('/rubrics/');
    await settled();
    expect(asked(worker)).toEqual(['en']);
    keep('/rubrics/edit/');
    await settled();
    expect(asked(worker)).toEqual(['en', 'en', 'authors']);
    expect(states).toEqual(['ready', 'installing', 'ready']);
  });

  test('a page of it that is opened first is ready when the tool is kept, not before', async () => {
    const worker = active();
    let answer = () => {};
    worker.postMessage = function (message, [port] = []) {
      const { copy } = message as { copy?: string };
      const reply = () => port?.postMessage({ version: '1', kept: true });
      if (copy === 'authors') answer = reply;
      else reply();
    };
    const states: OfflineState[] = [];
    const { registerWorker } = await page();
    registerWorker({ root: ROOT, language: 'en', version: '1', folders: [] }, (state) => states.push(state))('/rubrics/edit/');
    await settled();
    expect(states).toEqual(['installing']);
    answer();
    await settled();
    expect(states).toEqual(['installing', 'ready']);
  });

  test('what is here already is not said to be on its way', async () => {
    active();
    vi.stubGlobal('caches', { match: async () => new Response('1000') });
    const { states, keep } = await register();
    keep('/rubrics/edit/');
    await settled();
    expect(states).toEqual(['ready']);
  });

  test('also of a newer version that comes while the page is open; asked for twice, it is one', async () => {
    active();
    const { keep } = await register();
    keep('/rubrics/edit/');
    keep('/rubrics/edit/');
    const next = update();
    await installed(next);
    expect(asked(next)).toEqual(['en', 'authors']);
  });

  test('before anything is registered it is asked for as soon as something is', async () => {
    const worker = active();
    const { registerWorker } = await page();
    registerWorker({ root: ROOT, language: 'en', version: '1', folders: [] }, () => {})('/rubrics/edit/');
    await settled();
    expect(asked(worker)).toEqual(['en', 'authors']);
  });

  test('where it cannot be kept, the app is ready all the same', async () => {
    const worker = active();
    const { states, keep } = await register();
    worker.postMessage = function (message, [port] = []) {
      this.messages.push(message);
      port?.postMessage({ version: '1', kept: (message as { copy?: string }).copy === 'en' });
    };
    keep('/rubrics/edit/');
    await settled();
    expect(states).toEqual(['ready', 'installing', 'ready']);
  });
});

describe('a worker of a language’s folder, from before there was one for all', () => {
  function folderWorker(version: string) {
    const registration = new FakeRegistration(`${ROOT}fi/`);
    registration.active = new FakeWorker(version, `${ROOT}fi/service-worker.js`);
    container.all = [registration];
    return registration;
  }
  const tidied = (worker: FakeWorker) => worker.messages.some((message) => (message as { type: string }).type === 'tidy');

  test('goes when it is of this version: the root’s keeps the same', async () => {
    const worker = active();
    const fi = folderWorker('1');
    await register();
    expect(fi.active!.messages).toEqual([{ type: 'keep', copy: 'fi', version: '1' }]);
    expect(fi.unregister).toHaveBeenCalledTimes(1);
    expect(tidied(worker)).toBe(true);
  });

  test('stays when it is of an earlier version, and is asked to renew itself; what it needs stays too', async () => {
    const worker = active('2');
    const fi = folderWorker('1');
    await register({ version: '2' });
    expect(fi.unregister).not.toHaveBeenCalled();
    expect(fi.update).toHaveBeenCalledTimes(1);
    expect(tidied(worker)).toBe(false);
  });

  test('goes in the same visit when no window keeps it from renewing itself', async () => {
    const worker = active('2');
    const fi = folderWorker('0.1');
    const renewed = new FakeWorker('2', fi.active!.scriptURL);
    fi.update = vi.fn(async () => {
      if (fi.active !== renewed) fi.installing = renewed;
    });
    await register({ version: '2' });
    expect(tidied(worker)).toBe(false);
    renewed.become('installed', () => Object.assign(fi, { installing: null, waiting: renewed }));
    renewed.become('activated', () => Object.assign(fi, { waiting: null, active: renewed }));
    await settled();
    expect(fi.unregister).toHaveBeenCalledTimes(1);
    expect(tidied(worker)).toBe(true);
  });

  test('stays when it is of version 0.1, which does not answer', async () => {
    const worker = active();
    const fi = folderWorker('0.1');
    await register();
    await vi.waitFor(() => expect(fi.update).toHaveBeenCalledTimes(1), 10_000);
    expect(fi.unregister).not.toHaveBeenCalled();
    expect(tidied(worker)).toBe(false);
  });

  test('is enough without a connection, before the root has one', async () => {
    vi.stubGlobal('location', { reload, href: `${ROOT}fi/` });
    container.controller = folderWorker('1').active;
    container.registration = null;
    expect((await register({ language: 'fi' })).states).toEqual(['ready']);
  });

  test('ends with the page’s version when the person agrees to a newer one: it would answer with its own again', async () => {
    vi.stubGlobal('location', { reload, href: `${ROOT}fi/` });
    const fi = folderWorker('1');
    container.controller = fi.active;
    container.registration!.active = new FakeWorker('1');
    container.registration!.waiting = new FakeWorker('2');
    const { states, activateUpdate } = await register({ language: 'fi' });
    expect(states).toEqual(['update-waiting']);
    // The browser looks for a newer worker only where a page is opened that is looked after by it.
    expect(container.registration!.update).toHaveBeenCalledTimes(1);
    expect(fi.unregister).not.toHaveBeenCalled();
    activateUpdate();
    container.registration!.waiting.become('activated');
    await settled();
    expect(fi.unregister).toHaveBeenCalledTimes(1);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('of other apps in the same place are left alone', async () => {
    active();
    const others = [`${ROOT}games/`, 'https://school.example/fi/', 'https://school.example/'].map((scope) => new FakeRegistration(scope));
    container.all = others;
    await register();
    for (const other of others) expect([other.update, other.unregister].some((call) => call.mock.calls.length > 0)).toBe(false);
  });
});
