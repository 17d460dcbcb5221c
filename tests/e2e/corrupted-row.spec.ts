import type { Page } from '@playwright/test';
import {
  begin,
  button,
  contentOf,
  criteria,
  downloadBy,
  expect,
  expectStored,
  goOn,
  heading,
  link,
  more,
  open,
  putRows,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf,
  type Criterion
} from './app.ts';

const [one, two, three] = criteria as [Criterion, Criterion, Criterion];
const DAMAGE = 'Some stored data could not be read';

/** Answers the first and the third criterion, and puts a row that nobody can read in the place of the second. */
async function tear(page: Page) {
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await button(page, 'Skip').click();
  await expect(heading(page)).toHaveText(three.title);
  await tap(page, three, 3);
  await shownAsChosen(page, three, 3);
  const id = (await stored(page)).assessments[0]!.id;
  const torn = {
    assessment: id,
    criterion: two.key,
    cells: { 1: { value: 7, origin: 'given', at: 1 } },
    note: 'my own words',
    evidence: 'none',
    at: 1
  };
  await putRows(page, 'entries', [torn]);
  return { id, torn };
}

test('a row that cannot be read is named, the other answers are there, and its raw data can be taken away', async ({ page }) => {
  const { id, torn } = await tear(page);
  await begin(page, `/assess/?id=${id}`);
  await expect(heading(page)).toHaveText(three.title);
  await shownAsChosen(page, three, 3);
  await expect(page.getByText(DAMAGE)).toBeVisible();
  await expect(page.getByText(`Answers to question ${two.key}.`)).toBeVisible();
  const download = await downloadBy(page, button(page, 'Download the raw data'));
  expect(await contentOf(download)).toEqual(torn);

  await button(page, 'Back').click();
  await expect(heading(page)).toHaveText(two.title);
  await button(page, 'Back').press('Enter');
  await expect(heading(page)).toHaveText(one.title);
  await shownAsChosen(page, one, 2);

  await open(page, `/result/?id=${id}`);
  await expect(page.getByText(`Answers to question ${two.key}.`)).toBeVisible();
  const topic = page.getByRole('region', { name: topicOf(one.topic).title, exact: true });
  await topic.locator('summary').first().click();
  await expect(topic.getByText(one.descriptors[2]).first()).toBeVisible();
  // Looking changes nothing.
  expect((await stored(page)).entries.find(({ criterion }) => criterion === two.key)).toEqual(torn);
});

test('answering in its place puts the old row aside, where it can still be taken away', async ({ page }) => {
  const { id, torn } = await tear(page);
  await begin(page, `/assess/?id=${id}&at=${two.key}`);
  await tap(page, two, 2);
  await shownAsChosen(page, two, 2);
  await expectStored(page, two.key, { 2: '2 given' });
  const { aside, entries } = await stored(page);
  expect(aside.map(({ damage }) => damage.raw)).toEqual([torn]);
  expect(entries).toHaveLength(3);

  await link(page, 'Stop for today').click();
  await more(page, 'My assessments');
  await expect(page.getByText(`Answers to question ${two.key}.`)).toBeVisible();
  expect(await contentOf(await downloadBy(page, button(page, 'Download the raw data')))).toEqual(torn);
  await button(page, 'Remove it from this device').click();
  await button(page, 'Remove for good').click();
  await expect(page.getByText(DAMAGE)).toHaveCount(0);
  await expect.poll(async () => (await stored(page)).aside).toEqual([]);
  await expectStored(page, two.key, { 2: '2 given' });
});

test('“Remove it from this device” removes only the row that cannot be read', async ({ page }) => {
  const { id } = await tear(page);
  const before = await stored(page);
  await begin(page, `/assess/?id=${id}`);
  await button(page, 'Remove it from this device').click();
  await button(page, 'Remove for good').click();
  await expect(page.getByText(DAMAGE)).toHaveCount(0);
  await expect.poll(async () => (await stored(page)).entries).toEqual(before.entries.filter(({ criterion }) => criterion !== two.key));
  expect((await stored(page)).assessments.map((head) => head.id)).toEqual([id]);
  await page.reload();
  await shownAsChosen(page, three, 3);
  await expect(page.getByText(DAMAGE)).toHaveCount(0);
});

for (const [what, spoil] of [
  ['a name that is not text', (head: object) => ({ ...head, name: { first: 'x' } })],
  ['no date', (head: object) => ({ ...head, updatedAt: undefined })]
] as const) {
  test(
    `an assessment whose own row has ${what} is named, and the others are listed and carry on`,
    what === 'no date' ? {} : { tag: '@storm' },
    async ({ page }) => {
      await begin(page);
      await tap(page, one, 2);
      await shownAsChosen(page, one, 2);
      const good = (await stored(page)).assessments[0]!;
      await begin(page);
      await tap(page, one, 4);
      await shownAsChosen(page, one, 4);
      const other = (await stored(page)).assessments.find(({ id }) => id !== good.id)!;
      const torn = JSON.parse(JSON.stringify(spoil(other)));
      await putRows(page, 'assessments', [torn]);

      await open(page, '/assessments/');
      await expect(page.getByText('One assessment’s name, date and choice of topics.')).toBeVisible();
      await expect(page.getByRole('link', { name: /^Carry on/ })).toHaveCount(1);
      expect(await contentOf(await downloadBy(page, button(page, 'Download the raw data')))).toEqual(torn);

      // The newest one is broken; that must not hide the one that can be carried on.
      await open(page, '/');
      await link(page, 'Carry on').click();
      await expect(heading(page)).toHaveText(one.title);
      await shownAsChosen(page, one, 2);

      await open(page, `/assess/?id=${other.id}`);
      await expect(page.getByRole('main')).not.toContainText('not on this device');
      await expect(page.getByRole('main')).toContainText(/could not be read/);

      await open(page, '/assessments/');
      await button(page, 'Remove it from this device').click();
      await button(page, 'Remove for good').click();
      await expect(page.getByText(DAMAGE)).toHaveCount(0);
      await expect(page.getByText('One assessment on this device')).toBeVisible();
      const left = await stored(page);
      expect(left.assessments.map(({ id }) => id)).toEqual([good.id]);
      expect(left.entries.map(({ assessment }) => assessment)).toContain(good.id);
    }
  );
}
