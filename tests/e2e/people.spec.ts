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
  live,
  open,
  saved,
  shownAsChosen,
  tap,
  test,
  unfold
} from './app.ts';
import { tabTo } from './keys.ts';
import { addPerson, nameFirst, PASSPHRASE, rawText, unlock } from './people.ts';

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
    return left.filter(([key, value]) => !(key.startsWith('sveltekit:') && /^[\d\s{}":,.xynul]*$/.test(value))).map(([key]) => key);
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
  await expect(page.getByLabel('Passphrase: Ben')).toBeVisible();
  await unlock(page, 'Ben', 'tin owl cellar');
  await expect(page.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(page, 'Ben');
  await expect(heading(page)).toHaveText(/social media/i);
  await link(page, 'My assessments').click();
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
  await link(page, 'My assessments').click();
  await link(page, 'Start').click();
  await tap(page, criteria[0]!, 3);
  await shownAsChosen(page, criteria[0]!, 3);
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await link(page, 'Waymark').click();
  await link(page, 'My assessments').click();
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
  await expect(heading(other)).toHaveText('Who is there?');
  await other.getByRole('button', { name: /^Ben/ }).click();
  await expect(other.getByLabel('Passphrase: Ben')).toBeFocused();
  await unlock(other, 'Ben');
  await expect(other).toHaveURL(/\/assessments\/$/);
  await expect(other.getByRole('heading', { name: 'Zanzibar spring' })).toBeVisible();
  await other.getByRole('link', { name: 'In use by: Ben' }).click();
  await button(other, 'Lock now').click();
  await expect(heading(other)).toHaveText('Who is there?');
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
  await expect(page.getByLabel('New passphrase')).toBeFocused();
  await page.getByLabel('New passphrase').fill(PASSPHRASE);
  await page.getByLabel('The same once more').fill('something else');
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('The two are not the same.')).toBeVisible();
  await page.getByLabel('The same once more').fill(PASSPHRASE);
  await expectAccessible(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is encrypted now.')).toBeVisible();
  expect(await rawText(page, 'waymark')).not.toMatch(/Quokka|Heron|"given"/);
  await unlock(page, 'Aino');
  await link(page, 'My assessments').click();
  await expect(page.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await button(page, 'Change the passphrase').click();
  await page.getByLabel('Current passphrase').fill(PASSPHRASE);
  await page.getByLabel('New passphrase').fill('another four plain words');
  await page.getByLabel('The same once more').fill('another four plain words');
  await button(page, 'Change the passphrase').click();
  await expect(page.getByText('The passphrase is changed.')).toBeVisible();
  await page.reload();
  await unlock(page, 'Aino', PASSPHRASE);
  await expect(page.getByText('This is not the passphrase.')).toBeVisible();
  await unlock(page, 'Aino', 'another four plain words');
  await page.getByRole('link', { name: 'In use by: Aino' }).click();
  await button(page, 'Take the passphrase away').click();
  await page.getByLabel('Current passphrase').fill('another four plain words');
  await button(page, 'Take the passphrase away').click();
  await expect(page.getByText('stored without encryption again')).toBeVisible();
  expect(await rawText(page, 'waymark')).toMatch(/Quokka/);
  await open(page, '/assessments/');
  await expect(page.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
});

/** Begins as a guest, with one answer. */
async function answerAsGuest(page: Page): Promise<void> {
  await open(page, '/people/');
  await button(page, 'Work as a guest').click();
  await expect(page.getByText('You are working as a guest')).toBeVisible();
  await live(page);
  await choose(page, ['privacy'], 'Heron in autumn');
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
}

test('a guest leaves nothing behind, and is shown so', async ({ page }) => {
  await answerAsGuest(page);
  await expect(page.getByText('You are working as a guest')).toBeVisible();
  expect(await rawText(page, 'waymark')).not.toMatch(/Heron|"given"|privacy/);
  await expectAccessible(page);
  let asked = false;
  page.once('dialog', (dialog) => {
    asked = dialog.type() === 'beforeunload';
    void dialog.dismiss();
  });
  await page.evaluate(() => location.assign('/about/'));
  await expect.poll(() => asked).toBe(true);
  await expect(page.getByRole('contentinfo')).toContainText('Your answers are gone when you end your work as a guest.');

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
  await button(page, 'End and wipe').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('1 assessment and 1 answer');
  await expect(button(page, 'Go on working')).toBeFocused();
  await dialog.getByRole('button', { name: 'End and wipe' }).click();
  await expect(page.getByRole('heading', { name: 'What you did as a guest is gone' })).toBeVisible();
  await expect(page.getByText('It was: 1 assessment and 1 answer')).toBeVisible();
  await expect(page.locator('[data-keys=""]')).toBeVisible();
  await expect(page.locator('[data-keys=""]')).toContainText('Nothing of yours is left.');
  await expect(page.getByText(/Databases|Rows/)).toHaveCount(0);
  expect(await rawText(page, 'waymark')).not.toMatch(/Heron|"given"/);
  expect(await keys(page)).toEqual([]);
  await expectAccessible(page);
  await page.goBack();
  await page.waitForTimeout(500);
  await expect(page.getByText('Heron')).toHaveCount(0);
});

test('a guest who goes to another language all the same takes the choice along', async ({ page }) => {
  await answerAsGuest(page);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.locator('header button').click();
  await page.getByRole('link', { name: 'Suomi', exact: true }).click();
  await expect(page).toHaveURL(/\/fi\/assess\//);
  expect(await page.evaluate(() => localStorage.getItem('waymark-language'))).toBe('fi');
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
  await expect(page.getByText('It is back, all of it.')).toBeVisible();
  expect(await rawText(page, 'waymark')).toContain('Quokka');

  await page.getByRole('radio', { name: /Ben/ }).check();
  await expect(page.getByText('This data is encrypted: without the passphrase it can only go as a whole.')).toBeVisible();
  await button(page, 'Erase').click();
  await expect(page.getByRole('dialog')).toContainText('Ben: encrypted data');
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByRole('heading', { name: 'Erased' })).toBeFocused();
  expect(await databases(page)).toEqual(['waymark']);
  await button(page, 'Undo').click();
  await expect(page.getByText('It is back, all of it.')).toBeVisible();
  expect(await databases(page)).toHaveLength(2);

  // Another tab of the same person is told, and holds nothing.
  const other = await context.newPage();
  await other.goto('/assessments/');
  await other.getByRole('button', { name: /^Aino/ }).click();
  await expect(other.getByRole('heading', { name: 'Heron in autumn' })).toBeVisible();
  await page.bringToFront();
  await tabTo(page, page.getByRole('radio', { name: /^(One assessment|All data|Everything)/, checked: true }));
  await page.keyboard.press('ArrowUp');
  await page.getByRole('radio', { name: 'Everything of Waymark on this device' }).focus();
  await page.keyboard.press('Space');
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
  await expect(other.getByText('was erased in another tab')).toBeVisible();
  await expect(other.getByText('Heron')).toHaveCount(0);
  await other.close();
  await expect(button(page, 'Undo')).toBeVisible();
  await page.clock.runFor(10_000);
  await expect(page.getByText('It cannot be taken back any more.')).toBeVisible();
  await expect(button(page, 'Undo')).toHaveCount(0);
  await link(page, 'To the start page').click();
  await live(page);
  await link(page, 'My assessments').click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();
});

test('whoever follows a link before it was asked who is there is asked all the same', async ({ page, context }) => {
  await nameFirst(page, 'Aino');
  await addPerson(page, 'Ben');
  await expect(page.getByText('Added: Ben')).toBeVisible();
  for (let round = 0; round < 3; round++) {
    const other = await context.newPage();
    await open(other, '/');
    await link(other, 'My assessments').click();
    await expect(heading(other)).toHaveText('Who is there?');
    await other.waitForTimeout(300);
    await expect(other).toHaveURL(/\/people\//);
    await other.close();
  }
});
