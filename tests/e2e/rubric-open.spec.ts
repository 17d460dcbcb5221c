import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { button, downloadBy, expect, heading, listen, live, open, rowsOf, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { tabTo } from './keys.ts';
import { chosen, example, onShelf, shelve } from './shelf.ts';

const preview = (page: Page) => page.getByRole('region', { name: 'Before you keep it' });

async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.getByLabel('Choose a file').setInputFiles(chosen(name, content));
}

/** Downloads a rubric in a format, as it is offered on the page that shows it. */
async function exported(page: Page, format: string): Promise<{ name: string; content: Buffer }> {
  await page.getByRole('radio', { name: new RegExp(`^${format.replace(/[()]/g, '\\$&')}`) }).check();
  const download = await downloadBy(page, button(page, 'Download'));
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) };
}

/** The same without an id of the shelf: nothing may be stored before somebody says so. */
const expectNothingStored = async (page: Page) => {
  expect(await onShelf(page)).toEqual([]);
  expect(await rowsOf(page, 'rubrics')).toEqual([]);
};

test('a file of Waymark’s is shown first, kept when the person says so, and is then the very same', async ({ page }) => {
  const file = example();
  await open(page, '/rubrics/open/');
  await openFile(page, 'from-anna.json', JSON.stringify(file));
  await expect(preview(page)).toContainText('This comes from the file “from-anna.json”. It is not one of Waymark’s own rubrics.');
  await expect(preview(page)).toContainText('Version 1.0.0 · 3 questions · English and Finnish · Credit, as it says itself: A. Author');
  await expect(page.getByRole('heading', { name: 'Before you keep it' })).toBeFocused();
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  await expectNothingStored(page);

  await button(page, 'Do not keep it').click();
  await expect(page.getByText('Nothing was kept.')).toBeVisible();
  await expect(heading(page)).toBeFocused();
  await expectNothingStored(page);

  await openFile(page, 'from-anna.json', JSON.stringify(file));
  await button(page, 'Keep it').click();
  await expect(heading(page)).toHaveText('Listening online');
  await expect(page.getByText('Not by Waymark. You received it in the file “from-anna.json”.')).toBeVisible();
  const [kept] = await onShelf(page);
  expect(kept).toMatchObject({ key: contentHash(file), origin: 'received', from: 'from-anna.json' });

  await open(page, '/rubrics/open/');
  await openFile(page, 'again.json', JSON.stringify(file));
  await expect(preview(page)).toContainText('You already have it');
  await expect(button(page, 'Keep it')).toHaveCount(0);
});

test('exported in any format that has all of it, and opened again where it came from, a rubric is the very same', async ({ page }) => {
  const [key] = await shelve(page, [example()]);
  await open(page, `/rubrics/read/?key=${key}`);
  const files: Awaited<ReturnType<typeof exported>>[] = [];
  for (const format of ['Waymark rubric (JSON)', 'Spreadsheet (Excel, XLSX)', 'Table (CSV)', 'CASE 1.1 (JSON)'])
    files.push(await exported(page, format));
  await open(page, '/rubrics/open/');
  for (const { name, content } of files) {
    await openFile(page, name, content);
    await expect(preview(page)).toContainText(`This comes from the file “${name}”.`);
    await expect(preview(page)).toContainText('You already have it on this device, word for word.');
    await button(page, 'Do not keep it').click();
    await expect(preview(page)).toHaveCount(0);
  }
});

test('what a format cannot carry is said before, and taken from the rubric here when the file comes back changed', async ({ page }) => {
  const [key] = await shelve(page, [example()]);
  await open(page, `/rubrics/read/?key=${key}`);
  await expect(page.getByText('This format carries everything.')).toBeVisible();
  await page.getByRole('radio', { name: /^Moodle/ }).check();
  await expect(page.getByText('This format cannot carry:')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'one further language' })).toBeVisible();
  const { name, content } = await exported(page, 'Table (CSV)');
  await expect(page.getByRole('listitem').filter({ hasText: 'who made it, its licence' })).toBeVisible();

  await open(page, '/rubrics/open/');
  await openFile(page, name, content.toString('utf8').replace('I wait 2 times at level 3.', 'I wait twice at level 3.'));
  await expect(preview(page)).toContainText('It was exported from “Listening online”, version 1.0.0, which is here.');
  await expect(preview(page)).toContainText('who made it, its licence, and what it was made from');
  await expect(preview(page)).toContainText('You already have version 1.0.0 of this rubric, with other content.');
  await expect(preview(page)).toContainText('Credit, as it says itself: A. Author');
});

test('a link carries a rubric into another browser, where it is shown before it is kept', async ({ page, browser }) => {
  const [key] = await shelve(page, [example()]);
  await open(page, `/rubrics/read/?key=${key}`);
  await page.getByRole('radio', { name: /^To read it/ }).check();
  await button(page, 'Make a link and copy it').click();
  await expect(page.getByText(/The link is on the clipboard|The link is selected/)).toBeVisible();
  const address = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/rubrics\/open\/#r=2[\w-]+$/);

  const context = await browser.newContext({ locale: 'en-GB' });
  const heard = listen(context);
  const other = await context.newPage();
  await other.goto(address);
  await live(other);
  await expect(preview(other)).toContainText('This comes from a link that you opened.');
  await expect(preview(other)).toContainText('Listening online');
  await expectNothingStored(other);
  await button(other, 'Do not keep it').click();
  await expectNothingStored(other);

  // Cut off on the way, and then whole.
  await other.goto(address.slice(0, -20));
  await expect(other.getByRole('alert')).toContainText('The link does not carry a whole rubric.');
  await expect(other.getByRole('alert')).toContainText('Nothing on this device was changed.');
  await other.goto(address);
  await button(other, 'Keep it').click();
  await expect(heading(other)).toHaveText('Listening online');
  await expect(other.getByText('Not by Waymark. You received it in a link.')).toBeVisible();
  expect((await onShelf(other)).map(({ key }) => key)).toEqual([key]);
  expect(heard).toEqual([]);
  await context.close();
});

test('one that bears the id of a built-in rubric without being it gets its own', async ({ page }) => {
  await open(page, '/rubrics/open/');
  await openFile(page, 'privacy.json', JSON.stringify(example({ id: 'privacy', version: '9.9.9' })));
  await expect(preview(page)).toContainText('It has the id of “Privacy settings and data protection”');
  await button(page, 'Keep it').click();
  await expect(heading(page)).toHaveText('Listening online');
  const [kept] = await onShelf(page);
  expect(kept!.id).toMatch(/^own-[0-9a-f]{12}$/);
  await expect(page.getByText('Privacy settings and data protection, version 9.9.9')).toBeVisible();
});

const markup = '<img src="https://example.org/x" onerror="window.hurt = true"><script>window.hurt = true</script>';
const hostile = (change: (file: RubricFile) => void): string => {
  const file = structuredClone(example());
  change(file);
  return JSON.stringify(file);
};

test('markup in a rubric is text wherever it is shown', async ({ page }) => {
  const file = structuredClone(example()) as RubricFile & { words: Record<string, { title: string; about: string }> };
  file.words.en!.title = `A ${markup}`;
  file.words.en!.about = markup;
  for (const criterion of Object.values(file.words.en!.criteria)) criterion.title = markup;
  file.facts.origin = { author: markup, licence: markup };
  await open(page, '/rubrics/open/');
  await openFile(page, `${markup.replaceAll('/', '')}.json`, JSON.stringify(file));
  await expect(preview(page).getByRole('heading', { name: `A ${markup}` })).toBeVisible();
  await button(page, 'Keep it').click();
  await expect(heading(page)).toHaveText(`A ${markup}`);
  await open(page, '/rubrics/');
  await expect(page.getByRole('heading', { name: `A ${markup}` })).toBeVisible();
  expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
  expect(await page.locator('main img, main script').count()).toBe(0);
});

const DECLINED: readonly (readonly [what: string, name: string, content: string | Buffer, said: string])[] = [
  ['a text that turns the direction of writing', 'a.json', hostile((f) => (f.words.en!.title = 'in\u202Egnp')), 'turns the direction'],
  ['a key that every object has', 'a.json', hostile((f) => (f.facts.criteria[0]!.id = 'constructor')), 'An id is a letter'],
  ['a prototype', 'a.json', JSON.stringify(example()).replace('"facts"', '"__proto__":{"a":1},"facts"'), 'does not have this: __proto__'],
  ['a newer format', 'a.json', JSON.stringify({ ...example(), formatVersion: 99 }), 'made by a newer Waymark'],
  ['another kind of file', 'a.json', '{"hello":1}', 'not a file of a Waymark rubric'],
  ['half a file', 'a.json', JSON.stringify(example()).slice(0, 200), 'not a data file that can be read'],
  ['brackets without end', 'a.json', '['.repeat(5_000), 'Waymark cannot read'],
  ['nothing', 'a.json', '', 'There is nothing in it.'],
  ['a picture', 'a.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255, 254]), 'Waymark cannot read'],
  ['a broken spreadsheet', 'a.xlsx', Buffer.from('PK\u0003\u0004 nothing'), 'damaged'],
  ['six megabytes', 'a.csv', 'x'.repeat(6_000_000), 'too large'],
  [
    'a table with a wrong cell',
    'a.csv',
    'title,level 1,level 2,level 3,level 4,essential\nOne,a,b,c,d,\nTwo,a,b,c,d,7\n',
    'Row 3, column “essential”: This is not a level.'
  ]
];
test('what is no rubric, or no good one, is declined with words, and nothing is stored', async ({ page }) => {
  await open(page, '/rubrics/open/');
  for (const [what, name, content, said] of DECLINED) {
    await openFile(page, name, content);
    await expect(page.getByRole('alert'), what).toContainText(said);
    await expect(page.getByRole('alert'), what).toContainText('Nothing on this device was changed.');
    await expect(preview(page), what).toHaveCount(0);
    await expectNothingStored(page);
  }
});

test('a table without known headings, its widest level first: the questions are answered, and what differs is shown when it comes back', async ({
  page
}) => {
  await open(page, '/rubrics/open/');
  const rows = [1, 2, 3].map((n) => `Waiting ${n};They wait ${n} times.;We wait ${n} times.;I wait ${n} times.;I write ${n} times.`);
  await openFile(page, 'our-rubric.csv', `Ours;Blossom;Bud;Sprout;Root\n${rows.join('\n')}\n;;;;\nMade in May;;;;\n`);
  const asked = preview(page).getByRole('group', { name: 'Are these column headings?' });
  await expect(asked).toContainText('Row 1: Ours | Blossom | Bud | Sprout | Root');
  await expect(asked.getByRole('radio', { name: 'Yes, headings' })).toBeChecked();
  await expect(preview(page)).toContainText('Level 1, the narrowest, is the column “Blossom”.');
  await expect(preview(page)).toContainText('Row 6, a text on its own: “Made in May”');
  await expect(page.getByRole('rowheader')).toHaveCount(3);
  await asked.getByRole('radio', { name: 'No, a question' }).check();
  await expect(page.getByRole('rowheader')).toHaveCount(4);
  await asked.getByRole('radio', { name: 'Yes, headings' }).check();
  await button(page, 'Turn the levels round').click();
  await expect(preview(page)).toContainText('Level 1, the narrowest, is the column “Root”.');
  await expect(button(page, 'Turn the levels round')).toBeFocused();
  await expect(page.getByRole('row').nth(1).getByRole('cell').first()).toContainText('I write 1 times.');
  await expectAccessible(page);
  await expectNothingStored(page);

  // Two taps on the way to the draft make one.
  await button(page, 'Keep as a draft and edit').dblclick();
  await expect(page).toHaveURL(/\/rubrics\/edit\/\?draft=/);
  expect((await onShelf(page)).map(({ kind, criteria }) => [kind, criteria])).toEqual([['draft', 3]]);

  const [key] = await shelve(page, [example()]);
  await open(page, `/rubrics/read/?key=${key}`);
  const { content } = await exported(page, 'Table (CSV)');
  const table = content.toString('utf8');
  const lines = table.split('\r\n');
  const added = lines.findIndex((line) => line.includes('"L3"'));
  lines.splice(added + 1, 0, lines[added]!.replaceAll('"L3"', '"L4"').replace('Waiting 3', 'Passing on'));
  await open(page, '/rubrics/open/');
  await openFile(page, 'changed.csv', lines.join('\r\n').replace('In en, I wait 2 times at level 3.', 'I wait twice.'));
  await expect(preview(page)).toContainText('New question: “Passing on”');
  await expect(preview(page)).toContainText('One text has changed:');
  await expect(preview(page).getByRole('definition')).toContainText('Here: In en, I wait 2 times at level 3.');
  await expect(preview(page).getByRole('definition')).toContainText('What came: I wait twice.');
  await expect(button(page, 'Keep it')).toHaveCount(0);
  await expect(button(page, 'Keep as a rubric of your own')).toBeVisible();
  await button(page, 'Keep as a draft of the next version').dblclick();
  await expect(page).toHaveURL(/\/rubrics\/edit\/\?draft=/);
  expect((await onShelf(page)).filter(({ kind, id }) => kind === 'draft' && id === 'own-listening')).toHaveLength(1);
});

test.describe('from the clipboard', () => {
  // The browser names the handlers that it does not run.
  test.use({ expected: /inline event handler|script-src-attr inline/ });

  test('a table is pasted with the keyboard alone; what it lacks is named, and it becomes a draft', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, '/rubrics/open/');
    await page.evaluate(async () => {
      const html =
        '<table><tr><th>Title</th><th>Level 1</th><th>Level 2</th><th>Level 3</th><th>Level 4</th></tr><tr><td>Waiting<script>window.hurt = 1</script></td><td>I wait.</td><td>We wait.</td><td><img src=x onerror="window.hurt = 1">They wait.</td><td></td></tr></table>';
      const types = { 'text/html': new Blob([html], { type: 'text/html' }), 'text/plain': new Blob(['Waiting'], { type: 'text/plain' }) };
      await navigator.clipboard.write([new ClipboardItem(types)]);
    });
    await tabTo(page, page.getByRole('textbox', { name: 'The table, or a link to a rubric' }));
    await page.keyboard.press('Control+V');
    await tabTo(page, button(page, 'Check what is inside'));
    await page.keyboard.press('Enter');
    await expect(preview(page)).toContainText('This comes from what you pasted.');
    await expect(preview(page)).toContainText('Question 1, “Waiting”, level 4: There is no text yet.');
    await expect(page.getByRole('cell', { name: 'They wait.' })).toBeVisible();
    expect(await page.evaluate(() => 'hurt' in window)).toBe(false);
    await expectNothingStored(page);
    await expect(button(page, 'Keep it')).toHaveCount(0);
    await tabTo(page, button(page, 'Keep as a draft and edit'));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/rubrics\/edit\/\?draft=/);
    const [draft] = await onShelf(page);
    expect(draft).toMatchObject({ kind: 'draft', criteria: 1 });
  });
});

const STATES: Record<string, (page: Page) => Promise<void>> = {
  'before anything is opened': async () => {},
  'a preview': async (page) => {
    await openFile(page, 'privacy.json', JSON.stringify(example({ id: 'privacy' })));
    await expect(preview(page)).toBeVisible();
  },
  'a preview of what is not whole': async (page) => {
    await openFile(page, 'a.csv', 'title,level 1,level 2,level 3,level 4\nOne,,,,\nTwo,a,b,c,d\n');
    await expect(preview(page)).toContainText('It is not complete yet.');
  },
  'a file that is declined': async (page) => {
    await openFile(page, 'a.json', '{"hello":1}');
    await expect(page.getByRole('alert')).toBeVisible();
  }
};
for (const [name, lead] of Object.entries(STATES))
  test(`${name}: nothing to object to`, /^a preview$|declined/.test(name) ? {} : { tag: '@storm' }, async ({ page }) => {
    await open(page, '/rubrics/open/');
    await lead(page);
    await expectAccessible(page);
  });
