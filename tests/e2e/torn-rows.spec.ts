/** Rows that are stored already and cannot be read: every page shows the rest, names them, and lets one take them along and throw them out. */
import type { Page } from '@playwright/test';
import type { Entry } from '#lib/domain/assessment/assessment.ts';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { button, contentOf, downloadBy, expect, heading, open, putRows, rowsOf, test } from './app.ts';
import { assessment, putAssessments } from './data.ts';
import { example, shelve } from './shelf.ts';
import { addressesOf, walk } from './walk.ts';
import { casesOf } from '../support/scale.ts';

const NOTICE = 'Some stored data could not be read';
const good = assessment('good', 'Good one', ['privacy']);
const torn = assessment('torn', 'Torn one', ['privacy']);
const [entry, other] = Object.values(good.entries) as [Entry, Entry];
const step = newStep([], { what: 'A good step' }, 'good-step', 1_764_000_000_000);
const item = { key: 'x', kind: 'published', id: 'own-x', version: '1.0.0', titles: {}, source: 'en', criteria: 1, origin: 'own', at: 1 };

type Table = 'assessments' | 'entries' | 'aside' | 'settings' | 'shelf' | 'rubrics' | 'plan' | 'digests';

/** What makes the rows of each table, in the page: some of these values are none that can be handed over. */
const TORN: Readonly<Record<Table, (rows: { torn: object; entry: object; other: object; step: object; item: object }) => unknown[]>> = {
  assessments: ({ torn }) => [
    { ...torn, updatedAt: NaN },
    { ...torn, id: 'a1', updatedAt: 1.7e18 },
    { ...torn, id: 'a2', updatedAt: 'yesterday', name: { first: 'x' } },
    { ...torn, id: 'a3', rubrics: null },
    {
      ...torn,
      id: 'a4',
      rubrics: [
        { id: 'privacy', version: '1.0.0' },
        { id: 'privacy', version: '1.0.0' }
      ]
    },
    { id: 'a5' },
    { id: 5, updatedAt: new Date(NaN), n: 5n },
    { id: new Date(0), updatedAt: new Date(0) },
    { id: ['a', 'b'], updatedAt: [1] },
    { id: 'a6', sealed: new Uint8Array([1, 2, 3]) }
  ],
  entries: ({ entry, other }) => [
    { ...entry, cells: { 1: { value: 7, origin: 'given', at: 1 } }, note: 'my own words' },
    { ...other, at: -1 },
    { assessment: 'good', criterion: 'privacy.__proto__', cells: {} },
    { assessment: 'good', criterion: '', cells: new Map([[1, 2]]) },
    { assessment: 5, criterion: 6 },
    // Answers whose assessment is not here, and of one whose own row is torn.
    { ...entry, assessment: 'nobody' },
    { ...entry, assessment: 'a3' }
  ],
  aside: ({ entry }) => [
    { damage: { assessment: 'good', criterion: 'privacy.C1', reason: 'cells', raw: entry } },
    { damage: { assessment: 'good', criterion: null, reason: 5 } },
    { damage: null },
    { key: 'text', more: [new Error('x'), /x/, new Set([1])] },
    { nothing: true }
  ],
  settings: () =>
    ['backup', 'reminders', 'again', 'report', 'keys', 'opened'].flatMap((key, i) => [
      { key, value: [{ madeAt: 1e300, putOffAt: -1, held: { good: 1e300 } }, null, { putOffAt: 'x' }, 5, [], 1n][i] }
    ]),
  shelf: ({ item }) => [
    { ...item, kind: 'nothing' },
    { ...item, key: 'y', titles: null },
    { ...item, key: 'z', at: 1e300 },
    { ...item, key: 5, kind: 'draft' },
    { ...item, key: 'no-content', kind: 'draft' },
    { ...item, key: 'f'.repeat(32) },
    { key: 'only' }
  ],
  rubrics: () => [{ key: 'x', content: 5 }, { key: 'f'.repeat(32), content: { facts: {} } }, { key: 'alone' }, { key: 7, content: null }],
  plan: ({ step }) => [
    { ...step, id: 's1', at: 1e300 },
    { ...step, id: 's2', by: '2026-02-30' },
    { ...step, id: 's3', state: 'gone' },
    { ...step, id: 's4', order: NaN },
    { id: 5 },
    { id: 's5', aim: 'x' }
  ],
  digests: () => [{ id: 'good', key: 5, positions: null }, { id: 'nobody' }]
};

/** Puts what is good there, and then what cannot be read of these tables. */
async function tear(page: Page, tables: readonly Table[]) {
  const [rubric] = await shelve(page, [example()]);
  await putAssessments(page, [good]);
  const rows = { torn: torn.head, entry, other, step, item };
  await putRows(page, 'plan', [step]);
  for (const table of tables) {
    const made = await page.evaluateHandle(TORN[table], rows);
    await page.evaluate(
      async ([rows, table]) => {
        const db = await new Promise<IDBDatabase>((done) => {
          const request = indexedDB.open('waymark');
          request.onsuccess = () => done(request.result);
        });
        const write = db.transaction(table, 'readwrite');
        for (const row of rows) write.objectStore(table).put(row);
        await new Promise((done, fail) => {
          write.oncomplete = done;
          write.onabort = () => fail(write.error);
        });
        db.close();
      },
      [made, table] as const
    );
  }
  return { rubric: rubric! };
}

const ADDRESSES = (rubric: string) =>
  addressesOf({
    assessments: ['good', 'torn', 'a1', 'a3', 'a4', 'a6'],
    rubrics: [rubric, 'x', 'y', 'f'.repeat(32), 'alone'],
    drafts: ['no-content', 'alone', 'nothing']
  });

test('with rows in every table that cannot be read, every page shows itself and what can be', { tag: '@storm' }, async ({ page }) => {
  test.setTimeout(300_000);
  const { rubric } = await tear(page, Object.keys(TORN) as Table[]);
  expect(await walk(page, casesOf(ADDRESSES(rubric)))).toEqual([]);

  await open(page, '/assessments/');
  await expect(page.getByRole('heading', { name: 'Good one' })).toBeVisible();
  await expect(page.getByText(NOTICE, { exact: true })).toBeVisible();
  await open(page, '/plan/');
  await expect(page.getByText('A good step').first()).toBeVisible();
  await expect(page.getByText('A step in the plan.')).toHaveCount(6);
  await open(page, '/rubrics/');
  await expect(page.getByRole('heading', { name: 'Listening online' })).toBeVisible();
  await expect(page.getByText('A rubric or a draft.').first()).toBeVisible();
  for (const address of ['/result/?id=torn', '/report/?id=torn', '/carry/?id=torn', '/assess/?id=torn', '/compare/?a=torn&b=good']) {
    await open(page, address);
    await expect(heading(page), address).toHaveText('This assessment could not be read');
    await expect(button(page, 'Download the raw data'), address).toBeVisible();
  }
  for (const address of ['/result/?id=good', '/report/?id=good', '/assess/?id=good', '/compare/?a=good&b=good2']) {
    if (address.includes('good2')) await putAssessments(page, [assessment('good2', 'Another', ['privacy'])]);
    await open(page, address);
    await expect(page.getByText('Answers to question privacy.C1.').first(), address).toBeVisible();
  }
});

test('all that cannot be read is named with one’s data, comes out as it lies there, and goes when it is told to; the rest stays', async ({
  page
}) => {
  test.setTimeout(180_000);
  await tear(page, Object.keys(TORN) as Table[]);
  await open(page, '/data/');
  await expect(page.getByText(NOTICE, { exact: true })).toBeVisible();
  const raw = (await contentOf(await downloadBy(page, button(page, 'Download all the raw data')))) as { table: string; raw: unknown }[];
  const count = (table: string) => raw.filter((one) => one.table === table).length;
  expect(Object.fromEntries(['assessments', 'entries', 'plan', 'aside'].map((table) => [table, count(table)]))).toEqual({
    assessments: 10,
    entries: 7,
    plan: 6,
    aside: 5
  });
  expect(JSON.stringify(raw)).toContain('my own words');

  const discard = button(page, 'Remove it from this device');
  for (let left = raw.length; left > 0; left--) {
    await expect(discard).toHaveCount(Math.min(20, left));
    const shown = page.getByText(/^Shown: /);
    if (left > 20) await expect(shown).toHaveText(`Shown: 1 to 20 of ${left}`);
    else await expect(shown).toHaveCount(0);
    await discard.first().click();
    await button(page, 'Remove for good').click();
  }
  await expect(page.getByText(NOTICE, { exact: true })).toHaveCount(0);
  expect(await rowsOf(page, 'assessments')).toEqual([good.head]);
  expect((await rowsOf(page, 'entries')).length).toBe(Object.keys(good.entries).length - 2);
  expect(await rowsOf(page, 'plan')).toEqual([step]);
  expect((await rowsOf(page, 'shelf')).map((row) => (row as { key: string }).key)).toEqual([contentHash(example())]);
  expect((await rowsOf(page, 'rubrics')).map((row) => (row as { key: string }).key)).toEqual([contentHash(example())]);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Stored here' })).toBeVisible();
  await expect(page.getByText(NOTICE, { exact: true })).toHaveCount(0);
});

for (const table of Object.keys(TORN) as Table[])
  test(`with such rows in the table ${table} alone, every page shows itself`, { tag: '@storm' }, async ({ page }) => {
    test.setTimeout(300_000);
    const { rubric } = await tear(page, [table]);
    expect(await walk(page, casesOf(ADDRESSES(rubric)))).toEqual([]);
  });
