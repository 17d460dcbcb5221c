import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutRepeats } from '../../scripts/offline.ts';
import {
  answer,
  cacheName,
  checkedCopy,
  copyOf,
  filesOf,
  openedBefore,
  outdated,
  partsOf,
  strangers,
  toKeep,
  typeOf,
  type Copy,
  type Shell
} from '../../src/service-worker/policy.ts';
import { times } from '../support/scale.ts';
import { anySign } from '../support/signs.ts';

const at = (root: string): Shell => ({
  origin: 'https://school.example',
  root,
  version: '2',
  files: [`${root}/icon.svg`],
  languages: ['en', 'de', 'fi'],
  liked: ['fi', 'en-GB']
});
const root = at('');
const folder = at('/tools/waymark');
const open = (shell: Shell, path: string) => answer(shell, { url: shell.origin + path, method: 'GET', page: true });
const load = (shell: Shell, path: string) => answer(shell, { url: shell.origin + path, method: 'GET', page: false });

const START = '_app/immutable/entry/start.A1b2.js';
const words = '{"next":"Seuraava"}';
const stray = '<p>Sivua ei löydy. 🧭</p>';
/** The first page has the words of the file and all of the page for stray addresses in it. */
const finnish: Copy = {
  version: '2',
  name: 'fi',
  parts: [
    ['_app/immutable/texts/fi/E5f6/assess.json', words.length],
    ['fi/404.html', stray.length],
    ['fi/', stray.length + words.length],
    ['fi/manifest.webmanifest', 2]
  ],
  text: [words, stray, [words.length, stray.length], [0, words.length], '{}'],
  files: [],
  size: 100
};
const app: Copy = {
  version: '2',
  name: 'app',
  parts: [
    ['_app/immutable/chunks/G7h8.js', 4],
    ['_app/immutable/assets/0.C3d4.css', 3]
  ],
  text: ['a();b{}'],
  files: [START],
  size: 50
};

describe.each([
  ['at the root of a host', root],
  ['in a sub-folder', folder]
])('%s', (_where, shell) => {
  const at = shell.root;

  test('a page is looked for under its path, and so is one with an id in its query', () => {
    expect(open(shell, `${at}/`)).toMatchObject({ path: `${at}/` });
    expect(open(shell, `${at}/result/?a=k3Jd9&l=en`)).toMatchObject({ path: `${at}/result/` });
    expect(open(shell, `${at}/fi/result/`)).toMatchObject({ path: `${at}/fi/result/`, page: null });
  });

  test('a page without its closing slash leads to its address and keeps its query', () =>
    expect(open(shell, `${at}/result?a=k3Jd9`)).toMatchObject({ page: `${at}/result/`, redirect: '?a=k3Jd9' }));

  test('index.html leads to the address of its page', () => {
    expect(open(shell, `${at}/index.html`)).toMatchObject({ page: `${at}/`, redirect: '' });
    expect(open(shell, `${at}/fi/result/index.html?a=1`)).toMatchObject({ page: `${at}/fi/result/`, redirect: '?a=1' });
  });

  test('a page that is loaded as data is answered in place', () =>
    expect(load(shell, `${at}/result`)).toMatchObject({ page: `${at}/result/`, redirect: null }));

  test('scripts, styles, texts and icons are looked for under their paths', () => {
    for (const { path } of [...toKeep(shell), ...filesOf(shell, app), ...partsOf(shell, app), ...partsOf(shell, finnish)])
      expect(load(shell, path)).toMatchObject({ path, needs: null });
  });

  test('a window opened before an update finds its own scripts in the copy that was kept for it; all else is of this version', () => {
    expect(load(shell, `${at}/_app/immutable/chunks/Zz99.js`)).toMatchObject({ older: true });
    // Up to version 0.1 each language had scripts of its own.
    expect(load(shell, `${at}/fi/_app/immutable/chunks/Zz99.js`)).toMatchObject({ older: true });
    for (const path of ['/', '/result/', '/icon.svg', '/fi/manifest.webmanifest', '/_app/version.json'])
      expect(load(shell, at + path)).toMatchObject({ older: false });
  });

  test('a page of a tool is answered from what was kept only where its tool is kept too, in every language', () => {
    for (const path of ['/rubrics/edit/', '/fi/rubrics/edit/', '/rubrics/edit/?draft=k3Jd9'])
      expect(open(shell, at + path)).toMatchObject({ needs: copyOf(shell, 'authors') });
    for (const path of ['/', '/fi/', '/rubrics/', '/fi/rubrics/read/', '/rubrics/edit/more/', '/games/fi/rubrics/edit/'])
      expect(open(shell, at + path)).toMatchObject({ needs: null });
  });

  test('without its tool and without a connection, such a page says so, in the language of its folder', () => {
    expect(open(shell, `${at}/rubrics/edit/`)!.otherwise).toContain(`${at}/404.html`);
    expect(open(shell, `${at}/fi/rubrics/edit/`)!.otherwise).toEqual([`${at}/fi/404.html`, `${at}/404.html`]);
  });

  test('an address that does not exist asks the network, and without one shows the page for stray addresses in the language of its folder', () => {
    expect(open(shell, `${at}/no/such/page`)!.otherwise).toContain(`${at}/404.html`);
    expect(open(shell, `${at}/nowhere`)!.otherwise).toEqual([`${at}/404.html`]);
    expect(open(shell, `${at}/fi/nowhere/`)!.otherwise).toEqual([`${at}/fi/404.html`, `${at}/404.html`]);
  });

  test('without a connection, a page in a language that is not kept opens in one that is, and is told which was asked for', () => {
    const ways = (path: string) => open(shell, at + path)!.instead.map(({ path, query }) => path + query);
    expect(ways('/de/rubrics/open/?key=a%26b')).toEqual([
      `${at}/fi/rubrics/open/?key=a%26b&asked=de`,
      `${at}/rubrics/open/?key=a%26b&asked=de`
    ]);
    expect(ways('/de/')).toEqual([`${at}/fi/?asked=de`, `${at}/?asked=de`]);
    expect(ways('/de/rubrics/open')).toEqual([`${at}/fi/rubrics/open/?asked=de`, `${at}/rubrics/open/?asked=de`]);
    expect(ways('/de/result/index.html')).toEqual([`${at}/fi/result/?asked=de`, `${at}/result/?asked=de`]);
    // A language that was asked for before that one is of no interest any more.
    expect(ways('/fi/?asked=de')).toEqual([`${at}/?asked=fi`, `${at}/de/?asked=fi`]);
  });

  test('an address without a language is for readers of any', () =>
    expect(open(shell, `${at}/start/?topic=privacy`)!.instead).toEqual([
      { path: `${at}/fi/start/`, query: '?topic=privacy' },
      { path: `${at}/de/start/`, query: '?topic=privacy' }
    ]));

  test('what is no language of the app is a part of the address', () =>
    expect(open(shell, `${at}/xx/rubrics/open/`)!.instead.map(({ path }) => path)).toEqual([
      `${at}/fi/xx/rubrics/open/`,
      `${at}/de/xx/rubrics/open/`
    ]));

  test('only a page has another to go to', () => expect(load(shell, `${at}/de/_app/version.json`)!.instead).toEqual([]));

  test('a file that is not kept never turns into a page', () => expect(load(shell, `${at}/_app/version.json`)!.otherwise).toEqual([]));

  test('only index.html stands for its folder, nothing that looks like it', () =>
    expect(open(shell, `${at}/result/index.htm`)!.page).toBe(`${at}/result/index.htm/`));

  test('other hosts and anything that sends data are left alone', () => {
    expect(answer(shell, { url: `https://elsewhere.example${at}/`, method: 'GET', page: true })).toBeNull();
    expect(answer(shell, { url: `${shell.origin}${at}/`, method: 'POST', page: true })).toBeNull();
  });
});

test('a neighbour whose folder only begins alike is left alone', () => {
  expect(open(folder, '/tools/waymark-old/')).toBeNull();
  expect(open(folder, '/tools/')).toBeNull();
});

describe('what is fetched beside copies', () => {
  test('icons, which the app can do without, and which the server is asked about', () =>
    expect(toKeep(folder)).toEqual([{ path: '/tools/waymark/icon.svg', needed: false, cache: 'no-cache' }]));

  test("what a page has loaded already, from the browser's own store: a name with a hash never changes its content", () =>
    expect(filesOf(folder, app)).toEqual([{ path: `/tools/waymark/${START}`, needed: true, cache: 'default' }]));

  test('a file that is listed twice is fetched once', () => {
    const paths = toKeep({ ...root, files: ['/icon.svg', '/favicon.ico', '/icon.svg'] }).map(({ path }) => path);
    expect(paths).toEqual(['/icon.svg', '/favicon.ico']);
    expect(filesOf(root, { ...app, files: [START, START] })).toHaveLength(1);
  });
});

describe('a copy', () => {
  test('of a language holds its pages, texts and manifest, each to the last character; the page for stray addresses says that it is one', () =>
    expect(partsOf(folder, finnish)).toEqual([
      { path: '/tools/waymark/_app/immutable/texts/fi/E5f6/assess.json', text: words, type: 'application/json', status: 200 },
      { path: '/tools/waymark/fi/404.html', text: stray, type: 'text/html; charset=utf-8', status: 404 },
      { path: '/tools/waymark/fi/', text: stray + words, type: 'text/html; charset=utf-8', status: 200 },
      { path: '/tools/waymark/fi/manifest.webmanifest', text: '{}', type: 'application/manifest+json', status: 200 }
    ]));

  test('of the app holds scripts and styles, each as what it is', () =>
    expect(partsOf(root, app)).toEqual([
      { path: '/_app/immutable/chunks/G7h8.js', text: 'a();', type: 'text/javascript; charset=utf-8', status: 200 },
      { path: '/_app/immutable/assets/0.C3d4.css', text: 'b{}', type: 'text/css; charset=utf-8', status: 200 }
    ]));

  test('holds nothing of which it would have to guess what it is', () =>
    expect(['', 'fi/', 'fi/404.html', 'a.js', 'icon.png', 'LICENSE'].map((path) => typeOf(path) !== undefined)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false
    ]));

  test('says again nothing that it has said, and gives every text back as it was', () => {
    const sentence = fc.constantFrom(
      'Mitä voisit kokeilla seuraavaksi? ',
      '<section class="card svelte-1a2b3c">',
      '.card.svelte-1a2b3c{margin-block:1rem}',
      '🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭🧭',
      '\ud83e',
      '\ufeff'
    );
    const texts = fc.array(fc.array(fc.oneof(sentence, fc.string({ unit: anySign }))).map((some) => some.join('')));
    fc.assert(
      fc.property(texts, (texts) => {
        const text = withoutRepeats(texts.join(''));
        const copy: Copy = { ...finnish, parts: texts.map((text, i) => [`${i}.json`, text.length]), text };
        // A browser keeps no half of a character, and no page has one.
        expect(partsOf(root, copy).map((part) => part.text)).toEqual(texts.map((text) => text.toWellFormed()));
      }),
      times(100)
    );
    const twice = withoutRepeats('Mitä voisit kokeilla seuraavaksi? '.repeat(50));
    expect(JSON.stringify(twice).length).toBeLessThan(200);
  });

  test('is taken when it belongs to this build and is the one that was asked for', () =>
    expect(checkedCopy(root, 'fi', finnish)).toBe(finnish));

  test.each([
    ['of the build before, which a server in between still hands out', { ...finnish, version: '1' }],
    ['of another name', { ...finnish, name: 'sv' }],
    ['with nothing in it', { version: '2', name: 'fi' }],
    ['that is none', null]
  ])('%s is declined', (_what, copy) => expect(checkedCopy(root, 'fi', copy)).toBeNull());
});

describe('an update keeps the copies that were opened', () => {
  test('which the version before says; the one for everybody is kept anyway', () =>
    expect(
      openedBefore(folder, [
        [copyOf(folder, 'app'), copyOf(folder, 'fi'), copyOf(folder, 'pt-BR'), '/tools/waymark/fi/', '/tools/waymark/']
      ])
    ).toEqual(['fi', 'pt-BR']));

  test('tools among them', () =>
    expect(openedBefore(root, [['app', 'en', 'authors'].map((name) => copyOf(root, name))])).toEqual(['authors', 'en']));

  test('all tools where they came with the app: up to version 0.1, which had a copy for each language, and when only languages were listed', () => {
    expect(openedBefore(root, [['/', '/about/', '/404.html']])).toEqual(['authors', 'en']);
    expect(openedBefore(root, [['/fi/', '/fi/about/']])).toEqual(['authors', 'fi']);
    expect(openedBefore(folder, [['/tools/waymark/'], ['/tools/waymark/sv/'], ['/sv/']])).toEqual(['authors', 'en', 'sv']);
    expect(openedBefore(folder, [['/tools/waymark/_app/languages/fi.json', '/tools/waymark/fi/']])).toEqual(['authors', 'fi']);
  });

  test('and none besides', () => expect(openedBefore(root, [[], ['/icon.svg', '/_app/immutable/entry/start.A1b2.js']])).toEqual([]));

  test('what other builds left behind goes in the end, also from folders of languages; neighbours and other apps are left alone', () => {
    const before = cacheName({ ...folder, version: '1' });
    const names = [before, cacheName(folder), cacheName(root), cacheName(at('/tools')), 'waymark', 'another-app'];
    expect(outdated(folder, [...names, 'waymark|/tools/waymark/fi|1', 'waymark|/tools/waymark/games|1'])).toEqual([
      before,
      'waymark|/tools/waymark/fi|1'
    ]);
    expect(outdated(root, [...names, 'waymark|/fi|1', 'waymark|/et|1'])).toEqual(['waymark|/fi|1']);
  });
});

describe('a page of another build is noticed', () => {
  const own = [START, '_app/immutable/assets/0.C3d4.css'];
  const page = (start: string) => `<link href="../_app/immutable/assets/0.C3d4.css" rel="stylesheet">
    <script>import("../_app/immutable/entry/start.${start}.js")</script>`;

  test('a page that names only what this build has', () => expect(strangers(own, page('A1b2'))).toEqual([]));
  test('a page that names a script of the build before', () =>
    expect(strangers(own, page('Zz99'))).toEqual(['_app/immutable/entry/start.Zz99.js']));
});
