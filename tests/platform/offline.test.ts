import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { OfflineState } from '#lib/platform/offline.ts';

/** A worker, registration and container with just what is used of them. */
class FakeWorker extends EventTarget {
  state = 'installing';
  messages: unknown[] = [];
  postMessage = (message: unknown) => this.messages.push(message);
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
}
class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  registration: FakeRegistration | null = new FakeRegistration();
  register = vi.fn(() => (this.registration ? Promise.resolve(this.registration) : Promise.reject(new Error('no script'))));
}

let container: FakeContainer;
const reload = vi.fn();
const settled = () => new Promise((done) => setTimeout(done));

/** The module keeps what it registered, as a page does; each test is a fresh page. */
async function page() {
  vi.resetModules();
  return import('#lib/platform/offline.ts');
}
async function register() {
  const states: OfflineState[] = [];
  const { registerWorker, activateUpdate } = await page();
  const stop = registerWorker('./service-worker.js', (state) => states.push(state));
  await settled();
  return { states, stop, activateUpdate };
}
function update(registration: FakeRegistration) {
  const worker = (registration.installing = new FakeWorker());
  registration.dispatchEvent(new Event('updatefound'));
  return worker;
}

beforeEach(() => {
  container = new FakeContainer();
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('location', { reload });
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

test('the first visit goes from installing to ready, and taking over the open page is no update', async () => {
  const registration = container.registration!;
  const worker = (registration.installing = new FakeWorker());
  const { states } = await register();
  worker.become('installed', () => Object.assign(registration, { installing: null, waiting: worker }));
  worker.become('activating', () => Object.assign(registration, { waiting: null, active: worker }));
  container.controller = worker;
  container.dispatchEvent(new Event('controllerchange'));
  expect(states).toEqual(['installing', 'ready']);
});

test('a first install that breaks off is a failure', async () => {
  const registration = container.registration!;
  const worker = (registration.installing = new FakeWorker());
  const { states } = await register();
  worker.become('redundant', () => (registration.installing = null));
  expect(states).toEqual(['installing', 'failed']);
});

test('a worker that cannot be registered is a failure', async () => {
  container.registration = null;
  expect((await register()).states).toEqual(['failed']);
});

test('an update that breaks off changes nothing', async () => {
  const registration = container.registration!;
  registration.active = container.controller = new FakeWorker();
  const { states } = await register();
  update(registration).become('redundant', () => (registration.installing = null));
  expect(states).toEqual(['ready']);
});

test('an update waits until it is asked to take over, then the page loads anew once', async () => {
  const registration = container.registration!;
  registration.active = container.controller = new FakeWorker();
  const { states, activateUpdate } = await register();
  const next = update(registration);
  next.become('installed', () => Object.assign(registration, { installing: null, waiting: next }));
  expect(states).toEqual(['ready', 'update-waiting']);
  expect(next.messages).toEqual([]);

  activateUpdate();
  activateUpdate();
  expect(next.messages).toEqual([{ type: 'activate' }]);
  expect(reload).not.toHaveBeenCalled();
  container.controller = next;
  container.dispatchEvent(new Event('controllerchange'));
  next.become('activated', () => Object.assign(registration, { waiting: null, active: next }));
  expect(reload).toHaveBeenCalledTimes(1);
});

test('when another tab let the update take over, this page is the older one until it loads anew', async () => {
  const registration = container.registration!;
  registration.active = container.controller = new FakeWorker();
  const { states, activateUpdate } = await register();
  registration.active = container.controller = new FakeWorker();
  container.dispatchEvent(new Event('controllerchange'));
  expect(states).toEqual(['ready', 'update-waiting']);
  expect(reload).not.toHaveBeenCalled();
  activateUpdate();
  expect(reload).toHaveBeenCalledTimes(1);
});

test('after the reports have ended nothing more is said', async () => {
  const registration = container.registration!;
  registration.active = container.controller = new FakeWorker();
  const { states, stop } = await register();
  stop();
  const next = update(registration);
  next.become('installed', () => Object.assign(registration, { installing: null, waiting: next }));
  expect(states).toEqual(['ready']);
});
