import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildFolder,
  criteria,
  expect,
  expectStored,
  goOn,
  heading,
  LEVELS,
  live,
  open,
  box,
  saved,
  shownAsChosen,
  stored,
  tap,
  test
} from './app.ts';

const [first, second] = criteria as [(typeof criteria)[0], (typeof criteria)[0]];

/** Holds back the answers to some requests, until they are let go. */
async function holdBack(page: Page, which: (path: string) => boolean): Promise<() => void> {
  let release!: () => void;
  const released = new Promise<void>((done) => (release = done));
  await page.route(
    (url) => which(url.pathname),
    async (route) => {
      await released;
      await route.continue();
    }
  );
  return release;
}

/** The chunks that open a database, which come after the page; their names are only known by looking. */
const storeChunks = () => {
  const folder = join(buildFolder, '_app', 'immutable', 'chunks');
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return names.filter((name) => readFileSync(join(folder, name), 'utf8').includes('onupgradeneeded'));
};

test('nothing is chosen where nobody tapped; what was tapped before any script had come is, each of several taps, and not what was taken back', async ({
  page
}) => {
  await open(page, '/assess/');
  await expect(saved(page, 'Saves on this device')).toBeVisible();
  for (const level of LEVELS) await expect(box(page, first, level)).not.toBeChecked();
  expect((await stored(page)).assessments).toEqual([]);

  const release = await holdBack(page, (path) => path.endsWith('.js'));
  await page.goto('/assess/', { waitUntil: 'commit' });
  for (const level of [4, 2, 1, 2] as const) await tap(page, first, level);
  await expect(box(page, first, 4)).toBeChecked();
  await expect(page.locator('html')).not.toHaveAttribute('data-live');

  release();
  await shownAsChosen(page, first, 1);
  await shownAsChosen(page, first, 4);
  await expect(box(page, first, 2)).not.toBeChecked();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expectStored(page, first.key, { 1: '2 given', 4: '2 given' });
  expect((await stored(page)).assessments).toHaveLength(1);
});

test('answers given while the store is still on its way are all there when it has come', async ({ page }) => {
  const chunks = storeChunks();
  expect(chunks.length).toBeGreaterThan(0);
  const release = await holdBack(page, (path) => chunks.some((name) => path.endsWith(`/${name}`)));
  await page.goto('/assess/', { waitUntil: 'commit' });
  await live(page);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await expect(saved(page, 'Saving')).toBeVisible();
  await goOn(page);
  await expect(heading(page)).toHaveText(second.title);
  await tap(page, second, 1);
  await shownAsChosen(page, second, 1);
  expect((await stored(page)).entries).toEqual([]);

  release();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expectStored(page, first.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await expectStored(page, second.key, { 1: '2 given' });
  expect((await stored(page)).assessments).toHaveLength(1);
  await expect(page).toHaveURL(/\?id=\w+&at=information\.A2$/);
});
