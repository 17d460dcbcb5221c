import type { Page } from '@playwright/test';
import { LANGUAGES } from '../../scripts/languages.ts';
import { button, expect, heading, link, open, putRows, rowsOf, test, topics, unfold, contentOf, downloadBy } from './app.ts';
import { expectAccessible } from './axe.ts';
import { tabTo } from './keys.ts';
import { example, onShelf, shelve } from './shelf.ts';

const item = (page: Page, title: string) =>
  page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test('the list has the built-in rubrics and what is on this device, each where it belongs', async ({ page }) => {
  await shelve(page, [example()]);
  await shelve(page, [example({ id: 'own-got', title: 'Asking online' })], 'received', 'from-anna.json');
  await open(page, '/rubrics/');
  for (const topic of topics) await expect(item(page, topic.title)).toContainText(`${topic.criteria.length} questions · English`);
  await expect(page.getByRole('region', { name: 'Your own' })).toContainText('Version 1.0.0 · 3 questions · English and Finnish');
  await expect(page.getByRole('region', { name: 'Received from others' })).toContainText('from “from-anna.json”');

  await page.getByRole('searchbox').fill('LISTEN');
  await expect(page.getByText('One rubric found')).toBeVisible();
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Listening online']);
  await page.getByRole('searchbox').fill('kuunteleminen');
  await expect(page.getByText('2 rubrics found')).toBeVisible();
  await page.getByRole('searchbox').fill('zzz');
  await expect(page.getByText('No rubric here has “zzz” in its title.')).toBeVisible();
});

test('versions of one rubric stand together, and what changed between them is said', async ({ page }) => {
  const [one, two] = [example(), example({ version: '1.1.0', criteria: 4 })];
  const later = {
    ...two,
    facts: {
      ...two.facts,
      changes: [{ from: '1.0.0', criteria: [{ kind: 'comparable' as const, from: ['L2'], to: ['L2'], levels: [3 as const] }] }]
    }
  };
  const [, key] = await shelve(page, [one, later]);
  await open(page, '/rubrics/');
  const own = page.getByRole('region', { name: 'Your own' });
  await expect(own.getByRole('heading', { level: 3 })).toHaveCount(1);
  await expect(own.locator('.card').first()).toContainText('Version 1.1.0');
  await own.getByText('One other version').click();
  await expect(own.getByRole('link', { name: /^Read\s*: Listening online, version 1.0.0/ })).toBeVisible();

  await own.getByRole('link', { name: /^Read\s*: Listening online, version 1.1.0/ }).click();
  await expect(page).toHaveURL(new RegExp(key!));
  const versions = page.getByRole('region', { name: 'Versions' });
  await expect(versions.getByRole('link', { name: 'Version 1.0.0' })).toBeVisible();
  await expect(versions.getByRole('listitem').filter({ hasText: 'Waiting' })).toHaveText([
    '“Waiting 2” (level 3): close to what it was. Answers carry over: check them.',
    '“Waiting 4”: new.'
  ]);
});

test('a rubric is read in any of its languages; what is missing there is borrowed, and says so', async ({ page }) => {
  await open(page, '/rubrics/');
  await page.getByRole('link', { name: /^Read\s*: Writing online/ }).click();
  await expect(heading(page)).toHaveText('Writing online');
  await page.getByRole('combobox', { name: 'Read it in' }).selectOption('fi');
  await expect(heading(page).locator('[lang=fi]')).toBeVisible();
  await expect(heading(page)).not.toHaveText('Writing online');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  const [key] = await shelve(page, [example()]);
  await open(page, `/rubrics/read/?key=${key}`);
  await expect(page.getByText('Made on this device. Credit: A. Author.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Read it in' }).selectOption('fi');
  await expect(heading(page)).toHaveText('Kuunteleminen');
  await expect(page.getByRole('cell', { name: 'In fi, I wait 1 times at level 1.' })).toBeVisible();
  const borrowed = page.getByRole('cell').filter({ hasText: 'In en, I wait 3 times at level 1.' });
  await expect(borrowed.locator('[lang=en][dir=auto]')).toBeVisible();
  await expect(borrowed).toContainText('in English');
  await expect(page.getByText(/texts are missing in this language. You see them in English/)).toBeVisible();

  await unfold(page.getByRole('main'), 'Two languages side by side');
  await expect(page.getByText('Missing: 8. Changed on one side only: 0.')).toBeVisible();
  const row = page.getByRole('row', { name: /question 3, “Waiting 3”, level 4/i });
  await expect(row).toContainText('Missing');
});

test('essentials are marked, with when they are not part of a role; the rest of a criterion is folded', async ({ page }) => {
  await open(page, '/rubrics/read/?id=privacy');
  const cell = page.getByRole('cell').filter({ hasText: 'I check who else can read my messages' });
  await expect(cell).toContainText('Safety point');
  await expect(cell).toContainText('When to choose “Not part of my job”: Only if you never write or talk online with one person');
  const help = page.getByText('The class channel, the video account and an old blog share o');
  await expect(help).toBeHidden();
  await unfold(page.getByRole('main'), 'What this means, examples and next steps');
  await expect(help).toBeVisible();
  await expect(page.getByText('List the accounts from which you share for work, forgotten o')).toBeVisible();
});

test.describe('on paper', () => {
  /** Pages of a PDF: each has an object of its own. */
  const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-z])/g)?.length ?? 0;
  const print = (page: Page) => page.pdf({ preferCSSPageSize: true });

  // One page of A4 for each topic in every language: rubric-situations.spec.ts.
  for (const [i, topic] of topics.entries())
    test(`${topic.title} fits one page of A4, in letters of 8 points or more`, async ({ page }) => {
      await open(page, `/rubrics/read/?id=${topic.id}`);
      const language = LANGUAGES[i % LANGUAGES.length]!;
      await page.getByRole('combobox', { name: 'Read it in' }).selectOption(language);
      await expect(heading(page).locator(`[lang=${language}]`)).toBeVisible();
      await expect(page.getByRole('columnheader').nth(1).locator(`[lang=${language}]`).first()).toBeVisible();
      const pdf = await print(page);
      expect(pagesOf(pdf), language).toBe(1);
      expect(pdf.toString('latin1')).toMatch(/MediaBox \[0 0 84[12](\.\d+)? 59[45](\.\d+)?\]/);
      await page.emulateMedia({ media: 'print' });
      const smallest = await page.evaluate(() =>
        Math.min(
          ...[...document.querySelectorAll('.sheet *')]
            .filter(
              (element) =>
                element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim())
            )
            .map((element) => parseFloat(getComputedStyle(element).fontSize) * 0.75)
        )
      );
      expect(smallest).toBeGreaterThanOrEqual(7.99);
      await expect(page.getByText(/^Waymark · CC BY 4.0 · Version 0/)).toBeVisible();
      await expect(button(page, 'Download')).toBeHidden();
      await page.emulateMedia({ media: null });
    });

  test('all of them are printed at once, one a page', async ({ page }) => {
    await open(page, '/rubrics/');
    await link(page, 'Print all that are included').click();
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(topics.map(({ title }) => title));
    expect(pagesOf(await print(page))).toBe(topics.length);
  });

  test('a rubric of fifty criteria goes on over several pages, no row parted', { tag: '@storm' }, async ({ page }) => {
    const [key] = await shelve(page, [example({ criteria: 50 })]);
    await open(page, `/rubrics/read/?key=${key}`);
    await expect(page.getByRole('rowheader')).toHaveCount(50);
    expect(pagesOf(await print(page))).toBeGreaterThan(1);
  });
});

test('removing asks nothing and can be undone while the page is open; the focus stays', async ({ page }) => {
  const keys = await shelve(page, [example(), example({ id: 'own-two', title: 'Asking online' })]);
  const before = [await rowsOf(page, 'shelf'), await rowsOf(page, 'rubrics')];
  await open(page, '/rubrics/');
  for (const title of ['Listening online', 'Asking online']) {
    await unfold(item(page, title), 'More');
    await page.getByRole('button', { name: new RegExp(`^Remove\\s*: ${title}`) }).click();
    await expect(page.getByRole('button', { name: new RegExp(`^Undo\\s*: ${title}`) })).toBeFocused();
    await expect(page.getByRole('status').filter({ hasText: `Removed: ${title}.` })).toHaveCount(1);
  }
  expect(await onShelf(page)).toEqual([]);
  for (const [i, title] of ['Listening online', 'Asking online'].entries()) {
    await page.getByRole('button', { name: new RegExp(`^Undo\\s*: ${title}`) }).click();
    await expect(page.locator(`#first-${keys[i]}`)).toBeFocused();
  }
  expect([await rowsOf(page, 'shelf'), await rowsOf(page, 'rubrics')]).toEqual(before);
});

test('what another tab keeps or removes shows at once; what it removes is not here to be read', async ({ page, context }) => {
  const [key] = await shelve(page, [example()]);
  const other = await context.newPage();
  await open(page, '/rubrics/');
  await open(other, '/rubrics/');
  await unfold(item(other, 'Listening online'), 'More');
  await other.getByRole('button', { name: /^Remove\s*: Listening online/ }).click();
  await expect(item(page, 'Listening online')).toHaveCount(0);
  await open(page, `/rubrics/read/?key=${key}`);
  await expect(heading(page)).toHaveText('This rubric is not on this device');
});

test('a row that cannot be read is named and left as it is; a rubric that cannot be read says where', async ({ page }) => {
  const [key] = await shelve(page, [example()]);
  await putRows(page, 'shelf', [{ key: 'broken-row', kind: 'nothing' }]);
  const { words, ...rest } = example();
  await putRows(page, 'rubrics', [{ key, content: { ...rest, words: { ...words, en: { ...words.en!, title: '' } } } }]);
  await open(page, '/rubrics/');
  await expect(page.getByText('Some stored data could not be read')).toBeVisible();
  await expect(page.getByText('A rubric or a draft.')).toHaveCount(1);
  expect(await contentOf(await downloadBy(page, button(page, 'Download the raw data')))).toEqual({
    item: { key: 'broken-row', kind: 'nothing' }
  });
  expect(await onShelf(page)).toHaveLength(2);

  await item(page, 'Listening online').getByRole('link', { name: /^Read/ }).click();
  await expect(heading(page)).toHaveText('This rubric could not be read');
  await expect(page.getByText('The title, in English: There is no text yet.')).toBeVisible();
});

test('a hundred rubrics of fifty criteria are listed and filtered, and none is opened for that', { tag: '@heavy' }, async ({ page }) => {
  const files = Array.from({ length: 100 }, (_, i) => example({ id: `own-${i}`, title: `Listening ${i}`, criteria: 50 }));
  await shelve(page, files);
  await page.addInitScript(() => {
    const read: string[] = [];
    for (const name of ['get', 'getAll', 'openCursor'] as const) {
      const plain = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
        read.push(this.name);
        return plain.apply(this, args);
      } as never;
    }
    Object.assign(window, { read });
  });
  await open(page, '/rubrics/');
  // Twenty are shown at a time; the search looks through all.
  await expect(page.getByRole('heading', { name: /^Listening \d+$/ })).toHaveCount(20);
  const field = page.getByRole('searchbox');
  for (const [query, count] of [
    ['listening 7', 19],
    ['listening 77', 1],
    ['', 20]
  ] as const) {
    await field.fill(query);
    await expect(page.getByRole('heading', { name: /^Listening \d+$/ })).toHaveCount(count);
  }
  const read = await page.evaluate(() => (window as unknown as { read: string[] }).read);
  expect(read).toContain('shelf');
  expect(read).not.toContain('rubrics');
});

test('the library goes with the keyboard alone', async ({ page }) => {
  await shelve(page, [example()]);
  await open(page, '/rubrics/');
  await tabTo(page, page.getByRole('searchbox'));
  await page.keyboard.type('listening');
  await expect(page.getByText('One rubric found')).toBeVisible();
  const more = item(page, 'Listening online').locator('summary');
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: /^Remove/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: /^Read\s*: Listening online/ })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Listening online');
  await tabTo(page, page.getByRole('combobox', { name: 'Read it in' }));
  await page.keyboard.press('ArrowDown');
  await expect(heading(page)).toHaveText('Kuunteleminen');
  await tabTo(page, page.locator('.sheet summary').first());
  await page.keyboard.press('Space');
  await expect(page.getByText('What waiting 1 is about.').first()).toBeVisible();
});

const STATES: Record<string, (page: Page) => Promise<void>> = {
  'the list with own, received, older, removed and damaged ones': async (page) => {
    await shelve(page, [example(), example({ version: '1.1.0' }), example({ id: 'own-b', title: 'Asking online' })]);
    await shelve(page, [example({ id: 'own-c', title: 'Answering online' })], 'received', 'a file.json');
    await putRows(page, 'shelf', [{ key: 'broken-row', kind: 'nothing' }]);
    await open(page, '/rubrics/');
    await unfold(item(page, 'Asking online'), 'More');
    await page.getByRole('button', { name: /^Remove\s*: Asking online/ }).click();
    await unfold(page.getByRole('main'), 'More');
    await page.getByText('One other version').click();
  },
  'the list in which nothing is found': async (page) => {
    await open(page, '/rubrics/');
    await page.getByRole('searchbox').fill('zzz');
  },
  'a rubric in another language, with everything open': async (page) => {
    const [key] = await shelve(page, [example()]);
    await open(page, `/rubrics/read/?key=${key}`);
    await page.getByRole('combobox', { name: 'Read it in' }).selectOption('fi');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await button(page, 'Make a link and copy it').click();
    await expect(page.getByRole('textbox', { name: /^Link/ })).toBeVisible();
  },
  'all built-in rubrics': async (page) => {
    await open(page, '/rubrics/read/?all=1');
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(topics.length);
  },
  'a rubric that is not there': async (page) => {
    await open(page, '/rubrics/read/?key=nothing');
    await expect(heading(page)).toBeVisible();
  }
};
for (const [name, lead] of Object.entries(STATES))
  test(`${name}: nothing to object to`, /the list with|another language/.test(name) ? {} : { tag: '@storm' }, async ({ page }) => {
    // Long documents, looked at five times.
    test.setTimeout(240_000);
    await lead(page);
    await expectAccessible(page);
  });
