import type { BrowserContext, Locator, Page } from '@playwright/test';
import { button, expect, heading, open, rowsOf, saved, test } from './app.ts';

// What other programs put on the clipboard for the same kind of table: its text, and its markup with all that they add to it.
const SPREADSHEET = {
  text: 'Title\tLevel 1\tLevel 2\tLevel 3\tLevel 4\nRules\tI tell where the rules are.\t"I explain them,\none by one."\tWe agree on ours.\tWe mend them together.\nSources\tI check mine.\tI help to check.\tWe compare.\tWe keep a list.\n',
  html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=Generator content="Microsoft Excel 15"></head><body>
    <!--StartFragment--><table border=0 cellpadding=0 cellspacing=0><col width=64 span=5>
    <tr height=20><td class=xl65>Title</td><td>Level 1</td><td>Level 2</td><td>Level 3</td><td>Level 4</td></tr>
    <tr height=20><td>Rules</td><td>I tell where the rules are.</td><td>I explain them,<br>one by one.</td><td>We agree on ours.</td><td>We mend them together.</td></tr>
    <tr height=20><td>Sources</td><td>I check mine.</td><td>I help to check.</td><td>We compare.</td><td>We keep a list.</td></tr>
    </table><!--EndFragment--></body></html>`
};
const WORD_PROCESSOR = {
  // Its text alone would be no table.
  text: 'Criterion\nLevel 1\nLevel 2\nLevel 3\nLevel 4\nBeing heard\nI ask.\nI answer.\nEach has a say.\nWe listen.\n',
  html: `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment--><p class=MsoNormal>Our rubric<o:p></o:p></p>
    <table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Criterion</b></p></td><td><p>Level 1</p></td><td><p>Level 2</p></td><td><p>Level 3</p></td><td><p>Level 4</p></td></tr>
    <tr><td><p class=MsoNormal>Being
    <i>heard</i><o:p></o:p></p></td><td><p>I ask.</p></td><td><p>I answer.</p></td><td><p>Each has a say.</p></td><td><p>We listen.</p></td></tr></table><!--EndFragment--></body></html>`
};
const BAD = {
  text: 'title\tlevel 1\tlevel 2\tlevel 3\tlevel 4\tessential\nRules\tI tell.\tI explain.\tWe agree.\tWe mend.\t2\nSources\tI check.\tI help.\tWe compare.\tWe list.\t7\n'
};

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'The table', exact: true });
const criteria = (page: Page): Locator => page.locator('[data-criterion]');
/** The titles that were found; what they lack stands in a list below. */
const found = (page: Page): Locator => page.getByRole('status').locator('ol > li');
const statement = (page: Page, level: number) => page.getByRole('textbox', { name: `Statement at level ${level}`, exact: true });

/** The one draft that there is, as it is stored. */
async function draft(page: Page): Promise<unknown> {
  const [row, ...others] = (await rowsOf(page, 'rubrics')) as readonly {
    readonly content: { readonly facts: unknown; readonly words: unknown };
  }[];
  expect(others).toEqual([]);
  return { facts: row?.content.facts, words: row?.content.words };
}

/** Copies, as another program does, and pastes with the keyboard into the editor's panel for it. */
async function paste(page: Page, copied: { readonly text: string; readonly html?: string }): Promise<void> {
  await page.evaluate(async ({ text, html }) => {
    const blob = (content: string, type: string) => ({ [type]: new Blob([content], { type }) });
    await navigator.clipboard.write([
      new ClipboardItem({ ...blob(text, 'text/plain'), ...(html === undefined ? {} : blob(html, 'text/html')) })
    ]);
  }, copied);
  await field(page).focus();
  await page.keyboard.press('Control+V');
  await expect(field(page)).not.toHaveValue('');
  await button(page, 'Check the table').click();
}

/** Begins a draft that has one criterion of its own already. */
async function begin(page: Page, context: BrowserContext): Promise<unknown> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '/rubrics/edit/');
  await page.getByRole('combobox', { name: 'Language that you write in' }).selectOption('en');
  await button(page, 'Start writing').click();
  await expect(heading(page)).toHaveText('Rubric without a title');
  await button(page, 'Add a question').click();
  await page.getByRole('textbox', { name: 'Title of the question', exact: true }).fill('Mine');
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expect.poll(async () => JSON.stringify(await draft(page))).toContain('Mine');
  return draft(page);
}

async function openPanel(page: Page): Promise<void> {
  await button(page, 'Paste a table').click();
  await expect(page.getByRole('heading', { level: 2, name: 'Paste a table' })).toBeFocused();
}

const WAYS = {
  'a spreadsheet’s table, as text': {
    copied: { text: SPREADSHEET.text },
    titles: ['Rules', 'Sources'],
    second: 'I explain them, one by one.'
  },
  'a spreadsheet’s table, with its markup': { copied: SPREADSHEET, titles: ['Rules', 'Sources'], second: 'I explain them, one by one.' },
  'a word processor’s table': { copied: WORD_PROCESSOR, titles: ['Being heard'], second: 'I answer.' }
};

test('a spreadsheet’s table and a word processor’s become criteria after those that are there, and undo takes them back', async ({
  page,
  context
}) => {
  const before = await begin(page, context);
  for (const [name, { copied, titles, second }] of Object.entries(WAYS)) {
    await openPanel(page);
    await paste(page, copied);
    await expect(found(page), name).toHaveText(titles);
    // Looking changes nothing yet.
    await expect(criteria(page)).toHaveCount(1);
    await expect(page.locator('#paste-add')).toBeFocused();
    await page.keyboard.press('Enter');

    await expect(criteria(page)).toHaveCount(1 + titles.length);
    for (const [i, title] of ['Mine', ...titles].entries()) await expect(criteria(page).nth(i)).toContainText(`${i + 1}. ${title}`);
    // The first of them is open.
    await expect(page.getByRole('textbox', { name: 'Title of the question', exact: true })).toHaveValue(titles[0]!);
    await expect(statement(page, 2)).toHaveValue(second);
    await expect.poll(async () => JSON.stringify(await draft(page))).toContain(second);

    await button(page, 'Undo').click();
    await expect(criteria(page)).toHaveCount(1);
    await expect(criteria(page)).toContainText('1. Mine');
    await expect.poll(() => draft(page)).toEqual(before);
  }
});

test('a table that cannot be read is named by row and column, and the draft stays as it was', async ({ page, context }) => {
  const before = await begin(page, context);
  await openPanel(page);
  await paste(page, BAD);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Nothing was added. Your draft is as it was.');
  await expect(alert).toContainText('Row 3, column “essential”: This is not a level. Levels are 1, 2, 3 and 4.');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue(BAD.text);
  await expect(page.locator('#paste-add')).toHaveCount(0);
  await expect(criteria(page)).toHaveCount(1);
  expect(await draft(page)).toEqual(before);

  // Mended by hand, it is read.
  await field(page).fill(BAD.text.replace('7', '3'));
  await button(page, 'Check the table').click();
  await expect(alert).toHaveCount(0);
  await expect(found(page)).toHaveText(['Rules', 'Sources']);
});
