/** What comes in is opened by a worker; where there is none, by the page; and both without a connection. */
import type { BrowserContext, Page } from '@playwright/test';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { lockBackup } from '#lib/exchange/personal/backup.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { writeRubricAs, type Format } from '#lib/exchange/rubrics/formats.ts';
import { linkOf } from '#lib/exchange/rubrics/link.ts';
import { button, expect, live, offlineReady, open, test } from './app.ts';
import { assessment, bring } from './data.ts';
import { example } from './shelf.ts';

test.setTimeout(90_000);

const PASSPHRASE = 'a passphrase of some length';
const data = { ...NOTHING, assessments: [assessment('one', 'From elsewhere', ['privacy'])] };
const fileIn = async (format: Format) => {
  const { content, ending } = await writeRubricAs(example(), format);
  return { name: `listening${ending}`, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
};

/** How many things `openEverything` opens. */
const OPENED = 11;

/** Opens something of every kind; nothing of it is kept. */
async function openEverything(page: Page): Promise<void> {
  const shown = (what: string) => expect(page.getByRole('heading', { name: what })).toBeFocused({ timeout: 30_000 });

  await open(page, '/data/');
  await bring(page, writeData(data));
  await shown('What will happen');
  await bring(page, '{"format":"waymark-assessment","version":1.5}');
  await expect(page.getByText('version: Waymark does not know this format number.')).toBeVisible();

  await open(page, '/data/backup/');
  const backup = { name: 'a.age', mimeType: 'application/octet-stream', buffer: Buffer.from(await lockBackup(data, PASSPHRASE, 8)) };
  await page.getByLabel('Backup file').setInputFiles(backup);
  const passphrase = page.getByRole('region', { name: 'Restore from a backup' }).getByLabel('Passphrase', { exact: true });
  await passphrase.fill('another');
  await button(page, 'Open and look').click();
  await expect(page.getByText('This passphrase does not open the file.')).toBeVisible({ timeout: 30_000 });
  await passphrase.fill(PASSPHRASE);
  await button(page, 'Open and look').click();
  await shown('What will happen');

  await open(page, '/rubrics/open/');
  for (const format of ['json', 'xlsx', 'csv', 'case'] as const) {
    const file = await fileIn(format);
    await page.getByLabel('Choose a file').setInputFiles(file);
    await expect(page.getByText(`This comes from the file “${file.name}”.`)).toBeVisible({ timeout: 30_000 });
    await button(page, 'Do nothing').click();
  }
  await page.getByLabel('Choose a file').setInputFiles({ ...(await fileIn('csv')), buffer: Buffer.from('title,level 1,level 2\na,b,c') });
  await expect(page.getByText('Row 1: The column “level 3” is missing.')).toBeVisible();
  await page.getByLabel('The table, or a link to a rubric').fill('title\tlevel 1\tlevel 2\tlevel 3\tlevel 4\nWaiting\ta\tb\tc\td');
  await button(page, 'Look at it').click();
  await shown('Before you keep it');

  await open(page, `/rubrics/open/${(await linkOf(example())).fragment}`);
  await shown('Before you keep it');
}

const workers = (context: BrowserContext) => {
  let count = 0;
  context.on('page', (page) => page.on('worker', () => count++));
  return () => count;
};

/** Nothing of it has been opened here before, so all comes from the copy for offline use. */
async function withoutConnection(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await open(page, '/about/');
  await offlineReady(page);
  await context.setOffline(true);
  await page.reload();
  await live(page);
  return page;
}

// With a connection, every other test that opens something does the same, one at a time.
test('everything is opened by a worker', { tag: '@heavy' }, async ({ context }) => {
  const count = workers(context);
  await openEverything(await context.newPage());
  expect(count()).toBe(OPENED);
});

test.describe('a copy for offline use', () => {
  test.use({ serviceWorkers: 'allow' });

  test('everything is opened by a worker that was never there before, without a connection', async ({ context }) => {
    const count = workers(context);
    await openEverything(await withoutConnection(context));
    expect(count()).toBe(OPENED);
  });
});

test.describe('where workers cannot be started, the page opens everything itself', () => {
  test.beforeEach(({ context }) =>
    context.addInitScript(() =>
      Object.assign(window, {
        Worker: class {
          constructor() {
            throw new DOMException('', 'SecurityError');
          }
        }
      })
    )
  );

  test('with a connection', { tag: '@heavy' }, async ({ context }) => {
    const count = workers(context);
    await openEverything(await context.newPage());
    expect(count()).toBe(0);
  });

  test.describe('offline', () => {
    test.use({ serviceWorkers: 'allow' });

    test('without one', async ({ context }) => {
      const count = workers(context);
      await openEverything(await withoutConnection(context));
      expect(count()).toBe(0);
    });
  });
});

test('the page lives on while a passphrase is worked on', async ({ page }) => {
  await open(page, '/data/backup/');
  const backup = { name: 'a.age', mimeType: 'application/octet-stream', buffer: Buffer.from(await lockBackup(data, PASSPHRASE, 17)) };
  await page.getByLabel('Backup file').setInputFiles(backup);
  await page.getByRole('region', { name: 'Restore from a backup' }).getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0, began: performance.now() };
    setInterval(() => {
      seen.longest = Math.max(seen.longest, performance.now() - seen.last);
      seen.last = performance.now();
    }, 10);
    Object.assign(window, { seen });
  });
  await button(page, 'Open and look').click();
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused({ timeout: 60_000 });
  const { longest, took } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { longest: number; began: number } };
    return { longest: seen.longest, took: performance.now() - seen.began };
  });
  expect(took).toBeGreaterThan(3 * longest);
});
