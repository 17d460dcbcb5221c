import type { Page } from '@playwright/test';
import {
  begin,
  button,
  criteria,
  expect,
  expectStored,
  heading,
  live,
  more,
  open,
  shownAsChosen,
  tap,
  test as base,
  offlineReady
} from './app.ts';
import { makeSite, startOf, type Site } from './builds.ts';

const first = criteria[0]!;
const TITLE = 'A new version is ready';

const test = base.extend<{ site: Site }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  site: async ({}, use) => {
    const site = await makeSite();
    await site.putPresent();
    await use(site);
    await site.remove();
  }
});

test.use({ serviceWorkers: 'allow' });

/** Whether the page on screen is of the build that the site has now. */
const isNewest = async (page: Page, site: Site) => (await page.content().catch(() => '')).includes(await startOf(site.folder));

test('a new version asks on the home page, never while one is answering, and answers stay when it is taken', async ({
  site,
  page,
  host
}) => {
  const { address } = await host(site.folder);
  await page.clock.install();
  await open(page, address);
  await offlineReady(page);
  await begin(page, `${address}assess/`);
  await tap(page, first, 3);
  await shownAsChosen(page, first, 3);

  await site.putNewer();
  await page.reload();
  await shownAsChosen(page, first, 3);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  // Nothing is looked for before a pause in answering.
  await page.clock.fastForward(10_000);
  await expect(page.locator('[data-offline="update-waiting"]')).toBeAttached({ timeout: 20_000 });
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await page.reload();
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  await page.clock.fastForward(10_000);
  await expect(page.locator('[data-offline="update-waiting"]')).toBeAttached({ timeout: 20_000 });
  await expect(page.getByText(TITLE)).toHaveCount(0);

  await page.getByRole('link', { name: 'Stop for today' }).click();
  await expect(page.getByText(TITLE)).toBeVisible();
  expect(await isNewest(page, site)).toBe(false);
  await button(page, 'Later').click();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(TITLE)).toBeVisible();
  expect(await isNewest(page, site)).toBe(false);

  await button(page, 'Use it now').click();
  await expect.poll(() => isNewest(page, site)).toBe(true);
  await live(page);
  await offlineReady(page);
  await expect(page.getByText(TITLE)).toHaveCount(0);
  // What the earlier version kept goes once no window can need it.
  await expect.poll(() => page.evaluate(() => caches.keys())).toHaveLength(1);
  await page.getByRole('link', { name: 'Carry on' }).click();
  await shownAsChosen(page, first, 1);
  await expectStored(page, first.key, { 1: '2 given', 2: '2 given', 3: '2 given' });
});

test(
  'a new version that is taken in one tab leaves another tab as it is, with its own parts, and does not disturb its answers',
  { tag: '@storm' },
  async ({ site, page, context, host }) => {
    const { address } = await host(site.folder);
    await open(page, address);
    await offlineReady(page);
    const other = await context.newPage();
    await begin(other, `${address}assess/`);
    await tap(other, first, 3);
    await shownAsChosen(other, first, 3);
    await other.evaluate(() => Object.assign(window, { stayed: true }));

    await site.putNewer();
    await page.reload();
    await button(page, 'Use it now').click({ timeout: 20_000 });
    // Two windows and a new worker: on a busy machine that takes its time.
    await expect.poll(() => isNewest(page, site), { timeout: 30_000 }).toBe(true);
    await offlineReady(page);
    await tap(other, first, 2);
    await shownAsChosen(other, first, 2);
    await expect(other.getByText(TITLE)).toHaveCount(0);
    await expectStored(other, first.key, { 2: '2 given', 3: '2 given' });

    // The site has other files now, and the browser's own store is empty: what comes is from the copy that was kept for it.
    await (await context.newCDPSession(other)).send('Network.clearBrowserCache');
    await other.getByRole('link', { name: 'Stop for today' }).click();
    await more(other, 'Settings');
    await expect(heading(other)).toHaveText('Settings');
    expect(await other.evaluate(() => 'stayed' in window)).toBe(true);
    await expect(other.getByText(TITLE)).toBeVisible();
    await button(other, 'Use it now').click();
    await expect.poll(() => isNewest(other, site)).toBe(true);
    await live(other);
    await expect(other.getByText(TITLE)).toHaveCount(0);
  }
);

test(
  'the languages that were opened are in the new version too, and are on the device before it is taken',
  { tag: '@storm' },
  async ({ site, page, host }) => {
    const server = await host(site.folder);
    for (const language of ['sv/', '']) {
      await open(page, server.address + language);
      await offlineReady(page);
    }
    await site.putNewer();
    await page.reload();
    await expect(page.getByText(TITLE)).toBeVisible({ timeout: 20_000 });
    await server.close();
    await button(page, 'Use it now').click();
    await expect.poll(() => isNewest(page, site)).toBe(true);
    for (const language of ['sv', 'en']) {
      const response = await page.goto(`${server.address}${language === 'sv' ? 'sv/' : ''}about/`);
      expect(response!.fromServiceWorker()).toBe(true);
      await live(page);
      expect(await isNewest(page, site)).toBe(true);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
    }
  }
);

test('a tool that was opened is in the new version too', { tag: '@storm' }, async ({ site, page, host }) => {
  const server = await host(site.folder);
  await open(page, `${server.address}rubrics/edit/`);
  await offlineReady(page);
  await site.putNewer();
  await page.reload();
  await expect(page.getByText(TITLE)).toBeVisible({ timeout: 20_000 });
  await server.close();
  await button(page, 'Use it now').click();
  await expect.poll(() => isNewest(page, site)).toBe(true);
  await live(page);
  await expect(heading(page)).toHaveText('Write a rubric');
});

test.describe('where a part of this version is on the server no more', () => {
  test.use({ expected: /Refused to apply style|Unable to preload CSS|Failed to load resource|Failed to fetch dynamically/ });

  test(
    'a tool that was not kept comes from the newer version, and with it the version',
    { tag: '@storm' },
    async ({ site, page, host }) => {
      const server = await host(site.folder);
      await open(page, `${server.address}rubrics/`);
      await offlineReady(page);
      await site.putNewer();
      await page.locator('main a[href$="edit/"]').click();
      await expect(heading(page)).toHaveText('Write a rubric');
      expect(await isNewest(page, site)).toBe(true);
      await offlineReady(page);
      await server.close();
      await page.reload();
      await expect(heading(page)).toHaveText('Write a rubric');
    }
  );
});

test('a server that is only half renewed is left for later: the version that is here stays, whole', async ({ site, page, host }) => {
  const { address } = await host(site.folder);
  await open(page, address);
  await offlineReady(page);
  await site.putNewer({ without: '_app/copies/en.json' });
  await page.reload();
  await live(page);
  const outcome = await page.evaluate(async () => {
    const registration = (await navigator.serviceWorker.getRegistration())!;
    await registration.update().catch(() => {});
    const worker = registration.installing;
    if (worker) await new Promise((done) => worker.addEventListener('statechange', done));
    return worker?.state;
  });
  expect(outcome).toBe('redundant');
  await page.reload();
  await offlineReady(page);
  await expect(page.getByText(TITLE)).toHaveCount(0);
  expect(await isNewest(page, site)).toBe(false);
  await more(page, 'Settings');
  await expect(heading(page)).toHaveText('Settings');
});
