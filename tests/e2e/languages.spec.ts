import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join, relative } from 'node:path';
import type { Page } from '@playwright/test';
import { firstVisit } from '../../scripts/measure/bytes.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { readMessages } from '../../scripts/messages.ts';
import {
  buildFolder,
  criteria,
  expect,
  expectStored,
  live,
  open,
  option,
  PAGES,
  rowsOf,
  shownAsChosen,
  tap,
  test,
  answerAll,
  begin,
  heading,
  choose,
  topicOf,
  offlineReady
} from './app.ts';
import { objections, tooWide } from './axe.ts';

const first = criteria[0]!;

interface Words {
  readonly title: string;
  readonly criteria: Readonly<Record<string, { readonly title: string; readonly descriptors: Readonly<Record<string, string>> }>>;
}
const rubricIn = (language: string) => JSON.parse(readFileSync(`rubrics/information/${language}.json`, 'utf8')) as Words;

/** A line to a server that counts what comes over it, whoever asks: the page, or the worker behind it. */
async function counted(port: number) {
  let bytes = 0;
  const line = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    far.on('data', (chunk) => (bytes += chunk.length));
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const)
      from.on('error', () => to.destroy()).pipe(to);
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(line.address() as AddressInfo).port}/`,
    bytes: () => bytes,
    // The browser keeps its connections for later; it goes with the test.
    close: () => line.close().unref()
  };
}

test.describe('nothing of another language is in what a page loads', () => {
  const filesIn = (folder: string, ending: string) =>
    readdirSync(join(buildFolder, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith(ending))
      .map((name) => join(folder, name));
  const read = (name: string) => readFileSync(join(buildFolder, name), 'utf8');
  /** Texts long enough to be nobody's by chance, without the values in them. */
  const sentences = (language: string) =>
    [
      ...Object.values(readMessages(language)),
      ...Object.values(rubricIn(language).criteria).flatMap(({ descriptors }) => Object.values(descriptors))
    ]
      .flatMap((text) => text.split(/[{}<>&"“”„»«#]/))
      .map((text) => text.trim())
      .filter((text) => text.length > 30 && text.includes(' '));

  for (const language of LANGUAGES)
    test(`${language}: its pages hold its own texts, and name its own files`, () => {
      const folder = language === 'en' ? '' : language;
      const pages = filesIn(folder, '.html').filter((name) => language !== 'en' || !LANGUAGES.includes(name.split('/')[0]!));
      expect(pages.length).toBe(PAGES.length + 1);
      const own = new Set(sentences(language));
      expect(pages.some((page) => [...own].some((text) => read(page).includes(text)))).toBe(true);
      const others = LANGUAGES.filter((other) => other !== language)
        .flatMap(sentences)
        .filter((text) => !own.has(text));
      for (const page of pages) {
        const html = read(page);
        expect(
          others.filter((text) => html.includes(text)),
          page
        ).toEqual([]);
        expect(
          [...html.matchAll(/_app\/immutable\/texts\/([\w-]+)\//g)].map(([, other]) => other).filter((other) => other !== language),
          page
        ).toEqual([]);
      }
    });

  test('scripts hold no texts at all, in no language', () => {
    const scripts = filesIn('_app/immutable', '.js').map(read).join('\n');
    expect(scripts.length).toBeGreaterThan(500_000);
    expect(LANGUAGES.flatMap(sentences).filter((text) => scripts.includes(text))).toEqual([]);
  });
});

test('languages are named without asking the browser what they are called, which would take longer than all else', async ({ page }) => {
  await page.addInitScript(() => {
    const DisplayNames = new Proxy(Intl.DisplayNames, {
      construct(...how) {
        document.documentElement.dataset.asked = 'yes';
        return Reflect.construct(...how) as object;
      }
    });
    Object.assign(Intl, { DisplayNames });
  });
  await open(page, '/fi/assess/');
  await live(page);
  await page.locator('[data-level="2"] label').first().click();
  await expect(option(page, 2)).toHaveClass(/\bhere\b/);
  await expect(page.locator('html')).not.toHaveAttribute('data-asked');
  await page.evaluate(() => new Intl.DisplayNames(['fi'], { type: 'language' }));
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');
});

/** Opens the menu of languages and chooses one by what it calls itself. */
async function toLanguage(page: Page, name: string): Promise<void> {
  await page.locator('header button').click();
  await page.getByRole('link', { name, exact: true }).click();
}

test.describe('each language lies at an address of its own', () => {
  for (const [language, start] of [
    ['fi', 'Aloita'],
    ['sv', 'Börja'],
    ['de', 'Beginnen']
  ] as const)
    test(`${language}: the page says so, and the whole of it is in that language`, async ({ page }) => {
      await open(page, `/${language}/assess/`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      const own = rubricIn(language).criteria.A1!;
      await expect(heading(page)).toHaveText(own.title);
      for (const text of Object.values(own.descriptors)) await expect(page.getByText(text, { exact: true })).toBeVisible();
      await open(page, `/${language}/`);
      expect(start).toBeTruthy();
      await expect(page.locator('main')).not.toContainText('Where do you stand');
    });
});

test('another language keeps the place and the answers: from English to German in the middle of an assessment, and back', async ({
  page
}) => {
  await begin(page);
  await tap(page, first, 3);
  await shownAsChosen(page, first, 3);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  const there = new URL(page.url());

  await toLanguage(page, 'Deutsch');
  await live(page);
  await expect(page).toHaveURL(new RegExp(`/de/assess/\\${there.search.replace(/[.?]/g, '\\$&').slice(1)}$`));
  await expect(heading(page)).toHaveText(rubricIn('de').criteria.A2!.title);
  await page.goBack();
  await live(page);
  await page.goForward();
  await live(page);
  await page.getByRole('button', { name: 'Zurück' }).click();
  await expect(option(page, 3)).toHaveClass(/\bhere\b/);

  await toLanguage(page, 'English');
  await live(page);
  await expect(heading(page)).toHaveText(first.title);
  await expectStored(page, first.key, { 1: '2 assumed', 2: '2 assumed', 3: '2 placed', 4: '0 assumed' });
});

test('an answer given in Finnish is the same answer in a Swedish result', async ({ page }) => {
  const topic = topicOf('information');
  await choose(page, [topic.id], 'One');
  await answerAll(page, topic.criteria, () => 2);
  await expect(heading(page)).toHaveText('You talk with people one-to-one online.');
  await toLanguage(page, 'Svenska');
  await live(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'sv');
  await expect(page.getByRole('heading', { name: rubricIn('sv').title })).not.toHaveCount(0);
  await expect(page.locator('main')).not.toContainText('You talk');
});

test.describe('the first visit', () => {
  test.use({ locale: 'fi-FI' });

  test('comes in the browser’s language, and stays in the one that the person chooses', async ({ page }) => {
    await page.goto('/about/?from=a-link');
    await live(page);
    await expect(page).toHaveURL(/\/fi\/about\/\?from=a-link$/);
    await toLanguage(page, 'English');
    await live(page);
    await expect(page).toHaveURL(/[^i]\/about\//);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    // From elsewhere, later: a bookmark of the root.
    await page.goto('about:blank');
    await page.goto('/');
    await live(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });

  test('a link to another language is followed as it is', async ({ page }) => {
    await page.goto('/sv/method/');
    await live(page);
    await expect(page).toHaveURL(/\/sv\/method\/$/);
  });
});

test('a language that was opened once opens without a connection; one that was not says so and stays', async ({ page, context }) => {
  await open(page, '/fi/about/');
  await offlineReady(page);
  await open(page, '/about/');
  await offlineReady(page);
  await context.setOffline(true);
  await toLanguage(page, 'Deutsch');
  await expect(page.getByText('This language is not on this device yet')).toBeVisible();
  await expect(page).toHaveURL(/\/about\/$/);
  await toLanguage(page, 'Suomi');
  await live(page);
  await expect(page).toHaveURL(/\/fi\/about\/$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
});

test('a language that is opened for the first time is no new version, and is kept for use without a connection', async ({ page, host }) => {
  const server = await host();
  await open(page, server.address);
  await offlineReady(page);
  const said: string[] = [];
  await page.exposeFunction('heard', (state: string) => said.push(state));
  await page.addInitScript(() =>
    new MutationObserver(() => {
      const state = document.querySelector('[data-offline]')?.getAttribute('data-offline');
      if (state) void (window as unknown as { heard: (state: string) => void }).heard(state);
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-offline'] })
  );
  await toLanguage(page, 'Suomi');
  await live(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await offlineReady(page);
  await open(page, `${server.address}fi/about/`);
  await offlineReady(page);
  expect(said).toContain('ready');
  expect(said).not.toContain('update-waiting');
  expect(
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname))
  ).toEqual(['/']);

  await server.close();
  for (const path of PAGES) {
    const response = await page.goto(`${server.address}fi${path}`);
    expect(response!.fromServiceWorker(), path).toBe(true);
    await live(page);
    await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
    await expect(heading(page), path).toBeVisible();
  }
});

test.describe('an address that leads nowhere', () => {
  // The browser says so on the console.
  test.use({ expected: /Failed to load resource|Not found/ });

  test('says so without a connection in the language of its folder', async ({ page, host }) => {
    const server = await host();
    for (const language of ['', 'fi/']) {
      await open(page, server.address + language);
      await offlineReady(page);
    }
    await server.close();
    for (const [language, folder] of [
      ['fi', 'fi/'],
      ['en', '']
    ]) {
      expect((await page.goto(`${server.address}${folder}nowhere/at/all/`))!.status()).toBe(404);
      await live(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language!);
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    }
  });
});

test('without a connection, a rubric is kept beside its answers in every language that it has, also where one alone was opened', async ({
  page,
  context
}) => {
  await open(page, '/fi/choose/?topic=information');
  await offlineReady(page);
  await context.setOffline(true);
  await page.locator('form button:not([type])').click();
  await page.locator('[data-level="2"] label').first().click();
  await expect(option(page, 2)).toHaveClass(/\bhere\b/);
  await expect.poll(async () => (await rowsOf(page, 'rubrics')).length, { timeout: 20_000 }).toBe(1);
  const [row] = (await rowsOf(page, 'rubrics')) as readonly { content: { words: object; translated: object } }[];
  expect(Object.keys(row!.content.words).sort()).toEqual([...LANGUAGES].sort());
  expect(Object.keys(row!.content.translated).sort()).toEqual(LANGUAGES.slice(1).sort());
});

test('changing the language costs at most 120 kB, with all of it kept for use without a connection', async ({ page, host }) => {
  const line = await counted((await host()).port);
  await open(page, line.address);
  await offlineReady(page);
  expect(line.bytes()).toBeGreaterThan(120_000);
  const before = line.bytes();
  await toLanguage(page, 'Suomi');
  await live(page);
  await offlineReady(page);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('fi');
  const cost = line.bytes() - before;
  expect(cost).toBeGreaterThan(20_000);
  expect(cost).toBeLessThanOrEqual(120_000);
  line.close();
});

for (const language of ['fi', 'sv', 'de'])
  test(`a first visit in ${language} stays within the same bytes, and fetches no other language`, async ({ browser, baseURL }) => {
    const visit = await firstVisit(browser, `${baseURL}${language}/`);
    expect(visit.untilTap).toBeLessThanOrEqual(58_000);
    expect(visit.untilStored).toBeLessThanOrEqual(80_000);
    expect(visit.untilTap).toBeGreaterThan(20_000);
    const english = rubricIn('en').criteria.A1!.descriptors['1']!;
    expect(readFileSync(join(buildFolder, language, 'assess/index.html'), 'utf8')).not.toContain(english);
  });

/** Bytes of all files that a server needs, without their compressed copies. */
const weight = (paths: readonly string[]) =>
  paths.filter((path) => !/\.(br|gz)$/.test(path)).reduce((sum, path) => sum + statSync(join(buildFolder, path)).size, 0);
const filesBelow = (folder: string) =>
  readdirSync(join(buildFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(buildFolder, join(entry.parentPath, entry.name)));

test('the app takes at most 9 MB of a server, and a language 1.5 MB of that', () => {
  const all = weight(filesBelow(''));
  expect(all).toBeGreaterThan(2_000_000);
  expect(all).toBeLessThanOrEqual(9_000_000);
  for (const language of ['fi', 'sv', 'de']) {
    const own = [...filesBelow(language), ...filesBelow(`_app/immutable/texts/${language}`), `_app/languages/${language}.json`];
    expect(weight(own), language).toBeLessThanOrEqual(1_500_000);
    expect(weight(own), language).toBeGreaterThan(300_000);
  }
});

/** What other words can break; all else is the same in every language, and looked at in English. */
const WORDED = [
  ...['document-title', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'label', 'select-name', 'button-name', 'link-name'],
  ...['aria-input-field-name', 'input-button-name', 'image-alt', 'label-content-name-mismatch', 'target-size', 'empty-heading']
];

for (const language of ['fi', 'sv', 'de'])
  test(`every page in ${language}: nothing to object to, and nothing wider than 320 px`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width: 320, height: 800 });
    for (const path of PAGES) {
      await open(page, `/${language}${path}`);
      await live(page);
      expect(await objections(page, WORDED), path).toEqual([]);
      expect(await tooWide(page), path).toEqual([]);
    }
  });
