import { afterEach, expect, test, vi } from 'vitest';
import { lookForUpdate } from '#lib/platform/update.ts';

const worker = {};
/** What the browser knows of the page's service worker after it has looked for a newer one. */
function browserWith(registration: Record<string, unknown> | undefined, update: () => Promise<void> = async () => {}) {
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration && { update, ...registration } } });
}
afterEach(() => vi.unstubAllGlobals());

test('a newer version is on its way, or is here and waits', async () => {
  browserWith({ active: worker, installing: worker });
  expect(await lookForUpdate()).toBe('found');
  browserWith({ active: worker, waiting: worker });
  expect(await lookForUpdate()).toBe('found');
});

test('what is kept is the newest', async () => {
  browserWith({ active: worker });
  expect(await lookForUpdate()).toBe('none');
});

test('the first copy, still on its way, is no newer version', async () => {
  browserWith({ installing: worker });
  expect(await lookForUpdate()).toBe('none');
});

test('without a connection nobody can tell', async () => {
  browserWith({ active: worker }, () => Promise.reject(new TypeError('no connection')));
  expect(await lookForUpdate()).toBe('unreachable');
});

test('where nothing is kept, each start fetches what is newest', async () => {
  browserWith(undefined);
  expect(await lookForUpdate()).toBe('not-kept');
  vi.stubGlobal('navigator', {});
  expect(await lookForUpdate()).toBe('not-kept');
});
