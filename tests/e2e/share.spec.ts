import type { Page } from '@playwright/test';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { judged } from '#lib/domain/rubric/sound.ts';
import { copyDraft } from '#lib/domain/authoring/drafting.ts';
import { button, criteria, expect, heading, live, open, option, rowsOf, test, topicOf } from './app.ts';
import { example, onShelf, shelve } from './shelf.ts';

/** Pixels of a module. */
const SCALE = 4;
const share = (page: Page) => page.locator('#share');
const link = (page: Page) => page.getByRole('textbox', { name: 'Link', exact: true });

/** @returns what a camera reads in the code on the page */
async function codeOn(page: Page): Promise<string | null> {
  const svg = share(page).getByRole('img', { name: /QR/ });
  const side = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
  const width = side * SCALE;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of (await svg.locator('path').getAttribute('d'))!.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let row = 0; row < SCALE; row++)
      for (let column = 0; column < Number(run) * SCALE; column++)
        data.fill(
          0,
          ((Number(y) * SCALE + row) * width + Number(x) * SCALE + column) * 4,
          ((Number(y) * SCALE + row) * width + Number(x) * SCALE + column) * 4 + 3
        );
  return readQr({ data, width, height: width });
}

/** A copy of a built-in rubric, written on in German. */
function germanCopy() {
  const base = openRubricFile('writing');
  const draft = copyDraft(base, contentHash(base), { id: 'draft', now: 1 }, 'own-k3f9x2ab', {
    language: 'en',
    keep: ['de', 'fi', 'sv'],
    origin: {},
    titled: (title) => title
  });
  const words = {
    title: 'Rückmeldungen einholen',
    descriptors: {
      1: 'Ich sage öffentlich, wann ich antworte.',
      2: 'Ich frage nach, ob die Antwort half.',
      3: 'Ich leite eine Runde an.',
      4: 'Ich bespreche mit allen, was hilft.'
    }
  };
  const criteria = [...draft.facts.criteria, { id: 'N1', essential: [] }];
  const de = { ...draft.words.de!, criteria: { ...draft.words.de!.criteria, N1: words } };
  return judged({ ...draft, facts: { ...draft.facts, source: 'de', criteria }, words: { ...draft.words, de } }).rubric!.file;
}

test('a built-in rubric is shared by a link and a code that name no language, and lead to the first question with one press', async ({
  page,
  browser
}) => {
  await open(page, '/de/rubrics/read/?id=privacy');
  await button(page, 'Link erstellen und kopieren').click();
  const address = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  expect(new URL(address).pathname + new URL(address).search).toBe('/start/?topic=privacy');
  await button(page, 'Als QR-Code zeigen').click();
  expect(await codeOn(page)).toBe(address);

  const finnish = await browser.newContext({ locale: 'fi-FI' });
  const other = await finnish.newPage();
  await other.goto(address);
  await live(other);
  await expect(other).toHaveURL(/\/fi\/start\/\?topic=privacy$/);
  await button(other, 'Aloita').click();
  await expect(other).toHaveURL(/\/fi\/assess\//);
  await expect(option(other, 1)).toBeVisible();
  await finnish.close();
});

test('topics and rubrics of one’s own, chosen together, start on another device; what the link does not find is said', async ({
  page,
  browser
}) => {
  const [key] = await shelve(page, [example()]);
  await open(page, `/choose/?rubric=${key}`);
  await page.getByRole('checkbox', { name: /Privacy/ }).check();
  await page.getByText('Share as a link').click();
  await button(page, 'Make a link and copy it').click();
  const address = await link(page).inputValue();

  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  await other.goto(address.replace('topic=privacy', 'topic=privacy&topic=nothing&rubric=abc'));
  await live(other);
  await expect(other.getByRole('alert')).toContainText('“nothing”');
  await expect(other.getByRole('alert')).toContainText('A rubric that is not on this device (abc)');
  const main = other.getByRole('main');
  await expect(main).toContainText('Listening online');
  await expect(main).toContainText('It says where it comes from: A. Author.');
  expect(await rowsOf(other, 'shelf')).toEqual([]);
  await button(other, 'Keep it and start').click();
  await expect(heading(other)).toHaveText(criteria.find(({ topic }) => topic === 'privacy')!.title);
  await expect.poll(async () => (await onShelf(other)).map(({ key, origin }) => [key, origin])).toEqual([[key, 'received']]);
  const [head] = (await rowsOf(other, 'assessments')) as readonly { rubrics: { id: string }[] }[];
  expect(head!.rubrics.map(({ id }) => id)).toEqual(['privacy', 'own-listening']);

  // It is here now: opened again, it only starts.
  await other.goto(address);
  await live(other);
  await expect(button(other, 'Start')).toBeVisible();
  await context.close();
});

test('a copy of a built-in rubric fits into one code; a phone without its language shows what is new as it was written, marked', async ({
  page,
  browser
}) => {
  const file = germanCopy();
  const [key] = await shelve(page, [file]);
  await open(page, `/rubrics/read/?key=${key}`);
  await page.getByRole('radio', { name: /^To read it/ }).check();
  await button(page, 'Make a link and copy it').click();
  const address = await link(page).inputValue();
  expect(address.length).toBeLessThan(1_500);
  await button(page, 'Show as a QR code').click();
  expect(await codeOn(page)).toBe(address);

  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  await open(other, '/rubrics/open/');
  // As a mail program left it.
  const wrapped = address.match(/.{1,60}/g)!.join('\n> ');
  await other.getByLabel('The table, or a link to a rubric').fill(`> Hello, please try\n> <${wrapped}>\n> Best wishes`);
  await button(other, 'Check what is inside').click();
  await expect(other.locator('#preview-title')).toBeVisible();
  await button(other, 'Keep it').click();
  await expect(heading(other)).toHaveText(topicOf('writing').title);
  const added = other.getByRole('cell').filter({ hasText: 'Ich leite eine Runde an.' });
  await expect(added.locator('[lang=de]')).toBeVisible();
  await expect(added).toContainText('in German');
  expect((await onShelf(other)).map(({ key }) => key)).toEqual([key]);
  await context.close();
});

test('what is too much for one code is shown as pictures, and scanned on another device', async ({ page, browser }) => {
  const [key] = await shelve(page, [example({ criteria: 24 })]);
  await open(page, `/rubrics/read/?key=${key}`);
  await page.getByRole('radio', { name: /^To read it/ }).check();
  await button(page, 'Show as a QR code').click();
  const photos: { name: string; mimeType: string; buffer: Buffer }[] = [];
  const total = Number(/of (\d+)/.exec(await share(page).locator('.at').innerText())![1]);
  expect(total).toBeGreaterThan(1);
  for (let i = 0; i < total; i++) {
    // They run until somebody steps.
    await button(page, 'Next').click();
    photos.push({ name: `${i}.png`, mimeType: 'image/png', buffer: await share(page).getByRole('img').screenshot() });
  }

  const context = await browser.newContext({ locale: 'en-GB' });
  const other = await context.newPage();
  await open(other, '/rubrics/open/');
  await other.getByText('Scan', { exact: true }).click();
  await other.locator('#photos').setInputFiles(photos);
  await expect(other.locator('#preview-title')).toBeVisible();
  await button(other, 'Keep it').click();
  await expect(heading(other)).toHaveText('Listening online');
  expect((await onShelf(other)).map(({ key }) => key)).toEqual([key]);
  await context.close();
});
