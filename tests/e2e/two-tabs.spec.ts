import type { Level } from '#lib/domain/model.ts';
import {
  allQuestions,
  begin,
  button,
  criteria,
  expect,
  expectStored,
  give,
  goOn,
  heading,
  more,
  open,
  option,
  rowsOf,
  shownAsChosen,
  stored,
  tap,
  unfold,
  test,
  type Criterion
} from './app.ts';

const [one, two, three] = criteria as [Criterion, Criterion, Criterion];

test('answers to different cells of one criterion from two tabs all stay, and each tab shows the other’s', async ({ page, context }) => {
  await begin(page);
  await tap(page, one, 4);
  await shownAsChosen(page, one, 4);
  await expect(page).toHaveURL(/id=/);
  const other = await context.newPage();
  await begin(other, page.url());
  await shownAsChosen(other, one, 4);

  // In this order the criterion is never answered whole, where taking one back would mean Not yet.
  await Promise.all([tap(page, one, 4), give(other, one, 1, 'na')]);
  await Promise.all([give(page, one, 2, 1), give(other, one, 3, 2)]);
  await expectStored(page, one.key, { 1: 'na given', 2: '1 given', 3: '2 given' });
  for (const tab of [page, other])
    for (const [i, look] of ['out', 'partly', 'chosen', ''].entries())
      await expect(option(tab, (i + 1) as Level)).toHaveClass(look ? new RegExp(`\\b${look}\\b`) : /^st( svelte-\w+)?$/);
});

test('a tab that shows an older state does not take back what another tab has answered', async ({ page, context }) => {
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await expect(page).toHaveURL(/id=/);
  const other = await context.newPage();
  await begin(other, page.url());
  await give(other, one, 4, 1);
  // What going on leaves must not replace what the other tab gave.
  await goOn(page);
  await expectStored(page, one.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '1 given' });
});

test('answers to different criteria from two tabs all stay, and each tab shows the other’s', async ({ page, context }) => {
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await expect(page).toHaveURL(/id=/);
  const other = await context.newPage();
  await begin(other, page.url().replace(/at=.*/, `at=${three.key}`));
  await expect(heading(other)).toHaveText(three.title);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await Promise.all([tap(page, two, 1), tap(other, three, 4)]);

  for (const tab of [page, other]) {
    await allQuestions(tab);
    const way = (criterion: Criterion) => tab.getByRole('link', { name: new RegExp(`^${criterion.title}`) });
    await expect(way(one)).toHaveText(/done$/);
    await expect(way(two)).toHaveText(/partly answered$/);
    await expect(way(three)).toHaveText(/partly answered$/);
  }
  await expectStored(page, two.key, { 1: '2 given' });
  await expectStored(page, three.key, { 4: '2 given' });
  expect((await stored(page)).assessments).toHaveLength(1);
});

test('a note written in one tab and an answer given in another both stay', async ({ page, context }) => {
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await page.getByText('Note for yourself').click();
  const other = await context.newPage();
  await begin(other, page.url());
  await page.getByRole('textbox').fill('Ask the team about this.');
  await tap(other, one, 3);
  await expect
    .poll(async () => (await stored(page)).entries.map(({ note, cells }) => [note, cells[3]?.value]))
    .toEqual([['Ask the team about this.', 2]]);
  await other.getByText('Note for yourself').waitFor();
  // It opens by itself where it comes with a note.
  await unfold(other.getByRole('main'), 'Note for yourself');
  await expect(other.getByRole('textbox')).toHaveValue('Ask the team about this.');
});

test('deleting an assessment in one tab tells the other', async ({ page, context }) => {
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await expect(page).toHaveURL(/id=/);
  const other = await context.newPage();
  await open(other, '/');
  await more(other, 'My assessments');
  await other.getByRole('button', { name: /^Delete/ }).click();
  await expect(heading(page)).toHaveText('This assessment is not on this device');
  await expect(page.getByText('It was deleted in another tab.')).toBeVisible();
  // Putting it back brings it back to the other tab too, as soon as that is loaded again.
  await button(other, 'Undo').click();
  await expect.poll(async () => (await rowsOf(other, 'assessments')).length).toBe(1);
  await page.reload();
  await shownAsChosen(page, one, 2);
});
