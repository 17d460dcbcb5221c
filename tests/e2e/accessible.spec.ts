import type { Page } from '@playwright/test';
import type { Entry } from '#lib/domain/assessment/assessment.ts';
import {
  allQuestions,
  answerAll,
  asked,
  begin,
  button,
  criteria,
  criterionOf,
  expect,
  give,
  goOn,
  heading,
  live,
  open,
  shownAsChosen,
  tap,
  test,
  topicOf
} from './app.ts';
import { expectAccessible, LOOKS, objections, tooWide } from './axe.ts';
import { assessment, putAssessments, type Answers } from './data.ts';

const first = criteria[0]!;
const essential = criterionOf('privacy.C3');
/** The first statement of all, and nothing else yet. */
const onlyFirst: Answers = (_, level, i) => (i === 0 && level === 1 ? 2 : null);

/** Every state of every page that a person can be in for long. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  'the home page': (page) => open(page, '/'),
  'the home page with something to carry on': async (page) => {
    await putAssessments(page, [assessment('a', 'Before the course', ['information'], Date.now(), onlyFirst)]);
    await open(page, '/');
    await expect(page.getByRole('link', { name: 'Carry on' })).toBeVisible();
  },
  'the choice of topics': (page) => open(page, '/choose/'),
  'the choice of topics with none chosen': async (page) => {
    await open(page, '/choose/');
    await button(page, 'None').click();
    await button(page, 'Begin').click();
    await expect(page.getByRole('alert')).toBeVisible();
  },
  'a question that is untouched': (page) => begin(page),
  'a question with statements chosen, partly true and not of one’s role, with help, example and note open': async (page) => {
    await begin(page);
    await give(page, first, 1, 'na');
    await give(page, first, 2, 1);
    await give(page, first, 3, 2);
    for (const summary of ['What this means, with examples', 'Do you have an example?', 'Note for yourself'])
      await page.locator('summary').filter({ hasText: summary }).click();
  },
  'a question whose essentials are asked for': async (page) => {
    await begin(page, `/assess/?at=${essential.key}`);
    await tap(page, essential, 4);
    await shownAsChosen(page, essential, 4);
    await goOn(page);
    await expect(asked(page, 3)).toBeVisible();
  },
  'answers that an earlier version filled in': async (page) => {
    await putFilledIn(page);
    await open(page, '/assess/?id=early');
    await expect(page.getByText('Filled in, not by you: Yes')).toBeVisible();
  },
  'all questions': async (page) => {
    await begin(page);
    await goOn(page);
    await expect(heading(page)).toHaveText(topicOf('information').criteria[1]!.title);
    await expect(heading(page)).toBeFocused();
    await allQuestions(page);
    await expect(page.getByRole('link', { name: essential.title })).toBeVisible();
  },
  'the pause after a topic that is done': async (page) => {
    await begin(page, '/assess/?at=information.A6');
    await answerAll(page, topicOf('information').criteria.slice(-1), () => 2);
    await expect(page.getByRole('button', { name: /^Go on with/ })).toBeVisible();
  },
  'an assessment that is not there': async (page) => {
    await open(page, '/assess/?id=nothing');
    await expect(heading(page)).toHaveText('This assessment is not on this device');
  },
  'a result': async (page) => {
    await putAssessments(page, [
      assessment('a', 'Before the course', ['information', 'privacy'], Date.now(), ({ topic, essential }, level) =>
        essential.includes(level) ? 1 : level <= (topic === 'privacy' ? 1 : 3) ? 2 : 0
      )
    ]);
    await open(page, '/result/?id=a');
    await expect(page.locator('main details.topic')).toHaveCount(2);
    for (const row of await page.locator('main details.topic > summary, .keep > details > summary').all()) await row.click();
    const reading = page.getByRole('region', { name: topicOf('information').title, exact: true });
    await reading.locator('summary', { hasText: 'Your answers, level by level' }).click();
    await reading.locator('summary').filter({ hasText: 'points of' }).first().click();
  },
  'a result before the first answer': async (page) => {
    await open(page, '/result/');
    await expect(heading(page)).toHaveText('Your result');
  },
  'a result of a person who has nothing to do with the topic': async (page) => {
    await putAssessments(page, [assessment('a', '', ['presence'], Date.now(), () => 'na')]);
    await open(page, '/result/?id=a');
    await expect(heading(page)).toHaveText('Not part of your job');
  },
  'an empty list': async (page) => {
    await open(page, '/assessments/');
    await expect(page.getByText('Nothing here yet')).toBeVisible();
  },
  'a list with one deleted and one being renamed': async (page) => {
    const names = ['One', 'Two', 'Three'];
    await putAssessments(
      page,
      names.map((name, i) => assessment(name, name, ['information'], Date.now() + i, onlyFirst))
    );
    await open(page, '/assessments/');
    await page.getByRole('button', { name: /^Delete\s*: One$/ }).click();
    await expect(page.getByText('Deleted: One.')).toBeVisible();
    await page.getByRole('button', { name: /^Rename\s*: Two$/ }).click();
    await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  },
  'the method': (page) => open(page, '/method/'),
  'the page about Waymark': (page) => open(page, '/about/'),
  'an address that leads nowhere': async (page) => {
    await page.goto('/nowhere/');
    await live(page);
    await expect(heading(page)).toBeVisible();
  }
};

/** Those of answering, at which nothing but the screen itself says what is chosen. */
const QUESTIONS = Object.keys(STATES).filter((name) => /question|filled in|pause/.test(name));

// The browser itself says on the console that an address leads nowhere.
test.use({ expected: /Failed to load resource|Not found: \/nowhere/ });

/** An assessment in which one statement was placed and another filled in, as earlier versions did. */
async function putFilledIn(page: Page): Promise<void> {
  const { head, entries } = assessment('early', 'From before', ['information'], Date.now(), onlyFirst);
  const [entry] = Object.values(entries) as [Entry];
  const cell = { ...entry.cells[1]!, origin: 'assumed' as const };
  const cells = { 1: cell, 2: { ...cell, origin: 'placed' as const }, 3: { ...cell, value: 0 as const } };
  await putAssessments(page, [{ head, entries: { [entry.criterion]: { ...entry, cells } } }]);
}

/** What the others share with one, or with what is looked at above, a storm looks at. */
const usually = (yes: boolean) => (yes ? {} : { tag: '@storm' });

for (const name of QUESTIONS)
  test(
    `${name}: nothing to object to in forced colours, on a phone and on a wide screen, in light and dark`,
    usually(/chosen/.test(name)),
    async ({ page }) => {
      await STATES[name]!(page);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const [forcedColors, width] of [
          ['none', 390],
          ['active', 390],
          ['active', 1280]
        ] as const) {
          await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
          await page.setViewportSize({ width, height: 844 });
          const all = await objections(page, LOOKS);
          // Of forced colours the program does not know all: what can be read there, hover.spec.ts measures.
          const known = all.filter((one) => forcedColors === 'none' || !one.startsWith('color-contrast'));
          expect(known, `${colorScheme}, forced colours ${forcedColors}, ${width} px`).toEqual([]);
          expect(await tooWide(page), `${width} px`).toEqual([]);
        }
    }
  );

for (const [name, lead] of Object.entries(STATES)) {
  test(
    `${name}: nothing to object to, in light and dark, on a narrow and a wide screen, and with large text`,
    usually(!/filled in|untouched|empty list|not there/.test(name)),
    async ({ page }) => {
      await lead(page);
      await expectAccessible(page);
    }
  );
}
