import { describe, expect, test } from 'vitest';
import { answer, cacheName, outdated, strangers, toKeep, type Shell } from '../../src/service-worker/policy.ts';

const at = (base: string): Shell => ({
  origin: 'https://school.example',
  base,
  version: '2',
  build: [`${base}/_app/immutable/entry/start.A1b2.js`, `${base}/_app/immutable/assets/0.C3d4.css`],
  pages: [`${base}/`, `${base}/result/`],
  files: [`${base}/icon.svg`]
});
const root = at('');
const folder = at('/tools/waymark');
const open = (shell: Shell, path: string) => answer(shell, { url: shell.origin + path, method: 'GET', page: true });
const load = (shell: Shell, path: string) => answer(shell, { url: shell.origin + path, method: 'GET', page: false });

describe.each([
  ['at the root of a host', root],
  ['in a sub-folder', folder]
])('%s', (_where, shell) => {
  const { base } = shell;

  test('a page is answered from what was kept', () => {
    expect(open(shell, `${base}/`)).toEqual({ do: 'kept', path: `${base}/` });
    expect(open(shell, `${base}/result/`)).toEqual({ do: 'kept', path: `${base}/result/` });
  });

  test('a page with an id in its query is the same page', () =>
    expect(open(shell, `${base}/result/?a=k3Jd9&l=en`)).toEqual({ do: 'kept', path: `${base}/result/` }));

  test('a page without its closing slash leads to its address and keeps its query', () =>
    expect(open(shell, `${base}/result?a=k3Jd9`)).toEqual({ do: 'redirect', to: `${base}/result/?a=k3Jd9` }));

  test('index.html leads to the address of its page', () => {
    expect(open(shell, `${base}/index.html`)).toEqual({ do: 'redirect', to: `${base}/` });
    expect(open(shell, `${base}/result/index.html?a=1`)).toEqual({ do: 'redirect', to: `${base}/result/?a=1` });
  });

  test('a page that is loaded as data is answered in place', () =>
    expect(load(shell, `${base}/result`)).toEqual({ do: 'kept', path: `${base}/result/` }));

  test('scripts, styles and icons are answered from what was kept', () => {
    for (const path of [...shell.build, ...shell.files]) expect(load(shell, path)).toEqual({ do: 'kept', path });
  });

  test('an address that does not exist asks the network, and shows the page for stray addresses without one', () =>
    expect(open(shell, `${base}/no/such/page`)).toEqual({ do: 'network', otherwise: `${base}/404.html` }));

  test('a file that is not kept never turns into a page', () =>
    expect(load(shell, `${base}/_app/version.json`)).toEqual({ do: 'network', otherwise: null }));

  test('only index.html stands for its folder, nothing that looks like it', () =>
    expect(open(shell, `${base}/result/index.htm`)).toEqual({ do: 'network', otherwise: `${base}/404.html` }));

  test('other hosts and anything that sends data are left alone', () => {
    expect(answer(shell, { url: `https://elsewhere.example${base}/`, method: 'GET', page: true })).toEqual({ do: 'leave' });
    expect(answer(shell, { url: `${shell.origin}${base}/`, method: 'POST', page: true })).toEqual({ do: 'leave' });
  });
});

test('a neighbour whose folder only begins alike is left alone', () => {
  expect(open(folder, '/tools/waymark-old/')).toEqual({ do: 'leave' });
  expect(open(folder, '/tools/')).toEqual({ do: 'leave' });
});

describe('what is kept', () => {
  test('pages and the app itself are needed; icons and the page for stray addresses are not', () => {
    const needed = (wanted: boolean) => toKeep(folder).flatMap((entry) => (entry.needed === wanted ? [entry.path] : []));
    expect(needed(true)).toEqual([...folder.build, ...folder.pages]);
    expect(needed(false)).toEqual([...folder.files, '/tools/waymark/404.html']);
  });

  test("only names with a hash may come from the browser's own copy", () => {
    for (const { path, cache } of toKeep(root)) expect(cache, path).toBe(path.includes('/immutable/') ? 'default' : 'no-cache');
  });

  test('a file that is listed twice is fetched once', () => {
    const twice = { ...root, files: ['/404.html', '/icon.svg', '/icon.svg'] };
    const paths = toKeep(twice).map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });

  test('a new build leaves the caches of neighbours and of other apps alone', () => {
    const before = cacheName({ ...folder, version: '1' });
    const names = [before, cacheName(folder), cacheName(root), cacheName(at('/tools')), 'waymark', 'another-app'];
    expect(outdated(folder, names)).toEqual([before]);
    expect(outdated(root, names)).toEqual([]);
  });
});

describe('a page of another build is noticed', () => {
  const page = (start: string) => `<link href="../_app/immutable/assets/0.C3d4.css" rel="stylesheet">
    <script>import("../_app/immutable/entry/start.${start}.js")</script>`;

  test('a page that names only what this build has', () => {
    expect(strangers(root, page('A1b2'))).toEqual([]);
    expect(strangers(folder, page('A1b2'))).toEqual([]);
  });
  test('a page that names a script of the build before', () =>
    expect(strangers(folder, page('Zz99'))).toEqual(['_app/immutable/entry/start.Zz99.js']));
});
