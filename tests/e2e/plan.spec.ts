import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import ICAL from 'ical.js';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { button, downloadBy, expect, heading, link, live, open, rowsOf, test, topicOf, unfold, type Criterion } from './app.ts';
import { expectAccessible, objections, tooWide } from './axe.ts';
import { assessment, putAssessments, type Answers } from './data.ts';
import { tabTo } from './keys.ts';
import { NO_ROOM, room } from './room.ts';

const topic = topicOf('privacy');
const [first, second] = topic.criteria as [Criterion, Criterion];

/** One topic is answered so that level 1 is held, and its result open. */
async function result(page: Page) {
  const answers: Answers = ({ essential }, level) => (essential.includes(level) ? 1 : level === 1 ? 2 : 0);
  await putAssessments(page, [assessment('one', 'Before the course', [topic.id], Date.now(), answers)]);
  await open(page, '/result/?id=one');
  await expect(page.getByRole('heading', { name: /^Your next step/ })).toBeVisible();
}

/** The stored plan, in its order, past the app. */
function plan(page: Page): Promise<readonly PlanStep[]> {
  return page.evaluate(
    () =>
      new Promise<PlanStep[]>((done, fail) => {
        const opening = indexedDB.open('waymark');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const all = opening.result.transaction('plan').objectStore('plan').getAll();
          all.onsuccess = () => {
            opening.result.close();
            done((all.result as PlanStep[]).sort((a, b) => a.order - b.order));
          };
        };
      })
  );
}

const add = (page: Page) => page.getByRole('region', { name: 'Your next step' }).getByRole('button', { name: /^Add to plan/ });
const cards = (page: Page) => page.getByRole('region', { name: /to try$/ }).locator('ol > .card');
const titles = (page: Page) => cards(page).getByRole('heading');
/** How a step begins: only its first sentence is its heading. */
const begins = (what: string) => new RegExp(`^${what.slice(0, 30).replace(/[^\p{L}\p{N} ]/gu, '.')}`, 'u');
const addOwn = async (page: Page, what: string) => {
  await page.getByRole('textbox', { name: 'A step of your own' }).fill(what);
  await page.keyboard.press('Enter');
  await expect(titles(page).last()).toHaveText(what);
};
const says = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

test('from a result a step goes into the plan, is dated, moved, done, and asks about the answer, by keyboard alone', async ({
  page,
  context
}) => {
  await result(page);
  for (const [i] of [first, second].entries()) {
    await tabTo(page, add(page).first());
    await page.keyboard.press('Enter');
    await expect(says(page, 'Added to your plan:')).toHaveCount(1);
    // What took the button's place has the focus.
    await expect(page.locator(':focus')).toHaveText(/^In your plan/);
    await expect.poll(async () => (await plan(page)).length).toBe(i + 1);
    if (i === 0) {
      await tabTo(page, button(page, 'Show another step'));
      await page.keyboard.press('Enter');
    }
  }
  const [one, two] = (await plan(page)) as [PlanStep, PlanStep];
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Your plan');
  await expect(titles(page)).toHaveText([begins(one.what), begins(two.what)]);
  const criterion = topic.criteria.find(({ key }) => key === one.aim!.criterion)!;
  await expect(cards(page).first()).toContainText(criterion.descriptors[one.aim!.level]);

  // A day with one tap; what is pressed next is there under the focus.
  const card = cards(page).first();
  await tabTo(page, card.getByRole('button', { name: '2 weeks' }));
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: /^Change/ })).toBeFocused();
  await expect.poll(async () => (await plan(page))[0]!.by).toMatch(/^\d{4}-\d\d-\d\d$/);
  // And any day, written part by part.
  await page.keyboard.press('Enter');
  await tabTo(page, card.getByRole('button', { name: 'A day' }));
  await page.keyboard.press('Enter');
  // The same in every order of day and month.
  await page.keyboard.type('12122036');
  await page.keyboard.press('Enter');
  await expect(card).toContainText('By 12 December 2036');

  // Opened, it is moved down and takes the focus along.
  const name = (await card.getByRole('checkbox').evaluate((box) => box.closest('label')!.innerText)).replace('Done: ', '');
  await tabTo(page, card.getByRole('button', { name: /^more/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const down = page.getByRole('button', { name: `Move down: ${name}` });
  await tabTo(page, down);
  await page.keyboard.press('Enter');
  await expect(titles(page)).toHaveText([begins(two.what), begins(one.what)]);
  await expect(down).toBeFocused();
  await expect(says(page, 'now in place 2 of 2')).toHaveCount(1);

  // With whom, and what happened.
  const moved = cards(page).last();
  await tabTo(page, moved.getByRole('button', { name: /^Edit/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(moved.getByLabel('What to do')).toBeFocused();
  await tabTo(page, moved.getByLabel('With whom'));
  await page.keyboard.type('Maija');
  await tabTo(page, moved.getByLabel('What happened'));
  await page.keyboard.type('She had a checklist.');
  await tabTo(page, moved.getByRole('button', { name: /^Close/ }));
  await page.keyboard.press('Enter');
  await expect(moved.getByRole('button', { name: /^Edit/ })).toBeFocused();

  // Done: said where it stood, taken back with the next key, and done again; it stands below with its day.
  for (const [state, key] of [
    ['todo', 'Enter'],
    ['done', 'Tab']
  ]) {
    await tabTo(page, moved.getByRole('checkbox'), 'Shift+Tab');
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: /^Undo/ })).toBeFocused();
    await expect(says(page, `${name}: Done`)).toHaveCount(1);
    await expect(page.getByText('Done. Your first step.')).toBeVisible();
    await page.keyboard.press(key!);
    await expect.poll(() => plan(page)).toMatchObject([{ id: two.id }, { id: one.id, state, by: '2036-12-12', with: 'Maija' }]);
  }
  await expect(titles(page)).toHaveText([begins(two.what)]);
  const done = page.getByRole('region', { name: 'Done', exact: true });
  await expect(done).toContainText('Done today');
  expect((await plan(page))[1]!.doneAt).toBeGreaterThan(0);

  // A reload keeps all.
  const before = page.url();
  await page.reload();
  await live(page);
  expect(page.url()).toBe(before);
  await expect(titles(page)).toHaveText([begins(two.what)]);
  await done.getByRole('button', { name: /^more/ }).click();
  await expect(done.getByText('She had a checklist.')).toBeVisible();
  await expect(done).toContainText(`Now: ${criterion.essential.includes(one.aim!.level) ? 'Partly' : 'Not yet'}.`);

  // A second tab sees what the first one writes.
  const other = await context.newPage();
  await open(other, '/plan/');
  await expect(titles(other)).toHaveText([begins(two.what)]);
  await cards(page).first().getByRole('button', { name: '1 week' }).click();
  await expect(cards(other).first()).toContainText('By ');
  await other.close();

  // First a new assessment of the topic, which shows a change; the answers that were given are second, and dated.
  await expect(done.getByRole('link')).toHaveText([/^Answer it again\s*: /, /^Change the answer of \d+ \w+ \d{4}\s*: /]);
  await expect(done.getByRole('link').first()).toHaveAttribute('href', `/choose/?topic=${topic.id}`);
  await done.getByRole('link').last().click();
  await expect(heading(page)).toHaveText(criterion.title);
});

test('own steps: written, dragged, removed and put back; a date goes into a calendar; nothing to object to in any state', async ({
  page
}) => {
  await open(page, '/plan/');
  await expect(page.getByRole('heading', { name: 'No steps yet' })).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await button(page, 'Add to plan').click();
  await expect(page.getByRole('alert')).toHaveText('Write what you want to try.');
  for (const what of ['Ask Maija', 'Read the rules', 'Write a first post']) await addOwn(page, what);
  await page.setViewportSize({ width: 1280, height: 1300 });

  // By the handle, with a pointer: the last one to the top.
  const handle = cards(page).last().locator('.grip');
  await page.evaluate(() => scrollTo(0, 0));
  const from = (await handle.boundingBox())!;
  const to = (await cards(page).first().boundingBox())!;
  await page.mouse.move(from.x + 10, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, to.y + 60, { steps: 8 });
  await expect(cards(page).first()).toHaveClass(/before/);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(titles(page)).toHaveText(['Ask Maija', 'Read the rules', 'Write a first post']);
  await page.mouse.move(from.x + 10, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(titles(page)).toHaveText(['Write a first post', 'Ask Maija', 'Read the rules']);
  await expect.poll(async () => (await plan(page)).map(({ what }) => what)).toEqual(['Write a first post', 'Ask Maija', 'Read the rules']);

  await cards(page).nth(1).getByRole('button', { name: /^more/ }).click();
  await page.getByRole('button', { name: /^Remove.*Ask Maija/ }).click();
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeFocused();
  await expect(cards(page)).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(titles(page)).toHaveText(['Write a first post', 'Ask Maija', 'Read the rules']);
  await expect(page.getByRole('heading', { name: 'Ask Maija' })).toBeFocused();

  const card = cards(page).first();
  await card.getByRole('button', { name: /^more/ }).click();
  await card.getByRole('button', { name: /^Edit/ }).click();
  await card.getByLabel('By when', { exact: true }).fill('2027-01-01');
  await card.getByLabel('What to do').fill('');
  await expect(card.getByRole('alert')).toHaveText('Write what you want to try.');
  await expectAccessible(page);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await card.getByLabel('What to do').fill('Write a first post, with a colleague');
  const events = async (control: Locator) => {
    const file = await downloadBy(page, control);
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(await file.path(), 'utf8')));
    return [file.suggestedFilename(), ...calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))] as const;
  };
  const [file, event] = await events(card.getByRole('button', { name: /^Add to my calendar/ }));
  expect(file).toMatch(/^waymark-write-a-first-post-.*\.ics$/);
  expect([event!.summary, event!.startDate.toString()]).toEqual(['Write a first post, with a colleague · Waymark', '2027-01-01']);
  await expect(says(page, 'The calendar file is saved.')).toHaveCount(1);
  // All that have a day, in one file.
  await cards(page).last().getByRole('button', { name: '1 month' }).click();
  const [all, ...both] = await events(button(page, 'Remind me in my calendar'));
  expect([all, both.length]).toEqual([expect.stringMatching(/^waymark-plan-.*\.ics$/), 2]);

  await cards(page).last().getByRole('button', { name: /^more/ }).click();
  await cards(page).last().getByRole('button', { name: /^Drop/ }).click();
  await expect.poll(async () => (await plan(page)).map(({ state }) => state)).toEqual(['todo', 'todo', 'dropped']);
  await expectAccessible(page);

  // At twice the size of letters, and on the smallest phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  expect(await tooWide(page)).toEqual([]);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await tooWide(page)).toEqual([]);
  for (const chip of await cards(page).last().locator('.chips button').all())
    expect((await chip.boundingBox())!.height).toBeGreaterThanOrEqual(44);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a step is dragged by its handle, and the page, touched elsewhere, scrolls', async ({ page, context }) => {
    await open(page, '/plan/');
    for (const what of ['Ask Maija', 'Read the rules', 'Write a first post']) await addOwn(page, what);
    const session = await context.newCDPSession(page);
    const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
    const pull = async (x: number, from: number, to: number) => {
      await finger('touchStart', x, from);
      for (let i = 1; i <= 10; i++) {
        await finger('touchMove', x, from + ((to - from) * i) / 10);
        await page.waitForTimeout(16);
      }
      await finger('touchEnd');
    };
    const grip = cards(page).first().locator('.grip');
    await grip.scrollIntoViewIfNeeded();
    await page.evaluate(() => scrollBy(0, document.querySelector('.grip')!.getBoundingClientRect().top - 120));
    const top = await page.evaluate(() => scrollY);
    const from = (await grip.boundingBox())!;
    const second = (await cards(page).nth(1).boundingBox())!;
    await pull(from.x + 8, from.y + 12, from.y + 12 + second.height);
    await expect(titles(page)).toHaveText(['Read the rules', 'Ask Maija', 'Write a first post']);
    await expect
      .poll(async () => (await plan(page)).map(({ what }) => what))
      .toEqual(['Read the rules', 'Ask Maija', 'Write a first post']);
    expect(await page.evaluate(() => scrollY)).toBe(top);

    const title = (await cards(page).first().getByRole('heading').boundingBox())!;
    await pull(title.x + 30, title.y + 8, title.y - 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
    await expect(titles(page)).toHaveText(['Read the rules', 'Ask Maija', 'Write a first post']);
  });
});

test.describe('on a device without room', () => {
  test.use({ expected: NO_ROOM });

  test('a step stays on the screen, over a look at other pages too, and is stored when there is room', async ({
    page,
    context,
    baseURL
  }) => {
    const setRoom = await room(page, context, baseURL!);
    await setRoom(10);
    await open(page, '/plan/');
    await page.getByRole('textbox', { name: 'A step of your own' }).fill('Ask Maija');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert').filter({ hasText: 'Your last changes to the plan are not saved yet' });
    await expect(alert).toBeVisible();
    await expect(titles(page)).toHaveText(['Ask Maija']);
    expect(await objections(page)).toEqual([]);
    await link(page, 'More').click();
    await expect(page).toHaveTitle(/^More/);
    await page.goBack();
    await expect(titles(page)).toHaveText(['Ask Maija']);
    await expect(alert).toBeVisible();
    await setRoom();
    await button(page, 'Try again').click();
    await expect(alert).toHaveCount(0);
    await expect.poll(async () => (await plan(page)).map(({ what }) => what)).toEqual(['Ask Maija']);
  });
});

test('what became of a step can be taken back until something else becomes of it; what is put back is shown where it stands', async ({
  page
}) => {
  await open(page, '/plan/');
  for (const what of ['Ask Maija', 'Read the rules']) await addOwn(page, what);
  const undo = page.getByRole('button', { name: /^Undo/ });
  const more = async (of: Locator) => {
    const toggle = of.getByRole('button', { name: /^more/ });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  };

  await page.getByRole('checkbox', { name: 'Done: Ask Maija' }).click();
  await expect(undo).toBeFocused();
  const done = page.getByRole('region', { name: 'Done' });
  await more(done);
  await done.getByRole('button', { name: /^Try it again/ }).click();
  await expect(titles(page)).toHaveText(['Ask Maija', 'Read the rules']);
  await expect(undo).toHaveCount(0);

  await more(cards(page).first());
  await cards(page).first().getByRole('button', { name: /^Drop/ }).click();
  await expect(undo).toBeFocused();
  await unfold(page.getByRole('main'), 'Dropped (1)');
  const dropped = page.locator('details').filter({ has: page.locator('summary', { hasText: 'Dropped (1)' }) });
  await more(dropped);
  await dropped.getByRole('button', { name: /^Remove/ }).click();
  await expect(undo).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[id^="step-"]').filter({ hasText: 'Ask Maija' })).toBeFocused();
});

test('targets: a role’s, changed one by one, taken away; the pictures, their tables and the topics say where they lie', async ({
  page
}) => {
  await result(page);
  const region = page.getByRole('region', { name: 'Save, print or edit' });
  await unfold(region, 'Your targets');
  const topicTarget = region.getByRole('combobox', { name: topic.title, exact: true });
  await region.getByLabel('Suggested targets for a role').selectOption({ label: 'Guidance is my profession' });
  await button(page, 'Use these targets').click();
  await expect(says(page, 'Targets set for this role:')).toHaveCount(1);
  await expect(topicTarget).toHaveValue('3');
  await expect(page.getByRole('figure')).toContainText('my target');
  await unfold(region, 'Table, picture, report');
  await expect(region.getByRole('columnheader', { name: 'Target' })).toBeVisible();
  await page.locator('.topic > summary').click();
  await expect(page.getByText('Your target is level 3, which is beyond')).toBeVisible();
  await expect(page.getByText('Then, on the way to your target:')).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));

  await topicTarget.selectOption('1');
  await expect(page.getByText('Your target, level 1, is reached.')).toBeVisible();
  await expect.poll(async () => Object.values(((await rowsOf(page, 'assessments')) as Head[])[0]!.targets)).toContain(1);
  await page.reload();
  await live(page);
  await unfold(region, 'Your targets');
  await expect(topicTarget).toHaveValue('1');
  await button(page, 'Remove all targets').click();
  await expect(topicTarget).toBeFocused();
  await expect(page.getByText('Your target, level 1, is reached.')).toHaveCount(0);

  await unfold(region, 'Table, picture, report');
  await unfold(region, 'Assess again');
  await expect(link(page, 'Make a report')).toHaveAttribute('href', /\/report\/\?id=/);
  const file = await downloadBy(page, button(page, 'Remind me in my calendar'));
  const [event] = new ICAL.Component(ICAL.parse(readFileSync(await file.path(), 'utf8'))).getAllSubcomponents('vevent');
  // On the day itself it is not ten weeks any more.
  expect(event!.getFirstPropertyValue('summary')).toBe('Assess again · Waymark');
  const day = (event!.getFirstPropertyValue('dtstart') as ICAL.Time).toString();
  const weeks = await page.evaluate((day) => (Date.parse(day) - Date.now()) / (7 * 86_400_000), day);
  expect(Math.abs(weeks - 10)).toBeLessThan(0.2);

  // Once it lies that far back, another ten weeks are not proposed.
  await page.clock.setFixedTime(Date.now() + 71 * 86_400_000);
  await page.reload();
  await live(page);
  await unfold(region, 'Assess again');
  await expect(page.getByText(/^Your last assessment is from/)).toBeVisible();
  await expect(link(page, 'New assessment').last()).toHaveAttribute('href', '/choose/?again');
  await expect(button(page, 'Remind me in my calendar')).toHaveCount(0);
  expect(await tooWide(page)).toEqual([]);
});
