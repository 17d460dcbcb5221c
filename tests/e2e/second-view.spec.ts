/** Two people, two browsers: asking for a second view, answering about the other, handing back, and both side by side. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { criterionOf, button, contentOf, downloadBy, expect, link, open, rowsOf, test, topicOf, unfold } from './app.ts';
import { expectAccessible } from './axe.ts';
import { assessment, openData, putAssessments } from './data.ts';
import { tabTo } from './keys.ts';
import { fillUp, room } from './room.ts';

const KEYS = ['privacy.C1', 'privacy.C2'] as const;
const id = 'mine';
const titled = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** Asks about two questions of a topic. @returns the address that is handed on */
async function ask(page: Page, name: string): Promise<string> {
  await open(page, `/result/?id=${id}`);
  await link(page, 'Ask for a second view').click();
  await expect(titled(page, 'A second view')).toBeVisible();
  await unfold(page.getByRole('main'), 'Choose questions');
  const all = page.getByRole('group', { name: 'What to ask about' }).getByRole('checkbox');
  const wanted = new Set(KEYS.map((key) => criterionOf(key).title));
  for (const box of await all.all()) {
    const label = (await box.evaluate((input: HTMLInputElement) => input.labels![0]!.textContent ?? '')).trim();
    if (label !== topicOf('privacy').title && !wanted.has(label) && (await box.isVisible())) await box.uncheck();
  }
  await page.getByLabel('Your name (if you like)').fill(name);
  const leaves = page.getByRole('list', { name: 'This is all that leaves your device:' });
  await expect(leaves.getByRole('listitem')).toHaveCount(3);
  await expect(leaves).toContainText('2 questions');
  if (name) await expect(leaves).toContainText(`The name ${name}`);
  await button(page, 'Make the request').click();
  await expect(page.getByRole('article').first()).toBeFocused();
  await page.getByRole('article').first().getByRole('button', { name: 'Make a link and copy it' }).click();
  return page.getByRole('article').first().getByLabel('Link', { exact: true }).inputValue();
}

const choice = (page: Page, level: number, name: string) =>
  page
    .getByRole('group')
    .nth(level - 1)
    .getByRole('radio', { name, exact: true });

test('asked, answered about the other, handed back, and both side by side', async ({ page, browser, baseURL }) => {
  test.setTimeout(180_000);
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const address = await ask(page, 'Aino');
  // Nothing of it reaches a server, and none of the own answers is in it.
  expect(new URL(address).search).toBe('');
  expect(address).toContain('/second/#ask=1');
  await expectAccessible(page);

  // Another person, another browser. Everything by keyboard.
  const context = await browser.newContext({ baseURL, locale: 'en-GB', serviceWorkers: 'block' });
  const other = await context.newPage();
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  await other.goto(address);
  await expect(titled(other, 'Aino asks you for a second view')).toBeVisible();
  await expect(other.getByText('Your answers stay on this device until you hand them back yourself.')).toBeVisible();
  await expectAccessible(other);
  await tabTo(other, button(other, 'Begin'));
  await other.keyboard.press('Enter');
  await expect(titled(other, criterionOf(KEYS[0]).title)).toBeFocused();
  await tabTo(other, choice(other, 1, 'Yes'));
  await other.keyboard.press('Space');
  await tabTo(other, choice(other, 2, 'Yes'));
  await other.keyboard.press('ArrowRight');
  await other.keyboard.press('ArrowRight');
  await expect(choice(other, 2, 'No')).toBeChecked();
  await expect
    .poll(async () => (await rowsOf(other, 'given')).map((row) => (row as { answers: object }).answers))
    .toEqual([{ [KEYS[0]]: '20--' }]);
  await expectAccessible(other);
  await other.setViewportSize({ width: 1280, height: 800 });
  // A reload loses nothing, and comes back to what is open.
  await other.reload();
  await expect(titled(other, criterionOf(KEYS[1]).title)).toBeVisible();
  await button(other, 'Back').click();
  await expect(choice(other, 2, 'No')).toBeChecked();
  await button(other, 'I cannot tell the rest').click();
  await expect(choice(other, 3, 'I cannot tell')).toBeChecked();
  await button(other, 'Next').click();
  await choice(other, 1, 'Partly').check();
  await button(other, 'See all answers and hand back').click();
  await expect(titled(other, 'Your answers about the work of Aino')).toBeFocused();
  await expect(other.getByText('3 statements have no answer.')).toBeVisible();
  await other.getByLabel('Your name (if you like)').fill('Bo <b>x</b>');
  await other.getByLabel('Your name (if you like)').blur();
  await expectAccessible(other);
  await other.setViewportSize({ width: 1280, height: 800 });
  const file = await downloadBy(other, button(other, 'Download the answers as a file'));
  await button(other, 'Make a link and copy it').click();
  const back = await other.getByLabel('Link', { exact: true }).inputValue();
  expect(back).toContain('/second/#view=1');
  // Their own assessments know nothing of it, and nothing but the app's own files was asked for.
  expect(await rowsOf(other, 'assessments')).toEqual([]);
  expect(await rowsOf(other, 'entries')).toEqual([]);
  expect(asked.filter((url) => /ask=|view=/.test(url.replace(/#.*/, '')))).toEqual([]);

  // The person who asked opens what came back: shown first, kept when they say so.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(back);
  await expect(titled(page, 'A second view of your work')).toBeVisible();
  await expect(page.getByText('From: Bo <b>x</b>.')).toBeVisible();
  expect((await rowsOf(page, 'asked')).flatMap((row) => (row as { views: unknown[] }).views)).toEqual([]);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });
  await button(page, 'Keep it').click();
  await link(page, 'See both side by side').click();
  await expect(titled(page, 'Side by side')).toBeVisible();
  await expect(page.getByText('Neither is the measure.')).toBeVisible();
  const table = page.getByRole('table', { name: criterionOf(KEYS[0]).title });
  await expect(table.getByRole('columnheader')).toHaveText(['Statement', 'You', 'Bo <b>x</b>']);
  await expect(table.getByRole('row').nth(2).getByRole('cell')).toHaveText(['Yes', 'No']);
  await expect(table.getByRole('row').nth(2)).toContainText('Differs');
  await expect(table.getByRole('row').nth(3).getByRole('cell').last()).toHaveText('I cannot tell');
  await expect(page.getByRole('table')).toHaveCount(2);
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(KEYS.map((key) => criterionOf(key).title));
  // It names the statement: the table counts none.
  const toAsk = page.locator('p', { hasText: 'sees less than you say. Ask what they saw' }).first();
  await expect(toAsk).toContainText(`“${criterionOf(KEYS[0]).descriptors[2]}”`);
  await expect(toAsk).not.toContainText('Level');
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  // An export of results holds nothing of it, unless that is chosen.
  await openData(page);
  const holds = (content: unknown) => /Bo <b>|Aino/.test(JSON.stringify(content));
  expect(holds(await contentOf(await downloadBy(page, button(page, 'Save the copy'))))).toBe(false);
  await unfold(page.getByRole('main'), 'Choose what goes in');
  await page.getByRole('checkbox', { name: /^Second views too/ }).check();
  expect(holds(await contentOf(await downloadBy(page, button(page, 'Save the copy'))))).toBe(true);

  // In the report only where that is chosen.
  await open(page, `/report/?id=${id}`);
  await expect(page.getByRole('checkbox', { name: /^Second views/ })).not.toBeChecked();
  await expect(page.getByText('Bo <b>x</b>')).toHaveCount(0);
  await page.getByRole('checkbox', { name: /^Second views/ }).check();
  await expect(page.getByRole('columnheader', { name: 'Bo <b>x</b>' }).first()).toBeVisible();

  // By file, once more: it takes the place of the first. Then it is taken out, and the request withdrawn.
  await open(page, `/second/?id=${id}`);
  await page.getByLabel('Or a file').setInputFiles(await file.path());
  await expect(page.getByText(/^You kept answers from the same person on/)).toBeVisible();
  await button(page, 'Do not keep it').click();
  await button(page, 'Delete: Bo <b>x</b>').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('No second view is kept with it yet.')).toBeVisible();
  await button(page, 'Withdraw the request').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText(/^Withdrawn on .* No more answers are taken\.$/)).toBeVisible();
  await page.goto('/about/');
  await page.goto(back);
  await expect(page.getByText(/^You withdrew this request on/)).toBeVisible();

  // The one who answered can delete it.
  await button(other, 'Delete these answers').click();
  await other.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(titled(other, 'Second views')).toBeVisible();
  expect(await rowsOf(other, 'given')).toEqual([]);
  await expectAccessible(other);
  await context.close();
});

test('answers to another request are refused, and so is a link that was cut off; both say why', async ({ page }) => {
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const address = await ask(page, '');
  await expect(page.getByRole('article')).toContainText('No name');
  // One's own request is no request to oneself.
  await page.goto('/about/');
  await page.goto(address);
  await expect(page.getByText('This is your own request.')).toBeVisible();

  const answered = await page.evaluate(async (fragment) => {
    const bytes = Uint8Array.from(atob(fragment.slice(7).replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return (await new Response(stream).json()) as { number: string };
  }, new URL(address).hash.slice('#ask='.length));
  const view = (number: string) =>
    JSON.stringify({
      format: 'waymark-second-view',
      version: 1,
      number,
      tag: '00000000',
      id: 'b'.repeat(16),
      name: '',
      answers: { [KEYS[0]]: '2222' }
    });
  const openText = async (text: string) => {
    await open(page, `/second/?id=${id}`);
    await page.getByLabel('Link or message').fill(text);
    await button(page, 'Open it').click();
  };
  await openText(view('c'.repeat(16)));
  await expect(page.getByRole('alert')).toContainText('It answers a request that is not on this device.');
  await openText(view(answered.number));
  await expect(page.getByRole('alert')).toContainText('It answers questions other than the ones you asked.');
  await openText(`${address.slice(0, -4)}`);
  await expect(page.getByRole('alert')).toContainText('Something is missing or was changed on the way.');
  await openText('hello');
  await expect(page.getByRole('alert')).toContainText('There is no request and no second view in it.');
  expect((await rowsOf(page, 'asked')).flatMap((row) => (row as { views: unknown[] }).views)).toEqual([]);
});

/** Somebody else's browser, which has begun to answer. */
async function begun(
  browser: Browser,
  baseURL: string,
  address: string,
  before = async (_context: BrowserContext, _other: Page): Promise<void> => {}
) {
  const context = await browser.newContext({ baseURL, locale: 'en-GB', serviceWorkers: 'block' });
  const other = await context.newPage();
  await before(context, other);
  await other.goto(address);
  await button(other, 'Begin').click();
  await expect(titled(other, criterionOf(KEYS[0]).title)).toBeVisible();
  return { context, other };
}
const REVIEW = 'See all answers and hand back';
const seen = (page: Page) => page.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
const nameIn = async (page: Page) =>
  ((await contentOf(await downloadBy(page, button(page, 'Download the answers as a file')))) as { name: string }).name;

test('the name that stands in the field goes along, whatever is pressed next, and however slowly', async ({ page, browser, baseURL }) => {
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const { context, other } = await begun(browser, baseURL!, await ask(page, 'Aino'));
  await choice(other, 1, 'Yes').check();
  await button(other, REVIEW).click();
  // All answers stand in between.
  await link(other, 'Hand back').click();
  await expect(titled(other, 'Hand back')).toBeFocused();
  const field = other.getByLabel('Your name (if you like)');
  await field.pressSequentially('Bo Berg ');
  // From the keyboard to the pointer takes a hand longer than a link takes to be made anew.
  await other.waitForTimeout(300);
  const { x, y } = (await button(other, 'Make a link and copy it').boundingBox())!;
  await other.mouse.move(x + 20, y + 10);
  await other.mouse.down();
  // Until the name is stored, so that nothing may have moved or been replaced under the pointer.
  await expect.poll(async () => (await rowsOf(other, 'given')).map((row) => (row as { by: string }).by)).toEqual(['Bo Berg']);
  await other.waitForTimeout(200);
  await other.mouse.up();
  const made = other.getByLabel('Link', { exact: true });
  const first = await made.inputValue();
  await page.goto(first);
  await expect(page.getByText('From: Bo Berg.')).toBeVisible();
  // A link with the name of before is not left to be copied.
  await field.fill('Bea');
  await expect(made).toHaveCount(0);
  expect(await nameIn(other)).toBe('Bea');
  await context.close();
});

test('two requests under one number are not taken for one; whoever finds answers of others is told', async ({ page, browser, baseURL }) => {
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const address = await ask(page, 'Aino');
  const file = await contentOf(await downloadBy(page, button(page, 'Download the request as a file')));
  const { context, other } = await begun(browser, baseURL!, address);
  await choice(other, 1, 'Yes').check();
  await open(other, '/second/');
  const choose = (content: unknown) =>
    other
      .getByLabel('Or a file')
      .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(content)) });
  await choose(file);
  await expect(button(other, 'Go on answering')).toBeVisible();
  await expect(other.getByText('Answers to this request are already on this device. Go on only if they are yours.')).toBeVisible();
  const { topics } = file as { topics: [{ criteria: string[] }] };
  await open(other, '/second/');
  await choose({ ...(file as object), topics: [{ ...topics[0], criteria: ['C3'] }] });
  await expect(other.getByRole('alert')).toContainText('Something is missing or was changed on the way.');
  await expect(button(other, 'Go on answering')).toHaveCount(0);
  await context.close();
});

test('a tab that comes back to the front shows what was kept or answered in another', async ({ page, context, browser, baseURL }) => {
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const theirs = await begun(browser, baseURL!, await ask(page, 'Aino'));
  await choice(theirs.other, 1, 'Yes').check();
  await button(theirs.other, REVIEW).click();
  await expect(theirs.other.getByText('7 statements have no answer.')).toBeVisible();
  const again = await theirs.context.newPage();
  await again.goto(theirs.other.url());
  await choice(again, 1, 'Partly').check();
  await button(again, 'I cannot tell the rest').click();
  await button(again, REVIEW).click();
  await expect(again.getByText('3 statements have no answer.')).toBeVisible();
  await seen(theirs.other);
  await expect(theirs.other.getByText('7 statements have no answer.')).toHaveCount(0);
  await button(theirs.other, 'Make a link and copy it').click();
  const back = await theirs.other.getByLabel('Link', { exact: true }).inputValue();

  const tab = await context.newPage();
  await tab.goto(back);
  await button(tab, 'Keep it').click();
  await expect(link(tab, 'See both side by side')).toBeVisible();
  await expect(page.getByText('No second view is kept with it yet.')).toBeVisible();
  await seen(page);
  await expect(page.getByText(/^Second view 1, kept on/)).toBeVisible();
  await theirs.context.close();
});

test('what the device does not take is shown and handed back all the same', async ({ page, browser, baseURL }) => {
  await putAssessments(page, [assessment(id, 'Spring', ['privacy'])]);
  const address = await ask(page, 'Aino');
  let setRoom!: Awaited<ReturnType<typeof room>>;
  const { context, other } = await begun(browser, baseURL!, address, async (context, other) => {
    setRoom = await room(other, context, baseURL!);
    await setRoom(5_000_000);
  });
  await fillUp(other, setRoom);
  await choice(other, 1, 'Yes').check();
  await expect(other.getByRole('alert')).toContainText('Your last answer is not stored');
  await button(other, 'Next').click();
  await button(other, 'Back').click();
  await expect(choice(other, 1, 'Yes')).toBeChecked();
  await button(other, REVIEW).click();
  const view = (await contentOf(await downloadBy(other, button(other, 'Download the answers as a file')))) as { answers: object };
  expect(view.answers).toEqual({ [KEYS[0]]: '2---' });
  await setRoom();
  await button(other, 'Try again').click();
  await expect(other.getByRole('alert')).toHaveCount(0);
  expect((await rowsOf(other, 'given')).map((row) => (row as { answers: object }).answers)).toEqual([{ [KEYS[0]]: '2---' }]);
  await context.close();
});
