import type { BrowserContext, Page } from '@playwright/test';
import {
  allQuestions,
  begin,
  button,
  choose,
  contentOf,
  criteria,
  downloadBy,
  expect,
  expectStored,
  goOn,
  heading,
  link,
  more,
  saved,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf,
  type Criterion
} from './app.ts';
import { fillUp as takeRoom, NO_ROOM, room } from './room.ts';

test.use({ expected: NO_ROOM });

const [one, two, three] = criteria as [Criterion, Criterion, Criterion];

const NOT_SAVED = 'Your last answers are not saved yet';

/** Answers one criterion while there is room, then takes the room away. */
async function fillUp(page: Page, context: BrowserContext, baseURL: string) {
  const setRoom = await room(page, context, baseURL);
  await setRoom(5_000_000);
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await expectStored(page, one.key, { 2: '2 given' });
  await takeRoom(page, setRoom);
  return setRoom;
}

test('a device without room says so before the first answer, and takes answers all the same', async ({ page, context, baseURL }) => {
  const setRoom = await room(page, context, baseURL!);
  await setRoom(10);
  await begin(page);
  await expect(page.getByRole('alert')).toContainText('This device has no space left');

  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await expect(page.getByRole('alert').filter({ hasText: NOT_SAVED })).toBeVisible();
  await expect(saved(page, 'Not saved')).toBeVisible();
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await tap(page, two, 3);
  await shownAsChosen(page, two, 3);
  await button(page, 'Back').click();
  await shownAsChosen(page, one, 2);
  expect(await stored(page)).toMatchObject({ assessments: [], entries: [] });

  await setRoom();
  await button(page, 'Try again').click();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expectStored(page, one.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await expectStored(page, two.key, { 3: '2 given' });
  expect((await stored(page)).assessments).toHaveLength(1);
  // What is on the screen is true again.
  await expect(page.getByText(NOT_SAVED)).toHaveCount(0);
  await expect(page.getByText('This device has no space left')).toHaveCount(0);
});

test('when the room runs out in the middle, answers stay in the tab, and are all stored in order when there is room', async ({
  page,
  context,
  baseURL
}) => {
  const setRoom = await fillUp(page, context, baseURL!);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await tap(page, two, 4);
  await expect(page.getByRole('alert')).toContainText(NOT_SAVED);
  await expect(saved(page, 'Not saved')).toBeVisible();
  await tap(page, two, 1);
  await shownAsChosen(page, two, 1);
  await goOn(page);
  await expect(heading(page)).toHaveText(three.title);
  await tap(page, three, 3);
  await tap(page, three, 2);
  await shownAsChosen(page, three, 2);
  expect((await stored(page)).entries.map(({ criterion }) => criterion)).toEqual([one.key]);

  // Trying again while there is still no room loses nothing.
  await button(page, 'Try again').click();
  await expect(page.getByRole('alert')).toContainText(NOT_SAVED);
  await shownAsChosen(page, three, 2);
  await button(page, 'Back').click();
  await expect(heading(page)).toHaveText(two.title);
  await shownAsChosen(page, two, 1);

  await setRoom();
  await button(page, 'Try again').click();
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expect(page.getByText(NOT_SAVED)).toHaveCount(0);
  await expectStored(page, one.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await expectStored(page, two.key, { 1: '2 given', 2: '0 left', 3: '0 left', 4: '2 given' });
  await expectStored(page, three.key, { 2: '2 given', 3: '2 given' });
  // So is the place: who comes back carries on where they were.
  expect((await stored(page)).assessments[0]!.cursor).toBe(two.key);
});

test('with room again, the next answer stores all that waited', async ({ page, context, baseURL }) => {
  const setRoom = await fillUp(page, context, baseURL!);
  await tap(page, one, 4);
  await expect(page.getByRole('alert')).toContainText(NOT_SAVED);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await setRoom();
  await tap(page, two, 1);
  await expect(saved(page, 'Saved on this device')).toBeVisible();
  await expectStored(page, one.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '2 given' });
  await expectStored(page, two.key, { 1: '2 given' });
});

test('what could not be stored can be taken away as a file, and the browser asks before the tab closes', async ({
  page,
  context,
  baseURL
}) => {
  await fillUp(page, context, baseURL!);
  await tap(page, one, 4);
  await expect(page.getByRole('alert')).toContainText(NOT_SAVED);
  await shownAsChosen(page, one, 4);
  const content = await contentOf(await downloadBy(page, button(page, 'Download my answers')));
  expect(content).toMatchObject({ assessments: [{ entries: [{ criterion: one.key, cells: { 4: { value: 2, origin: 'given' } } }] }] });
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await shownAsChosen(page, one, 4);
});

test('what could not be stored is still there after a look at another page of the app', async ({ page, context, baseURL }) => {
  const setRoom = await fillUp(page, context, baseURL!);
  await tap(page, one, 4);
  await expect(page.getByRole('alert')).toContainText(NOT_SAVED);
  await link(page, 'Stop for today').click();
  await expect(heading(page)).not.toHaveText(one.title);
  await page.goBack();
  await expect(heading(page)).toHaveText(one.title);
  await shownAsChosen(page, one, 4);
  await expect(page.getByRole('alert').filter({ hasText: NOT_SAVED })).toBeVisible();

  await setRoom();
  await button(page, 'Try again').click();
  await expectStored(page, one.key, { 2: '2 given', 4: '2 given' });
});

test('the result shows what could not be stored, in the tab that has it', async ({ page, context, baseURL }) => {
  const setRoom = await room(page, context, baseURL!);
  await setRoom(10);
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await allQuestions(page);
  await link(page, 'See the result so far').click();
  await expect(heading(page)).toHaveText('Too few answers yet to tell a level');
  const topic = page.getByRole('region', { name: topicOf('information').title, exact: true });
  await topic.locator('summary').first().click();
  await expect(topic.getByText(one.descriptors[2]).first()).toBeVisible();
});

test('topics chosen on a device without room can be assessed all the same, and are stored when there is room', async ({
  page,
  context,
  baseURL
}) => {
  const setRoom = await room(page, context, baseURL!);
  await setRoom(10);
  await choose(page, ['writing'], 'Before the course');
  await expect(page.getByRole('alert').filter({ hasText: NOT_SAVED })).toBeVisible();
  const criterion = topicOf('writing').criteria[0]!;
  await tap(page, criterion, 2);
  await shownAsChosen(page, criterion, 2);
  await setRoom();
  await button(page, 'Try again').click();
  await expectStored(page, criterion.key, { 2: '2 given' });
  expect((await stored(page)).assessments).toMatchObject([{ name: 'Before the course', size: 6 }]);
});

test('a name that the device does not take is not called saved, and the old one stays', async ({ page, context, baseURL }) => {
  await fillUp(page, context, baseURL!);
  await link(page, 'Stop for today').click();
  await more(page, 'My assessments');
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('After the course '.repeat(7).slice(0, 119));
  await button(page, 'Save').click();
  await expect(page.getByRole('alert').filter({ hasText: 'This was not saved' })).toBeVisible();
  expect((await stored(page)).assessments[0]!.name).toBe('');
});
