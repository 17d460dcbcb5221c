import {
  allQuestions,
  asked,
  begin,
  button,
  criteria,
  criterionOf,
  expect,
  expectStored,
  give,
  goOn,
  heading,
  option,
  shownAsChosen,
  tap,
  test
} from './app.ts';

const reach = criterionOf('privacy.C3');
const after = criteria[criteria.indexOf(reach) + 1]!;
const STILL = { 2: '2 still to answer. You can also go on without.', 1: 'One still to answer. You can also go on without.' };

test('going on never answers an essential: it is asked in its place, and only what else was left is not yet', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await shownAsChosen(page, reach, 4);
  await goOn(page);
  await expect(heading(page)).toHaveText(reach.title);
  for (const level of reach.essential) {
    await expect(option(page, level)).toContainText('This one is about people’s safety, so we ask.');
    await expect(asked(page, level).getByRole('radio', { checked: true })).toHaveCount(0);
  }
  await expect(asked(page, 2).getByRole('radio', { name: 'Not yet' })).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: STILL[2] })).toBeVisible();
  await expectStored(page, reach.key, { 4: '2 given' });

  await give(page, reach, 2, 0);
  await expect(page.getByRole('status').filter({ hasText: STILL[1] })).toBeVisible();
  // Choosing the statement itself is an answer too.
  await tap(page, reach, 3);
  await shownAsChosen(page, reach, 3);
  await expect(page.getByText(/still to answer/)).toHaveCount(0);
  await goOn(page);
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 1: '0 left', 2: '0 given', 3: '2 given', 4: '2 given' });
});

test('who goes on without answering leaves the essentials open, and the result names them', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await shownAsChosen(page, reach, 4);
  await goOn(page);
  await expect(asked(page, 2)).toBeVisible();
  await goOn(page);
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 1: '0 left', 4: '2 given' });
  await allQuestions(page);
  await page.getByRole('link', { name: new RegExp(`^${reach.title}.*partly answered$`) }).click();
  await expect(heading(page)).toHaveText(reach.title);
  await expect(asked(page, 2)).toHaveCount(0);

  await page.goto('/result/');
  const essentials = page.getByRole('region', { name: 'People’s safety' });
  for (const level of reach.essential) await expect(essentials).toContainText(`${reach.title}, level ${level}:`);
});

test('an essential is asked for also where none is chosen, and where it stands above all that is', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await button(page, 'None of these yet').click();
  await expect(asked(page, 2)).toBeVisible();
  await expect(asked(page, 3)).toBeVisible();
  await tap(page, reach, 1);
  await shownAsChosen(page, reach, 1);
  await expect(asked(page, 3)).toBeVisible();
  await button(page, 'Next').click();
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 1: '2 given', 4: '0 left' });
});

test('that an essential is not part of one’s role is asked with its condition, for each of them', async ({ page }) => {
  const all = criteria.filter(({ essential }) => essential.length);
  expect(all.length).toBeGreaterThan(5);
  for (const criterion of all) {
    await begin(page, `/assess/?at=${criterion.key}`);
    await expect(heading(page)).toHaveText(criterion.title);
    // Of the first level it can be said at once; of the others only of the whole situation, or when the essential is asked for.
    if (criterion.essential.includes(1)) await option(page, 1).getByRole('button', { name: 'Not part of my job' }).click();
    else await button(page, 'None of these yet').click();
    for (const level of criterion.essential) {
      expect(criterion.notApplicable[level]).toMatch(/^Only if\b/);
      if (level > 1 && criterion.essential.includes(1)) await button(page, 'None of these yet').click();
      await expect(option(page, level)).toContainText(`Not part of my job: ${criterion.notApplicable[level]}`);
      await expect(asked(page, level).getByRole('radio', { checked: true })).toHaveCount(0);
      const [statement, question] = [await option(page, level).locator('.what').boundingBox(), await asked(page, level).boundingBox()];
      expect(question!.y, 'the question stands below its statement').toBeGreaterThanOrEqual(statement!.y + statement!.height - 1);
    }
  }
});

test('an essential that was taken back is open again, and asked again; no other answer opens a question that is done', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  for (const level of [1, 2, 3] as const) {
    await tap(page, reach, level);
    await shownAsChosen(page, reach, level);
  }
  await goOn(page);
  await expect(heading(page)).toHaveText(after.title);
  await button(page, 'Back').click();
  await shownAsChosen(page, reach, 3);
  await tap(page, reach, 1);
  await expectStored(page, reach.key, { 1: '0 given', 2: '2 given', 3: '2 given', 4: '0 left' });
  await tap(page, reach, 3);
  await expectStored(page, reach.key, { 1: '0 given', 2: '2 given', 4: '0 left' });
  await goOn(page);
  await expect(asked(page, 3).getByRole('radio', { name: 'Not yet' })).toBeFocused();
  await expect(asked(page, 2)).toHaveCount(0);
  await give(page, reach, 3, 'na');
  await goOn(page);
  await expect(heading(page)).toHaveText(after.title);

  // What was said of one statement can be changed where it stands.
  await button(page, 'Back').click();
  await option(page, 3).getByRole('button', { name: 'Not part of my job · change' }).click();
  await expectStored(page, reach.key, { 1: '0 given', 2: '2 given', 4: '0 left' });
});

test('“Skip” leaves a question open without asking, and is offered only while nothing is chosen', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await shownAsChosen(page, reach, 4);
  await expect(button(page, 'Skip')).toBeHidden();
  await tap(page, reach, 4);
  await expect(button(page, 'Skip')).toBeVisible();
  await expect(button(page, 'None of these yet')).toBeVisible();
  await button(page, 'Skip').click();
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, {});
});

test('none of a question without essentials is not yet to all four, with one press', async ({ page }) => {
  const plain = criterionOf('information.A1');
  await begin(page);
  await button(page, 'None of these yet').click();
  await expect(heading(page)).toHaveText(criterionOf('information.A2').title);
  await expectStored(page, plain.key, { 1: '0 left', 2: '0 left', 3: '0 left', 4: '0 left' });
});
