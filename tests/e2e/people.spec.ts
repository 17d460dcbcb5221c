import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import {
  button,
  choose,
  criteria,
  criterionOf,
  expect,
  heading,
  link,
  more,
  live,
  open,
  saved,
  shownAsChosen,
  tap,
  test,
  unfold
} from './app.ts';
import { tabTo } from './keys.ts';
import { addPerson, field, nameFirst, PASSPHRASE, rawText, unlock, writeTwice } from './people.ts';

const first = criterionOf('privacy.C1');

/** Every text that is to be seen on any page of the context, frame by frame. */
async function watch(context: BrowserContext): Promise<string[]> {
  const seen: string[] = [];
  await context.exposeFunction('sawText', (text: string) => void seen.push(text));
  await context.addInitScript(() => {
    const { sawText } = window as unknown as { sawText: (text: string) => void };
    let last = '';
    const look = () => {
      const text = document.body?.innerText ?? '';
      if (text !== last) sawText((last = text));
      requestAnimationFrame(look);
    };
    new MutationObserver(() => {
      const text = document.body?.innerText ?? '';
      if (text !== last) sawText((last = text));
    }).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
  return seen;
}

const databases = (page: Page) => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name!).sort());
/** What is left in the small stores; the framework notes there how far each page was scrolled, by number. */
const keys = (page: Page) =>
  page.evaluate(() => {
    const left = [...Object.entries(localStorage), ...Object.entries(sessionStorage)] as [string, string][];
    return left.filter(([key, value]) => !(key.startsWith('sveltekit:') && /^[\d\s{}[\]":,.xynul]*$/.test(value))).map(([key]) => key);
  });

/** An assessment with a name, an answer and a note. */
async function work(page: Page, name: string, note: string): Promise<void> {
  await choose(page, ['privacy'], name);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await unfold(page.getByRole('main'), 'note');
  await page.getByRole('textbox', { name: /note/i }).fill(note);
  await page.getByRole('textbox', { name: /note/i }).blur();
}

test('two people, one with a passphrase: nothing of theirs lies open, and neither ever sees the other’s', async ({ page, context }) => {
  await nameFirst(page, 'Aino');
  await choose(page, ['privacy'], 'Heron in autumn');
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await open(page, '/people/');
  await addPerson(page, 'Ben', PASSPHRASE);
  await expect(page.getByText('Added: Ben')).toBeVisible();

  const seen = await watch(context);
  await open(page, '/assessments/');
  await expect(page.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await expect(button(page, 'Switch to Ben')).toBeVisible();
  const before = seen.length;
  await button(page, 'Switch to Ben').click();
  await expect(field(page, 'Passphrase: Ben')).toBeVisible();
  await unlock(page, 'Ben', 'tin owl cellar');
  await expect(page.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(page, 'Ben');
  await expect(heading(page)).toHaveText(/social media/i);
  await more(page, 'My assessments');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.waitForTimeout(500);
  expect(seen.length).toBeGreaterThan(before + 3);
  expect(seen.slice(before).filter((text) => text.includes('Heron'))).toEqual([]);
  expect(seen.slice(0, before).filter((text) => text.includes('Heron'))).not.toEqual([]);

  // What Ben does is on the disk, and no word of it can be read there.
  await page.goto('/people/');
  await live(page);
  await unlock(page, 'Ben');
  await more(page, 'My assessments');
  await link(page, 'Start').click();
  await tap(page, criteria[0]!, 3);
  await shownAsChosen(page, criteria[0]!, 3);
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await link(page, 'Waymark').click();
  await more(page, 'My assessments');
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('Zanzibar spring');
  await button(page, 'Save').click();
  await expect(page.getByRole('heading', { name: 'Zanzibar spring' })).toBeVisible();
  const [, own] = await databases(page);
  expect(own).toMatch(/^waymark-[0-9a-f]{16}$/);
  const raw = await rawText(page, own!);
  expect(raw).toContain(criteria[0]!.key);
  expect(raw).not.toMatch(/Zanzibar|"given"|"cells"|"rubrics":/);
  expect(await rawText(page, 'waymark')).toMatch(/Heron.*"given"|"given".*Heron/);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(PASSPHRASE);

  // A deep link in a new tab waits until somebody has said who they are; locking there closes this tab too.
  const other = await context.newPage();
  await other.goto('/assessments/');
  await expect(heading(other)).toHaveText('Who is using Waymark?');
  await other.getByRole('button', { name: /^Ben/ }).click();
  await expect(field(other, 'Passphrase: Ben')).toBeFocused();
  await unlock(other, 'Ben');
  await expect(other).toHaveURL(/\/assessments\/$/);
  await expect(other.getByRole('heading', { name: 'Zanzibar spring' })).toBeVisible();
  await other.getByRole('link', { name: 'In use by: Ben' }).click();
  await button(other, 'Lock and close').click();
  await expect(heading(other)).toHaveText('Who is using Waymark?');
  await expect(page.getByText('Your data was closed in another tab.')).toBeVisible();
  await expect(page.getByText('Zanzibar')).toHaveCount(0);
  await expectAccessible(page);
});

test('a passphrase is set on what is there, changed, and taken away; the answers are the same all along', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await work(page, 'Heron in autumn', 'ask Quokka');
  await expect.poll(() => rawText(page, 'waymark')).toContain('Quokka');
  await open(page, '/people/');
  await button(page, 'Set a passphrase').click();
  await expect(field(page, 'New passphrase')).toBeFocused();
  await writeTwice(page, PASSPHRASE, 'something else');
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('The two passphrases are not the same.')).toBeVisible();
  // A space that was pasted along is no part of it.
  await writeTwice(page, `${PASSPHRASE} `, PASSPHRASE);
  await expectAccessible(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is locked now.')).toBeVisible();
  expect(await rawText(page, 'waymark')).not.toMatch(/Quokka|Heron|"given"/);
  await unlock(page, 'Aino');
  await more(page, 'My assessments');
  await expect(page.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await button(page, 'Change the passphrase').click();
  await field(page, 'Current passphrase').fill(PASSPHRASE);
  await writeTwice(page, 'another four plain words');
  await button(page, 'Change the passphrase').click();
  await expect(page.getByText('The passphrase is changed.')).toBeVisible();
  await page.reload();
  await unlock(page, 'Aino', PASSPHRASE);
  await expect(page.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(page, 'Aino', 'another four plain words');
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await button(page, 'Remove the passphrase').click();
  await field(page, 'Current passphrase').fill('another four plain words');
  await button(page, 'Remove the passphrase').click();
  await expect(page.getByText('Your data is no longer locked.')).toBeVisible();
  expect(await rawText(page, 'waymark')).toMatch(/Quokka/);
  await open(page, '/assessments/');
  await expect(page.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
});

/** Begins as a guest, with one answer. */
async function answerAsGuest(page: Page): Promise<void> {
  await open(page, '/people/');
  await button(page, 'Work as a guest').click();
  await expect(page.getByText('You are a guest.')).toBeVisible();
  await live(page);
  await choose(page, ['privacy'], 'Heron in autumn');
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
}

test('a guest leaves nothing behind, and is shown so', async ({ page }) => {
  await answerAsGuest(page);
  await expect(page.getByText('You are a guest.')).toBeVisible();
  expect(await rawText(page, 'waymark')).not.toMatch(/Heron|"given"|privacy/);
  await expectAccessible(page);
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await page.evaluate(() => location.assign('/about/'));
  await expect.poll(() => asked).toBe(true);
  await expect(page.getByRole('contentinfo')).not.toContainText('stay on this device');

  // Another language is a page of its own: the same question, and who stays has chosen nothing.
  const language = () => page.evaluate(() => localStorage.getItem('waymark-language'));
  let again = false;
  page.once('dialog', (dialog) => {
    again = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await page.locator('header button').click();
  await page.getByRole('link', { name: 'Suomi', exact: true }).click();
  await expect.poll(() => again).toBe(true);
  await expect(page).toHaveURL(/\/assess\//);
  expect(await language()).toBe(null);
  await page.keyboard.press('Escape');
  await button(page, 'End and delete').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 assessment and 1 answer');
  await expect(button(page, 'Keep working')).toBeFocused();
  await dialog.getByRole('button', { name: 'End and delete' }).click();
  await expect(page.getByRole('heading', { name: 'You are no longer a guest' })).toBeVisible();
  await expect(page.getByText('Deleted for good: 1 assessment and 1 answer.')).toBeVisible();
  await expect(page.locator('[data-keys=""]')).toBeVisible();
  await expect(page.locator('[data-keys=""]')).toContainText('Nothing of yours.');
  await expect(page.getByText(/Databases|Rows/)).toHaveCount(0);
  expect(await rawText(page, 'waymark')).not.toMatch(/Heron|"given"/);
  expect(await keys(page)).toEqual([]);
  await expectAccessible(page);
  await page.goBack();
  await page.waitForTimeout(500);
  await expect(page.getByText('Heron')).toHaveCount(0);
});

test('a guest who loads the page again is told what that took, and may go on in another language', async ({ page }) => {
  await answerAsGuest(page);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('What you did before is gone.')).toBeVisible();
  await expect(heading(page)).toHaveText('This is not here any more');
  await button(page, 'End and delete').click();
  await expect(page.getByRole('dialog')).toContainText('There is nothing to delete.');
  await page.keyboard.press('Escape');
  await page.locator('header button').click();
  await page.getByRole('link', { name: 'Suomi', exact: true }).click();
  await expect(page).toHaveURL(/\/fi\/assess\//);
  expect(await page.evaluate(() => localStorage.getItem('waymark-language'))).toBe('fi');
});

/** Of each form with a passphrase: what its fields are to a browser's password manager, and the name that goes with it. */
const passwordForms = (page: Page) =>
  page.evaluate(() =>
    [...document.forms]
      .map((form) => [...form.querySelectorAll<HTMLInputElement>('input:not([autocomplete=off], [type=checkbox])')])
      .filter((fields) => fields.some(({ autocomplete }) => autocomplete.endsWith('-password')))
      .map((fields) => fields.map(({ autocomplete, value }) => (autocomplete === 'username' ? `${autocomplete} ${value}` : autocomplete)))
  );

test('a passphrase belongs to a name in every form, so that a password manager mixes nobody up; a double click on Add adds, and no more', async ({
  page
}) => {
  await nameFirst(page, 'Aino');
  await button(page, 'Add a person').click();
  await page.getByRole('textbox', { name: 'Name or initials' }).fill('Ben');
  await page.getByRole('checkbox', { name: 'Lock with a passphrase' }).check();
  expect(await passwordForms(page)).toEqual([['username Ben', 'new-password', 'new-password']]);
  await page.getByRole('checkbox', { name: 'Lock with a passphrase' }).uncheck();
  await button(page, 'Add').dblclick();
  await expect(page.getByText('Added: Ben')).toBeVisible();
  await button(page, 'Set a passphrase').click();
  expect(await passwordForms(page)).toEqual([['username Aino', 'new-password', 'new-password']]);
  await writeTwice(page);
  await button(page, 'Set a passphrase').click();
  await expect(field(page, 'Passphrase: Aino')).toBeVisible();
  expect(await passwordForms(page)).toEqual([['username Aino', 'current-password']]);
  await button(page, 'Show Passphrase: Aino').click();
  await expect(field(page, 'Passphrase: Aino')).toHaveAttribute('type', 'text');
  await unlock(page, 'Aino');
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await button(page, 'Change the passphrase').click();
  expect(await passwordForms(page)).toEqual([['username Aino', 'current-password', 'new-password', 'new-password']]);
  await button(page, 'Cancel').click();
  await button(page, 'Remove the passphrase').click();
  expect(await passwordForms(page)).toEqual([['username Aino', 'current-password']]);
});

test('the passphrase of a backup is asked for under a name of its own, as it was set', async ({ page }) => {
  await open(page, '/data/');
  const buffer = Buffer.from('age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 10\n');
  await page.getByLabel('Choose a file, or drop it here').setInputFiles({ name: 'copy.age', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByLabel('Passphrase of this backup', { exact: true })).toBeFocused();
  expect(await passwordForms(page)).toEqual([[expect.stringMatching(/^username .*backup/i), 'current-password']]);
});

test('a guest is told nowhere that anything stays', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await open(page, '/people/');
  await button(page, 'Work as a guest').click();
  await expect(page.getByText('You are a guest.')).toBeVisible();
  for (const path of ['/data/', '/settings/', '/rubrics/']) {
    await open(page, path);
    await expect(page.getByText('You are a guest.').first()).toBeVisible();
    await expect(page.getByRole('main')).not.toContainText(
      /stays in this browser|stay on this device|notes are in this browser|Stored here/
    );
  }
  await expect(page.getByRole('main')).toContainText('Rubrics of other people on this device belong to them');
  await open(page, '/data/');
  await expect(page.getByRole('heading', { name: 'In this tab' })).toBeVisible();
  await expectAccessible(page);
});

test('erasing: one assessment and back, one person who is locked, then everything, by keyboard; and the device is empty', async ({
  page,
  context
}) => {
  await nameFirst(page, 'Aino');
  await work(page, 'Heron in autumn', 'ask Quokka');
  await open(page, '/people/');
  await addPerson(page, 'Ben', PASSPHRASE);
  await expect(page.getByText('Added: Ben')).toBeVisible();

  await open(page, '/data/erase/');
  await expectAccessible(page);
  await button(page, 'Erase').click();
  await expect(page.getByRole('dialog')).toContainText('Heron in autumn: 1 answer and 1 note');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await button(page, 'Erase').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByRole('heading', { name: 'Erased' })).toBeFocused();
  expect(await rawText(page, 'waymark')).not.toContain('Quokka');
  await expectAccessible(page);
  await button(page, 'Undo').click();
  await expect(page.getByText('Everything is back.')).toBeVisible();
  expect(await rawText(page, 'waymark')).toContain('Quokka');

  await page.getByRole('radio', { name: 'Another person’s data' }).check();
  await expect(page.getByRole('group', { name: 'What to erase' })).toContainText('In it: locked data.');
  await expect(page.getByRole('group', { name: 'What to erase' })).toContainText(/Last used: \d/);
  await button(page, 'Erase').click();
  await expect(page.getByText('That does not match. Nothing was erased.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('To erase it, type the name: Ben').fill(' ben');
  await button(page, 'Erase').click();
  await expect(page.getByRole('dialog')).toContainText('Ben: locked data');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByRole('heading', { name: 'Erased' })).toBeFocused();
  expect(await databases(page)).toEqual(['waymark']);
  await button(page, 'Undo').click();
  await expect(page.getByText('Everything is back.')).toBeVisible();
  expect(await databases(page)).toHaveLength(2);

  // Another tab of the same person is told, and holds nothing.
  const other = await context.newPage();
  await other.goto('/assessments/');
  await other.getByRole('button', { name: /^Aino/ }).click();
  await expect(other.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
  await page.bringToFront();
  await tabTo(page, page.getByRole('radio', { name: /^(One assessment|All my|Another|Everything)/, checked: true }));
  await page.keyboard.press('ArrowUp');
  await page.getByRole('radio', { name: 'Everything of Waymark on this device' }).focus();
  await page.keyboard.press('Space');
  await tabTo(page, page.getByLabel('type: erase everything'));
  await page.keyboard.type('Erase everything');
  await tabTo(page, button(page, 'Erase'));
  await page.keyboard.press('Enter');
  await expect(button(page, 'Keep it')).toBeFocused();
  await expect(page.getByRole('dialog')).toContainText('Aino: 1 assessment, 1 answer and 1 note');
  await page.keyboard.press('Shift+Tab');
  await page.clock.install();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Erased' })).toBeFocused();
  await expect(page.locator('[data-databases="0"][data-rows="0"][data-keys=""]')).toBeVisible();
  await expect(page.getByRole('banner')).not.toContainText('Aino');
  expect(await databases(page)).toEqual([]);
  expect(await keys(page)).toEqual([]);
  await expect(other.getByText('This data was erased in another tab.')).toBeVisible();
  await expect(other.getByText('Heron')).toHaveCount(0);
  await other.close();
  await expect(button(page, 'Undo')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText('This can no longer be undone.')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveCount(0);
  await link(page, 'To the home page').click();
  await live(page);
  await more(page, 'My assessments');
  await expect(page.getByText('Nothing here yet')).toBeVisible();
});

test('whoever follows a link before it was asked who is there is asked all the same', async ({ page, context }) => {
  await nameFirst(page, 'Aino');
  await addPerson(page, 'Ben');
  await expect(page.getByText('Added: Ben')).toBeVisible();
  for (let round = 0; round < 3; round++) {
    const other = await context.newPage();
    await open(other, '/');
    await link(other, 'Plan').click();
    await expect(heading(other)).toHaveText('Who is using Waymark?');
    await other.waitForTimeout(300);
    await expect(other).toHaveURL(/\/people\//);
    await other.close();
  }
});
