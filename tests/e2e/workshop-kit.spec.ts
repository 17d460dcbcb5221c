import type { Page } from '@playwright/test';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { button, expect, heading, open, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { printed } from './pdf.ts';

// A connection that is cut off is said on the console by the browser.
test.use({ expected: /ERR_INTERNET_DISCONNECTED/ });

/** Opens a workshop, as one press does. @returns its id */
async function openRound(page: Page): Promise<string> {
  await open(page, '/workshop/');
  await button(page, 'Open a workshop').click();
  await page.waitForURL(/\/workshop\/room\/\?id=/);
  return new URL(page.url()).searchParams.get('id')!;
}

const inFolder = (language: string) => (language === 'en' ? '/' : `/${language}/`);
const points = (page: Page) => page.getByRole('list', { name: 'Ready?' }).getByRole('listitem');

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
