import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { button, downloadBy, expect, heading, link, live, open, rowsOf, test, topicOf, type Criterion } from './app.ts';
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
  await expect(page.getByRole('heading', { name: 'What to try next' })).toBeVisible();
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

const add = (page: Page) => page.getByRole('region', { name: 'What to try next' }).getByRole('button', { name: /^\+?\s*Add to plan/ });
const cards = (page: Page) => page.getByRole('region', { name: 'To try' }).getByRole('listitem');
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
  }
  const [one, two] = (await plan(page)) as [PlanStep, PlanStep];
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Your plan');
  await expect(cards(page).getByRole('heading')).toHaveText([one.what, two.what]);
  const criterion = topic.criteria.find(({ key }) => key === one.aim!.criterion)!;
  await expect(cards(page).first()).toContainText(criterion.descriptors[one.aim!.level]);

  // Moved down, the step takes the focus along, and back up again.
  await tabTo(page, page.getByRole('button', { name: `Move down: ${one.what}` }));
  await page.keyboard.press('Enter');
  await expect(cards(page).getByRole('heading')).toHaveText([two.what, one.what]);
  await expect(page.getByRole('button', { name: `Move down: ${one.what}` })).toBeFocused();
  await expect(says(page, `${one.what}: now in place 2 of 2`)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(cards(page).getByRole('heading')).toHaveText([two.what, one.what]);

  // Dated, and with whom.
  const card = cards(page).last();
  await tabTo(page, card.getByRole('button', { name: /^Edit/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(card.getByLabel('What to do')).toBeFocused();
  await tabTo(page, card.getByLabel('By when'));
  // The same in every order of day and month.
  await page.keyboard.type('12122036');
  await tabTo(page, card.getByLabel('With whom'));
  await page.keyboard.type('Maija');
  await expect(card).toContainText('By 12 December 2036 · With: Maija');
  await expect.poll(() => plan(page)).toMatchObject([{ id: two.id }, { id: one.id, by: '2036-12-12', with: 'Maija' }]);
  await tabTo(page, card.getByLabel('What happened'));
  await page.keyboard.type('She had a checklist.');
  await tabTo(page, card.getByRole('button', { name: /^Close/ }));
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: /^Edit/ })).toBeFocused();

  // Done: it stays where it is, asks about the answer, and changes nothing by itself.
  const before = await page.evaluate(() => location.href);
  await tabTo(page, card.getByRole('button', { name: 'Done', exact: true }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(card.getByRole('button', { name: 'Done', exact: true })).toBeFocused();
  await expect(says(page, `${one.what}: Done`)).toHaveCount(1);
  await expect(card).toContainText('Has an answer changed?');
  await expect(card).toContainText('Now: Not yet.');
  await expect.poll(() => plan(page)).toMatchObject([{}, { state: 'done', note: 'She had a checklist.' }]);

  // A reload keeps all; what is done is folded.
  await page.reload();
  await live(page);
  expect(page.url()).toBe(before);
  await expect(cards(page).getByRole('heading')).toHaveText([two.what]);
  await page.getByText('Done (1)').click();
  await expect(page.getByText('She had a checklist.')).toBeVisible();

  // A second tab sees what the first one writes.
  const other = await context.newPage();
  await open(other, '/plan/');
  await expect(cards(other).getByRole('heading')).toHaveText([two.what]);
  await cards(page).first().getByRole('button', { name: 'Doing', exact: true }).click();
  await expect(cards(other).first().getByRole('button', { name: 'Doing', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await other.close();

  // First a new assessment of the topic, which shows a change; the answers that were given are second, and dated.
  const asks = page.getByRole('listitem').filter({ hasText: 'Has an answer changed?' }).locator('.ask');
  await expect(asks.getByRole('link')).toHaveText([/^Assess again: /, /^Change the answer in the assessment of \d+ \w+ \d{4}: /]);
  await expect(asks.getByRole('link').first()).toHaveAttribute('href', `/choose/?topic=${topic.id}`);
  await asks.getByRole('link').last().click();
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
  for (const what of ['Ask Maija', 'Read the rules', 'Write a first post']) {
    await page.getByRole('textbox', { name: 'A step of your own' }).fill(what);
    await page.keyboard.press('Enter');
    await expect(cards(page).getByRole('heading').last()).toHaveText(what);
  }
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
  await expect(cards(page).getByRole('heading')).toHaveText(['Ask Maija', 'Read the rules', 'Write a first post']);
  await page.mouse.move(from.x + 10, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, to.y + 60, { steps: 8 });
  await page.mouse.up();
  await expect(cards(page).getByRole('heading')).toHaveText(['Write a first post', 'Ask Maija', 'Read the rules']);
  await expect.poll(async () => (await plan(page)).map(({ what }) => what)).toEqual(['Write a first post', 'Ask Maija', 'Read the rules']);

  await page.getByRole('button', { name: /^Remove.*Ask Maija/ }).click();
  await expect(button(page, 'Undo')).toBeFocused();
  await expect(cards(page)).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(cards(page).getByRole('heading')).toHaveText(['Write a first post', 'Ask Maija', 'Read the rules']);
  await expect(page.getByRole('heading', { name: 'Ask Maija' })).toBeFocused();

  const card = cards(page).first();
  await card.getByRole('button', { name: /^Edit/ }).click();
  await card.getByLabel('By when').fill('2027-01-01');
  await card.getByLabel('What to do').fill('');
  await expect(card.getByRole('alert')).toHaveText('Write what you want to try.');
  await expectAccessible(page);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
  await card.getByLabel('What to do').fill('Write a first post, with a colleague');
  const file = await downloadBy(page, card.getByRole('button', { name: /^Calendar file/ }));
  expect(file.suggestedFilename()).toMatch(/^waymark-write-a-first-post-.*\.ics$/);
  const event = new ICAL.Event(
    new ICAL.Component(ICAL.parse(readFileSync(await file.path(), 'utf8'))).getFirstSubcomponent('vevent') as ICAL.Component
  );
  expect([event.summary, event.startDate.toString()]).toEqual(['Write a first post, with a colleague · Waymark', '2027-01-01']);
  await expect(says(page, 'The calendar file has been made.')).toHaveCount(1);

  await cards(page).last().getByRole('button', { name: 'Dropped', exact: true }).click();
  await expect.poll(async () => (await plan(page)).map(({ state }) => state)).toEqual(['todo', 'todo', 'dropped']);
  await expectAccessible(page);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 360, height: 740 } });

  test('a step is dragged by its handle, and the page, touched elsewhere, scrolls', async ({ page, context }) => {
    await open(page, '/plan/');
    for (const what of ['Ask Maija', 'Read the rules', 'Write a first post']) {
      await page.getByRole('textbox', { name: 'A step of your own' }).fill(what);
      await page.keyboard.press('Enter');
      await expect(cards(page).getByRole('heading').last()).toHaveText(what);
    }
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
    await expect(cards(page).getByRole('heading')).toHaveText(['Read the rules', 'Ask Maija', 'Write a first post']);
    await expect
      .poll(async () => (await plan(page)).map(({ what }) => what))
      .toEqual(['Read the rules', 'Ask Maija', 'Write a first post']);
    expect(await page.evaluate(() => scrollY)).toBe(top);

    const title = (await cards(page).first().getByRole('heading').boundingBox())!;
    await pull(title.x + 30, title.y + 8, title.y - 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(top);
    await expect(cards(page).getByRole('heading')).toHaveText(['Read the rules', 'Ask Maija', 'Write a first post']);
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
    await expect(cards(page).getByRole('heading')).toHaveText(['Ask Maija']);
    expect(await objections(page)).toEqual([]);
    await link(page, 'Method').click();
    await expect(page).toHaveTitle(/^How/);
    await page.goBack();
    await expect(cards(page).getByRole('heading')).toHaveText(['Ask Maija']);
    await expect(alert).toBeVisible();
    await setRoom();
    await button(page, 'Try again').click();
    await expect(alert).toHaveCount(0);
    await expect.poll(async () => (await plan(page)).map(({ what }) => what)).toEqual(['Ask Maija']);
  });
});

test('targets: a role’s, changed one by one, taken away; the pictures, their tables and the topics say where they lie', async ({
  page
}) => {
  await result(page);
  const region = page.getByRole('region', { name: 'Your targets' });
  const topicTarget = region.getByRole('combobox', { name: topic.title, exact: true });
  await region.getByLabel('Targets as a role suggests them').selectOption({ label: 'Guidance is my profession' });
  await button(page, 'Use these targets').click();
  await expect(says(page, 'Targets set as suggested for this role:')).toHaveCount(1);
  await expect(topicTarget).toHaveValue('3');
  await expect(page.getByText('Your target is level 3. It lies above')).toBeVisible();
  for (const figure of await page.getByRole('figure').all()) {
    await expect(figure).toContainText('Your target');
    await figure.getByText('Show as a table').click();
    await expect(figure.getByRole('columnheader', { name: 'Target' })).toBeVisible();
  }
  await page.getByText('What would take you to the next level').click();
  await expect(page.getByText('Then, on the way to your target:')).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));

  await topicTarget.selectOption('1');
  await expect(page.getByText('Your target, level 1, is reached.')).toBeVisible();
  await expect.poll(async () => Object.values(((await rowsOf(page, 'assessments')) as Head[])[0]!.targets)).toContain(1);
  await page.reload();
  await live(page);
  await expect(topicTarget).toHaveValue('1');
  await button(page, 'Take all targets away').click();
  await expect(topicTarget).toBeFocused();
  await expect(page.getByText('Your target, level 1, is reached.')).toHaveCount(0);

  await expect(link(page, 'See what changed over time')).toHaveAttribute('href', /\/history\/$/);
  await expect(link(page, 'Make a report')).toHaveAttribute('href', /\/report\/\?id=/);
  const file = await downloadBy(page, button(page, 'Calendar file for that day (.ics)'));
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
  await expect(page.getByText(/^Now is the time: your last assessment is from/)).toBeVisible();
  await expect(link(page, 'New assessment').last()).toHaveAttribute('href', '/choose/?again');
  await expect(button(page, 'Calendar file for that day (.ics)')).toHaveCount(0);
  expect(await tooWide(page)).toEqual([]);
});
