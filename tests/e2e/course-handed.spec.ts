/** A page that hands a course over to its frame: rubrics of the teacher's own, rounds with codes, a journal; and one whose course has a fault. */
import type { Page } from '@playwright/test';
import { stopsOf } from '#lib/domain/assessment/assessment.ts';
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { RubricFile, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import { writeCourseFile } from '#lib/exchange/course/course-file.ts';
import { packCourse } from '#lib/exchange/course/course-link.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { html, json, listen, type Loopback } from '../support/platform/loopback.ts';
import { button, contentOf, downloadBy, expect, heading, open, test, topics } from './app.ts';
import { expectAccessible, objections, tooWide } from './axe.ts';

// Hosts are on `localhost`, which is a stranger to the app.
test.use({ expected: /^asked another host: http:\/\/localhost:|Failed to load resource: the server responded with a status of 404/ });

/** Two questions, in the version of week 1 and in that of week 12, which says one of them in other words. */
const [then, now] = ((): readonly [RubricFile, RubricFile] => {
  const file = openRubricFile('presence');
  const { changes: _, ...facts } = file.facts;
  const criteria = facts.criteria.slice(0, 2);
  const words = (title: string) => ({
    en: { ...file.words.en!, title, criteria: Object.fromEntries(criteria.map(({ id }) => [id, file.words.en!.criteria[id]!])) }
  });
  const version = (version: string, changes: readonly VersionChange[], title: string) =>
    ({
      format: file.format,
      formatVersion: file.formatVersion,
      facts: { ...facts, criteria, id: 'own-p', version, changes },
      words: words(title)
    }) as unknown as RubricFile;
  return [
    version('0.1.0', [], 'Being there'),
    version(
      '0.1.1',
      [{ from: '0.1.0', criteria: [{ kind: 'comparable', from: [criteria[1]!.id], to: [criteria[1]!.id] }] }],
      'Being there online'
    )
  ];
})();
const QUESTIONS = stopsOf([then.facts]).length;

const week1: Course['round'] = { number: 9, round: 1, topics: [{ id: 'own-p', hash: contentHash(then) }], title: '' };
const week12: Course['round'] = {
  ...week1,
  round: 2,
  topics: [{ id: 'own-p', hash: contentHash(now) }],
  before: { tag: tagOf(week1), back: false, topics: week1.topics }
};
const choices = (rubric: RubricFile, round?: Course['round'], earlier: readonly EarlierVersion[] = []): string =>
  writeCourseFile(
    {
      standsIn: 'frame',
      title: 'Careers online',
      text: 'Welcome.',
      languages: ['en'],
      completion: 'answered',
      asks: [],
      prompts: ['What will you try?'],
      ...(round && { round })
    },
    [{ file: rubric, hash: contentHash(rubric), builtIn: false }],
    earlier,
    () => false
  );
const FIRST = choices(then, week1);
const SECOND = choices(now, week12, [{ hash: contentHash(then), facts: then.facts, words: then.words }]);

/** A site of a teacher's, with pages and files by their paths. */
const site = (files: Readonly<Record<string, string>>): Promise<Loopback> =>
  listen((_request, response, { pathname }) => {
    const found = files[pathname];
    if (found === undefined) return void response.writeHead(404).end();
    if (pathname.endsWith('.json')) json(response, JSON.parse(found));
    else html(response, `<!doctype html><html lang="en"><meta charset="utf-8"><title>A course</title><h1>A course</h1>${found}`);
  }, 'localhost');

const lines = (app: string, file: string, more = '') =>
  `<div style="width:700px"><div data-waymark data-course="${file}" data-lang="en" ${more}></div></div><script src="${app}embed.js" defer></script>`;

/** What stands in the frame, to be met as a page. */
async function inFrame(page: Page): Promise<Page> {
  await expect.poll(() => page.frames().some((one) => one.url().includes('/embed/'))).toBe(true);
  const frame = page.frames().find((one) => one.url().includes('/embed/'))!;
  return new Proxy(frame, {
    get: (target, name) => {
      if (name === 'keyboard') return page.keyboard;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    }
  }) as unknown as Page;
}

/** Answers every question by keys, as somebody at a level of it does. */
async function answer(course: Page, level: Reached): Promise<void> {
  await button(course, 'Begin').click();
  for (const { essential } of stopsOf([then.facts])) {
    const title = await heading(course).textContent();
    for (const one of new Set([...[1, 2, 3, 4].filter((l) => l <= level), ...essential])) {
      await course.keyboard.press(String(one));
      await expect(course.locator(`[data-level="${one}"] input`).first()).toBeChecked();
    }
    await course.keyboard.press('Enter');
    await expect(heading(course)).not.toHaveText(title!);
  }
}

const codeIn = (course: Page) => course.getByRole('region', { name: 'A code for your course' });
async function codeOf(course: Page): Promise<string> {
  await codeIn(course).getByRole('button', { name: 'Show the code' }).click();
  return (await codeIn(course).locator('[data-code]').getAttribute('data-code'))!;
}

test('week 12 in a frame finds week 1: with the page, by levels in this browser, or by a receipt; and says so where nothing is', async ({
  page,
  host
}) => {
  test.slow();
  const app = await host();
  const around = await site({
    '/week-1': lines(app.address, 'one.json'),
    '/week-12': lines(app.address, 'two.json'),
    '/one.json': FIRST,
    '/two.json': SECOND
  });
  const { host: name } = new URL(around.address);
  await page.goto(`${around.address}week-1`);
  let frame = await inFrame(page);
  await expect(heading(frame)).toHaveText('Careers online');
  await expect(frame.getByText('Being there', { exact: true })).toBeVisible();
  await expect(frame.getByText(`${QUESTIONS} questions`)).toBeVisible();
  await answer(frame, 1);
  await expect(codeIn(frame).getByText(`${name} does not learn the random number.`)).toBeVisible();
  const code = await codeOf(frame);
  await expect(frame.getByText(`It is not sent to ${name}.`)).toBeVisible();
  await frame.getByLabel('What will you try?').fill('Ask before I post');
  await expect(frame.getByText('Stored in this browser')).toBeVisible();
  expect(await objections(frame)).toEqual([]);

  // What the page keeps has the answers, and neither the number of the code nor the journal.
  const kept = await page.evaluate(() => ({ ...localStorage }));
  expect(Object.keys(kept)).toEqual(['waymark round 9']);
  expect(JSON.stringify(kept)).not.toContain('Ask before');

  // Week 12, on another page of the same site: the answers of then came from the page, one of them to other words.
  await page.goto(`${around.address}week-12`);
  frame = await inFrame(page);
  await expect(frame.getByText(/^This is round 2 of your course\.\s+Your result of .* is here\./)).toBeVisible();
  await answer(frame, 3);
  // One question has other words since: that it went up can be said, and from where cannot.
  await expect(codeIn(frame).getByRole('cell', { name: 'further than then (today: 3)' })).toBeVisible();
  await expect(frame.getByLabel('What will you try?')).toHaveValue('');

  // The page has lost what it kept; this browser's frame has the levels.
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${around.address}week-12`);
  frame = await inFrame(page);
  await expect(frame.getByText(/Your result of .* is here\./)).toBeVisible();

  // A browser that has nothing of it, on a narrow screen, with the code of then.
  const cleared = await page
    .context()
    .browser()!
    .newContext({ locale: 'en-GB', viewport: { width: 740, height: 1_200 } });
  const other = await cleared.newPage();
  await other.goto(`${around.address}week-12`);
  frame = await inFrame(other);
  await expect(frame.getByText('Nothing of yours from round 1 is here.')).toBeVisible();
  await answer(frame, 2);
  await codeIn(frame).getByText('Do you have your code of round 1?').click();
  await frame.getByLabel('Your code of round 1').fill(code);
  await codeIn(frame).getByRole('button', { name: 'Look at it' }).click();
  await codeIn(frame).getByRole('button', { name: 'Yes, that is mine' }).click();
  // Of then there are only levels, and a question has other words since: that is not compared, and said.
  await expect(
    codeIn(frame)
      .getByText(/cannot be compared/)
      .first()
  ).toBeVisible();
  expect(await tooWide(frame)).toEqual([]);
  await cleared.close();
  await around.close();
});

test('a page without a script hands it over in the address; where frames keep nothing, a tab takes the course along too', async ({
  profile,
  start,
  host
}) => {
  const app = await host();
  const around = await site({
    '/': `<iframe title="Waymark" style="width:700px;height:900px" src="${app.address}embed/#course=${await packCourse(FIRST)}&lang=en"></iframe>`
  });
  const context = await start(profile, 'keep nothing in frames');
  const page = context.pages()[0]!;
  await page.goto(around.address);
  const frame = await inFrame(page);
  await expect(heading(frame)).toHaveText('Careers online');
  await button(frame, 'Begin').click();
  await frame.keyboard.press('1');
  await expect(frame.locator('[data-level="1"] input').first()).toBeChecked();
  await frame.keyboard.press('Enter');
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    frame.getByRole('button', { name: 'Open in its own tab' }).first().click()
  ]);
  await expect(heading(tab)).toHaveText('Careers online');
  await button(tab, `Go on at question 2 of ${QUESTIONS}`).click();
  await expect(heading(tab)).toHaveText(then.words.en!.criteria[then.facts.criteria[1]!.id]!.title!);
  await around.close();
});

/** A course with a rubric that means harm, or is only wrong. */
const broken = (change: (file: { facts: { criteria: { id: string }[] }; words: Record<string, { title: string }> }) => void): string => {
  const course = JSON.parse(FIRST) as { rubrics: never[] };
  change(course.rubrics[0]!);
  return JSON.stringify(course);
};

test('a course with a fault is shown to nobody: what is wrong, and where, stands in its place', async ({ page, host }) => {
  const app = await host();
  const files = {
    '/markup.json': broken(({ facts }) => void (facts.criteria[1]!.id = '<img src=x onerror=alert(1)>')),
    '/turned.json': broken(({ words }) => void (words.en!.title = '\u202Eevil')),
    '/other.json': JSON.stringify({ format: 'waymark-rubric', formatVersion: 3 }),
    '/text.json': '"x"'
  };
  const paths = [...Object.keys(files), '/nowhere.json'];
  const around = await site({
    ...files,
    ...Object.fromEntries(paths.map((path) => [`/page${path}x`, lines(app.address, path)]))
  });
  const SAYS = [
    'rubrics.0.facts.criteria.1.id an id is a letter',
    'rubrics.0.words.en.title has a character that cannot be seen',
    'is not a file of choices for a course',
    'is not a file of choices for a course',
    'is not there'
  ];
  for (const [i, path] of paths.entries()) {
    await page.goto(`${around.address}page${path}x`);
    const frame = await inFrame(page);
    await expect(heading(frame)).toHaveText('This course cannot be shown');
    await expect(frame.getByRole('alert')).toContainText(SAYS[i]!);
    await expect(button(frame, 'Begin')).toHaveCount(0);
    expect(await frame.locator('img').count()).toBe(0);
  }
  expect(await objections(await inFrame(page))).toEqual([]);
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  await page.goto(`${app.address}embed/#course=1AAAA&lang=de`);
  await expect(heading(page)).toHaveText('Dieser Kurs kann nicht gezeigt werden');
  await around.close();
});

test('the page in the app makes lines for the course that was put together, and its file', async ({ page, host }) => {
  const app = await host();
  await open(page, `${app.address}course/`);
  for (const { id, title } of topics) if (id !== 'privacy') await page.getByRole('checkbox', { name: title }).uncheck();
  await page.getByLabel('Questions for a journal').fill('What will you try?');
  await page.getByLabel('Questions for a journal').blur();
  await expect(button(page, 'Download')).toBeEnabled();
  await page.getByRole('link', { name: 'In a page of your own' }).click();
  await expect(heading(page)).toHaveText('In a page of your own');
  await page.getByRole('radio', { name: 'The course that you put together' }).check();
  await expect(page.getByText(/^In it: .* and one question for a journal\.$/)).toBeVisible();
  await expect(page.frameLocator('iframe').getByText('7 questions')).toBeVisible();
  const snippet = page.getByRole('textbox', { name: 'The HTML for your page' });
  await expect(snippet).toHaveValue(/data-course="waymark-course\.json"/);
  const file = await contentOf(await downloadBy(page, button(page, 'Download the course’s file')));
  const withScript = await snippet.inputValue();
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Nobody: a frame without a script' }).check();
  await expect(page.getByText(/^The address holds the whole course, in \d+ characters\./)).toBeVisible();
  const around = await site({
    '/': withScript,
    '/bare': await snippet.inputValue(),
    '/waymark-course.json': typeof file === 'string' ? file : JSON.stringify(file)
  });
  for (const path of ['', 'bare']) {
    await page.goto(`${around.address}${path}`);
    const frame = await inFrame(page);
    await expect(frame.getByText('7 questions')).toBeVisible();
    await expect(button(frame, 'Begin')).toBeVisible();
  }
  await around.close();
});

test.describe('without a connection', () => {
  test.use({ serviceWorkers: 'allow', expected: /Failed to load resource/ });

  test('the page makes its lines, and says that the preview alone needs one', async ({ context, host }) => {
    const server = await host();
    const first = await context.newPage();
    await open(first, `${server.address}course/embed/`);
    const kept = () =>
      first.evaluate(async (address) => (await caches.match(`${address}_app/copies/educators.json`)) !== undefined, server.address);
    await expect.poll(kept, { timeout: 30_000 }).toBe(true);
    await expect(first.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
    await first.close();
    await server.close();
    const page = await context.newPage();
    await open(page, `${server.address}course/embed/`);
    await expect(page.getByText('The preview needs a connection.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'The HTML for your page' })).toHaveValue(/data-topics="information,/);
    await expect(page.locator('iframe')).toHaveCount(0);
  });
});
