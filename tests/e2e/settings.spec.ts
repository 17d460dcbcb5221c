import type { Page } from '@playwright/test';
import { expect, heading, open, PAGES, rowsOf, settled, test } from './app.ts';
import { TEXT_SIZES } from '#lib/platform/look.ts';
import { partOf } from '../support/scale.ts';
import { expectAccessible, tooWide } from './axe.ts';
import { assessment, putAssessments } from './data.ts';
import { tabTo } from './keys.ts';

const LIGHT = 'rgb(247, 245, 240)';
const DARK = 'rgb(20, 25, 31)';

const radio = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const textSize = (page: Page) => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
/** The colour of the browser's own bars. */
const bars = (page: Page) =>
  page.evaluate(
    () => [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')].find((one) => matchMedia(one.media).matches)?.content
  );

/** Notes, from the first moment that there is a body, how each frame looks until the page is live. */
const watchFrames = (page: Page) =>
  page.addInitScript(() => {
    const frames: string[] = [];
    Object.assign(window, { frames_: frames });
    const look = () => {
      if (document.body) {
        const { backgroundColor } = getComputedStyle(document.body);
        frames.push(`${backgroundColor} ${getComputedStyle(document.documentElement).fontSize}`);
      }
      if (!document.documentElement?.dataset.live) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
const framesOf = (page: Page) => page.evaluate(() => [...new Set((window as unknown as { frames_: string[] }).frames_)]);

const LOOKS =
  'theme and size of text take effect at once, hold on every page from the first frame on, and go back to the device; the largest fits 320 px';
test(LOOKS, { tag: '@part' }, async ({ page }) => {
  test.slow();
  await putAssessments(page, [assessment('one', 'Before the course')]);
  await page.emulateMedia({ colorScheme: 'light' });
  await open(page, '/settings/');
  await expect(radio(page, 'Same as device')).toBeChecked();
  await expect(radio(page, '100 %')).toBeChecked();
  expect([await ground(page), await bars(page)]).toEqual([LIGHT, '#f7f5f0']);

  await radio(page, 'Dark').check();
  await expect(page.getByText('Saved on this device.', { exact: true })).toBeVisible();
  expect([await ground(page), await bars(page)]).toEqual([DARK, '#14191f']);
  await radio(page, '130 %').check();
  expect(await textSize(page)).toBe(20.8);

  await radio(page, '150 %').check();

  // The largest text also has to fit the narrowest screen.
  await watchFrames(page);
  await page.setViewportSize({ width: 320, height: 800 });
  for (const path of partOf(PAGES, 0, 5)) {
    await open(page, path);
    await settled(page);
    expect(await framesOf(page), path).toEqual([`${DARK} 24px`]);
    expect([await ground(page), await bars(page)], path).toEqual([DARK, '#14191f']);
    expect(await tooWide(page), path).toEqual([]);
  }

  // The other way round: the device is dark, the choice is light.
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/settings/');
  await expect(radio(page, 'Dark')).toBeChecked();
  await expect(radio(page, '150 %')).toBeChecked();
  await radio(page, 'Light').check();
  await radio(page, '100 %').check();
  for (const path of ['/', '/assess/', '/method/']) {
    await open(page, path);
    expect(await framesOf(page), path).toEqual([`${LIGHT} 16px`]);
    expect(await bars(page), path).toBe('#f7f5f0');
  }
  await open(page, '/settings/');
  await radio(page, 'Same as device').check();
  expect([await ground(page), await bars(page)]).toEqual([DARK, '#14191f']);
  await page.emulateMedia({ colorScheme: 'light' });
  expect([await ground(page), await bars(page)]).toEqual([LIGHT, '#f7f5f0']);
  await page.reload();
  await expect(radio(page, 'Same as device')).toBeChecked();
});

test('what the app never kept as a look is passed over, and the rest of the page’s beginning still runs', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/icon.svg');
  const keep = (theme: string, text: string) =>
    page.evaluate(([theme, text]) => Object.assign(localStorage, { 'waymark-theme': theme, 'waymark-text': text }), [theme, text]);
  for (const [theme, text] of [
    ['darker', '1000'],
    ['(', '0'],
    ['', '-5'],
    ['dark light', '130; color: red'],
    ['constructor', 'NaN']
  ] as const) {
    await keep(theme, text);
    await page.goto('/about/');
    expect([await ground(page), await textSize(page), await bars(page)], `${theme} ${text}`).toEqual([LIGHT, 16, '#f7f5f0']);
    await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  }
  for (const size of TEXT_SIZES.slice(1)) {
    await keep('dark', String(size));
    await page.goto('/about/');
    expect([await ground(page), await textSize(page)]).toEqual([DARK, (16 * size) / 100]);
  }
});

test('on paper it is black on white and of its own size, whatever was chosen', async ({ page }) => {
  await open(page, '/settings/');
  await radio(page, 'Dark').check();
  await radio(page, '150 %').check();
  await open(page, '/method/');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect([await ground(page), await textSize(page)]).toEqual(['rgb(255, 255, 255)', 16]);
  expect(await page.getByRole('heading', { level: 1 }).evaluate((h1) => getComputedStyle(h1).color)).toBe('rgb(0, 0, 0)');
  expect(await page.locator('main').evaluate((main) => getComputedStyle(main).getPropertyValue('color-scheme'))).toBe('light');
});

test('reminders are on until somebody turns one off, and that is kept', async ({ page }) => {
  await open(page, '/settings/');
  const [backup, again] = ['Remind me to back up', 'Remind me to assess myself again'].map((name) =>
    page.getByRole('checkbox', { name })
  ) as [ReturnType<Page['getByRole']>, ReturnType<Page['getByRole']>];
  await expect(backup).toBeChecked();
  await expect(again).toBeEnabled();
  await again.uncheck();
  await expect(page.getByText('Saved on this device.', { exact: true })).toBeVisible();
  await page.reload();
  await expect(again).not.toBeChecked();
  await expect(backup).toBeChecked();
  expect(await rowsOf(page, 'settings')).toContainEqual({ key: 'reminders', value: { backup: true, again: false } });
});

test.describe('kept for use without a connection', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the app itself: its version, whether it opens without a connection, and a look for a new one', async ({ page }) => {
    await open(page, '/settings/');
    await expect(page.getByText(/This is Waymark \d+\.\d+\.\d+\. It works offline\./)).toBeVisible({ timeout: 30_000 });
    const look = page.getByRole('button', { name: 'Check for a new version' });
    await look.click();
    await expect(page.getByText('You have the newest version.')).toBeVisible();
    // What the worker asks the network for, a test cannot cut off.
    await page.evaluate(() => (ServiceWorkerRegistration.prototype.update = () => Promise.reject(new TypeError('offline'))));
    await look.click();
    await expect(page.getByText('The server did not answer.')).toBeVisible();
    await expect(look).toBeFocused();
  });
});

test('the browser is asked to protect what it keeps, and what it says is said', async ({ page }) => {
  await page.addInitScript(() => {
    let asked = 0;
    Object.assign(navigator.storage, { persisted: async () => false, persist: async () => ++asked > 1 });
  });
  await open(page, '/settings/');
  await expect(page.getByText('The browser may clear your data if space runs short.')).toBeVisible();
  const ask = page.getByRole('button', { name: 'Ask the browser to protect it' });
  await ask.click();
  await expect(page.getByText('The browser said no.')).toBeVisible();
  await ask.click();
  await expect(page.getByText('The browser has agreed not to clear your data by itself.')).toBeFocused();
  await expect(ask).toHaveCount(0);
});

test('with the keyboard alone, to another language too, and nothing to object to', async ({ page }) => {
  await open(page, '/settings/');
  await tabTo(page, radio(page, 'Same as device'));
  await page.keyboard.press('ArrowDown');
  await expect(radio(page, 'Light')).toBeChecked();
  await page.keyboard.press('ArrowDown');
  expect(await ground(page)).toBe(DARK);
  await page.keyboard.press('ArrowDown');
  await expect(radio(page, 'Same as device')).toBeChecked();
  await tabTo(page, page.getByRole('button', { name: 'Choose another language' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: 'Suomi' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/fi\/settings\/$/);
  await expect(heading(page)).toHaveText('Asetukset');
  // Whoever comes to the English pages is led to the language that they chose.
  await page.evaluate(() => localStorage.removeItem('waymark-language'));
  await open(page, '/settings/');
  await expectAccessible(page);
});

test.describe('where the browser keeps nothing', () => {
  test('a choice holds until the tab closes, and that is said', async ({ profile, start, host }) => {
    const { address } = await host();
    const page = (await start(profile, 'keep nothing')).pages()[0]!;
    await open(page, `${address}settings/`);
    await radio(page, 'Dark').check();
    await expect(page.getByText('This browser saves nothing for this page. Closing or reloading')).toBeVisible();
    expect(await ground(page)).toBe(DARK);
    await page.getByRole('checkbox', { name: 'Remind me to back up' }).uncheck();
    await expect(page.getByText('This browser saves nothing for this page. Closing')).toHaveCount(2);
    // Within the tab it goes along.
    await page.getByRole('link', { name: 'More' }).click();
    await expect(heading(page)).toHaveText('More');
    expect(await ground(page)).toBe(DARK);
  });
});
