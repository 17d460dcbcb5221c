import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { roomy } from '../support/scale.ts';
import { button, downloadBy, expect, heading, link, open, rowsOf, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { printed } from './pdf.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';

const SIZES = [
  [1024, 768],
  [1280, 720],
  [1920, 1080]
] as const;
const stage = (page: Page) => page.locator('[data-scene]');
const at = async (page: Page, scene: string) => expect(stage(page)).toHaveAttribute('data-scene', scene);
const press = (page: Page, key: string) => page.keyboard.press(key);

/**
 * What a room could not read, or not see whole: text smaller than 2.6 units, or than a 25th of the height but for the small code; what reaches
 * out of its place; and words in the picture that touch.
 */
const unreadable = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // A picture is drawn anew in the frame after its size is told; until then an earlier one is only stretched.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const unit = Math.min(innerWidth / 100, innerHeight * 0.016);
    const out: string[] = [];
    const stage = document.querySelector('[data-scene]')!;
    const keys = document.querySelector('nav')!.getBoundingClientRect();
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth || scrollHeight > innerHeight) out.push(`scrolls: ${scrollWidth} x ${scrollHeight}`);
    for (const element of stage.querySelectorAll('*')) {
      if (element.closest('.table, .visually-hidden')) continue;
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim())) continue;
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const what = element.textContent!.trim().slice(0, 30);
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (size < 2.59 * unit || (size < innerHeight / 25 && !element.closest('.small-code'))) out.push(`small: ${what} (${size})`);
      if (left < -1 || right > innerWidth + 1 || top < -1 || bottom > keys.top + 1) out.push(`out of sight: ${what}`);
      if (element.scrollWidth > element.clientWidth + 2 && !element.closest('svg')) out.push(`too wide: ${what}`);
    }
    const words = [...stage.querySelectorAll('.drawn text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
    words.forEach((one, i) => {
      for (const two of words.slice(i + 1)) {
        const middle = (two.box.top + two.box.bottom) / 2;
        const sameLine = one.box.top < middle && middle < one.box.bottom;
        if (sameLine && one.box.left < two.box.right + 8 && two.box.left < one.box.right + 8) out.push(`touch: ${one.text}, ${two.text}`);
      }
    });
    return out;
  });

const REHEARSAL = 'a rehearsal shows every scene on every projector, in every language, marked as invented, and leaves nothing behind';
test(REHEARSAL, { tag: '@part' }, async ({ page }) => {
  for (const language of roomy(LANGUAGES)) {
    const folder = language === 'en' ? '/' : `/${language}/`;
    await open(page, `${folder}workshop/wall/?id=rehearsal`);
    await at(page, 'wait');
    const look = async (scene: string) => {
      await at(page, scene);
      await expect(page.locator('.invented')).toBeVisible();
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        await expect.poll(() => unreadable(page), { message: `${language}, ${scene}, ${width}` }).toEqual([]);
      }
    };
    await expect(page.locator('svg[role=img]')).toBeVisible();
    await look('wait');
    await press(page, '5');
    await look('guess');
    await press(page, 'Enter');
    await expect(page.getByRole('alertdialog')).toBeVisible();
    await look('guess');
    await press(page, 'Enter');
    await look('reveal');
    await press(page, '3');
    await press(page, 'PageDown');
    await look('reveal');
    if (language === 'en') {
      await expect(page.getByRole('img', { name: 'Privacy: 4 at levels 0 to 1, 9 at level 2 and 9 at levels 3 to 4.' })).toBeVisible();
      await expect(page.getByText('22 results.')).toBeVisible();
      await press(page, 'b');
      await at(page, 'black');
      await press(page, ' ');
      await at(page, 'reveal');
    }
    await press(page, '5');
    await press(page, 'ArrowRight');
    await look('lines');
  }
  expect(await page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBeLessThanOrEqual(1);
});

test('each scene can be read and worked by everybody, also in a narrow window', async ({ page }) => {
  await open(page, '/workshop/wall/?id=rehearsal');
  await at(page, 'wait');
  const check = async () => {
    await expectAccessible(page);
    await page.setViewportSize({ width: 1280, height: 720 });
  };
  await check();
  await page.getByRole('button', { name: /Privacy/ }).click();
  await at(page, 'guess');
  await check();
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Show', exact: true }).click();
  await at(page, 'reveal');
  await check();
  await page.getByRole('button', { name: 'Three lines', exact: true }).click();
  await check();
});

test('from the list of workshops a rehearsal is on the projector in three presses, and gone at its end', async ({ page, context }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await open(page, '/workshop/');
  await link(page, 'Rehearse with invented results').click();
  await at(page, 'wait');
  await expect(stage(page)).toContainText('22');
  await button(page, 'Show').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Show', exact: true }).click();
  await at(page, 'reveal');
  await expect(page.locator('.invented')).toHaveText('Rehearsal: invented results');
  await button(page, 'End the rehearsal').click();
  await expect(heading(page)).toHaveText('Workshops');
  expect([await rowsOf(page, 'workshops'), await rowsOf(page, 'results')]).toEqual([[], []]);
  // The next one begins anew; a second window is where the first one is, and so is its picture.
  await link(page, 'Rehearse with invented results').click();
  await expect(stage(page)).toContainText('handed in');
  const second = await context.newPage();
  await open(second, '/workshop/wall/?id=rehearsal');
  await at(second, 'wait');
  await press(page, '4');
  await at(second, 'guess');
  await press(page, 'Enter');
  await press(page, 'Enter');
  await at(second, 'reveal');
  await press(second, 'b');
  await at(page, 'black');
  await press(page, 'Escape');
  // What is written in one window stands in the other.
  await button(second, 'Three lines').click();
  await second.getByLabel('Line 1').fill('One shared account');
  await second.getByLabel('Line 1').press('Tab');
  await at(page, 'lines');
  await expect(page.getByLabel('Line 1')).toHaveValue('One shared account');
  // The trainer's side of it: what to talk about.
  await link(page, 'To the room').click();
  await expect(page.getByText('Rehearsal: invented results')).toBeVisible();
  await expect(page.getByText('Most are at the start.')).toBeVisible();
  await expect(page.getByLabel('Line 1')).toHaveValue('One shared account');
  await button(page, 'Close the round').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  await expect(page.locator('#closed')).toBeVisible();
  await button(second, 'End the rehearsal').click();
  await expect(heading(page)).toHaveText('This workshop is not on this device');
});

test('what is shown first stays: late codes, corrections and the close leave every picture and file byte for byte as they were', async ({
  page,
  context
}) => {
  const workshop = await openWorkshop(page);
  const writing: readonly Reached[] = [[0, 1] as const, [1, 3] as const, [2, 9] as const, [3, 7] as const, [4, 2] as const].flatMap(
    ([level, count]) => Array<Reached>(count).fill(level)
  );
  const own = (level: Reached, i: number): Reached[] => [2, level, (i % 5) as Reached, 1, 3];
  await page.getByText('Paste a column, or open files').click();
  await page.getByLabel('Column of codes').fill(writing.map((level, i) => codeOf(workshop, i, own(level, i), i < 2)).join('\n'));
  await button(page, 'Take them in').click();
  await expect(counted(page)).toHaveText('22');

  const wall = await context.newPage();
  await open(wall, `/workshop/wall/?id=${workshop.id}`);
  await expect(wall.getByText('Join here')).toBeVisible();
  await press(wall, '2');
  await at(wall, 'guess');
  await expect(stage(wall)).not.toContainText('22');
  await press(wall, 'ArrowRight');
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText('22 have handed in. After this nothing more is counted. Show?');
  // A presenter that goes on does not answer it.
  await press(wall, 'PageDown');
  expect(((await rowsOf(page, 'workshops')) as Workshop[])[0]!.picture).toBeNull();
  await press(wall, 'Enter');
  await at(wall, 'reveal');
  const picture = wall.getByRole('img', { name: 'Writing: 4 at levels 0 to 1, 9 at level 2 and 9 at levels 3 to 4.' });
  await expect(picture).toBeVisible();
  await expect(stage(wall)).toContainText('level 2: 18 of 22');
  await expect(stage(wall)).toContainText('level 3: 9 of 22');
  await expect(stage(wall)).not.toContainText(/level [14]: /);
  await expect(stage(wall)).toContainText('Safety point open: fewer than three.');
  await expect(stage(wall)).not.toContainText('Join');
  const drawn = await picture.innerHTML();

  // The room has followed.
  await expect(page.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
  await expect(page.getByText('Concentrated: all stand in one bar').first()).toBeVisible();
  await page.getByLabel('Line 1').fill('One shared account');
  await page.getByLabel('Line 2').fill('Rules for messages after work');
  await page.getByLabel('Line 2').press('Tab');
  await expect
    .poll(async () => ((await rowsOf(page, 'workshops')) as Workshop[])[0]!.lines.slice(0, 2))
    .toEqual(['One shared account', 'Rules for messages after work']);
  const files = async () => {
    const all: Record<string, string> = {};
    for (const name of ['Table (CSV)', 'What the columns mean (CSV)', 'Data (JSON)', 'Save as an image (PNG)', 'Save as a drawing (SVG)']) {
      const download = await downloadBy(page, button(page, name));
      all[download.suggestedFilename()] = readFileSync(await download.path()).toString('base64');
    }
    return all;
  };
  const before = await files();
  expect(Object.keys(before)).toHaveLength(5);
  for (const [id, level] of [[100, 4] as const, [0, 4] as const, [101, 0] as const, [102, 0] as const, [103, 0] as const]) {
    await page.getByLabel('Type a code').fill(codeOf(workshop, id, own(level, 0), true));
    await page.keyboard.press('Enter');
    await expect(page.locator('#code-said')).toHaveText('The picture has been shown and stays as it is; your own result is yours.');
  }
  await expect(counted(page)).toHaveText('22');
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
  expect(await files()).toEqual(before);
  expect(await rowsOf(page, 'results')).toEqual([]);
  await wall.reload();
  await at(wall, 'wait');
  await expect(stage(wall)).toContainText('The picture stays as it is.');
  await press(wall, '2');
  await press(wall, 'Enter');
  await expect(picture).toBeVisible();
  expect(await picture.innerHTML()).toBe(drawn);

  await link(page, 'Report to print').click();
  await expect(page.getByText('One shared account')).toBeVisible();
  const { texts, sizes } = await printed(page);
  expect(sizes.length).toBeLessThanOrEqual(2);
  for (const words of ['22 results', 'One shared account', 'It says nothing of people who handed nothing in'])
    expect(texts.join(' ')).toContain(words);
  await expectAccessible(page);
});
