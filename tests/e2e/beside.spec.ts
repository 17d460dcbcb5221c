/** What stands beside a statement and goes when it is pressed, keys that are held, other windows, and a pause on a device that takes nothing. */
import type { Page } from '@playwright/test';
import type { Entry } from '#lib/domain/assessment/assessment.ts';
import {
  asked,
  begin,
  cellsIn,
  criteria,
  criterionOf,
  expect,
  expectStored,
  goOn,
  heading,
  open,
  option,
  putRows,
  settled,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf,
  type Criterion
} from './app.ts';
import { assessment, putAssessments } from './data.ts';
import { fillUp, NO_ROOM, room } from './room.ts';

const safety = criterionOf('information.A2');
const [first, second] = criteria as [Criterion, Criterion];

/** Presses twice at the same place, as fast as a hand that presses twice by habit. */
async function pressTwice(page: Page, at: { x: number; y: number }): Promise<void> {
  await page.mouse.click(at.x, at.y);
  await page.mouse.click(at.x, at.y, { clickCount: 2 });
}

const middleOf = async (control: ReturnType<Page['locator']>) => {
  const { x, y, width, height } = (await control.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
};

test('a double click on “Not part of my job” of a statement about safety asks, and answers nothing', async ({ page }) => {
  await begin(page, `/assess/?at=${safety.key}`);
  await settled(page);
  await pressTwice(page, await middleOf(option(page, 1).getByRole('button', { name: 'Not part of my job' })));
  await expect(asked(page, 1)).toBeVisible();
  // A wrong answer would be on the disk by then. The browser without windows may call nothing idle after a double click.
  await page.waitForTimeout(500);
  expect((await stored(page)).entries).toEqual([]);
  await expect(option(page, 1)).not.toHaveClass(/chosen/);
});

test('a double click on “keep it” keeps what was filled in, and changes nothing else', async ({ page }) => {
  const at = Date.now() - 86_400_000;
  const cell = (value: 0 | 2) => ({ value, origin: 'assumed' as const, at });
  const { head } = assessment('old', 'Of before', ['information'], at, () => null);
  await putAssessments(page, [{ head, entries: {} }]);
  const entry: Entry = {
    assessment: 'old',
    criterion: 'information.A1',
    cells: { 1: cell(2), 2: { value: 2, origin: 'placed', at }, 3: cell(0), 4: cell(0) },
    note: '',
    evidence: 'none',
    at
  };
  await putRows(page, 'entries', [entry]);
  await open(page, '/assess/?id=old');
  await expect(heading(page)).toHaveText(first.title);
  for (const level of [1, 3] as const) {
    await settled(page);
    await page.waitForTimeout(450);
    const keep = option(page, level).getByRole('button', { name: /keep it$/ });
    await keep.scrollIntoViewIfNeeded();
    await pressTwice(page, await middleOf(keep));
    await expect(keep).toHaveCount(0);
  }
  await expectStored(page, first.key, { 1: '2 given', 2: '2 placed', 3: '0 given', 4: '0 assumed' });
});

test('a key that is held is one answer, and one step', async ({ page }) => {
  await begin(page);
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  await page.keyboard.down('Enter');
  for (let i = 0; i < 12; i++) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(40);
  }
  await page.keyboard.up('Enter');
  await expect(heading(page)).toHaveText(second.title);
  await settled(page);
  expect((await stored(page)).entries.map(({ criterion }) => criterion)).toEqual([first.key]);
});

test('after “Not part of my job” by key the focus stays with the statement', async ({ page }) => {
  await begin(page);
  const out = option(page, 1).getByRole('button', { name: 'Not part of my job' });
  await out.focus();
  await page.keyboard.press('Enter');
  await expectStored(page, first.key, { 1: 'na given' });
  await expect(option(page, 1).getByRole('button', { name: 'Not part of my job · change' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expectStored(page, first.key, {});
  await expect(out).toBeFocused();
});

test('what is asked about safety takes the focus, by key; and what is kept gives it to its statement', async ({ page }) => {
  await begin(page, `/assess/?at=${safety.key}`);
  await option(page, 1).getByRole('button', { name: 'Not part of my job' }).focus();
  await page.keyboard.press('Enter');
  await expect(asked(page, 1).getByRole('radio').first()).toBeFocused();

  const at = Date.now() - 86_400_000;
  await putAssessments(page, [
    assessment('old', 'Of before', ['information'], at, (criterion, level) => (criterion.key === first.key && level === 1 ? 2 : null))
  ]);
  const entry = (await stored(page)).entries.find(({ assessment: id }) => id === 'old')!;
  await putRows(page, 'entries', [{ ...entry, cells: { 1: { ...entry.cells[1]!, origin: 'assumed' } } }]);
  await open(page, `/assess/?id=old&at=${first.key}`);
  await option(page, 1)
    .getByRole('button', { name: /keep it$/ })
    .focus();
  await page.keyboard.press('Enter');
  await shownAsChosen(page, first, 1);
  await expect(option(page, 1).getByRole('checkbox')).toBeFocused();
});

test('Partly is neither checked nor unchecked for whoever does not see it', async ({ page }) => {
  await begin(page);
  await tap(page, first, 1);
  await shownAsChosen(page, first, 1);
  await option(page, 1).getByText('Partly', { exact: true }).click();
  await expect(option(page, 1)).toHaveClass(/partly/);
  expect(
    await option(page, 1)
      .locator('.tick')
      .evaluate((tick: HTMLInputElement) => tick.indeterminate)
  ).toBe(true);
  await expectStored(page, first.key, { 1: '1 given' });
});

test('a question that was skipped stays open, and the pause after its topic says so and leads there', async ({ page }) => {
  const topic = topicOf('information');
  await begin(page, `/assess/?at=${topic.criteria.at(-1)!.key}`);
  await page.getByRole('button', { name: 'Skip', exact: true }).press('Enter');
  await expect(heading(page)).toHaveText(`${topic.title}: 6 questions are still open`);
  await expect(page.getByText('Your answers are saved on this device.')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'See the result so far' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Answer the open questions' }).click();
  await expect(heading(page)).toHaveText(topic.criteria[0]!.title);
  expect((await stored(page)).assessments).toEqual([]);
});

test.describe('on a device without room', () => {
  test.use({ expected: NO_ROOM });

  test('a pause does not call saved what is not, and says what to do', async ({ page, context, baseURL }) => {
    const setRoom = await room(page, context, baseURL!);
    await setRoom(5_000_000);
    const last = topicOf('information').criteria.at(-1)!;
    await begin(page, `/assess/?at=${last.key}`);
    await tap(page, last, 1);
    await shownAsChosen(page, last, 1);
    await expectStored(page, last.key, { 1: '2 given' });
    await fillUp(page, setRoom);
    await tap(page, last, 2);
    await expect(page.getByRole('alert').filter({ hasText: 'Your last answers are not saved yet' })).toBeVisible();
    await goOn(page);
    await expect(page.getByRole('button', { name: /^Go on with / })).toBeVisible();
    await expect(page.getByRole('alert').filter({ hasText: 'Your last answers are not saved yet' })).toBeVisible();
    await expect(page.getByText('Your answers are saved on this device.')).toHaveCount(0);
  });
});

test('what one window leaves does not undo what another has said, and both know it at once', async ({ page, context }) => {
  await begin(page);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  await expect(page).toHaveURL(/\?id=\w+/);
  const other = await context.newPage();
  await open(other, page.url());
  await shownAsChosen(other, first, 2);
  await tap(page, first, 4);
  await shownAsChosen(page, first, 4);
  await goOn(other);
  await expect(heading(other)).toHaveText(second.title);
  await expect.poll(async () => cellsIn(await stored(page), first.key)).toEqual({ 1: '0 left', 2: '2 given', 3: '0 left', 4: '2 given' });
});
