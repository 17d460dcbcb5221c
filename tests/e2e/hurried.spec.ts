import {
  asked,
  begin,
  busyStore,
  criteria,
  criterionOf,
  expect,
  expectStored,
  goOn,
  heading,
  headlineOf,
  link,
  open,
  option,
  box,
  saved,
  settled,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf
} from './app.ts';
import { assessment, putAssessments, upTo } from './data.ts';

// Nobody waits for a disk. What was pressed counts in the order in which it was pressed.

test('the very first answer, with Enter pressed at once, is stored whole', async ({ page }) => {
  await begin(page);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  await expectStored(page, criteria[0]!.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
});

test('answers with Enter pressed at once are all stored, one question after the other, and Enter goes on from the pause', async ({
  page
}) => {
  const plain = criteria.filter((criterion) => criterion.topic === 'information').slice(2);
  await begin(page, `/assess/?at=${plain[0]!.key}`);
  for (let i = 0; i < plain.length; i++) {
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
  }
  // Of a question that has not come nobody can answer anything; once its words are here, a digit may follow at once.
  await expect(page.getByRole('button', { name: /^Go on with/ })).toBeVisible();
  await settled(page);
  const writing = topicOf('writing').criteria[0]!;
  await page.keyboard.press('Enter');
  await page.keyboard.press('3');
  await expect(heading(page)).toHaveText(writing.title);
  await expectStored(page, writing.key, { 3: '2 given' });
  for (const criterion of plain) await expectStored(page, criterion.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
});

test('Enter pressed at once does not slip past an essential', async ({ page }) => {
  const essential = criterionOf('information.A2');
  await begin(page, `/assess/?at=${essential.key}`);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await expect(asked(page, 1)).toBeVisible();
  await expect(heading(page)).toHaveText(essential.title);
});

test('taps in quick succession all count, in their order', async ({ page }) => {
  await begin(page);
  const first = criteria[0]!;
  for (const level of [4, 1, 3, 4] as const) await tap(page, first, level);
  await goOn(page);
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  await expectStored(page, first.key, { 1: '2 given', 2: '0 left', 3: '2 given', 4: '0 left' });
  expect((await stored(page)).assessments).toHaveLength(1);
});

test('a digit that is pressed again and again says yes, partly, and takes it back, however fast', async ({ page }) => {
  const first = criteria[0]!;
  await begin(page);
  for (const key of ['1', '2', '2', '3', '3', '3', '4', '4', '4', '4']) await page.keyboard.press(key);
  await expectStored(page, first.key, { 1: '2 given', 2: '1 given', 4: '2 given' });
  await expect(option(page, 2)).toHaveClass(/\bpartly\b/);
  await expect(page.getByRole('status').filter({ hasText: 'Statement 4: Yes.' })).toBeVisible();
});

test('a note that is typed fast is stored letter by letter, also when one goes on at once', async ({ page }) => {
  const words = 'Ask the data-protection contact about the group app before the spring term.';
  const first = criteria[0]!;
  await begin(page);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await page.getByText('Note for yourself').click();
  await page.getByRole('textbox').focus();
  await page.keyboard.type(words);
  await expect(page.getByRole('textbox')).toHaveValue(words);
  await goOn(page);
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  await expect.poll(async () => (await stored(page)).entries[0]?.note).toBe(words);
});

test('however slow the device, the result that opens at once after the last answer counts that answer', async ({ page, context }) => {
  const topic = topicOf('information');
  const last = topic.criteria.at(-1)!;
  await putAssessments(page, [
    assessment('a', '', [topic.id], Date.now(), (criterion, level) => (criterion.key === last.key ? null : upTo(2)(criterion, level, 0)))
  ]);
  await open(page, `/assess/?id=a&at=${last.key}`);
  await expect(heading(page)).toHaveText(last.title);
  const other = await context.newPage();
  await open(other, '/about/');
  const release = await busyStore(other);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await release();
  await expect(page).toHaveURL(/\/result\//);
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  const reading = page.getByRole('region', { name: topic.title, exact: true });
  await reading.locator('.topic > summary').click();
  await expect(reading.getByText('For level 3 you have 2 of the 9 points needed.')).toBeVisible();
  await expect(reading.getByText(/Still open/)).toHaveCount(0);
});

test('what is pressed after going on from the last criterion answers nothing more, and leaves the result where it is', async ({ page }) => {
  const topic = topicOf('information');
  const last = topic.criteria.at(-1)!;
  await putAssessments(page, [
    assessment('a', '', [topic.id], Date.now(), (criterion, level) => (criterion.key === last.key ? null : upTo(2)(criterion, level, 0)))
  ]);
  await open(page, `/assess/?id=a&at=${last.key}`);
  await expect(heading(page)).toHaveText(last.title);
  for (const key of ['3', 'Enter', '1', 'Enter', 'Backspace']) await page.keyboard.press(key);
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  await expectStored(page, last.key, { 1: '0 left', 2: '0 left', 3: '2 given', 4: '0 left' });
  await expect(page).toHaveURL(/\/result\/\?id=a$/);
});

test('however slow the device, going on and leaving at once loses nothing', async ({ page, context }) => {
  const [first, second] = criteria as [(typeof criteria)[0], (typeof criteria)[0]];
  await begin(page);
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  const other = await context.newPage();
  await open(other, '/about/');
  const release = await busyStore(other);
  await tap(page, first, 3);
  await goOn(page);
  await expect(heading(page)).toHaveText(second.title);
  await tap(page, second, 2);
  await expect(saved(page, 'Saving')).toBeVisible();
  await link(page, 'Stop for today').click();
  await expect(heading(page)).not.toHaveText(second.title);
  await release();
  await expectStored(page, first.key, { 1: '2 given', 2: '0 left', 3: '2 given', 4: '0 left' });
  await expectStored(page, second.key, { 2: '2 given' });
});

test('a tap is shown as chosen only when it is stored, however slow the device', async ({ page, context }) => {
  const first = criteria[0]!;
  await begin(page);
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  const other = await context.newPage();
  await open(other, '/about/');
  const release = await busyStore(other);
  const mark = (level: 1 | 2 | 3 | 4) => box(page, first, level).evaluate((tick) => getComputedStyle(tick).backgroundColor);
  const [filled, empty] = [await mark(1), await mark(3)];
  expect(filled).not.toBe(empty);
  await tap(page, first, 3);
  await expect(box(page, first, 3)).toBeChecked();
  await expect(saved(page, 'Saving')).toBeVisible();
  expect([await mark(1), await mark(3)]).toEqual([filled, empty]);
  await release();
  await shownAsChosen(page, first, 3);
  expect([await mark(1), await mark(3)]).toEqual([filled, filled]);
});
