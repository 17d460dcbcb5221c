/** A workshop with a topic of the trainer's own, in the room and on a laptop that is handed round. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { button, criteria, downloadBy, expect, goOn, heading, link, open, rowsOf, tap, test, topicOf } from './app.ts';
import { nameFirst, rawText, unlock, writeTwice } from './people.ts';
import { example, shelve } from './shelf.ts';
import { codeOf, counted } from './workshop.ts';

const privacy = topicOf('privacy');
const OWN = 'Listening online';

/** Opens a workshop about privacy and the trainer's own topic. */
async function openOwn(page: Page, locked = false): Promise<string> {
  await open(page, '/workshop/');
  if (locked) await unlock(page, 'Ada');
  await button(page, 'Open a workshop').click();
  await page.locator('summary', { hasText: 'Title and topics' }).click();
  for (const box of await page.getByRole('group', { name: 'Topics, ten at most' }).getByRole('checkbox').all()) await box.uncheck();
  for (const title of [privacy.title, OWN]) await page.getByRole('checkbox', { name: title, exact: true }).check();
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(page.getByText('Topics of your own have no code to type.', { exact: false })).toBeVisible();
  return new URL(page.url()).searchParams.get('id')!;
}

test('a topic of the trainer’s own is collected, shown, reported and closed like any other', async ({ page, context }) => {
  await shelve(page, [example()]);
  const id = await openOwn(page);
  const [workshop] = (await rowsOf(page, 'workshops')) as [Workshop];
  expect(workshop.topics.map(({ id }) => id)).toEqual(['privacy', 'own-listening']);
  await page.getByText('Paste a column, or open files').click();
  const codes = Array.from({ length: 8 }, (_, i) => codeOf(workshop, i, [2, i < 4 ? 1 : 3] as Reached[], i < 4));
  await page.getByLabel('Column of codes').fill(codes.join('\n'));
  await button(page, 'Take them in').click();
  await expect(counted(page)).toHaveText('8');
  const wall = await context.newPage();
  await open(wall, `/workshop/wall/?id=${id}`);
  await expect(wall.locator('[data-scene=wait]')).toBeVisible();
  await wall.keyboard.press('2');
  await expect(wall.locator('[data-scene=guess]')).toContainText(OWN);
  await wall.keyboard.press('Enter');
  await wall.keyboard.press('Enter');
  await expect(wall.getByRole('img', { name: `${OWN}: 4 at level 1 and 4 at level 3.` })).toBeVisible();
  const csv = readFileSync(await (await downloadBy(page, button(page, 'Table (CSV)'))).path(), 'utf8');
  expect(csv).toContain(`"own-listening","${OWN}","${workshop.topics[1]!.hash}","bar","1","1","4","8"`);
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  await link(page, 'Report to print').click();
  await expect(page.getByRole('main')).toContainText(OWN);
  await expect(page.getByRole('main')).toContainText('8 results');
});

/** Answers the trainer's own topic as a guest, and comes to the choice at the end. */
async function answerOwn(page: Page) {
  await button(page, 'Begin').or(link(page, 'Begin')).click();
  await expect(page.getByRole('main')).toContainText(OWN);
  await page.getByRole('button', { name: /join and start/i }).click();
  await expect(heading(page)).toHaveText(privacy.criteria[0]!.title);
  await tap(page, privacy.criteria[0]!, 1);
  await goOn(page);
  const id = new URL(page.url()).searchParams.get('id')!;
  await page.getByRole('link', { name: /Stop/ }).click();
  await page.getByRole('link', { name: 'Result', exact: true }).first().click();
  await page.locator(`a[href*="/handin/?id=${id}"]`).first().click();
  await expect(page.getByRole('row', { name: new RegExp(OWN) })).toBeVisible();
}

test('handed round on a laptop with a passphrase: the topic comes along, each result is locked at once and counted when the picture is asked for, and a late one is told', async ({
  page,
  context
}) => {
  test.setTimeout(90_000);
  await shelve(page, [example()]);
  await nameFirst(page, 'Ada');
  await button(page, 'Set a passphrase').click();
  await writeTwice(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is locked now.')).toBeVisible();
  const id = await openOwn(page, true);
  const room = page.url();

  // A second window of the trainer's, on the projector, without the room.
  const wall = await context.newPage();
  await wall.goto(`/workshop/wall/?id=${id}`);
  await unlock(wall, 'Ada');
  await expect(wall.locator('[data-scene=wait]')).toContainText('0');

  await button(page, 'Begin handing round').click();
  await expect(heading(page)).toHaveText('Ready for the next person');
  await answerOwn(page);
  await button(page, 'Hand in').click();
  await expect(page.getByText('Done. What was answered before is wiped from this laptop.')).toBeVisible();
  await answerOwn(page);
  await button(page, 'Hand in').click();
  await expect(page.getByText('Nothing of the last person is here.')).toBeVisible();
  // Nobody sees who hands in, and nobody can read it.
  await expect(wall.locator('[data-scene=wait] .total')).toContainText('0');
  await wall.close();
  const lying = await rawText(page, 'waymark');
  expect(lying).toMatch(/"box":"[0-9a-f]{100,}"/);
  expect(lying).not.toMatch(/"level"/);
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toMatch(/[0-9A-HJKMNP-TV-Z]{16}/);
  // A guest who is still answering when the round is closed is told, and keeps what they have.
  await answerOwn(page);
  const trainer = await context.newPage();
  await trainer.goto(room);
  await unlock(trainer, 'Ada');
  await expect(trainer.getByText('This laptop is being handed round.')).toBeVisible();
  await expect(counted(trainer)).toHaveText('0');
  await button(trainer, 'Show').click();
  await expect(trainer.getByText('Fewer than five have handed in, so nothing can be shown.')).toBeVisible();
  await expect(counted(trainer)).toHaveText('2');
  await trainer.locator('#close').click();
  await trainer.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(trainer.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  await button(page, 'Hand in').click();
  await expect(page.getByRole('alert').filter({ hasText: 'Your own result is yours.' })).toBeVisible();
  await expect(page.getByRole('row', { name: new RegExp(OWN) })).toBeVisible();
  await button(page, 'Take part without handing in').click();
  await expect(heading(page)).toHaveText('Ready for the next person');
  expect(await rawText(page, 'waymark')).not.toContain('"box"');
  await button(page, 'Back to the room, for the trainer').click();
  await unlock(page, 'Ada');
  await expect(page).toHaveURL(room);
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
});

test('a browser that ended while the laptop was handed round: what was handed in is there, and counted when the room is told that it is over', async ({
  page,
  context
}) => {
  await open(page, '/workshop/');
  await button(page, 'Open a workshop').click();
  await button(page, 'Begin handing round').click();
  await link(page, 'Begin').click();
  await button(page, 'Join and start').click();
  await tap(page, criteria[0]!, 1);
  await goOn(page);
  await expect(page).toHaveURL(/[?&]id=/);
  const id = new URL(page.url()).searchParams.get('id')!;
  await page.getByRole('link', { name: /Stop/ }).click();
  await page.getByRole('link', { name: 'Result', exact: true }).first().click();
  await page.locator(`a[href*="/handin/?id=${id}"]`).first().click();
  await button(page, 'Hand in').click();
  await expect(page.getByText('Done. What was answered before is wiped from this laptop.')).toBeVisible();
  await page.close();
  const again = await context.newPage();
  await open(again, '/workshop/');
  await again.getByRole('link', { name: /^Workshop of / }).click();
  await expect(counted(again)).toHaveText('0');
  await button(again, 'End handing round').click();
  await expect(counted(again)).toHaveText('1');
  await expect(button(again, 'Begin handing round')).toBeVisible();
});
