import {
  begin,
  button,
  criteria,
  expect,
  expectStored,
  goOn,
  heading,
  link,
  open,
  openStore,
  putRows,
  rowsOf,
  shownAsChosen,
  tap,
  test
} from './app.ts';
import { tooWide } from './axe.ts';
import { assessment, putAssessments, stepsOf } from './data.ts';

const first = criteria[0]!;

test('what is open comes first when somebody is back, and a new one leaves it alone', async ({ page }) => {
  await begin(page);
  await tap(page, first, 2);
  await goOn(page);
  await expectStored(page, first.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await open(page, '/');
  await expect(heading(page)).toHaveText(`Carry on: 1 of ${criteria.length}`);
  await expect(page.getByText('This one is kept.')).toBeVisible();
  await expect(link(page, 'Start')).toHaveCount(0);
  await link(page, 'Carry on').click();
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  await link(page, 'Stop for today').click();
  await link(page, 'Start a new one').click();
  await expect(heading(page)).toHaveText('Choose what to assess');
  await button(page, 'Begin').click();
  await expect(heading(page)).toHaveText(first.title);
  expect(await rowsOf(page, 'assessments')).toHaveLength(2);
});

test('on a shared computer one tap leads to the first question, and nothing is stored', async ({ page }) => {
  await open(page, '/');
  await button(page, 'Use without saving').click();
  await expect(heading(page)).toHaveText(first.title);
  await tap(page, first, 2);
  await shownAsChosen(page, first, 2);
  expect(await rowsOf(page, 'entries')).toEqual([]);
  await link(page, 'Stop for today').click();
  await expect(heading(page)).toHaveText(/^Carry on/);
  await expect(button(page, 'Use without saving')).toHaveCount(0);
});

test('the bar at the foot of a phone’s window hides nothing that has the focus, nor in letters twice as large', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await open(page, '/settings/');
  for (const size of ['', '200%']) {
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const [bottom, bar, name] = await page.evaluate(() => {
        const nav = document.querySelector('header nav')!;
        const focused = document.activeElement!;
        const inside = nav.contains(focused) || focused === document.body;
        return [
          inside ? 0 : focused.getBoundingClientRect().bottom,
          nav.getBoundingClientRect().top,
          focused.outerHTML.slice(0, 80)
        ] as const;
      });
      expect(bottom, name).toBeLessThanOrEqual(bar);
    }
  }
  for (const path of ['/', '/choose/', '/assessments/', '/more/', '/about/', '/assess/']) {
    await open(page, path);
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    expect(await tooWide(page), path).toEqual([]);
  }
});

test('an assessment of ten weeks ago that was never finished is a reminder to assess again, and can be gone on with', async ({ page }) => {
  await putAssessments(page, [assessment('old', '', ['privacy'], Date.now() - 80 * 86_400_000, (_, _level, i) => (i ? 2 : null))]);
  await open(page, '/');
  const reminder = page.getByRole('region', { name: 'Time to look again' });
  await expect(reminder).toContainText(/^Time to look again Your last assessment is from \d/);
  await expect(heading(page)).toHaveText('Welcome back');
  await expect(page.locator('main .button:not(.quiet, .plain)')).toHaveText(['New assessment']);
  await expect(page.getByRole('link', { name: 'Carry on' })).toHaveAttribute('href', /\/assess\/\?id=old/);
  await button(page, 'Remind me in four weeks').click();
  await expect(heading(page)).toHaveText(/^Carry on: /);
});

test('the next step of a plan is shown though no assessment is here', async ({ page }) => {
  await openStore(page);
  await putRows(page, 'plan', stepsOf(2));
  await open(page, '/');
  await expect(heading(page)).toHaveText('Welcome back');
  await expect(page.getByText('Step 1', { exact: true })).toBeVisible();
  await expect(link(page, 'New assessment')).toHaveAttribute('href', '/choose/');
});
