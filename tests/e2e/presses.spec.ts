import type { ElementHandle, Locator, Page } from '@playwright/test';
import type { Level } from '#lib/domain/model.ts';
import {
  answerAll,
  asked,
  begin,
  box,
  button,
  criteria,
  criterionOf,
  expect,
  expectStored,
  heading,
  link,
  live,
  open,
  option,
  settled,
  shownAsChosen,
  stored,
  test,
  topicOf,
  type Criterion
} from './app.ts';
import { assessmentOf, putAssessments, upTo } from './data.ts';
import { example, shelve } from './shelf.ts';

// What was pressed on one screen answers nothing, and skips nothing, on the next. The clock of the page stands still where the test says
// how much time lies between two presses.

const [one, two, three] = criteria as [Criterion, Criterion, Criterion];
const topic = topicOf('information');
const writing = topicOf('writing').criteria[0]!;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The middle of what is seen of a control. */
async function middleOf(control: Locator): Promise<Point> {
  const { x, y, width, height } = (await control.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Presses and lets go. */
type Press = (page: Page, at: Point) => Promise<void>;
const click: Press = (page, { x, y }) => page.mouse.click(x, y);
const touch: Press = (page, { x, y }) => page.touchscreen.tap(x, y);

const nextButton = (page: Page) => page.locator('.go .next');

/** Stops the clock of a page, with its words here and nothing under way. */
async function stopTheClock(page: Page): Promise<void> {
  await settled(page);
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1_000));
}

/** @returns the levels that the page shows as chosen */
const chosen = (page: Page) =>
  page
    .locator('.st')
    .evaluateAll((cards) =>
      cards
        .filter((card) => card.classList.contains('chosen') || card.querySelector<HTMLInputElement>('.tick')!.checked)
        .map((card) => Number((card as HTMLElement).dataset.level))
    );

/** The level of the statement that takes a press at a point. */
const levelAt = (page: Page, { x, y }: Point) =>
  page.evaluate(
    ([x, y]) => Number(document.elementFromPoint(x, y)?.closest<HTMLElement>('.what')?.closest<HTMLElement>('.st')?.dataset.level),
    [x, y] as const
  ) as Promise<Level>;

for (const [by, press, device] of [
  ['mouse', click, {}],
  ['finger', touch, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }]
] as const)
  test.describe(`with the ${by}`, () => {
    test.use(device);
    // On questions nothing tells a mouse from a finger, and elsewhere a unit test has both: of the mouse some stand for all.
    const also = by === 'mouse' ? { tag: '@storm' } : {};

    test('pressed twice as fast as can be, Next goes on once', async ({ page }) => {
      await begin(page, `/assess/?at=${three.key}`);
      await press(page, await middleOf(box(page, three, 2)));
      await shownAsChosen(page, three, 2);
      const next = await middleOf(nextButton(page));
      await press(page, next);
      await press(page, next);
      const after = criteria[3]!;
      await expect(heading(page)).toHaveText(after.title);
      await settled(page);
      await expect(heading(page)).toHaveText(after.title);
      expect(await chosen(page)).toEqual([]);
      expect((await stored(page)).entries.map(({ criterion }) => criterion)).toEqual([three.key]);
    });

    test('a second press of Next on what has come under it does nothing, be it a question or one about safety; after 400 ms one counts', async ({
      page
    }) => {
      await page.clock.install();
      await begin(page);
      await press(page, await middleOf(box(page, one, 2)));
      await shownAsChosen(page, one, 2);
      await stopTheClock(page);
      const next = await middleOf(nextButton(page));
      await press(page, next);
      await expect(heading(page)).toHaveText(two.title);
      await press(page, next);
      await page.clock.fastForward(390);
      await press(page, next);
      await expect(heading(page)).toHaveText(two.title);
      await expect(asked(page, 1)).toHaveCount(0);
      expect((await stored(page)).entries.map(({ criterion }) => criterion)).toEqual([one.key]);

      // What it has brought up about safety is not passed over by a second press either.
      await page.clock.fastForward(20);
      await press(page, next);
      await expect(asked(page, 1)).toBeVisible();
      await press(page, next);
      await expect(heading(page)).toHaveText(two.title);
      await page.clock.fastForward(400);
      await press(page, next);
      await expect(heading(page)).toHaveText(three.title);
    });

    test('a second press of “Go on with …” chooses nothing of what has come under it', async ({ page }) => {
      await page.clock.install();
      await begin(page, `/assess/?at=${topic.criteria.at(-1)!.key}`);
      await answerAll(page, topic.criteria.slice(-1), () => 2);
      const goOn = page.getByRole('button', { name: /^Go on with/ });
      await expect(goOn).toBeVisible();
      await stopTheClock(page);
      const at = await middleOf(goOn);
      await press(page, at);
      await expect(heading(page)).toHaveText(writing.title);
      const level = await levelAt(page, at);
      expect(level).toBeGreaterThan(0);
      await press(page, at);
      // What was not meant is not chosen, not even by the mark of the browser itself.
      expect(await chosen(page)).toEqual([]);
      await page.clock.fastForward(400);
      await press(page, at);
      await shownAsChosen(page, writing, level);
      await expectStored(page, writing.key, { [level]: '2 given' });
    });

    test('a second press of “Start” chooses nothing', also, async ({ page }) => {
      await page.clock.install();
      if (by === 'mouse') await page.setViewportSize({ width: 720, height: 900 });
      await open(page, '/');
      await stopTheClock(page);
      const at = await middleOf(link(page, 'Start'));
      await press(page, at);
      await page.clock.runFor(50);
      await expect(heading(page)).toHaveText(one.title);
      await page.evaluate((y) => {
        // Something that can be answered comes to lie under it.
        const card = document.querySelector('.st .what')!.getBoundingClientRect();
        document.body.style.marginTop = `${y - card.top - card.height / 2}px`;
      }, at.y);
      const level = await levelAt(page, at);
      expect(level).toBeGreaterThan(0);
      await press(page, at);
      expect(await chosen(page)).toEqual([]);
      expect((await stored(page)).entries).toEqual([]);
      await page.clock.fastForward(400);
      await press(page, at);
      await shownAsChosen(page, one, level);
    });

    test('a press elsewhere counts at once', also, async ({ page }) => {
      await page.clock.install();
      await begin(page, `/assess/?at=${three.key}`);
      await press(page, await middleOf(box(page, three, 1)));
      await shownAsChosen(page, three, 1);
      await stopTheClock(page);
      await press(page, await middleOf(nextButton(page)));
      const after = criteria[3]!;
      await expect(heading(page)).toHaveText(after.title);
      await press(page, await middleOf(box(page, after, 1)));
      await shownAsChosen(page, after, 1);
      await press(page, await middleOf(option(page, 1).getByText('Partly')));
      await expectStored(page, after.key, { 1: '1 given' });
    });

    test('the first screen swallows nothing, however fast', also, async ({ page }) => {
      await page.clock.install();
      await page.goto('/assess/');
      await live(page);
      await stopTheClock(page);
      const at = await middleOf(box(page, one, 3));
      await press(page, at);
      await shownAsChosen(page, one, 3);
      await press(page, at);
      await expectStored(page, one.key, {});
      expect(await chosen(page)).toEqual([]);
      await press(page, at);
      await shownAsChosen(page, one, 3);
    });
  });

test('a press that began on the screen before, and ends on the next, does nothing', async ({ page }) => {
  await begin(page, `/assess/?at=${three.key}`);
  await page.keyboard.press('2');
  await shownAsChosen(page, three, 2);
  const { x, y } = await middleOf(nextButton(page));
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.keyboard.press('Enter');
  const [after, later] = [criteria[3]!, criteria[4]!];
  await expect(heading(page)).toHaveText(after.title);
  await page.waitForTimeout(500);
  await page.mouse.up();
  await settled(page);
  await expect(heading(page)).toHaveText(after.title);
  expect((await stored(page)).entries.map(({ criterion }) => criterion)).toEqual([three.key]);
  // Another question may be longer, and its button elsewhere.
  const there = await middleOf(nextButton(page));
  await page.mouse.move(there.x, there.y);
  await page.mouse.down();
  await page.mouse.up();
  await expect(heading(page)).toHaveText(later.title);
});

test('a click without a press, and a key, count at once: what presses buttons for a person is no second half of anything', async ({
  page
}) => {
  await page.clock.install();
  await begin(page, `/assess/?at=${three.key}`);
  await page.keyboard.press('2');
  await shownAsChosen(page, three, 2);
  // Help, which comes after the first answer, moves the button.
  await page.locator('main details:not(.all) > summary').first().waitFor();
  await stopTheClock(page);
  const next = await middleOf(nextButton(page));
  await page.mouse.click(next.x, next.y);
  const after = criteria[3]!;
  await expect(heading(page)).toHaveText(after.title);

  await box(page, after, 1).evaluate((tick: HTMLElement) => tick.click());
  await shownAsChosen(page, after, 1);
  // As a switch, or the words of somebody's voice, make one: it looks like a mouse's, and no press was there.
  await box(page, after, 2).evaluate((tick) => tick.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 })));
  await shownAsChosen(page, after, 2);
  await box(page, after, 3).focus();
  await page.keyboard.press('Space');
  await shownAsChosen(page, after, 3);
  await page.keyboard.press('4');
  await shownAsChosen(page, after, 4);
  await nextButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(criteria[4]!.title);
  await expectStored(page, after.key, { 1: '2 given', 2: '2 given', 3: '2 given', 4: '2 given' });
});

// A browser that translates a page puts words of its own in the place of ours, and does not see when these change: it translates new elements.

test('another question has a heading and statements of its own, which a translated page does not mix up, and the title of the document', async ({
  page
}) => {
  await begin(page);
  const before = await Promise.all(
    [heading(page), ...([1, 2, 3, 4] as const).map((level) => page.locator('.what', { hasText: one.descriptors[level] }))].map(
      async (part) => (await part.elementHandle()) as ElementHandle<HTMLElement>
    )
  );
  // As such a translation does.
  for (const part of before)
    await part.evaluate((element) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) text.replaceWith(Object.assign(document.createElement('font'), { textContent: 'übersetzt' }));
    });
  await page.keyboard.press('2');
  await expectStored(page, one.key, { 2: '2 given' });
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(two.title);
  for (const level of [1, 2, 3, 4] as const) await expect(box(page, two, level)).toBeVisible();
  for (const part of before) expect(await part.evaluate((element) => element.isConnected)).toBe(false);
  await expect(page.getByText('übersetzt')).toHaveCount(0);
  await expect(page).toHaveTitle(`${two.title} · Waymark`);
  await button(page, 'Back').click();
  await expect(page).toHaveTitle(`${one.title} · Waymark`);
});

test('the title of the document is that of the question on the screen, also with a rubric of one’s own that is carried on', async ({
  page
}) => {
  const file = example();
  const [key] = await shelve(page, [file]);
  const before = assessmentOf([{ ...file.facts, hash: key! }], 'own', 'Before the course', Date.now(), (criterion, level, i) =>
    i ? null : upTo(1)(criterion, level, i)
  );
  await putAssessments(page, [{ ...before, head: { ...before.head, cursor: 'own-listening.L2' } }]);
  await open(page, '/assess/?id=own');
  await expect(heading(page)).toHaveText('Waiting 2');
  await expect(page).toHaveTitle('Waiting 2 · Waymark');
  await page.keyboard.press('Enter');
  await expect(page).toHaveTitle('Waiting 3 · Waymark');

  // By a link within the app, whose pages say their title to a screen reader: never that of another question.
  await open(page, '/');
  const said = page.locator('#svelte-announcer');
  await page.getByRole('link', { name: 'Carry on' }).first().click();
  await expect(heading(page)).toHaveText('Waiting 3');
  await expect(page).toHaveTitle('Waiting 3 · Waymark');
  await expect(said).not.toHaveText('');
  await expect(said).not.toContainText(one.title);
  // At the pause after a topic it is that topic.
  await begin(page, `/assess/?at=${criterionOf('information.A6').key}`);
  await answerAll(page, topic.criteria.slice(-1), () => 2);
  await expect(page).toHaveTitle(`${topic.title} · Waymark`);
});
