import { readFileSync } from 'node:fs';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';
import { button, expect, heading, link, open, rowsOf, saved, test, unfold } from './app.ts';
import { expectAccessible } from './axe.ts';
import { partOf, roomy } from '../support/scale.ts';
import { situationWords } from '../support/situations.ts';
import { chosen, onShelf, shelve } from './shelf.ts';

const FILE = readFileSync('tests/upgrades/rubric-2.json', 'utf8');

test('a rubric with situations is read before it is kept, told what a table loses, and keeps them when it is changed', async ({ page }) => {
  await open(page, '/rubrics/open/');
  await page.getByLabel('Choose a file').setInputFiles(chosen('rubric-2.json', FILE));
  const preview = page.getByRole('region', { name: 'Before you keep it' });
  const situations = page.getByRole('heading', { name: 'Situations' }).locator('..');
  await expect(preview.getByRole('heading', { name: 'Situations' }).locator('..').getByRole('listitem')).toHaveCount(4);
  await expectAccessible(page);
  await button(page, 'Keep it').click();

  await expect(heading(page)).toHaveText('Answering on time');
  await page.reload();
  const items = situations.getByRole('listitem');
  await expect(items.nth(0)).toContainText('When I publish for many');
  await expect(items.nth(0)).toContainText('Cannot be left out as a whole.');
  await expect(items.nth(2)).toContainText('You guide an online space in which people can read each other.');
  await expect(items.nth(2)).toContainText('Does not count: Groups that meet in person only.');
  await expect(items.nth(2)).toContainText('Can be left out as a whole: I guide no groups online');
  await expect(page.getByText('Always asked, even where the situation is not part of the job.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('radio', { name: /^Table \(CSV\)/ }).check();
  await expect(page.getByText('its situations, with their texts')).toBeVisible();
  await page.getByRole('radio', { name: /^Waymark rubric \(JSON\)/ }).check();
  await expect(page.getByText('its situations, with their texts')).toHaveCount(0);

  // The look at it left large letters and a narrow window behind.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  await link(page, 'Copy and edit').click();
  await button(page, 'Make the copy').click();
  await unfold(page.locator('main'), 'Situations');
  await page.getByRole('textbox', { name: 'Situation at level 3', exact: true }).fill('In a group that I lead online');
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  expect((await onShelf(page)).map(({ kind }) => kind).sort()).toEqual(['draft', 'published']);

  // The criterion's view has the label over its statement, and says that its condition is wider than the situation.
  await page.getByRole('button', { name: /Acting when it is urgent/ }).click();
  await expect(page.locator('[data-level="3"]')).toContainText('In a group that I lead online');
  await expect(page.getByRole('checkbox', { name: /^Ask about it even when the situation is left out/ })).toBeChecked();

  await page.reload();
  await unfold(page.locator('main'), 'Situations');
  await expect(page.getByRole('textbox', { name: 'Situation at level 3', exact: true })).toHaveValue('In a group that I lead online');

  await button(page, 'Remove all situations').click();
  await expect(page.getByText('All situations were removed.')).toHaveCount(1);
  await button(page, 'Undo').click();
  await unfold(page.locator('main'), 'Situations');
  await expect(page.getByRole('textbox', { name: 'Situation at level 3', exact: true })).toHaveValue('In a group that I lead online');

  // Those of Waymark instead, in the languages that the rubric has: taken over, and changed.
  await button(page, 'Remove all situations').click();
  await unfold(page.locator('main'), 'Situations');
  await button(page, 'Use Waymark’s four situations').click();
  await expect(page.getByText('Waymark’s four situations were added.')).toHaveCount(1);
  await expect(page.locator('main').getByText('Situations', { exact: true })).toBeFocused();
  const third = page.getByRole('textbox', { name: 'Situation at level 3', exact: true });
  await expect(third).toHaveValue(situationWords('en')[3].label);
  await third.fill('In a group of mine');
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  const { key } = (await onShelf(page)).find(({ kind }) => kind === 'draft')!;
  const rows = (await rowsOf(page, 'rubrics')) as readonly { key: string; content: Draft }[];
  const draft = rows.find((row) => row.key === key)!.content;
  expect(draft.facts.situations).toEqual(readModel().model.situations);
  expect(draft.words.en!.situations![3]).toEqual({ ...situationWords('en')[3], label: 'In a group of mine' });
  expect(draft.words.sv!.situations).toEqual(situationWords('sv'));
  await expectAccessible(page);
});

test(
  'on paper the labels stand over the columns, and each topic still fits one page of A4 in every language',
  { tag: '@part' },
  async ({ page }) => {
    test.setTimeout(120_000);
    const files = openRubricFiles().map((file) => ({ ...file, facts: { ...file.facts, id: `own-${file.facts.id}` } }));
    for (const [i, key] of (await shelve(page, files)).entries()) {
      await open(page, `/rubrics/read/?key=${key}`);
      for (const language of partOf(roomy(LANGUAGES), i, 3)) {
        await page.getByRole('combobox', { name: 'Read it in' }).selectOption(language);
        const label = page.getByRole('columnheader').nth(3).getByText(situationWords(language)[3].label);
        await expect(label).toBeVisible();
        await page.emulateMedia({ media: 'print' });
        await expect(label).toBeVisible();
        await page.emulateMedia({ media: null });
        const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
        expect(pdf.match(/\/Type\s*\/Page(?![a-z])/g), `${files[i]!.facts.id}, ${language}`).toHaveLength(1);
      }
    }
  }
);
