/**
 * Devices that have the app of version 0.1, with a service worker for each language, or of 0.2, with one for all, get the present one: nothing
 * is lost, and nothing changes under somebody who is answering. Every later version has to pass this as it stands.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { STORED_VERSION } from '#lib/storage/tables/bare.ts';
import {
  buildFolder,
  topicsOf,
  expect,
  expectStored,
  heading,
  live,
  offlineReady,
  open,
  option,
  tap,
  shownAsChosen,
  goOn,
  rowsOf,
  stored,
  test as base,
  type Criterion
} from './app.ts';
import { makeSite, startOf, type Earlier, type Site } from './builds.ts';

interface Device {
  /** The site that the device comes from; it has the earlier app at first. */
  readonly site: Site;
  address(): string;
  online(): Promise<void>;
  offline(): Promise<void>;
}

const test = base.extend<{ device: Device; earlier: Earlier }>({
  earlier: ['0.1', { option: true }],
  device: async ({ host, earlier }, use) => {
    const site = await makeSite();
    await site.putEarlier(earlier);
    let server = await host(site.folder);
    const { address, port } = server;
    await use({
      site,
      address: () => address,
      online: async () => void (server = await host(site.folder, { port })),
      offline: () => server.close()
    });
    await site.remove();
  }
});

// Without a server the browser says so on the console, and so it does about a folder's worker that it would have renewed.
test.use({
  serviceWorkers: 'allow',
  expected:
    /Failed to load resource|ERR_CONNECTION_REFUSED|An unknown error occurred when fetching the script|Failed to update a ServiceWorker/
});

// Each installs the whole app two or three times, and a machine may have other work to do.
test.describe.configure({ timeout: 120_000 });

/** Of the rubrics that the earlier apps had. */
const [first, second] = topicsOf('0.10.0')[0]!.criteria as [Criterion, Criterion];
const FINNISH = { use: 'Ota käyttöön nyt', title: 'Uusi versio on valmis', next: 'Seuraava' };
const ENGLISH = { use: 'Use it now', title: 'A new version is ready' };

/** Whether the page on screen is of the present version: each page names the script that it was started with. */
async function isPresent(page: Page): Promise<boolean> {
  const html = await page.content().catch(() => '');
  return html.includes(await startOf(buildFolder, html.includes('<html lang="fi"') ? 'fi/index.html' : 'index.html'));
}
const expectPresent = async (page: Page) => expect(await isPresent(page)).toBe(true);
const expectEarlier = async (page: Page) => expect(await isPresent(page)).toBe(false);
const becomesPresent = (page: Page) => expect.poll(() => isPresent(page), { timeout: 20_000 }).toBe(true);

/** Says "this is where I am", in an earlier version, in whichever language. */
async function tapLevel(page: Page, level: 1 | 2 | 3 | 4): Promise<void> {
  const place = page.locator(`[data-level="${level}"]`);
  await expect(page.locator('[data-storage="opening"]')).toHaveCount(0);
  await place.locator('label').first().click();
  await expect(place).toHaveClass(/\bhere\b/);
}

async function answers(page: Page, assess: string): Promise<void> {
  await open(page, assess);
  await tapLevel(page, 3);
}

/** What is on the device for use without a connection; in the end one copy and one worker, at the root. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    copies: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname).sort()
  }));

/** Waits until the device has come over to the present version as a whole. */
async function expectComeOver(page: Page): Promise<void> {
  await offlineReady(page);
  await expect.poll(() => kept(page), { timeout: 20_000 }).toEqual({ copies: 1, workers: ['/'] });
}

async function expectOpensOffline(page: Page, address: string, language: string): Promise<void> {
  for (const path of ['', 'assess/', 'rubrics/read/?id=writing']) {
    const response = await page.goto(address + path);
    expect(response!.fromServiceWorker()).toBe(true);
    await live(page);
    await expectPresent(page);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    await expect(heading(page)).toBeVisible();
  }
}

const GIVEN = { 1: '2 assumed', 2: '2 assumed', 3: '2 placed' };

test('in Finnish, answered offline, the present version is taken when the person agrees', { tag: '@storm' }, async ({ device, page }) => {
  const fi = `${device.address()}fi/`;
  await open(page, fi);
  await offlineReady(page);
  expect(await kept(page)).toEqual({ copies: 1, workers: ['/fi/'] });
  await device.offline();
  await answers(page, `${fi}assess/`);
  await device.site.putPresent();
  await device.online();

  await open(page, fi);
  await expectEarlier(page);
  await expect(page.getByText(FINNISH.title)).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: FINNISH.use }).click();
  await becomesPresent(page);
  await live(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expectStored(page, first.key, GIVEN);
  await expectComeOver(page);
  await expect(page.getByText(FINNISH.title)).toHaveCount(0);

  await device.offline();
  await expectOpensOffline(page, fi, 'fi');
  await expectStored(page, first.key, GIVEN);
});

for (const connection of ['offline', 'online'] as const)
  test(
    `in Finnish, closed and started again ${connection}, it is the present version`,
    { tag: '@storm' },
    async ({ device, profile, start }) => {
      const fi = `${device.address()}fi/`;
      const before = await start(profile);
      const old = before.pages()[0]!;
      await open(old, fi);
      await offlineReady(old);
      await answers(old, `${fi}assess/`);
      await device.site.putPresent();
      await old.reload();
      await expect(old.locator('[data-offline="update-waiting"]')).toBeAttached({ timeout: 20_000 });
      await expectEarlier(old);
      await before.close();

      if (connection === 'offline') await device.offline();
      const after = await start(profile);
      const page = after.pages()[0]!;
      const response = await page.goto(fi);
      expect(response!.fromServiceWorker()).toBe(true);
      await live(page);
      await expectPresent(page);
      await expectStored(page, first.key, GIVEN);
      if (connection === 'offline') {
        await expectOpensOffline(page, fi, 'fi');
        await offlineReady(page);
        await device.online();
        await open(page, fi);
      }
      await expectComeOver(page);
      await device.offline();
      await expectOpensOffline(page, fi, 'fi');
    }
  );

test(
  'what took over in the folder before the root had a worker goes with the next version',
  { tag: '@storm' },
  async ({ device, profile, start }) => {
    const fi = `${device.address()}fi/`;
    const before = await start(profile);
    const old = before.pages()[0]!;
    await open(old, fi);
    await offlineReady(old);
    await answers(old, `${fi}assess/`);
    await device.site.putPresent();
    await old.reload();
    await expect(old.locator('[data-offline="update-waiting"]')).toBeAttached({ timeout: 20_000 });
    await before.close();
    await device.offline();
    const page = (await start(profile)).pages()[0]!;
    await open(page, fi);
    await expectPresent(page);
    await offlineReady(page);
    expect((await kept(page)).workers).toEqual(['/fi/']);

    await device.site.putNewer();
    await device.online();
    await page.reload();
    await expectPresent(page);
    await page.getByRole('button', { name: FINNISH.use }).click({ timeout: 20_000 });
    await expect.poll(() => isPresent(page), { timeout: 20_000 }).toBe(false);
    await live(page);
    expect((await page.content()).includes(await startOf(device.site.folder))).toBe(true);
    await expectStored(page, first.key, GIVEN);
    await expectComeOver(page);
    await expect(page.getByText(FINNISH.title)).toHaveCount(0);
  }
);

test(
  'an old tab goes on working beside the present version, with its own parts, and loses no answer',
  { tag: '@storm' },
  async ({ device, context, page }) => {
    const fi = `${device.address()}fi/`;
    await open(page, fi);
    await offlineReady(page);
    const old = await context.newPage();
    await answers(old, `${fi}assess/`);
    await old.evaluate(() => Object.assign(window, { stayed: true }));

    await device.site.putPresent();
    await page.reload();
    await page.getByRole('button', { name: FINNISH.use }).click({ timeout: 20_000 });
    await becomesPresent(page);
    await offlineReady(page);
    await expect.poll(async () => (await kept(page)).workers).toEqual(['/']);

    // From nowhere but the copy that was kept for it: the site has other files now, and the browser's own store is empty.
    await (await context.newCDPSession(old)).send('Network.clearBrowserCache');
    await tapLevel(old, 2);
    await old.keyboard.press('Enter');
    await expect(heading(old)).not.toHaveText('');
    await tapLevel(old, 1);
    await old.locator('header a[href$="settings/"]').click();
    await expect(old).toHaveURL(`${fi}settings/`);
    await expect(heading(old)).toBeVisible();
    expect(await old.evaluate(() => 'stayed' in window)).toBe(true);
    await expectEarlier(old);
    await expectStored(page, first.key, { 1: '2 assumed', 2: '2 placed', 3: '0 assumed', 4: '0 assumed' });
    await expectStored(page, second.key, { 1: '2 placed' });

    await old.reload();
    await live(old);
    await expectPresent(old);
    await old.close();
    await page.reload();
    await expectComeOver(page);
  }
);

test(
  'English and Finnish on one device come over together: both open offline afterwards, and share their answers',
  { tag: '@storm' },
  async ({ device, page }) => {
    const en = device.address();
    const fi = `${en}fi/`;
    await open(page, fi);
    await offlineReady(page);
    await open(page, en);
    await offlineReady(page);
    expect(await kept(page)).toEqual({ copies: 2, workers: ['/', '/fi/'] });
    await device.offline();
    await answers(page, `${fi}assess/`);

    await device.site.putPresent();
    await device.online();
    await open(page, en);
    await page.getByRole('button', { name: ENGLISH.use }).click({ timeout: 20_000 });
    await becomesPresent(page);
    await expectComeOver(page);
    await device.offline();
    await expectOpensOffline(page, fi, 'fi');
    await expectOpensOffline(page, en, 'en');
    await expectStored(page, first.key, GIVEN);
  }
);

test.describe('with version 0.2', () => {
  test.use({ earlier: '0.2' });

  const version = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === 'waymark')?.version);
  const PLACED = { ...GIVEN, 4: '0 assumed' };
  /** The first three questions: two placements, gone on from; and one whose essential was answered for itself. */
  async function answersOfOld(page: Page, assess: string) {
    await open(page, assess);
    await tapLevel(page, 3);
    await page.keyboard.press('Enter');
    await expect(heading(page)).toHaveText(second.title);
    await tapLevel(page, 2);
    await page.getByRole('group', { name: second.descriptors[1] }).getByText('Partly', { exact: true }).click();
    await expectStored(page, second.key, { 1: '1 given', 2: '2 placed' });
  }

  test('answers come over with how they arose, look filled in where they were, and can be gone on with in the new way', async ({
    device,
    page
  }) => {
    const en = device.address();
    await open(page, en);
    await offlineReady(page);
    await answersOfOld(page, `${en}assess/`);
    const before = await stored(page);
    expect(await version(page)).toBe(40);
    await device.site.putPresent();
    await open(page, en);
    await expectEarlier(page);
    await page.getByRole('button', { name: ENGLISH.use }).click({ timeout: 20_000 });
    await becomesPresent(page);
    await live(page);
    await expectStored(page, first.key, PLACED);
    expect((await stored(page)).entries).toEqual(before.entries);
    await expect.poll(() => version(page)).toBe(STORED_VERSION);

    // What was filled in is told from what the person said, and becomes theirs by a tap; going on leaves it as it is.
    const id = before.assessments[0]!.id;
    await open(page, `${en}assess/?id=${id}&at=${first.key}`);
    await expect(heading(page)).toHaveText(first.title);
    await shownAsChosen(page, first, 3);
    for (const [level, value] of [
      [1, 'Yes'],
      [2, 'Yes'],
      [4, 'Not yet']
    ] as const)
      await expect(option(page, level)).toContainText(`Filled in, not by you: ${value}`);
    await goOn(page);
    await expect(heading(page)).toHaveText(second.title);
    await expectStored(page, first.key, PLACED);
    await page.goBack();
    await tap(page, first, 2);
    await shownAsChosen(page, first, 2);
    await expectStored(page, first.key, { ...PLACED, 2: '2 given' });

    await open(page, `${en}assess/?id=${id}&at=${second.key}`);
    await goOn(page);
    await expectStored(page, second.key, { 1: '1 given', 2: '2 placed', 3: '0 left', 4: '0 left' });
    await expectComeOver(page);
    await device.offline();
    await expectOpensOffline(page, en, 'en');
  });

  test(
    'a tab of the earlier version that is still open says that a newer one has been here, and writes nothing',
    { tag: '@storm' },
    async ({ device, context, page }) => {
      const en = device.address();
      await open(page, en);
      await offlineReady(page);
      const old = await context.newPage();
      await answersOfOld(old, `${en}assess/`);
      await device.site.putPresent();
      await page.reload();
      await page.getByRole('button', { name: ENGLISH.use }).click({ timeout: 20_000 });
      await becomesPresent(page);
      await open(page, `${en}assessments/`);
      await expect.poll(() => version(page)).toBe(STORED_VERSION);
      await expect(old.getByText('A newer Waymark has been used here')).toBeVisible();
      const before = await rowsOf(page, 'entries');
      await old.locator('[data-level="4"] label').first().click();
      await expect(old.getByText('Not saved', { exact: true }).filter({ visible: true })).toBeVisible();
      expect(await rowsOf(page, 'entries')).toEqual(before);
    }
  );
});

test('an installed app keeps its address and its name', async ({ device }) => {
  const manifest = async (folder: string, site: string) => {
    const at = new URL(`${folder}manifest.webmanifest`, site);
    const { start_url, scope, id, name, lang, icons } = (await (await fetch(at)).json()) as Record<string, string> & {
      icons: { src: string }[];
    };
    const start = new URL(start_url!, at).href;
    const found = await Promise.all(icons.map(async ({ src }) => (await fetch(new URL(src, at))).ok));
    return { start, scope: new URL(scope!, at).href, id: id ? new URL(id, start).href : start, name, lang, icons: found };
  };
  const earlier = await Promise.all(['', 'fi/'].map((folder) => manifest(folder, device.address())));
  await device.site.putPresent();
  expect(await Promise.all(['', 'fi/'].map((folder) => manifest(folder, device.address())))).toEqual(earlier);
  expect(earlier[1]!.icons).not.toContain(false);
});

interface OldLink {
  readonly link: string;
  readonly language: string;
  /** The built-in rubric that it leads to choosing or reading. */
  readonly topic?: string;
  readonly rubric?: string;
  /** What a rubric carried by the link itself is called. */
  readonly shows?: string;
}
const links = JSON.parse(readFileSync('tests/upgrades/links-0.1.json', 'utf8')) as readonly OldLink[];
const titleOf = (rubric: string, language: string) =>
  (JSON.parse(readFileSync(`rubrics/${rubric}/${language}.json`, 'utf8')) as { title: string }).title;

test('links from before lead to the same', async ({ page }) => {
  for (const { link, language, topic, rubric, shows } of links) {
    await page.goto('about:blank');
    await open(page, `/${link}`);
    await expect(page.locator('html'), link).toHaveAttribute('lang', language);
    await expect(heading(page), link).toBeVisible();
    if (topic) {
      await expect(page.getByRole('checkbox', { checked: true }), link).toHaveCount(1);
      await expect(page.getByRole('checkbox', { name: titleOf(topic, language) }), link).toBeChecked();
    }
    if (rubric) await expect(heading(page), link).toHaveText(titleOf(rubric, language));
    if (shows) await expect(page.getByRole('main'), link).toContainText(shows);
  }
});
