import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { framesOf } from '#lib/exchange/bytes/frames.ts';
import { qrPath, qrRows } from '#lib/exchange/bytes/qr.ts';
import { button, expect, listen, live, offlineReady, open, stored, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { film, withCamera } from './camera.ts';
import { assessment, putAssessments, sayWhose } from './data.ts';
import { tabTo } from './keys.ts';

test.setTimeout(180_000);

const picture = (page: Page) => page.locator('[data-picture]');
/** Steps through all pictures by hand. */
async function pictures(page: Page, each: (path: string) => unknown = () => {}): Promise<string[]> {
  const total = Number(
    /of (\d+)$/.exec(
      await page
        .getByText(/^Picture \d+ of \d+$/)
        .first()
        .innerText()
    )![1]
  );
  const paths = new Map<string, string>();
  while (paths.size < total) {
    const number = (await picture(page).getAttribute('data-picture'))!;
    paths.set(number, (await picture(page).locator('path').getAttribute('d'))!);
    await each(number);
    await button(page, 'Next').click();
    await expect(picture(page)).not.toHaveAttribute('data-picture', number);
  }
  return [...paths.values()];
}

async function begin(page: Page) {
  await putAssessments(page, [assessment('one', 'Before the course', ['privacy'])]);
  const before = await same(page);
  await open(page, '/data/move/');
  return before;
}

const same = async (page: Page) => {
  const { assessments, entries } = await stored(page);
  return { assessments, entries };
};

test('an assessment goes from one device to another by pictures and a camera, without a network', async ({ page, baseURL }, info) => {
  const before = await begin(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ reducedMotion: 'no-preference', colorScheme: 'dark' });
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await tabTo(page, button(page, 'Show pictures here'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Show pictures' })).toBeFocused();
  await expect(page.getByText(/^\d+ pictures\. About \d+ (seconds?|minutes?), /)).toBeVisible();
  await page.getByRole('combobox', { name: 'What to move' }).selectOption('Before the course');
  await expect(page.getByText('The pictures are not locked', { exact: false })).toBeVisible();
  await button(page, 'Show the pictures').click();
  // They run by themselves, and stop.
  const first = await picture(page).getAttribute('data-picture');
  await expect(picture(page)).not.toHaveAttribute('data-picture', first!);
  await button(page, 'Pause').click();
  await expect(page.getByRole('status').filter({ hasText: /^Paused at picture \d+ of \d+\.$/ })).toHaveCount(1);
  const still = (await picture(page).getAttribute('data-picture'))!;
  await page.waitForTimeout(600);
  await expect(picture(page)).toHaveAttribute('data-picture', still);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  const paths = await pictures(page);
  const side = Number((await picture(page).getAttribute('viewBox'))!.split(' ')[2]);

  // Another transfer comes into view too; its pictures are left aside.
  const stray = qrPath(qrRows(framesOf(Uint8Array.from({ length: 600 }, (_, i) => i))[1]!));
  const file = info.outputPath('camera.y4m');
  film(file, [paths[1]!, stray, ...paths.slice(2), paths[0]!], side);
  const other = await withCamera(file);
  try {
    const context = await other.newContext({ baseURL: baseURL!, locale: 'en-GB', serviceWorkers: 'allow' });
    const heard = listen(context);
    const page2 = await context.newPage();
    await open(page2, '/data/move/');
    await offlineReady(page2);
    await context.setOffline(true);
    await page2.reload();
    await live(page2);
    await button(page2, 'Read pictures here').click();
    await expect(page2.getByRole('heading', { name: 'Read pictures' })).toBeFocused();
    await button(page2, 'Start the camera').click();
    await sayWhose(page2, 'Mine');
    await expect(page2.getByRole('heading', { name: 'What will happen' })).toBeFocused();
    expect(await same(page2)).toEqual({ assessments: [], entries: [] });
    await expect(page2.locator('video')).toHaveCount(0);
    await button(page2, 'Import').click();
    await expect(page2.getByRole('heading', { name: 'It is here now' })).toBeFocused();
    expect(await same(page2)).toEqual(before);
    expect(heard).toEqual([]);
  } finally {
    await other.close();
  }
});

test(
  'a camera that is missing a picture says which; the camera goes off when the page is out of sight',
  { tag: '@storm' },
  async ({ baseURL }, info) => {
    const frames = framesOf(Uint8Array.from({ length: 900 }, (_, i) => i));
    const rows = frames.map(qrRows);
    const file = info.outputPath('camera.y4m');
    const stray = framesOf(Uint8Array.of(1, 2, 3))[0]!;
    film(file, [...rows.slice(0, 3).map(qrPath), qrPath(qrRows(stray))], rows[0]!.length);
    const browser = await withCamera(file);
    try {
      const page = await browser.newPage({ baseURL: baseURL!, locale: 'en-GB' });
      await open(page, '/data/move/');
      await button(page, 'Read pictures here').click();
      await button(page, 'Start the camera').click();
      await expect(page.getByText('3 of 4 pictures read').first()).toBeVisible({ timeout: 60_000 });
      await expect(page.getByText('Missing: 4')).toBeVisible();
      await expect(page.getByText('The camera sees pictures of another transfer. It skips them.')).toBeVisible();
      await expectAccessible(page);
      const ended = await page.evaluate(() => {
        const [track] = (document.querySelector('video')!.srcObject as MediaStream).getTracks();
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        return track!.readyState;
      });
      expect(ended).toBe('ended');
      await expect(page.getByText('The camera went off because the page was out of sight. What was read is kept.')).toBeVisible();
      await expect(page.getByText('Missing: 4')).toBeVisible();
    } finally {
      await browser.close();
    }
  }
);

test(
  'without a camera, photos of the pictures do: several at a time, in any order',
  { tag: '@storm' },
  async ({ page, browser, baseURL }, info) => {
    const before = await begin(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await button(page, 'Show pictures here').click();
    await button(page, 'Show the pictures').click();
    // Who asks for less motion steps by hand.
    await expect(button(page, 'Run')).toBeVisible();
    const photos: string[] = [];
    await pictures(page, async (number) => {
      photos.unshift(info.outputPath(`photo-${number as string}.png`));
      await page.locator('.stage').screenshot({ path: photos[0]! });
    });

    const context = await browser.newContext({ baseURL: baseURL!, locale: 'en-GB' });
    await context.addInitScript(() => {
      const state = window as unknown as { fault: string };
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', state.fault));
    });
    const page2 = await context.newPage();
    await open(page2, '/data/move/');
    await button(page2, 'Read pictures here').click();
    for (const [fault, said] of [
      ['NotAllowedError', 'The browser may not use the camera here.'],
      ['NotFoundError', 'has no camera that the page can use'],
      ['NotReadableError', 'Another program is using the camera']
    ] as const) {
      await page2.evaluate((name) => void Object.assign(window, { fault: name }), fault);
      await button(page2, 'Start the camera').click();
      await expect(page2.getByRole('alert')).toContainText(said);
    }
    await expectAccessible(page2);
    const none = info.outputPath('notes.png');
    writeFileSync(none, 'no picture');
    const field = page2.getByLabel('Photos of the pictures');
    await field.setInputFiles([none, photos[0]!]);
    await expect(page2.getByText('No picture of Waymark was found in: notes.png')).toBeVisible();
    await field.setInputFiles(photos);
    await button(page2, 'Mine').click();
    await button(page2, 'Import').click();
    await expect(page2.getByRole('heading', { name: 'It is here now' })).toBeFocused();
    expect(await same(page2)).toEqual(before);
    await context.close();
  }
);
