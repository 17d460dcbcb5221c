/** The scripts that run beside a page. */
import { expect, test } from '@playwright/test';
import { filesBelow, read } from './files.ts';

test('nothing imports from the script that a worker is started with: WebKit would run that one a second time', () => {
  const scripts = filesBelow('_app/immutable/workers').filter((name) => name.endsWith('.js'));
  const starts = scripts.filter((name) => !name.includes('/chunks/')).map((name) => name.split('/').at(-1)!);
  expect(starts.map((name) => name.replace(/-[\w-]{8}\.js$/, '')).sort()).toEqual(['door-worker', 'many-worker', 'qr-worker', 'worker']);
  const others = scripts.filter((name) => name.includes('/chunks/'));
  expect(others.length).toBeGreaterThan(3);
  expect(others.filter((name) => starts.some((start) => read(name).includes(start)))).toEqual([]);
});
