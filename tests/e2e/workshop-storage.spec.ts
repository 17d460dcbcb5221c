/** Workshops on devices that take nothing more, or keep nothing: each says so, nothing is lost, and the count is true. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import { readResult } from '#lib/domain/workshop/result-code.ts';
import { answerAll, button, downloadBy, expect, heading, link, live, open, rowsOf, shownAsChosen, tap, test, topicOf } from './app.ts';
import { bringBackup } from './data.ts';
import { seen, workshop as invited } from './joining.ts';
import { fillUp, NO_ROOM, room as roomOf } from './room.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';

test.use({ expected: NO_ROOM });

const levels = (i: number): Reached[] => [0, 1, 2, 3, 4].map((topic) => ((i + topic) % 5) as Reached);
const privacy = topicOf('privacy').criteria;
const REFUSED = 'Nothing of it was counted or changed. Try again.';
const alert = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words });

test('a full laptop: what it does not take is not counted, and said; with room again all goes on', async ({ page, context, baseURL }) => {
  const setRoom = await roomOf(page, context, baseURL!);
  await setRoom(10);
  await open(page, '/workshop/');
  await button(page, 'Open a workshop').click();
  await expect(alert(page, 'The workshop could not be stored')).toBeVisible();
  await setRoom(5_000_000);
  const workshop = await openWorkshop(page);
  const type = async (id: number) => {
    await page.getByLabel('Type a code').fill(codeOf(workshop, id, levels(id)));
    await page.keyboard.press('Enter');
  };
  for (const id of [1, 2, 3, 4, 5]) {
    await type(id);
    await expect(counted(page)).toHaveText(String(id));
  }
  await fillUp(page, setRoom);

  await type(6);
  await expect(alert(page, REFUSED)).toBeVisible();
  await expect(counted(page)).toHaveText('5');
  // What was typed stands there still.
  await expect(page.getByLabel('Type a code')).not.toHaveValue('');
  await page.getByText('Paste a column, or open files').click();
  await page.getByLabel('Column of codes').fill([6, 7].map((id) => codeOf(workshop, id, levels(id))).join('\n'));
  await button(page, 'Take them in').click();
  await expect(page.getByText('The device took no more. What was taken in stays in; the rest is not counted.')).toBeVisible();
  // What was pasted does not have to be looked for again.
  await expect(page.getByLabel('Column of codes')).not.toHaveValue('');
  await page.locator('summary', { hasText: 'Title and topics' }).click();
  await page.getByLabel('Title, if you like').fill('A title '.repeat(14));
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toHaveCount(0);
  await button(page, 'Show').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await expect(alert(page, REFUSED)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toHaveCount(0);
  await button(page, 'Begin handing round').click();
  await expect(page.getByText('Handing round could not begin')).toBeVisible();
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(alert(page, REFUSED)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toHaveCount(0);
  const wall = await context.newPage();
  await open(wall, `/workshop/wall/?id=${workshop.id}`);
  await expect(wall.locator('[data-scene=wait]')).toBeVisible();
  await wall.keyboard.press('Enter');
  await wall.keyboard.press('Enter');
  await expect(wall.getByRole('alert')).toBeVisible();
  await expect(wall.locator('[data-scene=reveal]')).toHaveCount(0);
  await page.reload();
  await live(page);
  await expect(counted(page)).toHaveText('5');
  await expect(alert(page, 'This device is full')).toBeVisible();

  await setRoom();
  await type(6);
  await expect(counted(page)).toHaveText('6');
  await expect(alert(page, REFUSED)).toHaveCount(0);
  await button(page, 'Show').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
});

test('a phone without room: joining says what there is to do; filled up later, it hands in what stands on its screen', async ({
  page,
  context,
  baseURL
}) => {
  const { fragment } = invited(['privacy']);
  const setRoom = await roomOf(page, context, baseURL!);
  await setRoom(10);
  await open(page, `/join/#${fragment}`);
  await button(page, 'Join and start').click();
  await expect(alert(page, 'Nothing was started. Make room on it, or join without saving.')).toBeVisible();
  await expect(button(page, 'Join without saving')).toBeVisible();

  await setRoom(5_000_000);
  await button(page, 'Join and start').click();
  await answerAll(page, privacy.slice(0, -1), () => 2);
  await fillUp(page, setRoom);
  await answerAll(page, privacy.slice(-1), () => 2);
  await expect(heading(page)).toHaveText(/Level 2/);
  await page.getByRole('region', { name: 'This was for a workshop' }).getByRole('link').click();
  await expect(page.getByRole('row').nth(1)).toContainText('2');
  await expect(page.getByText(/still open/)).toHaveCount(0);
  await button(page, 'Hand in').click();
  expect(readResult((await seen(page))!, { topics: 1 })).toMatchObject({ kind: 'levels', topics: [{ level: 2 }] });
});

test('where a browser keeps nothing: the room says so and counts in its window; a phone joins, answers and hands in', async ({
  profile,
  start,
  host
}) => {
  const { address: site } = await host();
  const context = await start(profile, 'keep nothing');
  const page = context.pages()[0]!;
  await open(page, `${site}workshop/`);
  await expect(page.getByText('This browser keeps nothing here. Results would be gone with the tab.')).toBeVisible();
  await button(page, 'Open a workshop').click();
  await expect(alert(page, 'Use another window or browser before you collect.')).toBeVisible();
  const symbols = (await page.locator('.way-in .code').innerText()).replace(/\s/g, '');
  await expect(button(page, 'Begin handing round')).toHaveCount(0);
  // The browser asks before the count goes with the window.
  await page.getByLabel('Type a code').fill('0000 0000 0000 0000');
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-said')).not.toBeEmpty();
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();

  const phone = await context.newPage();
  await open(phone, `${site}join/`);
  await phone.getByRole('textbox', { name: 'Code on the screen' }).fill(symbols);
  await phone.keyboard.press('Enter');
  await button(phone, 'Join and start').click();
  const [one] = topicOf('information').criteria;
  await tap(phone, one!, 3);
  await shownAsChosen(phone, one!, 3);
  await answerAll(phone, topicOf('information').criteria, () => 2);
  await link(phone, 'Stop for today').first().click();
  await link(phone, 'Result').first().click();
  await phone.getByRole('region', { name: 'This was for a workshop' }).getByRole('link').click();
  await button(phone, 'Hand in').click();
  await page.getByLabel('Type a code').fill((await phone.locator('[data-code]').getAttribute('data-code'))!);
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-said')).toHaveText('Taken in.');
  await expect(counted(page)).toHaveText('1');
  expect(await rowsOf(page, 'results').catch(() => [])).toEqual([]);
});

test('a browser that is cleared at closing: said before anybody hands in, and a backup brings the open round back', async ({
  page,
  browser,
  baseURL
}, info) => {
  const workshop = await openWorkshop(page);
  await expect(page.getByText('leave the browser open until the round is closed, or make a backup.')).toBeVisible();
  const room = page.url();
  for (const id of [1, 2, 3, 4, 5, 6]) {
    await page.getByLabel('Type a code').fill(codeOf(workshop, id, levels(id)));
    await page.keyboard.press('Enter');
    await expect(counted(page)).toHaveText(String(id));
  }
  await open(page, '/data/backup/');
  const passphrase = await page.getByRole('status', { name: 'Passphrase' }).innerText();
  await page.getByRole('checkbox', { name: 'I have written it down' }).check();
  const file = info.outputPath('backup.age');
  await (await downloadBy(page, button(page, 'Make the backup'))).saveAs(file);
  expect(readFileSync(file, 'latin1')).not.toContain(workshop.id);

  const cleared = await (await browser.newContext({ baseURL: baseURL!, locale: 'en-GB', serviceWorkers: 'block' })).newPage();
  await open(cleared, room);
  await expect(cleared.getByText('If this browser was cleared, import your backup.')).toBeVisible();
  await open(cleared, '/data/');
  await bringBackup(cleared, file, passphrase);
  await button(cleared, 'Import').click();
  await expect(cleared.getByRole('heading', { name: 'It is here now' })).toBeVisible({ timeout: 30_000 });
  await open(cleared, room);
  await expect(counted(cleared)).toHaveText('6');

  // Somebody changes theirs, and the backup of before comes in once more: one of the two counts, which is said before and after.
  await cleared.getByLabel('Type a code').fill(codeOf(workshop, 3, levels(2)));
  await cleared.keyboard.press('Enter');
  await expect(cleared.locator('#code-said')).toContainText('takes the place of an earlier one');
  await open(cleared, '/data/');
  await bringBackup(cleared, file, passphrase);
  const said = cleared.getByText('One result is in both and differs. Only one of the two counts now.');
  await expect(said).toBeVisible();
  await button(cleared, 'Import').click();
  await expect(cleared.getByRole('heading', { name: 'It is here now' })).toBeVisible({ timeout: 30_000 });
  await expect(said).toContainText('Ask everybody who changed theirs to show their code again.');
  await cleared.context().close();
});
