import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { firstVisit } from '../../scripts/measure/bytes.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { partOf } from '../support/scale.ts';
import {
  buildFolder,
  criteria,
  expect,
  expectStored,
  follow,
  live,
  open,
  option,
  PAGES,
  PAGES_FOR_ALL,
  rowsOf,
  shownAsChosen,
  tap,
  test,
  begin,
  heading,
  headlineOf,
  topicOf,
  offlineReady
} from './app.ts';
import { objections, tooWide } from './axe.ts';
import { assessment, putAssessments, upTo } from './data.ts';
import { counted } from '../../scripts/measure/line.ts';

const first = criteria[0]!;

interface Words {
  readonly title: string;
  readonly criteria: Readonly<Record<string, { readonly title: string; readonly descriptors: Readonly<Record<string, string>> }>>;
}
const rubricIn = (language: string) => JSON.parse(readFileSync(`rubrics/information/${language}.json`, 'utf8')) as Words;

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
  await page.locator('[data-level="2"] .what').click();
  await expect(option(page, 2)).toHaveClass(/\bchosen\b/);
  await expect(page.locator('html')).not.toHaveAttribute('data-asked');
  await page.evaluate(() => new Intl.DisplayNames(['fi'], { type: 'language' }));
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');
});

/** Opens the menu of languages and chooses one by what it calls itself. */
async function toLanguage(page: Page, name: string): Promise<void> {
  await page.locator('header button').click();
  await page.getByRole('link', { name, exact: true }).click();
}

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
  await expect(option(page, 3)).toHaveClass(/\bchosen\b/);

  await toLanguage(page, 'English');
  await live(page);
  await expect(heading(page)).toHaveText(first.title);
  await expectStored(page, first.key, { 1: '0 left', 2: '0 left', 3: '2 given', 4: '0 left' });
});

test('answers given in one language are the same answers in a result in another', async ({ page }) => {
  const topic = topicOf('information');
  await putAssessments(page, [assessment('one', 'One', [topic.id], Date.now(), upTo(2))]);
  await open(page, '/result/?id=one');
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
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

test.describe('without a connection', () => {
  // The browser says on the console that an address is kept nowhere.
  test.use({ serviceWorkers: 'allow', expected: /Failed to load resource|Not found|net::ERR/ });

  const ANOTHER =
    'a language that is opened for the first time costs at most 145 kB and is no new version; then all of it opens, and others say that they are not here';
  test(ANOTHER, { tag: '@part' }, async ({ page, context, host }) => {
    const server = await host();
    const line = await counted(server.port);
    await open(page, line.address);
    await offlineReady(page);
    expect(line.bytes()).toBeGreaterThan(120_000);
    const before = line.bytes();
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
    const cost = line.bytes() - before;
    expect(cost).toBeGreaterThan(20_000);
    expect(cost).toBeLessThanOrEqual(145_000);
    await open(page, `${line.address}fi/about/`);
    await offlineReady(page);
    expect(said).toContain('ready');
    expect(said).not.toContain('update-waiting');
    expect(
      await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname))
    ).toEqual(['/']);

    line.close();
    await server.close();
    // All of them in English: offline.spec.ts. A language brings its pages in one file, so some stand for the others.
    for (const path of partOf(PAGES_FOR_ALL, 0, 4)) {
      const response = await page.goto(`${line.address}fi${path}`);
      expect(response!.fromServiceWorker(), path).toBe(true);
      await live(page);
      await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
      await expect(heading(page), path).toBeVisible();
    }
    for (const [language, folder] of [
      ['fi', 'fi/'],
      ['en', '']
    ]) {
      expect((await page.goto(`${line.address}${folder}nowhere/at/all/`))!.status()).toBe(404);
      await live(page);
      await expect(page.locator('html')).toHaveAttribute('lang', language!);
      await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
    }
    // English was opened, and is here; German was not, and is not.
    await context.setOffline(true);
    await open(page, `${line.address}fi/about/`);
    await toLanguage(page, 'English');
    await live(page);
    await expect(page).toHaveURL(`${line.address}about/`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await toLanguage(page, 'Deutsch');
    await expect(page.getByText('German is not on this device yet; shown in English')).toBeVisible();
    await expect(page).toHaveURL(`${line.address}about/`);
    // An address in German opens all the same, with all that stands in it.
    await page.goto('about:blank');
    await page.goto(`${line.address}de/rubrics/?x=1#export`);
    await live(page);
    await expect(page).toHaveURL(`${line.address}rubrics/?x=1&asked=de#export`);
    await expect(page.getByText('German is not on this device yet; shown in English')).toBeVisible();
    await expect(heading(page)).toHaveText('Rubrics');
    expect((await page.goto(`${line.address}de/nowhere/`))!.status()).toBe(404);
  });

  test('a rubric is kept beside its answers in every language that it has, also where one alone was opened', async ({ page, context }) => {
    await open(page, '/fi/choose/?topic=information');
    await offlineReady(page);
    await context.setOffline(true);
    await page.locator('form button:not([type])').click();
    await page.locator('[data-level="2"] .what').click();
    await expect(option(page, 2)).toHaveClass(/\bchosen\b/);
    await expect.poll(async () => (await rowsOf(page, 'rubrics')).length, { timeout: 20_000 }).toBe(1);
    const [row] = (await rowsOf(page, 'rubrics')) as readonly { content: { words: object; translated: object } }[];
    expect(Object.keys(row!.content.words).sort()).toEqual([...LANGUAGES].sort());
    expect(Object.keys(row!.content.translated).sort()).toEqual(LANGUAGES.slice(1).sort());
  });
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

/** What other words can break; all else is the same in every language, and looked at in English. */
const WORDED = [
  ...['document-title', 'html-has-lang', 'html-lang-valid', 'valid-lang', 'label', 'select-name', 'button-name', 'link-name'],
  ...['aria-input-field-name', 'input-button-name', 'image-alt', 'label-content-name-mismatch', 'target-size', 'empty-heading']
];

// Usually each page in one of two languages, and the questions in both.
for (const [i, language] of ['fi', 'de', 'sv'].entries())
  test(
    `every page in ${language}: in that language, nothing to object to, and nothing wider than 320 px`,
    { tag: language === 'sv' ? '@storm' : '@part' },
    async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width: 320, height: 800 });
      await open(page, `/${language}/about/`);
      for (const path of PAGES) {
        if (path !== '/assess/' && !partOf(PAGES, i, 2).includes(path)) continue;
        await follow(page, `/${language}${path}`);
        await expect(page.locator('html'), path).toHaveAttribute('lang', language);
        expect(await objections(page, WORDED), path).toEqual([]);
        expect(await tooWide(page), path).toEqual([]);
        if (path !== '/assess/') continue;
        const { title, descriptors } = rubricIn(language).criteria.A1!;
        await expect(heading(page)).toHaveText(title);
        for (const text of Object.values(descriptors)) await expect(page.getByText(text, { exact: true })).toBeVisible();
      }
    }
  );
