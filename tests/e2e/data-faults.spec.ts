import type { Page } from '@playwright/test';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { STORED_VERSION } from '#lib/storage/tables/bare.ts';
import { button, criteria, expect, heading, open, saved, shownAsChosen, tap } from './app.ts';
import { casesOf } from '../support/scale.ts';
import { agree, assessment, bring, line, many, openData, putAssessments, rowCounts } from './data.ts';
import { KILLED, test } from './killing.ts';
import { fillUp, NO_ROOM, room } from './room.ts';

const wasHere = assessment('here', 'Here before', ['privacy']);
const here = writeData({ ...NOTHING, assessments: [wasHere] });
const HERE = { assessments: 1, entries: 7 };
/** What is there when so many have come in besides. */
const withAll = (count: number) => ({ assessments: count + 1, entries: 7 + count * 31 });

const progress = (page: Page) => page.getByRole('progressbar', { name: 'How far it is' });
const isHere = (page: Page) => expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused({ timeout: 60_000 });

for (const { what, details } of KILLED)
  test.describe(`the ${what} is killed`, details, () => {
    test.use({ killed: what });
    test.setTimeout(150_000);

    test(
      'in the middle of bringing in: afterwards all of it is there or nothing, and what was there before is',
      { tag: '@storm' },
      async ({ again }) => {
        // So many that it can be killed in the middle.
        const COUNT = 150;
        const ALL = withAll(COUNT);
        const file = writeData({ ...NOTHING, assessments: many(COUNT) });
        let before = HERE;
        for (const [round, part] of (what === 'tab' ? [10] : casesOf([10, COUNT / 2])).entries()) {
          const { page, site, kill } = await again();
          if (round === 0) await putAssessments(page, [wasHere], site);
          await openData(page, site);
          await bring(page, file);
          await agree(page);
          await expect
            .poll(async () => Number(await progress(page).evaluate((bar: HTMLProgressElement) => bar.value)), {
              intervals: [20],
              timeout: 30_000
            })
            .toBeGreaterThanOrEqual(part);
          await kill();

          const after = await again();
          await openData(after.page, site);
          const counts = await rowCounts(after.page);
          expect([before, ALL]).toContainEqual(counts);
          before = counts;
          await open(after.page, `${site}assessments/`);
          await expect(after.page.getByText('could not be read')).toHaveCount(0);
          await after.close();
        }
        // It can be brought in after all.
        const { page, site } = await again();
        await openData(page, site);
        await bring(page, file);
        if (before.assessments === ALL.assessments) await expect(page.getByText('All of it is here already.')).toBeVisible();
        else {
          await agree(page);
          await isHere(page);
        }
        expect(await rowCounts(page)).toEqual(ALL);
      }
    );
  });

test('bringing in many shows how far it is, and stopping leaves nothing of them', async ({ page }) => {
  await putAssessments(page, [wasHere]);
  await openData(page);
  await bring(page, writeData({ ...NOTHING, assessments: many(120) }));
  await expect(line(page, 'New assessments', '120')).toBeVisible();
  await button(page, 'Import').click();
  await expect(button(page, 'Stop')).toBeFocused();
  await expect
    .poll(async () => Number(await progress(page).evaluate((bar: HTMLProgressElement) => bar.value)), { intervals: [20] })
    .toBeGreaterThan(0);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Stopped. Nothing has changed.')).toBeVisible();
  expect(await rowCounts(page)).toEqual(HERE);
});

test.describe('a device without room', () => {
  test.use({ expected: NO_ROOM });

  test('says that nothing was brought in, changes nothing, and takes it when there is room', async ({ page, context, baseURL }) => {
    const setRoom = await room(page, context, baseURL!);
    await setRoom(5_000_000);
    await putAssessments(page, [wasHere]);
    await openData(page);
    await bring(page, writeData({ ...NOTHING, assessments: many(60) }));
    await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused();
    await fillUp(page, setRoom);
    await button(page, 'Import').click();
    await expect(page.getByRole('alert').filter({ hasText: 'This was not imported' })).toContainText('This device is full.', {
      timeout: 30_000
    });
    await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused();
    expect(await rowCounts(page)).toEqual(HERE);
    await setRoom();
    await button(page, 'Import').click();
    await isHere(page);
    expect(await rowCounts(page)).toEqual(withAll(60));
  });
});

test('a tab with an older version of the app is told when a newer one opens the database, and nothing is lost', async ({
  page,
  context
}) => {
  const old = await context.newPage();
  await old.goto('/icon.svg');
  const { head, entries } = assessment('old', 'From the older version', ['privacy']);
  // The database as version 2 of the app made it, held open: it lets go only a while after it was asked to.
  await old.evaluate(
    ([head, entries]) =>
      new Promise<void>((done, fail) => {
        const state = window as unknown as { told?: number; letGo?: () => void };
        const opening = indexedDB.open('waymark', 20);
        opening.onupgradeneeded = () => {
          const db = opening.result;
          db.createObjectStore('assessments', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt');
          db.createObjectStore('entries', { keyPath: ['assessment', 'criterion'] });
          db.createObjectStore('aside', { keyPath: 'key', autoIncrement: true });
          for (const name of ['settings', 'shelf', 'rubrics']) db.createObjectStore(name, { keyPath: 'key' });
        };
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          db.onversionchange = (event) => void (state.told = event.newVersion!);
          state.letGo = () => db.close();
          const write = db.transaction(['assessments', 'entries'], 'readwrite');
          write.objectStore('assessments').put(head);
          for (const entry of entries) write.objectStore('entries').put(entry);
          write.oncomplete = () => done();
        };
      }),
    [head, Object.values(entries)] as const
  );
  await open(page, '/data/');
  await expect.poll(() => old.evaluate(() => (window as unknown as { told?: number }).told)).toBe(STORED_VERSION);
  await old.evaluate(() => (window as unknown as { letGo: () => void }).letGo());
  await expect(page.getByText(/^You have one assessment, 28 answers/)).toBeVisible();
  expect(await rowCounts(page)).toEqual(HERE);
  // The upgraded database takes what comes in.
  await bring(page, here);
  await agree(page);
  await isHere(page);
  expect(await rowCounts(page)).toEqual({ assessments: 2, entries: 14 });
});

test('where a newer version keeps the data, this one says so, calls nothing saved, and writes nothing', async ({ page }) => {
  await page.goto('/icon.svg');
  const rows = () =>
    page.evaluate(
      () =>
        new Promise<unknown[]>((done) => {
          const opening = indexedDB.open('waymark');
          opening.onsuccess = () => {
            const reading = opening.result.transaction('settings').objectStore('settings').getAll();
            reading.onsuccess = () => (opening.result.close(), done(reading.result));
          };
        })
    );
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('waymark', 990);
        opening.onupgradeneeded = () => {
          for (const name of ['settings', 'rounds']) opening.result.createObjectStore(name, { keyPath: 'key' });
        };
        opening.onsuccess = () => (opening.result.close(), done());
      })
  );
  // Nothing is said to be missing that may well be there, and nowhere that nothing is kept.
  for (const path of ['/people/', '/data/erase/', '/assess/?id=a', '/result/?id=a', '/report/?id=a', '/compare/?a=a&b=b', '/carry/?id=a']) {
    await open(page, path);
    await expect(page.getByRole('alert').first(), path).toContainText('A newer Waymark has been used here');
    if (path.includes('=')) await expect(heading(page), path).toHaveText('This older version cannot open this assessment');
    await expect(page.getByText(/is not on this device|keeps nothing/), path).toHaveCount(0);
  }
  for (const path of ['/', '/assessments/', '/assess/']) {
    await open(page, path);
    await expect(page.getByRole('alert').first()).toContainText('A newer Waymark has been used here');
  }
  await expect(saved(page, 'Not saved')).toBeVisible();
  await tap(page, criteria[0]!, 2);
  await shownAsChosen(page, criteria[0]!, 2);
  await expect(saved(page, 'Not saved')).toBeVisible();
  await expect(button(page, 'Download my answers')).toBeVisible();
  // However often it is tried, it will not be taken.
  await expect(page.getByText('They are in this tab only.')).toBeVisible();
  await expect(button(page, 'Try again')).toHaveCount(0);
  expect(await rows()).toEqual([]);
});
