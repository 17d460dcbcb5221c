/** A database that a newer version keeps, and one that is torn: every page says so, and nothing is written. */
import type { Page } from '@playwright/test';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { STORED_VERSION } from '#lib/storage/tables/bare.ts';
import { button, contentOf, downloadBy, expect, heading, open, saved, shownAsChosen, criteria, tap, test } from './app.ts';
import { agree, assessment, bring, line, openData, rowCounts } from './data.ts';
import { LEVEL } from '../support/scale.ts';
import { addressesOf, walk } from './walk.ts';

const one = assessment('one', 'Before the course', ['privacy']);
const STORES = { assessments: 'id', entries: ['assessment', 'criterion'], settings: 'key', rounds: 'key' };

/** A database with these tables alone, and one assessment in it. */
async function make(page: Page, version: number, names: readonly string[]) {
  await page.goto('/icon.svg');
  await page.evaluate(
    async ([version, stores, head, entries]) => {
      const db = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open('waymark', version);
        opening.onupgradeneeded = () => {
          for (const [name, keyPath] of stores) opening.result.createObjectStore(name, { keyPath });
        };
        opening.onsuccess = () => done(opening.result);
      });
      const write = db.transaction([...db.objectStoreNames], 'readwrite');
      write.objectStore('assessments').put(head);
      for (const entry of entries) write.objectStore('entries').put(entry);
      await new Promise((done) => (write.oncomplete = done));
      db.close();
    },
    [version, Object.entries(STORES).filter(([name]) => names.includes(name)), one.head, Object.values(one.entries)] as const
  );
}

/** All that is in it, and its version. */
const content = (page: Page) =>
  page.evaluate(async () => {
    const finished = <T>(request: IDBRequest<T>) => new Promise<T>((done) => (request.onsuccess = () => done(request.result)));
    const db = await finished(indexedDB.open('waymark'));
    const names = [...db.objectStoreNames];
    const read = db.transaction(names);
    const rows = await Promise.all(names.map((name) => finished(read.objectStore(name).getAll())));
    const found = { version: db.version, rows: Object.fromEntries(names.map((name, i) => [name, rows[i]!])) };
    db.close();
    return found;
  });

const NAMED = addressesOf({ assessments: ['one', 'two'], rubrics: ['a'], drafts: ['b'] });

for (const [what, version, names, words, gone] of [
  [
    'that a newer version keeps',
    990,
    ['assessments', 'entries', 'settings', 'rounds'],
    'A newer Waymark has been used here',
    'This older version cannot open this assessment'
  ],
  [
    'without some of its tables',
    STORED_VERSION,
    ['assessments', 'entries'],
    'Parts of your Waymark data are missing',
    'This assessment could not be read'
  ]
] as const)
  // The second goes the same way as the first.
  test(
    `of a database ${what} every page says so once, none says that anything is not there, and nothing is written`,
    {
      tag: version === STORED_VERSION ? '@storm' : '@part'
    },
    async ({ page }) => {
      test.setTimeout(240_000);
      await make(page, version, names);
      const before = await content(page);
      // The notice is part of what every page wears, so not every page has to be opened.
      const addresses = NAMED.filter((address, i) => i % (LEVEL === 'storm' ? 2 : 5) === 0 || /[?&](id|a)=one/.test(address));
      const wrong = await walk(page, addresses, async (address) => {
        const alert = page.getByRole('alert').filter({ hasText: words });
        await expect(alert, address).toHaveCount(1);
        // Without a rubric in its address, this page has none to show.
        if (address !== '/rubrics/read/')
          await expect(page.getByText(/is not on this device|keeps nothing|Nothing here yet|Your plan is empty/), address).toHaveCount(0);
        if (/^\/(assess|result|report|carry)\/\?id|^\/compare\/\?a/.test(address)) await expect(heading(page), address).toHaveText(gone);
      });
      expect(wrong).toEqual([]);
      await open(page, '/assess/');
      await expect(saved(page, 'Not saved')).toBeVisible();
      await tap(page, criteria[0]!, 2);
      await shownAsChosen(page, criteria[0]!, 2);
      await expect(saved(page, 'Not saved')).toBeVisible();
      await expect(button(page, 'Download my answers')).toBeVisible();
      // However often it is tried, it will not be taken.
      await expect(button(page, 'Try again')).toHaveCount(0);
      expect(await content(page)).toEqual(before);
    }
  );

test('what is left of a torn database can be saved and erased; then a copy can be brought in', async ({ page }) => {
  await make(page, STORED_VERSION, ['assessments', 'entries']);
  await open(page, '/assessments/');
  const raw = (await contentOf(await downloadBy(page, button(page, 'Save all my data as a file')))) as Record<string, unknown[]>;
  expect(raw.assessments).toEqual([one.head]);
  expect(raw.entries).toHaveLength(7);
  await page.getByRole('alert').getByRole('link', { name: 'Erase data' }).click();
  await expect(heading(page)).toHaveText('Erase data');
  await expect(page.getByRole('radio', { name: /^Everything/ })).toBeChecked();
  await button(page, 'Erase').click();
  await expect(page.getByRole('dialog')).toContainText('damaged data, which cannot be counted');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByRole('heading', { name: 'Erased' })).toBeVisible();
  await page.getByRole('link', { name: 'To the home page' }).click();
  await openData(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await bring(page, writeData({ ...NOTHING, assessments: [one] }));
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeVisible();
  await expect(line(page, 'New assessments', '1')).toBeVisible();
  expect(await rowCounts(page)).toEqual({ assessments: 1, entries: 7 });
});
