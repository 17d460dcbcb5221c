import { readFileSync } from 'node:fs';
import type { Reached } from '#lib/domain/model.ts';
import type { Locator } from '@playwright/test';
import { qrPath, resultRows } from '#lib/exchange/bytes/qr.ts';
import { readInvitation } from '#lib/domain/workshop/invitation.ts';
import { aWorkshop } from '../support/workshops.ts';
import { button, criteria, downloadBy, expect, goOn, live, open, openStore, putRows, rowsOf, tap, test, topics } from './app.ts';
import { expectAccessible } from './axe.ts';
import { film, withCamera } from './camera.ts';
import { builtInWorkshop, codeOf, counted, everywhere, openWorkshop } from './workshop.ts';

const KNOWN = topics.map(({ id }) => id);
const levels = (i: number): Reached[] => [0, 1, 2, 3, 4].map((topic) => ((i + topic) % 5) as Reached);

test('58 pasted lines: what counts is counted, each other one is named by its number, and two windows say the same', async ({
  page,
  context
}) => {
  const workshop = await openWorkshop(page);
  await expect(counted(page)).toHaveText('0');
  const told = (await page.locator('.way-in .code').innerText()).trim();
  expect(readInvitation(told, KNOWN)).toMatchObject({ round: 1, topics: KNOWN });
  // What six symbols and the built-in rubrics give is the tag that this round takes.
  expect(workshop).toMatchObject(builtInWorkshop(workshop.number));
  await expectAccessible(page);
  // On a phone: what people are told stands before collecting, which is in the first window; the way in is one press away.
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await page.setViewportSize({ width: 390, height: 844 });
  const top = async (locator: Locator) => (await locator.boundingBox())!.y;
  expect(await top(page.getByText('Tell people first.'))).toBeLessThan(await top(button(page, 'Start the camera')));
  expect(await top(button(page, 'Start the camera'))).toBeLessThan(844);
  await page.getByRole('link', { name: 'The way in', exact: true }).click();
  await expect(page.locator('.way-in svg')).toBeInViewport();
  await page.setViewportSize({ width: 1280, height: 800 });

  const second = await context.newPage();
  await open(second, new URL(page.url()).pathname + new URL(page.url()).search);
  const codes = Array.from({ length: 54 }, (_, i) => codeOf(workshop, 1_000 + i * 37, levels(i)));
  const lines = [...codes];
  lines.splice(20, 0, codes[3]!.toLowerCase());
  lines.splice(30, 0, codes[7]!.slice(0, -1));
  lines.splice(39, 0, codeOf({ ...workshop, number: (workshop.number + 1) % 8192 }, 5, levels(1)));
  lines.splice(50, 0, codes[9]!.replace(/(.{4})(?=.)/g, '$1 '));
  expect(lines).toHaveLength(58);
  await page.getByText('Paste a column, or open files').click();
  await page.getByLabel('Column of codes').fill(lines.join('\n'));
  await button(page, 'Take them in').click();
  await expect(page.getByText('58 lines with codes, 54 taken in.')).toBeVisible();
  await expect(page.getByText('4 lines added nothing new')).toBeVisible();
  for (const line of [
    'Line 21: It was in already, and counts once.',
    'Line 31: Not taken in: it has 15 signs, and a code has 16.',
    'Line 40: Not taken in: it is from another workshop or round, or its topics are not the same.',
    'Line 51: It was in already, and counts once.'
  ])
    await expect(page.getByText(line)).toBeVisible();
  await expect(counted(page)).toHaveText('54');
  await expect(counted(second)).toHaveText('54');
  await second.close();

  // Nothing ties a line to a level: not what is said, not what is stored, not what is taken away.
  const rows = (await rowsOf(page, 'results')) as { id: string; topics: unknown[] }[];
  expect(rows).toHaveLength(54);
  const ids = rows.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  for (const row of rows) expect(Object.keys(row).sort()).toEqual(['id', 'topics', 'workshop']);
  const tells = (text: string) =>
    [...codes, ...ids].filter((one) => text.toUpperCase().includes(one.toUpperCase())).concat(text.match(/levels? \d/gi) ?? []);
  await expect(page.getByLabel('Column of codes')).toHaveValue('');
  expect(tells(await page.locator('main').innerHTML())).toEqual([]);
  await page.locator('#show').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  for (const name of ['Table (CSV)', 'Data (JSON)']) {
    const file = readFileSync(await (await downloadBy(page, button(page, name))).path(), 'utf8');
    expect([...codes, ...ids].filter((one) => new RegExp(`\\b${one}\\b`, 'i').test(file))).toEqual([]);
    expect(file).not.toMatch(/\b(line|row)s? \d/i);
  }
  expect(await rowsOf(page, 'results')).toEqual([]);
});

test('typed codes: a slip is placed, replacing and taking back count once, the shown picture stays, and at closing the results are gone', async ({
  page
}) => {
  const workshop = await openWorkshop(page);
  const type = async (code: string, said: string) => {
    await page.getByLabel('Type a code').fill(code);
    await page.keyboard.press('Enter');
    await expect(page.locator('#code-said')).toHaveText(said);
  };
  const codes = Array.from({ length: 6 }, (_, i) => codeOf(workshop, i, levels(i)));
  for (const code of codes.slice(0, 4)) await type(code, 'Taken in.');
  await button(page, 'Show').click();
  await expect(page.getByText('Fewer than five have handed in, so nothing can be shown.')).toBeVisible();

  const fifth = codes[4]!;
  await type(
    `${fifth.slice(0, 9)}${fifth[9] === '7' ? '8' : '7'}${fifth.slice(10)}`,
    'Not taken in: there is a slip, probably in group 3. Compare it with the phone.'
  );
  await type(fifth, 'Taken in.');
  await type(codeOf(workshop, 4, levels(3)), 'Taken in. It takes the place of an earlier one.');
  await type(codes[5]!, 'Taken in.');
  await type(codeOf(workshop, 5, null), 'Taken out, as its owner wished.');
  await type(codes[5]!, 'Taken in.');
  await expect(counted(page)).toHaveText('6');
  // The second copy follows after a while: what is looked for below is there now.
  await expect.poll(() => everywhere(page), { timeout: 30_000 }).toMatch(/\tresults\t.*00003"/);

  await page.reload();
  await live(page);
  await expect(counted(page)).toHaveText('6');
  await page.locator('summary', { hasText: 'Title and topics' }).click();
  await expect(page.getByText('Results are in, so the topics stay as they are')).toBeVisible();

  await page.locator('#show').click();
  await expect(page.getByText('6 have handed in. After this nothing more is counted. Show?')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
  for (const late of [codeOf(workshop, 77, levels(1)), codeOf(workshop, 2, null), codeOf(workshop, 1, levels(4))])
    await type(late, 'The picture has been shown and stays as it is; your own result is yours.');
  await expect(counted(page)).toHaveText('6');
  const shown = ((await rowsOf(page, 'workshops')) as { picture: unknown }[])[0]!.picture;

  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  expect(await rowsOf(page, 'results')).toEqual([]);
  expect(((await rowsOf(page, 'workshops')) as { picture: unknown }[])[0]!.picture).toEqual(shown);
  // Wherever the browser keeps something: no result, by its id, and no code.
  await expect.poll(() => everywhere(page), { timeout: 30_000 }).not.toMatch(/0000[0-5]"|\tresults\t/);
  const kept = await everywhere(page);
  expect(kept).toContain(workshop.id);
  for (const code of codes) expect(kept).not.toContain(code);
  await expectAccessible(page);
});

test('a laptop is handed round: a guest answers, hands in and is wiped; nobody can see who did not; the room counts', async ({
  page,
  context
}) => {
  const workshop = await openWorkshop(page);
  const room = page.url();
  const code = (await page.locator('.way-in .code').innerText()).replace(/\s/g, '');
  const wall = await context.newPage();
  await open(wall, new URL(room).pathname.replace('room', 'wall') + new URL(room).search);
  await button(page, 'Begin handing round').click();
  for (const choice of ['Hand in', 'Take part without handing in']) {
    await expect(page.getByRole('heading', { level: 1, name: 'Ready for the next person' })).toBeVisible();
    await expect(page.getByText('Nothing of the last person is here.')).toBeVisible();
    await page.getByRole('link', { name: 'Begin', exact: true }).click();
    await button(page, 'Join and start').click();
    await tap(page, criteria[0]!, 1);
    await goOn(page);
    await expect(page).toHaveURL(/[?&]id=/);
    const id = new URL(page.url()).searchParams.get('id')!;
    // By the way that the pages themselves go: loaded anew, a guest has nothing.
    await page.getByRole('link', { name: /Stop/ }).click();
    await page.getByRole('link', { name: 'Result', exact: true }).first().click();
    await page.locator(`a[href*="/handin/?id=${id}"]`).first().click();
    await expect(page.getByText('Your answers are wiped from this laptop as soon as you choose')).toBeVisible();
    await button(page, choice).click();
    await expect(page.getByText('Done. What was answered before is wiped from this laptop.')).toBeVisible();
    // A count that goes up, or does not, would tell the room who has handed in.
    await expect(wall.locator('[data-scene]')).toContainText(/\b0\s*handed in/);
  }
  // Whoever shows the picture from the projector page leaves nobody out.
  await wall.keyboard.press('Enter');
  await expect(wall.getByText('There are fewer than five results.')).toBeVisible();
  await wall.keyboard.press('Escape');
  await expect(wall.locator('[data-scene]')).toContainText(/\b1\s*handed in/);
  await wall.close();
  expect(await rowsOf(page, 'assessments')).toEqual([]);
  await expectAccessible(page);
  await button(page, 'Back to the room, for the trainer').click();
  await expect(page).toHaveURL(room);
  await expect(counted(page)).toHaveText('1');
  expect(await rowsOf(page, 'results')).toHaveLength(1);
  expect(await page.evaluate(() => localStorage.getItem('waymark-laptop'))).toBeNull();
  expect(workshop.state).toBe('open');

  // From then on whoever answers here in their own name hands in as everybody does, and keeps what they have.
  await open(page, `/join/#w=${code}`);
  await button(page, 'Join and start').click();
  await tap(page, criteria[0]!, 1);
  await goOn(page);
  await expect(page).toHaveURL(/[?&]id=/);
  await open(page, `/handin/?id=${new URL(page.url()).searchParams.get('id')!}`);
  await expect(page.getByText('You can change it or take it back until the group’s picture is shown.')).toBeVisible();
  await button(page, 'Hand in').click();
  await expect(page.getByRole('heading', { name: 'Show this to the trainer’s camera' })).toBeVisible();
  expect(await rowsOf(page, 'assessments')).toHaveLength(1);
});

test('codes are held up to a camera, whose picture stays hidden: each counts once', async ({ baseURL }, info) => {
  const workshop = aWorkshop({ id: 'by-camera', ...builtInWorkshop(4_711) });
  const rows = [1, 2, 3].map((id) => resultRows(codeOf(workshop, id, levels(id))));
  const file = info.outputPath('camera.y4m');
  // So long that each is out of sight for some seconds before it comes again.
  const slow = rows.flatMap((row) => [row, row, row]);
  film(file, slow.map(qrPath), rows[0]!.length);
  const browser = await withCamera(file);
  try {
    const page = await browser.newPage({ baseURL: baseURL!, locale: 'en-GB' });
    await openStore(page);
    await putRows(page, 'workshops', [workshop]);
    await open(page, '/workshop/room/?id=by-camera');
    await button(page, 'Start the camera').click();
    await expect(counted(page)).toHaveText('3', { timeout: 30_000 });
    // A browser without a reader of its own reads beside the page.
    expect(page.workers().filter((worker) => /many-worker/.test(worker.url()))).toHaveLength(1);
    // The film runs on, over and over: what came in at this table did so once.
    await expect(page.locator('[data-told]')).toHaveText('3 new. 3 handed in.');
    await expect(page.locator('[data-mark="again"]').first()).toBeAttached();
    await expect(counted(page)).toHaveText('3');
    expect((await page.locator('video').boundingBox())!.width).toBeLessThan(2);
    await expect(page.getByText('The camera’s picture stays off')).toBeVisible();
    await button(page, 'Show the camera’s picture').click();
    await expect.poll(async () => (await page.locator('video').boundingBox())!.width).toBeGreaterThan(100);
    await expect(page.getByText('The camera’s picture stays off')).toBeHidden();
    await expect(page.getByText('Anyone who sees this screen can read the codes')).toBeVisible();
    await expectAccessible(page);
  } finally {
    await browser.close();
  }
});
