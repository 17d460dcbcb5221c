import { chromium, type Page } from '@playwright/test';
import { findBrowser, flags } from '../../scripts/browser.mjs';
import { expectAccessible } from './axe.ts';
import {
  begin,
  button,
  criteria,
  expect,
  heading,
  link,
  open,
  openStore,
  putRows,
  rowsOf,
  shownAsChosen,
  stored,
  tap,
  test,
  unfold,
  type Criterion
} from './app.ts';
import { assessment, bring, agree, openData, putAssessments } from './data.ts';
import { expectInJournal, journals, loseDatabase, loseJournals } from './losing.ts';
import { addPerson, field, nameFirst, unlock, writeTwice } from './people.ts';
import { writeAssessments } from '#lib/exchange/personal/file.ts';

const [first, second] = criteria as [Criterion, Criterion];
const restored = (page: Page) => page.getByRole('alert').filter({ hasText: 'Your browser lost your data. Waymark has put it back' });
const lost = (page: Page) => page.getByRole('alert').filter({ hasText: 'What you had here is gone' });
const note = (page: Page) => page.getByRole('textbox', { name: /note/i });

/** An answer and a note to the first criterion of a new assessment, and its name in the journal. */
async function work(page: Page, words: string): Promise<void> {
  await begin(page);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await unfold(page.getByRole('main'), 'note');
  await note(page).fill(words);
  await expectInJournal(page, words);
}

test('a lost database comes back as it was, and that is said once, with the moment that it is from', async ({ page }) => {
  await work(page, 'My own words');
  await page.keyboard.press('Escape');
  await open(page, '/assessments/');
  const before = await stored(page);
  expect(before.entries).toHaveLength(1);

  await loseDatabase(page);
  await open(page, '/assessments/');
  await expect(restored(page)).toContainText(/last saved on \d+ \w+ \d{4} at \d\d:\d\d/);
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  expect(await stored(page)).toEqual(before);
  await expectAccessible(page);
  await link(page, 'Make a backup').first().click();
  await expect(heading(page)).toHaveText('Backup');
  await button(page, 'Close this notice').click();
  await expect(restored(page)).toHaveCount(0);

  // It goes on from where it was.
  await open(page, '/assess/');
  await expect(restored(page)).toHaveCount(0);
  await open(page, '/');
  await link(page, 'Carry on').click();
  await tap(page, first, 3);
  await shownAsChosen(page, first, 3);
});

test('where both are gone it is said that there was something, how much and when, and where a backup goes', async ({ page }) => {
  await putAssessments(page, [assessment('a', 'One'), assessment('b', 'Two')]);
  await open(page, '/about/');
  await open(page, '/about/');
  await expectInJournal(page, 'One');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('waymark-marks'))).toContain('"assessments":2');
  await loseDatabase(page);
  await loseJournals(page);

  await open(page, '/');
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(Date.now());
  await expect(lost(page)).toContainText(`You had 2 assessments on this device, last changed on ${today}.`);
  await expectAccessible(page);
  // Until it was read it stays, also over what is done meanwhile.
  await begin(page);
  await expect(lost(page)).toBeVisible();
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  await expectInJournal(page, first.key);
  await open(page, '/assessments/');
  await link(page, 'Restore a backup').click();
  await expect(heading(page)).toHaveText('Backup');
  await button(page, 'Close this notice').click();
  await expect(lost(page)).toHaveCount(0);
  await open(page, '/assessments/');
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  await expect(lost(page)).toHaveCount(0);
  // From here on it is this that could be lost.
  await expect.poll(() => page.evaluate(() => localStorage.getItem('waymark-marks'))).toContain('"assessments":1');
});

test('an older state, and rows that vanished, are made good; what was removed stays removed', async ({ page }) => {
  await putAssessments(page, [assessment('a', 'One'), assessment('b', 'Two')]);
  await open(page, '/assessments/');
  const old = { last: await rowsOf(page, 'settings'), heads: await rowsOf(page, 'assessments'), entries: await rowsOf(page, 'entries') };
  await page.getByRole('button', { name: /Delete.*Two/s }).click();
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  await expectInJournal(page, 'One');
  await expectInJournal(page, 'Two', false);
  await page.goto('/icon.svg');
  await putRows(page, 'assessments', old.heads);
  await putRows(page, 'entries', old.entries);
  await putRows(page, 'settings', old.last);
  await open(page, '/assessments/');
  await expect(restored(page)).toBeVisible();
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  expect((await stored(page)).assessments.map(({ id }) => id)).toEqual(['a']);
});

test('what is removed or changed is gone from the second copy’s bytes, also when the tab ends at that moment', async ({
  page,
  context
}) => {
  await work(page, 'Words to be taken back');
  await note(page).fill('Other words');
  await expectInJournal(page, 'Words to be taken back', false);
  await expectInJournal(page, 'Other words');

  await open(page, '/assessments/');
  await page.getByRole('button', { name: /^Delete/ }).click();
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
  const again = await context.newPage();
  await open(again, '/about/');
  await expectInJournal(again, 'Other words', false);
});

test('a passphrase seals the second copy too; a lost database asks for it and is whole', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await work(page, 'Between me and my pillow');
  const { names } = await journals(page);
  expect(names).toHaveLength(1);
  await open(page, '/people/');
  await button(page, 'Set a passphrase').click();
  await writeTwice(page);
  await button(page, 'Set a passphrase').click();
  await unlock(page, 'Aino');
  expect((await journals(page)).text).not.toContain('pillow');
  await expectInJournal(page, 'sealed');
  expect((await journals(page)).text).not.toContain('pillow');

  await loseDatabase(page);
  await open(page, '/assessments/');
  await expect(field(page, 'Passphrase: Aino')).toBeVisible();
  await unlock(page, 'Aino');
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  await expect(restored(page)).toBeVisible();
  await page.getByRole('link', { name: /^Carry on/ }).click();
  await unfold(page.getByRole('main'), 'note');
  await expect(note(page)).toHaveValue('Between me and my pillow');
});

test('erasing takes second copies and marks along: one person’s, or all', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await work(page, 'What Aino said');
  await open(page, '/people/');
  await addPerson(page, 'Ben');
  await expect(page.getByText('Added: Ben')).toBeVisible();
  await button(page, 'Switch to Ben').click();
  await work(page, 'What Ben said');
  expect((await journals(page)).names).toHaveLength(2);

  await open(page, '/data/erase/');
  await page.getByRole('radio', { name: /Ben/ }).check();
  await button(page, 'Erase').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByText('One second copy.')).toBeVisible();
  const left = await journals(page);
  expect(left.names).toHaveLength(1);
  expect(left.text).toContain('What Aino said');
  expect(left.text).not.toContain('What Ben said');

  await open(page, '/data/erase/');
  await page.getByRole('radio', { name: /^Everything/ }).check();
  await button(page, 'Erase').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByText('No second copy.')).toBeVisible();
  expect(await journals(page)).toEqual({ names: [], text: '' });
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('waymark')))).toEqual([]);
  await open(page, '/');
  await expect(lost(page)).toHaveCount(0);
});

test('a guest has no second copy', async ({ page }) => {
  await open(page, '/people/');
  await button(page, 'Work as a guest').click();
  await expect(page.getByText('You are a guest.')).toBeVisible();
  await begin(page);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await page.waitForTimeout(4_000);
  expect(await journals(page)).toEqual({ names: [], text: '' });
});

test('two tabs write to one copy', async ({ page, context }) => {
  await work(page, 'Words of the first tab');
  const other = await context.newPage();
  await open(other, '/');
  await link(other, 'Carry on').click();
  await button(other, 'Next').click();
  await expect(heading(other)).toHaveText(second.title);
  await tap(other, second, 3);
  await shownAsChosen(other, second, 3);
  await note(page).fill('Later words of the first tab');
  await expectInJournal(page, 'Later words of the first tab');
  expect((await journals(page)).names).toHaveLength(1);
  await other.close();
  const before = await stored(page);
  await loseDatabase(page);
  await open(page, '/about/');
  await expect(restored(page)).toBeVisible();
  expect(await stored(page)).toEqual(before);
});

test('an import, and all that is erased at once, is in the copy too', async ({ page }) => {
  await openStore(page);
  await openData(page);
  await bring(page, writeAssessments([assessment('a', 'One'), assessment('b', 'Two')]));
  await agree(page);
  await expectInJournal(page, 'Two');
  const before = await stored(page);
  await loseDatabase(page);
  await open(page, '/assessments/');
  await expect(page.getByText('2 assessments on this device')).toBeVisible();
  expect(await stored(page)).toEqual(before);
});

test('over a connection that is not secure there is no second copy, and a loss is said all the same', async ({ host }) => {
  const { port } = await host();
  const browser = await chromium.launch({
    executablePath: findBrowser() ?? undefined,
    args: [...flags, '--host-resolver-rules=MAP office.test 127.0.0.1']
  });
  const page = await (await browser.newContext()).newPage();
  const site = `http://office.test:${port}/`;
  await begin(page, `${site}assess/`);
  expect(await page.evaluate(() => 'locks' in navigator || 'storage' in navigator)).toBe(false);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('waymark-marks')), { timeout: 10_000 }).toContain('"assessments":1');
  await loseDatabase(page, 'waymark', site);
  await open(page, site);
  await expect(lost(page)).toContainText('You had 1 assessment on this device');
  await browser.close();
});
