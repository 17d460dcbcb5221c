/** What comes in is opened by a worker; where there is none, by the page; and both without a connection. */
import type { BrowserContext, Page } from '@playwright/test';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { lockBackup } from '#lib/exchange/personal/backup.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { writeRubricAs, type Format } from '#lib/exchange/rubrics/formats.ts';
import { button, expect, live, offlineReady, open, putRows, rowsOf, test } from './app.ts';
import { agree, assessment, bring, bringBackup, openData, putAssessments, rowCounts, typePassphrase } from './data.ts';
import { example } from './shelf.ts';
import { casesOf } from '../support/scale.ts';
import { linkTo } from '../support/door.ts';

test.setTimeout(90_000);

const PASSPHRASE = 'a passphrase of some length';
const data = { ...NOTHING, assessments: [assessment('one', 'From elsewhere', ['privacy'])] };
const fileIn = async (format: Format) => {
  const { content, ending } = await writeRubricAs(example(), format);
  return { name: `listening${ending}`, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
};

/** How many things `openEverything` opens. */
const OPENED = 12;

/** Opens something of every kind; nothing of it is kept. */
async function openEverything(page: Page): Promise<void> {
  const shown = (what: string) => expect(page.getByRole('heading', { name: what })).toBeFocused({ timeout: 30_000 });

  await open(page, '/data/');
  await bring(page, writeData(data));
  await shown('What will happen');
  await button(page, 'Cancel').click();
  await bring(page, '{"format":"waymark-assessment","version":1.5}');
  await expect(page.getByText('version: Waymark does not know this format number.')).toBeVisible();

  const backup = { name: 'a.age', mimeType: 'application/octet-stream', buffer: Buffer.from(await lockBackup(data, PASSPHRASE, 8)) };
  await bringBackup(page, backup, 'another');
  await expect(page.getByText('This passphrase does not open the file.')).toBeVisible({ timeout: 30_000 });
  await typePassphrase(page, PASSPHRASE);
  await shown('What will happen');

  await open(page, '/rubrics/open/');
  for (const format of ['json', 'xlsx', 'csv', 'case'] as const) {
    const file = await fileIn(format);
    await page.getByLabel('Choose a file').setInputFiles(file);
    await expect(page.getByText(`This comes from the file “${file.name}”.`)).toBeVisible({ timeout: 30_000 });
    await button(page, 'Do not keep it').click();
  }
  await page.getByLabel('Choose a file').setInputFiles({ ...(await fileIn('csv')), buffer: Buffer.from('title,level 1,level 2\na,b,c') });
  await expect(page.getByText('Row 1: The column “level 3” is missing.')).toBeVisible();
  await page.getByLabel('The table, or a link to a rubric').fill('title\tlevel 1\tlevel 2\tlevel 3\tlevel 4\nWaiting\ta\tb\tc\td');
  await button(page, 'Check what is inside').click();
  await shown('Before you keep it');

  await open(page, `/rubrics/open/${(await linkTo(example())).fragment}`);
  await shown('Before you keep it');
}

/** Workers that open what comes in. Another keeps answers: it is none of these. */
const workers = (context: BrowserContext) => {
  let count = 0;
  context.on('page', (page) =>
    page.on('worker', (worker) => {
      if (worker.url().includes('/door-worker')) count++;
    })
  );
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

    test('without one', { tag: '@storm' }, async ({ context }) => {
      const count = workers(context);
      await openEverything(await withoutConnection(context));
      expect(count()).toBe(0);
    });
  });
});

test('the page lives on while a passphrase is worked on', async ({ page }) => {
  await openData(page);
  const backup = { name: 'a.age', mimeType: 'application/octet-stream', buffer: Buffer.from(await lockBackup(data, PASSPHRASE, 17)) };
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(backup);
  await page.getByLabel('Passphrase of this backup', { exact: true }).fill(PASSPHRASE);
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0, began: performance.now() };
    setInterval(() => {
      seen.longest = Math.max(seen.longest, performance.now() - seen.last);
      seen.last = performance.now();
    }, 10);
    Object.assign(window, { seen });
  });
  await button(page, 'Check what’s inside').click();
  await expect(page.getByRole('heading', { name: 'Whose is this?' })).toBeFocused({ timeout: 60_000 });
  const { longest, took } = await page.evaluate(() => {
    const { seen } = window as unknown as { seen: { longest: number; began: number } };
    return { longest: seen.longest, took: performance.now() - seen.began };
  });
  expect(took).toBeGreaterThan(3 * longest);
});

const STEP = { what: 'Ask', why: '', aim: null, by: null, with: '', state: 'todo', note: '', order: 1, createdAt: 1, at: 1 };

/** Changes the file of `data` somewhere. */
function spoilt(change: (file: { assessments: { head: Record<string, unknown>; entries: unknown[] }[]; plan: unknown[] }) => void): string {
  const file = JSON.parse(writeData(data));
  change(file);
  return JSON.stringify(file);
}

/** Files that came in once, and then broke pages, or froze them, or lost something on the way. */
const WORST: readonly (readonly [what: string, file: string, said: string])[] = [
  [
    'a time in nanoseconds',
    spoilt(({ assessments: [one] }) => void (one!.head.updatedAt = 1.7e18)),
    'Assessment 1, head.updatedAt: This is not a time'
  ],
  [
    'a rubric answered twice',
    spoilt(({ assessments: [one] }) => void (one!.head.rubrics = Array(2).fill({ id: 'privacy', version: '1.0.0' }))),
    'Assessment 1, head.rubrics.1.id: This id is there twice.'
  ],
  [
    'an id with a line of its own',
    spoilt(({ plan }) => void plan.push({ ...STEP, id: 's1\r\nATTACH:x' })),
    'Step 1 of the plan, id: An id here is one line'
  ],
  [
    '125,000 steps',
    spoilt((file) => void (file.plan = Array.from({ length: 125_000 }, (_, i) => ({ ...STEP, id: `s${i}` })))),
    'The plan: This list is too long. It can have 5000 at most.'
  ],
  [
    '100,000 criteria',
    spoilt(({ assessments: [one] }) => void (one!.entries = Array.from({ length: 100_000 }, () => one!.entries[0]))),
    'Assessment 1, entries: This list is too long. It can have 2500 at most.'
  ],
  [
    'a part called __proto__',
    spoilt(({ assessments: [one] }) => void (one!.head.targets = 'HERE')).replace('"HERE"', '{"__proto__":{"privacy":2}}'),
    'Assessment 1, head.targets: A rubric does not have this: __proto__.'
  ]
];

test('what would break pages is declined with its place, and what is here stays as it is', { tag: '@heavy' }, async ({ page }) => {
  test.setTimeout(240_000);
  await putAssessments(page, [assessment('here', 'Here already', ['writing'])]);
  await openData(page);
  const before = await rowCounts(page);
  for (const [what, file, said] of casesOf(WORST)) {
    await bring(page, file, `${what}.json`);
    const alert = page.getByRole('alert').filter({ hasText: `“${what}.json” was not imported` });
    await expect(alert).toContainText(said, { timeout: 30_000 });
    await expect(alert).toContainText('Nothing has changed.');
  }
  expect(await rowCounts(page)).toEqual(before);
  expect(await rowsOf(page, 'plan')).toEqual([]);
  await open(page, '/assessments/');
  await expect(page.getByRole('link', { name: 'Here already' }).first()).toBeVisible();
});

test('together with what is here there may be no more than a file may hold', { tag: '@storm' }, async ({ page }) => {
  await putAssessments(page, []);
  await putRows(
    page,
    'plan',
    Array.from({ length: 4_999 }, (_, i) => ({ ...STEP, id: `s${i}` }))
  );
  await openData(page);
  const two = spoilt(({ plan }) => void plan.push({ ...STEP, id: 'new1' }, { ...STEP, id: 'new2' }));
  await bring(page, two);
  const alert = page.getByRole('alert').filter({ hasText: 'This was not imported' });
  await expect(alert).toContainText('The plan: Together with what is here there would be 5001. At most 5000 fit.', { timeout: 30_000 });
  expect(await rowsOf(page, 'assessments')).toEqual([]);
  await button(page, 'Cancel').click();
  await bring(
    page,
    spoilt(({ plan }) => void plan.push({ ...STEP, id: 'new1' }))
  );
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeVisible({ timeout: 30_000 });
  expect(await rowsOf(page, 'plan')).toHaveLength(5_000);
});
