import { begin, button, criteria, criterionOf, expect, expectStored, give, goOn, heading, option, steps, tap, test } from './app.ts';

const reach = criterionOf('privacy.C3');
const after = criteria[criteria.indexOf(reach) + 1]!;

test('an essential is never assumed, however far one places oneself', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await expectStored(page, reach.key, { 4: '2 given' });
  for (const level of reach.essential) {
    await expect(option(page, level)).toContainText('People’s safety rests on this one, so it is always asked.');
    await expect(steps(page, reach, level).locator('input:checked')).toHaveCount(0);
  }
  await button(page, 'None of these yet').click();
  await expectStored(page, reach.key, { 1: '0 given', 4: '0 given' });
  await button(page, 'None of this is part of my role').click();
  await expectStored(page, reach.key, { 1: 'na given', 4: 'na given' });
});

test('going on past an open essential stops once, says why, and leads to it', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await goOn(page);
  await expect(page.getByRole('alert')).toHaveText(/people’s safety .* Answer (it|them), or go on and leave (it|them) open\.$/);
  await expect(page.getByRole('alert')).toContainText('2 and 3');
  await expect(heading(page)).toHaveText(reach.title);
  await expect(steps(page, reach, 2).getByRole('radio').first()).toBeFocused();

  await give(page, reach, 2, 2);
  await expect(page.getByRole('alert')).toContainText('3');
  await give(page, reach, 3, 1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await goOn(page);
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 2: '2 given', 3: '1 given', 4: '2 given' });
});

test('“Go on, leave it open” leaves it open, and the result names it', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 4);
  await goOn(page);
  await button(page, 'Go on, leave it open').click();
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 4: '2 given' });
  await page.getByRole('link', { name: new RegExp(`^${reach.title}.*partly answered$`) }).click();
  await expect(heading(page)).toHaveText(reach.title);

  await page.goto('/result/');
  const essentials = page.getByRole('region', { name: 'Essentials first' });
  for (const level of reach.essential) await expect(essentials).toContainText(`${reach.title}, level ${level}:`);
});

test('an essential of a level above one’s own is asked for too, and not taken for not yet', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await tap(page, reach, 1);
  await goOn(page);
  await expect(page.getByRole('alert')).toContainText('2 and 3');
  await button(page, 'Go on, leave it open').click();
  await expect(heading(page)).toHaveText(after.title);
  await expectStored(page, reach.key, { 1: '2 given', 4: '0 left' });
});

test('every essential says when “Not my role” is a true answer to it', async ({ page }) => {
  const all = criteria.filter(({ essential }) => essential.length);
  expect(all.length).toBeGreaterThan(5);
  await begin(page);
  for (const criterion of all) {
    await begin(page, `/assess/?at=${criterion.key}`);
    await expect(heading(page)).toHaveText(criterion.title);
    for (const level of criterion.essential) {
      expect(criterion.notApplicable[level]).toMatch(/^Only if\b/);
      await expect(option(page, level)).toContainText(`Not my role: ${criterion.notApplicable[level]}`);
    }
  }
});

test('a criterion that nobody began can be skipped without a question', async ({ page }) => {
  await begin(page, `/assess/?at=${reach.key}`);
  await button(page, 'Skip').click();
  await expect(heading(page)).toHaveText(after.title);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a line left open by answering line by line is asked for in its place, and can be answered there', async ({ page }) => {
  const criterion = criterionOf('information.A1');
  await begin(page);
  await button(page, 'Answer each line').click();
  await give(page, criterion, 1, 1);
  await give(page, criterion, 4, 0);
  await button(page, 'Answer each line').click();
  await goOn(page);
  await expect(page.getByRole('alert')).toContainText('2 descriptions are still open: numbers 2 and 3.');
  await expect(steps(page, criterion, 2).getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expectStored(page, criterion.key, { 1: '1 given', 2: '1 given', 4: '0 given' });
  await expect(steps(page, criterion, 2).getByRole('radio', { name: 'Partly' })).toBeFocused();
  await give(page, criterion, 3, 0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await goOn(page);
  await expect(heading(page)).toHaveText(criterionOf('information.A2').title);
});
