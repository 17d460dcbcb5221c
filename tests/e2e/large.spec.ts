/** Long lists: some is shown at a time, all of it is found, and nothing is lost from sight that somebody is at work on. */
import type { Page } from '@playwright/test';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { button, expect, heading, open, openStore, putRows, rowsOf, test } from './app.ts';
import { expectAccessible, tooWide } from './axe.ts';
import { assessment, many, putAssessments, stepsOf, upTo } from './data.ts';
import { example, shelve } from './shelf.ts';

const says = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });
const next = (page: Page, list: string) => page.getByRole('button', { name: new RegExp(`^Show the next.*: ${list}$`) });
const before = (page: Page, list: string) => page.getByRole('button', { name: new RegExp(`^Show the \\d+ before\\s*: ${list}$`) });
const toTry = (page: Page) => page.getByRole('region', { name: /to try$/ }).getByRole('listitem');
const more = (page: Page, what: string) => page.getByRole('button', { name: new RegExp(`^more\\s*: ${what}$`) });
const own = (page: Page) => page.getByRole('textbox', { name: 'A step of your own' });

async function putPlan(page: Page, steps: readonly PlanStep[]) {
  await openStore(page);
  await putRows(page, 'plan', steps);
}

test('a long plan: fifty open steps at a time; one that is added, moved or put back stays in sight; all are found by their words', async ({
  page
}) => {
  await putPlan(
    page,
    stepsOf(150, (i) => (i > 120 ? { state: 'done', what: `Done ${i}`, note: i === 150 ? 'Käytännössä helppoa' : '' } : {}))
  );
  await open(page, '/plan/');
  const names = toTry(page).getByRole('heading');
  await expect(names).toHaveCount(50);
  await expect(says(page, 'Shown: 1 to 50 of 120')).toBeVisible();
  await expect(before(page, 'Your plan')).toHaveCount(0);

  // Down over the edge: the step, the list and the focus go along.
  await more(page, 'Step 50').click();
  const down = page.getByRole('button', { name: 'Move down: Step 50', exact: true });
  await down.focus();
  await page.keyboard.press('Enter');
  await expect(says(page, 'Step 50: now in place 51 of 120')).toHaveCount(1);
  await expect(names.first()).toHaveText('Step 50');
  await expect(down).toBeFocused();
  await expect(says(page, 'Shown: 51 to 100 of 120')).toBeVisible();
  const up = page.getByRole('button', { name: 'Move up: Step 50', exact: true });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(names.last()).toHaveText('Step 50');
  await expect(up).toBeFocused();

  // By keyboard alone on to the last, and back.
  await next(page, 'Your plan').focus();
  await page.keyboard.press('Enter');
  await expect(names.first()).toBeFocused();
  await expect(names.first()).toHaveText('Step 51');
  await next(page, 'Your plan').click();
  await expect(names).toHaveCount(20);
  await expect(names.first()).toBeFocused();
  await expect(next(page, 'Your plan')).toHaveCount(0);

  await more(page, 'Step 110').click();
  await page.getByRole('button', { name: /^Remove\s*: Step 110$/ }).click();
  await expect(names).toHaveCount(19);
  await before(page, 'Your plan').click();
  await expect(names.first()).toHaveText('Step 51');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByRole('heading', { name: 'Step 110' })).toBeFocused();
  await before(page, 'Your plan').click();
  await page.getByText('Add a step', { exact: true }).click();
  await own(page).fill('Ask Maija');
  await page.keyboard.press('Enter');
  await expect(names.last()).toHaveText('Ask Maija');
  await expect(own(page)).toBeFocused();
  await expect(says(page, 'Shown: 101 to 121 of 121')).toBeVisible();

  // Looked for in all, also in what is done and in notes.
  const find = page.getByRole('searchbox', { name: 'Find a step' });
  await find.fill('step 7');
  await expect(says(page, '21 steps found')).toBeVisible();
  await expect(names).toHaveCount(20);
  await expect(says(page, 'Shown: 1 to 20 of 21')).toBeVisible();
  await find.fill('kaytannossa');
  await expect(says(page, 'One step found')).toBeVisible();
  await expect(page.getByText('No open step has these words.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Done 150' })).toBeVisible();
  // Taken up again, and no longer what is looked for, it is shown where it stands.
  await find.fill('done 121');
  await more(page, 'Done 121').click();
  await page.getByRole('button', { name: /^Try it again/ }).click();
  await expect(page.getByRole('heading', { name: 'Done 121' })).toBeFocused();
  await find.fill('');
  await expect(says(page, 'Shown: 1 to 50 of 122')).toBeVisible();

  // Everything that was done is stored, and nothing else.
  await expect.poll(async () => (await rowsOf(page, 'plan')).length).toBe(151);
  await page.setViewportSize({ width: 320, height: 700 });
  expect(await tooWide(page)).toEqual([]);
  await expectAccessible(page);
});

test(
  'many rubrics: found by title wherever they stand, and one that is chosen is counted and stays chosen',
  { tag: '@storm' },
  async ({ page }) => {
    const files = Array.from({ length: 45 }, (_, i) => example({ id: `own-${i}`, title: `Rubric number ${i}` }));
    const keys = await shelve(page, files);
    await open(page, '/rubrics/');
    const cards = page.getByRole('region', { name: 'Your own' }).getByRole('listitem');
    await expect(cards).toHaveCount(20);
    await next(page, 'Your own').click();
    await expect(cards.first().getByRole('heading')).toHaveText('Rubric number 20');
    await expect(cards.first().getByRole('link').first()).toBeFocused();
    await page.getByRole('searchbox').fill('number 4');
    await expect(says(page, '9 rubrics found')).toBeVisible();
    await expect(cards.getByRole('heading')).toHaveText([4, 14, 24, 34, 40, 41, 42, 43, 44].map((i) => `Rubric number ${i}`));
    await cards.last().getByText('More').click();
    await page.getByRole('button', { name: /^Remove\s*: Rubric number 44/ }).click();
    await page.getByRole('button', { name: /^Undo\s*: Rubric number 44$/ }).click();
    await expect(cards.last().getByRole('link').first()).toBeFocused();
    await expectAccessible(page);

    // What an address asks for is seen first, though it is the last on the shelf.
    await open(page, `/choose/?rubric=${keys[44]}`);
    const boxes = page.getByRole('checkbox', { name: /^Rubric number/ });
    await expect(boxes).toHaveCount(20);
    await expect(boxes.first()).toBeChecked();
    await expect(boxes.first()).toHaveAccessibleName(/^Rubric number 44/);
    await page.getByRole('searchbox').fill('number 30');
    await boxes.check();
    await expect(says(page, '2 of these are chosen.')).toBeVisible();
    await page.getByRole('searchbox').fill('');
    await expect(boxes.first()).toBeChecked();
    await next(page, 'Other rubrics on this device').click();
    await expect(boxes.first()).toBeFocused();
    expect(await tooWide(page)).toEqual([]);
    await expectAccessible(page);
    // An answer on the way to the list begins nothing; the button does, with both.
    await button(page, 'Begin').click();
    await expect(heading(page)).toHaveText('Waiting 1');
    const [begun] = (await rowsOf(page, 'assessments')) as { rubrics: { id: string }[] }[];
    expect(begun!.rubrics.map(({ id }) => id).sort()).toEqual(['own-30', 'own-44']);
  }
);

test(
  'a report takes the first hundred open steps and says what it leaves out; every step, where somebody wants them',
  { tag: '@storm' },
  async ({ page }) => {
    await putAssessments(page, [assessment('one', 'Before the course', ['information'], Date.now(), upTo(2))]);
    await putPlan(
      page,
      stepsOf(153, (i) => ({ state: i > 150 ? 'dropped' : i > 130 ? 'done' : 'doing' }))
    );
    await open(page, '/report/?id=one');
    const sheet = page.locator('article');
    const listed = sheet.locator('ol > li .what');
    await expect(listed).toHaveCount(100);
    await expect(listed.last()).toHaveText('Step 100');
    for (const left of [
      '30 more open steps are left out.',
      '20 steps that are done are left out.',
      '3 steps that were dropped are left out.'
    ])
      await expect(sheet).toContainText(left);
    const every = page.getByRole('checkbox', { name: /^Every step of the plan/ });
    await every.check();
    await expect(listed).toHaveCount(150);
    await expect(sheet).not.toContainText('more open steps');
    await expect(sheet).toContainText('3 steps that were dropped are left out.');

    // For one side, the first five are ticked; others are picked one by one, out of all that are open.
    await page.getByRole('radio', { name: /^One side for a supervisor/ }).check();
    const boxes = page.getByRole('group', { name: 'Steps from your plan' }).getByRole('checkbox');
    await expect(boxes).toHaveCount(20);
    await boxes.first().uncheck();
    await next(page, 'Steps from your plan').click();
    await expect(boxes.first()).toBeFocused();
    await boxes.last().check();
    await expect(sheet.locator('ol .what')).toHaveText(['Step 2', 'Step 3', 'Step 4', 'Step 5', 'Step 40']);
    await expectAccessible(page);
  }
);

// What is shown, and so how much the browser has to do, does not grow with what is stored; `npm run bench -- large` says how long it takes.
test('with five thousand steps, two hundred rubrics and three hundred assessments no page grows', { tag: '@storm' }, async ({ page }) => {
  test.setTimeout(300_000);
  await putAssessments(page, many(300));
  await shelve(
    page,
    Array.from({ length: 200 }, (_, i) => example({ id: `own-${i}`, title: `Rubric number ${i}` }))
  );
  await putPlan(
    page,
    stepsOf(5_000, (i) => ({
      ...(i % 10 > 5 ? { state: 'done' } : {}),
      ...(i % 2 ? { aim: { criterion: `information.A${1 + (i % 5)}`, level: 2, assessment: 'many-1' } } : {})
    }))
  );
  const pages = ['plan/', 'assessments/', 'choose/', 'rubrics/', 'history/', 'result/?id=many-1', 'report/?id=many-1', 'data/'];
  for (const path of pages) {
    await open(page, `/${path}`);
    await expect(page.locator('main :is(.card, .paper, dl)').first()).toBeVisible({ timeout: 60_000 });
    expect(await page.locator('*').count(), path).toBeLessThan(4_000);
  }

  await open(page, '/plan/');
  await toTry(page).first().getByRole('checkbox').click();
  await page.getByText('Add a step', { exact: true }).click();
  await own(page).fill('Ask Maija');
  await page.keyboard.press('Enter');
  await expect(toTry(page).last()).toContainText('Ask Maija');
  const find = page.getByRole('searchbox', { name: 'Find a step' });
  await find.fill('step 4999');
  await expect(says(page, 'One step found')).toBeVisible();
  await expect.poll(async () => (await rowsOf(page, 'plan')).length).toBe(5_001);
  const first = ((await rowsOf(page, 'plan')) as PlanStep[]).find(({ id }) => id === 'step-1');
  expect(first!.state).toBe('done');
  await open(page, `/result/?id=many-1`);
  const add = page.getByRole('button', { name: /^\+?\s*Add to plan/ });
  await add.first().click();
  await expect.poll(async () => (await rowsOf(page, 'plan')).length).toBe(5_002);
});
