import type { Page } from '@playwright/test';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { roomy } from '../support/scale.ts';
import {
  answer,
  button,
  cellsIn,
  choose,
  expect,
  give,
  goOn,
  heading,
  headlineOf,
  LEVELS,
  link,
  open,
  stored,
  test,
  topicOf,
  topics
} from './app.ts';
import { expectAccessible } from './axe.ts';
import { printed } from './pdf.ts';
import { example, shelve } from './shelf.ts';

const sheets = (page: Page) => page.locator('.filling');
const cell = (page: Page, question: number, level: number) =>
  page
    .getByRole('row')
    .nth(question - 1)
    .getByRole('gridcell')
    .nth(level - 1);
const inFront = (page: Page) => page.locator('.keys .next strong');

/** Reads the code on a sheet as a phone's camera does. */
async function codeOn(page: Page): Promise<string | null> {
  const { path, size } = await sheets(page)
    .first()
    .locator('svg')
    .evaluate((svg) => ({ path: svg.querySelector('path')!.getAttribute('d')!, size: Number(svg.getAttribute('viewBox')!.split(' ')[2]) }));
  const scale = 4;
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1/g))
    for (let down = 0; down < scale; down++)
      for (let over = 0; over < Number(length) * scale; over++) {
        const at = ((Number(y) * scale + down) * width + Number(x) * scale + over) * 4;
        data.set([0, 0, 0], at);
      }
  return readQr({ data, width, height: width });
}

const ONE_SIDE = 'every topic fits one side of A4 in every language, in letters of 8.5 points or more, with what has to stand there';
test(ONE_SIDE, { tag: '@part' }, async ({ page }) => {
  for (const language of roomy(LANGUAGES)) {
    await open(page, `${language === 'en' ? '/' : `/${language}/`}paper/?${topics.map(({ id }) => `topic=${id}`).join('&')}`);
    await expect(sheets(page)).toHaveCount(topics.length);
    const { sizes, texts } = await printed(page);
    expect(sizes, language).toEqual(topics.map(() => [210, 297]));
    for (const text of texts)
      expect(text, language).toMatch(/127\.0\.0\.1.*paper\/in\/.*Waymark · CC BY 4\.0 · \S+ \d+\.\d+\.\d+ · \S+ [0-9a-f]{8}$/);
    await page.emulateMedia({ media: 'print' });
    const smallest = await page.evaluate(() =>
      Math.min(
        ...[...document.querySelectorAll('.filling *')]
          .filter((one) => one.checkVisibility() && [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim()))
          .map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)
      )
    );
    expect(smallest, language).toBeGreaterThanOrEqual(8.49);
    await page.emulateMedia({ media: null });
    if (language !== 'en') continue;
    const privacy = topicOf('privacy');
    for (const { descriptors, notApplicable } of privacy.criteria)
      for (const words of [...Object.values(descriptors), ...Object.values(notApplicable)]) expect(texts[2]).toContain(words);
    expect(texts[2]).toContain('No groups online');
    await expectAccessible(page);
  }
});

test('what a choice has is printed, and its code leads to where these very sheets are typed in, in nobody’s language', async ({ page }) => {
  const [key] = await shelve(page, [example()], 'received');
  await open(page, '/fi/choose/');
  await page.getByRole('button', { name: 'Ei mitään' }).click();
  await page.getByRole('checkbox', { name: /^Verkkokirjoittaminen/ }).check();
  await page.getByRole('checkbox', { name: /^Kuunteleminen/ }).check();
  await link(page, 'Tulosta täytettäväksi').click();
  await expect(sheets(page)).toHaveCount(2);
  // What its rubric lacks in Finnish stands there in English, and says so on paper too.
  await expect(sheets(page).nth(1)).toContainText('In en, I wait 3 times at level 1. (kieli: englanti)');
  const address = await codeOn(page);
  expect(address).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+/paper/in/\\?of=[0-9a-f]{8}&of=${key!.slice(0, 8)}$`));
  const { sizes } = await printed(page);
  expect(sizes).toEqual([
    [210, 297],
    [210, 297]
  ]);
  await page.goto(address!);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  // Somebody else's paper, on this device: as a guest, with the same sheets.
  await button(page, 'Use without saving').click();
  await expect(page.getByText('You are a guest: this assessment is gone when you end.', { exact: false })).toBeVisible();
  expect(page.url()).toBe(address);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(2);
  await button(page, 'Begin').click();
  await cell(page, 7, 1).focus();
  await page.keyboard.press('1');
  await expect(inFront(page)).toHaveText('Question 1, statement 2');
  await expect(cell(page, 7, 1)).toHaveText(/^1/);
});

test(
  'a rubric of fifty questions goes on over several sides, each with its situations or levels above, no question parted',
  { tag: '@storm' },
  async ({ page }) => {
    const [key] = await shelve(page, [example({ criteria: 50 })]);
    await open(page, `/paper/?rubric=${key}`);
    await expect(page.getByRole('rowheader')).toHaveCount(50);
    expect((await printed(page)).sizes.length).toBeGreaterThan(2);
  }
);

test('typed in by keys, a topic has the result that the same answers on the screen have', async ({ page }) => {
  const topic = topicOf('privacy');
  // Answered to level 2, Partly at level 3 in every other question; with keys as on the paper: 1 Yes, 2 Partly, 3 Not yet, 4 not part of the job.
  await choose(page, ['privacy']);
  for (const [i, criterion] of topic.criteria.entries()) {
    await answer(page, criterion, 2, 'na');
    if (i % 2 && !criterion.essential.includes(3)) await give(page, criterion, 3, 1);
    await goOn(page);
  }
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  const onScreen = await stored(page);

  await open(page, '/paper/in/');
  await page.getByRole('checkbox', { name: /^Privacy settings/ }).check();
  await button(page, 'Begin').click();
  await expect(heading(page)).toBeFocused();
  await cell(page, 1, 1).focus();
  for (const [i, { essential }] of topic.criteria.entries()) {
    await expect(cell(page, i + 1, 1)).toBeFocused();
    await page.keyboard.press('1');
    await page.keyboard.press('1');
    if (essential.includes(3)) await page.keyboard.press('4');
    else if (i % 2) await page.keyboard.press('2');
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('textbox', { name: 'Note on the paper: Privacy settings and data protection' })).toBeFocused();
  await expect(page.getByText('All questions are answered.')).toBeVisible();
  await expect(cell(page, 1, 3)).toHaveAccessibleName(/Statement 3: In a group I guide online: .* Not yet$/);
  await expectAccessible(page);
  await button(page, 'See where you stand').click();
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  const { assessments, entries } = await stored(page);
  const [first] = onScreen.assessments;
  const typed = assessments.find(({ id }) => id !== first!.id)!;
  for (const { key } of topic.criteria) {
    const of = (id: string) => cellsIn({ assessments, aside: [], entries: entries.filter(({ assessment }) => assessment === id) }, key);
    expect(of(typed.id), key).toEqual(of(first!.id));
  }
});

test('by touch, with what is ticked above; reloaded, it carries on; it bears the day and the note of the paper', async ({ page }) => {
  await open(page, '/paper/in/?of=00000000');
  await expect(page.getByText('One sheet is from a rubric that is not on this device: 00000000.')).toBeVisible();
  await button(page, 'Begin').click();
  await expect(page.getByText('Choose at least one sheet.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('checkbox', { name: /^Facilitating discussion/ }).check();
  await page.getByRole('textbox', { name: 'Date on the paper' }).fill('2026-03-09');
  await page.getByRole('textbox', { name: 'A name for this assessment, if you like' }).fill('Robin');
  await button(page, 'Begin').click();
  await page.getByRole('checkbox', { name: 'In no community' }).check();
  const pad = (name: RegExp) => page.locator('.pad').getByRole('button', { name });
  await pad(/Yes$/).click();
  await expect(inFront(page)).toHaveText('Question 1, statement 2');
  await expect(page.getByRole('status').filter({ hasText: 'Yes. Next: Question 1, statement 2.' })).toBeAttached();
  await pad(/Partly$/).click();
  await pad(/Nothing ticked$/).click();
  // Level 4 is out; the first question is done.
  await expect(inFront(page)).toHaveText('Question 2, statement 1');
  await pad(/None of these yet$/).click();
  await expect(inFront(page)).toHaveText('Question 2, statement 3');
  await page.getByRole('textbox', { name: /^Note on the paper/ }).fill('Too little time.');
  await expect
    .poll(async () => (await stored(page)).entries.find(({ criterion }) => criterion === 'facilitating.D6')?.note)
    .toBe('Too little time.');
  await page.reload();
  await expect(inFront(page)).toHaveText('Question 2, statement 3');
  await expect(page.getByRole('checkbox', { name: 'In no community' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: /^Note on the paper/ })).toHaveValue('Too little time.');
  await pad(/Not yet$/).click();
  await pad(/Next question$/).click();
  await pad(/Back$/).click();
  await expect(inFront(page)).toHaveText('Question 3, statement 4');
  await expect(page.getByText('4 questions are still open.')).toBeVisible();

  const { entries, assessments } = await stored(page);
  expect(cellsIn(await stored(page), 'facilitating.D1')).toEqual({ 1: '2 given', 2: '1 given', 3: '0 left' });
  expect(cellsIn(await stored(page), 'facilitating.D2')).toEqual({ 1: '0 left', 2: '0 left', 3: '0 given' });
  expect(assessments[0]!.name).toBe('Robin');
  for (const { cells } of entries)
    for (const level of LEVELS) if (cells[level]) expect(new Date(cells[level].at).toISOString()).toMatch(/^2026-03-09/);
  expect(entries.find(({ criterion }) => criterion === 'facilitating.D6')!.note).toBe('Too little time.');
});
