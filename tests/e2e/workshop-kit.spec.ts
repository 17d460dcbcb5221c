import { chromium, type Page } from '@playwright/test';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { findBrowser, flags } from '../../scripts/browser.mjs';
import { LANGUAGES } from '../../scripts/languages.ts';
import { button, expect, heading, link, listen, offlineReady, open, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { printed } from './pdf.ts';

// A connection that is cut off is said on the console by the browser.
test.use({ expected: /ERR_INTERNET_DISCONNECTED/ });

/** Opens a workshop, as one press does. @returns its id */
async function openRound(page: Page, site = '/'): Promise<string> {
  await open(page, `${site}workshop/`);
  await button(page, 'Open a workshop').click();
  await page.waitForURL(/\/workshop\/room\/\?id=/);
  return new URL(page.url()).searchParams.get('id')!;
}

const inFolder = (language: string) => (language === 'en' ? '/' : `/${language}/`);
const points = (page: Page) => page.getByRole('list', { name: 'Ready?' }).getByRole('listitem');
const text = (page: Page) => page.locator('#mail-text').inputValue();

/** Reads the code on the poster as a phone's camera does. */
async function codeOn(page: Page): Promise<string | null> {
  const { path, size } = await page.locator('.poster svg').evaluate((svg) => ({
    path: svg.querySelector('path')!.getAttribute('d')!,
    size: Number(svg.getAttribute('viewBox')!.split(' ')[2])
  }));
  const scale = 4;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    for (let down = 0; down < scale; down++)
      for (let over = 0; over < Number(length) * scale; over++)
        data.set([0, 0, 0], ((Number(y) * scale + down) * width + Number(x) * scale + over) * 4);
  return readQr({ data, width, height: width });
}

test('the evening before: opened once, then without a connection, the laptop says that it is ready, and the mail is there in both kept languages', async ({
  host
}) => {
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: [...flags, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  });
  try {
    const context = await browser.newContext({ locale: 'en-GB', permissions: ['camera'], serviceWorkers: 'allow' });
    const heard = listen(context);
    const page = await context.newPage();
    // A browser that has agreed to protect what is kept, as one does that is used often.
    await context.addInitScript(() => Object.assign(navigator.storage, { persisted: async () => true }));
    const server = await host();
    for (const language of ['sv/', '']) {
      await open(page, `${server.address}${language}workshop/`);
      await offlineReady(page);
    }
    await expect(points(page).nth(2)).toContainText('Waymark and the tools for workshops are kept on this device.');
    await server.close();

    await page.goto(`${server.address}workshop/`);
    await expect(points(page)).toHaveCount(8);
    await expect(points(page).nth(0)).toContainText('It gives a picture. It is off again.');
    await expect(points(page).nth(1)).toContainText('A code was drawn and read.');
    await expect(points(page).nth(3)).toContainText('English and Svenska.');
    await expect(page.getByText('Ready: every point is checked and in order.')).toBeVisible();

    // With a workshop, there is something that no backup has: said, and not green.
    await button(page, 'Open a workshop').click();
    await link(page, 'Prepare a workshop').click();
    await expect(heading(page)).toHaveText('Prepare a workshop');
    await expect.poll(() => text(page)).toContain('Works offline now.');
    expect(await text(page)).toContain('Fungerar utan uppkoppling.');
    expect((await text(page)).match(/\/join\/#w=[0-9A-Z]{6}/g)).toHaveLength(2);
    const mail = await link(page, 'Open in your mail program').getAttribute('href');
    expect(mail).toMatch(/^mailto:\?subject=/);
    await page.getByRole('checkbox', { name: 'Svenska' }).uncheck();
    await expect.poll(() => text(page)).not.toContain('uppkoppling');
    const { sizes } = await printed(page);
    expect(sizes).toEqual([[210, 297]]);
    await link(page, 'To your workshops').or(link(page, 'Workshop')).first().click();
    await expect(points(page).nth(6)).toContainText('None was made yet.');
    expect(heard.filter((what) => !/ERR_CONNECTION_REFUSED|Failed to fetch/.test(what))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('what was not looked at is not said to be in order: a camera that would ask, copies that are not there', async ({ page }) => {
  await open(page, '/workshop/');
  await expect(points(page).nth(0)).toContainText('Not tried yet.');
  await expect(points(page).nth(0)).toHaveAttribute('data-state', 'look');
  await expect(points(page).nth(2)).toHaveAttribute('data-state', 'checking');
  await page.context().setOffline(true);
  await expect(points(page).nth(2)).toContainText('Not all of it is kept.');
  await page.context().setOffline(false);
  await expect(points(page).nth(4)).toContainText('This screen has');
  const wall = await page.context().newPage();
  await wall.setViewportSize({ width: 1024, height: 768 });
  await open(wall, '/workshop/wall/?id=rehearsal');
  await expect(points(page).nth(4)).toContainText('The projector page is open in a window of 1024 by 768 pixels.');
  await wall.setViewportSize({ width: 800, height: 600 });
  await expect(points(page).nth(4)).toHaveAttribute('data-state', 'look');
  await expect(page.getByText(/points need a look\./)).toBeVisible();
});

test('the poster is one side of A4 in every language, and its code leads into the workshop', async ({ page, baseURL }) => {
  const id = await openRound(page);
  for (const language of LANGUAGES) {
    await open(page, `${inFolder(language)}workshop/prepare/?id=${id}`);
    await expect(page.locator('.poster svg')).toBeVisible();
    const { sizes, texts } = await printed(page);
    expect(sizes, language).toEqual([[210, 297]]);
    expect(texts[0], language).toMatch(/[0-9A-Z]{3} [0-9A-Z]{3}/);
    expect(await codeOn(page), language).toMatch(new RegExp(`^${baseURL}join/#w=[0-9A-Z]{6}$`));
  }
});

test('the timer goes by the clock: through sleep, a pause and a reload', async ({ page }) => {
  await page.clock.install({ time: new Date('2026-11-30T09:00:00') });
  await open(page, '/workshop/steps/');
  await page.clock.pauseAt(new Date('2026-11-30T10:00:00'));
  const timer = page.getByRole('timer', { name: 'Timer' });
  await button(page, 'Start the timer').click();
  await expect(timer).toHaveText('10:00 left');
  await expect(page.getByText('It ends at 11:30')).toBeVisible();
  // A laptop that slept: no second was counted, and all of them are gone.
  await page.clock.fastForward('12:00');
  await expect(timer).toHaveText('2:00 over');
  await expect(page.getByRole('status').filter({ hasText: 'Time is up for this step: Opening' })).toBeAttached();
  await button(page, 'Next step').click();
  await expect(page.getByRole('status').filter({ hasText: 'Step 2 of 8: Practise together' })).toBeAttached();
  await expect(page.locator('li[aria-current="step"]')).toContainText('Practise together');
  await page.clock.fastForward('03:00');
  await expect(timer).toHaveText('7:00 left');
  await button(page, 'Pause').click();
  await page.clock.fastForward('30:00');
  await expect(timer).toHaveText('7:00 left (paused)');
  await page.clock.resume();
  await page.reload();
  await expect(timer).toHaveText('7:00 left (paused)');
  await button(page, 'Go on').click();
  await page.clock.fastForward('01:00');
  await expect(timer).toHaveText(/^(6:00|5:5\d) left\s*$/);
  await button(page, 'End the timer').click();
  await expect(button(page, 'Start the timer')).toBeVisible();
});

test('a course: its text starts the topics and says who can read a code; the column is pasted on the same page', async ({ page }) => {
  await open(page, '/workshop/cohort/');
  await button(page, 'Open a round for the course').click();
  await expect(page.locator('#course-text')).toBeVisible();
  const course = await page.locator('#course-text').inputValue();
  expect(course).toMatch(/\/join\/#w=[0-9A-Z]{6}\n/);
  expect(course).toContain('Anyone with Waymark who sees your code can read your levels in it.');
  await page.getByText('Moodle', { exact: true }).click();
  await expect(page.getByText('Add a “Feedback” to the course.')).toBeVisible();
  await expect(page.getByText('None of these platforms was tried.')).toBeVisible();
  await page.locator('#column').fill('Code\nNOT A CODE AT ALL');
  await page.locator('form:has(#column) button').click();
  await expect(page.locator('#paste-outcome')).toContainText('Line 2');
});

for (const path of ['', 'steps/', 'practice/', 'cohort/'])
  test(`everybody can use /workshop/${path}`, async ({ page }) => {
    await open(page, `/workshop/${path}`);
    await expect(heading(page)).toBeVisible();
    for (const fold of await page.locator('main summary').all()) await fold.click();
    await expectAccessible(page);
  });

test('everybody can use what prepares a workshop', async ({ page }) => {
  const id = await openRound(page);
  await open(page, `/workshop/prepare/?id=${id}`);
  await expect(page.locator('#mail-text')).toBeVisible();
  await expectAccessible(page);
});
