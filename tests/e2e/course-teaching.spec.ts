/** A course in rounds: week 1, week 12, the codes that a teacher pastes, and a rubric that changed in between. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { stopsOf } from '#lib/domain/assessment/assessment.ts';
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { RubricFile, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { coursePage } from '../support/course/packages.ts';
import { openScormPlatform } from '../support/platform/scorm.ts';
import { packageFrom } from '../../scripts/package-desk.ts';
import { button, buildFolder, downloadBy, expect, open, rowsOf, test, topics } from './app.ts';
import { objections, tooWide } from './axe.ts';
import { close, codeOf, openWorkshop, paste } from './workshop.ts';

const privacy = openRubricFile('privacy');

let folder: string;
test.beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'waymark-teaching-'))));
test.afterAll(() => rm(folder, { recursive: true }));

/** Answers every question of a course by keys, as somebody at a level of it does. */
async function answer(course: Page, { facts }: Pick<RubricFile, 'facts'>, level: Reached): Promise<void> {
  for (const { essential } of stopsOf([facts])) {
    const title = await course.getByRole('heading', { level: 1 }).textContent();
    for (const one of new Set([...[1, 2, 3, 4].filter((l) => l <= level), ...essential])) {
      await course.keyboard.press(String(one));
      await expect(course.locator(`[data-level="${one}"] input`).first()).toBeChecked();
    }
    await course.keyboard.press('Enter');
    await expect(course.getByRole('heading', { level: 1 })).not.toHaveText(title!);
  }
}

const codeIn = (course: Page) => course.getByRole('region', { name: 'A code for your course' });

/** @returns the code that is shown */
async function show(course: Page): Promise<string> {
  await codeIn(course).getByRole('button', { name: 'Show the code' }).click();
  await expect(codeIn(course).getByText('Put this code into the anonymous form of your course')).toBeVisible();
  return (await codeIn(course).locator('[data-code]').getAttribute('data-code'))!;
}

/** Chooses a round and makes the file of it, as a teacher does. */
async function make(page: Page, round: RegExp, format: string, name: string): Promise<string> {
  await open(page, '/course/');
  await page.getByRole('radio', { name: round }).check();
  await page.getByRole('radio', { name: format }).check();
  await page.getByLabel('Questions for a journal').fill('What will you try?\nWho can help you?');
  await page.getByLabel('Questions for a journal').blur();
  await expect(button(page, 'Download')).toBeEnabled();
  const download = await downloadBy(page, button(page, 'Download'));
  const path = join(folder, name);
  const made = await readFile(await download.path());
  await writeFile(path, made);
  // The command makes the same of the choices that were kept as a file: with the round, and with the journal.
  const choices = await downloadBy(page, button(page, 'Save these choices as a file'));
  await packageFrom(['--wishes', await choices.path(), '--out', `${path}.again`, '--build', buildFolder]);
  expect(Buffer.compare(made, await readFile(`${path}.again`)), name).toBe(0);
  return path;
}

async function opened(browser: Browser, address: string) {
  const context = await browser.newContext({ locale: 'en-GB' });
  const course = await context.newPage();
  await course.goto(address);
  await course.locator('main').waitFor();
  return { course, context };
}

test('60 in week 1 and 48 in week 12: by this browser, and by a receipt where it was cleared', async ({ page, browser }) => {
  test.setTimeout(180_000);
  await openWorkshop(page);
  await page.locator('summary', { hasText: 'Title and topics' }).click();
  for (const { title, id } of topics) if (id !== 'privacy') await page.getByRole('checkbox', { name: title, exact: true }).uncheck();
  await button(page, 'Save').click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const [one] = (await rowsOf(page, 'workshops')) as [Workshop];
  const week1 = await make(page, /Round 1/, 'A single file', 'week-1.html');
  expect(await objections(page)).toEqual([]);

  // A learner in week 1.
  const { course, context } = await opened(browser, pathToFileURL(week1).href);
  await button(course, 'Begin').click();
  await answer(course, privacy, 1);
  const own = await show(course);
  await course.getByLabel('What will you try?').fill('Ask before I post');
  await expect(course.getByText('Stored in this browser')).toBeVisible();
  // The code is the same after a reload, and so is what was written.
  await course.reload();
  await course.getByRole('button', { name: 'See where you stand' }).click();
  await expect(course.getByLabel('What will you try?')).toHaveValue('Ask before I post');
  expect(await show(course)).toBe(own);
  expect(await objections(course)).toEqual([]);
  await course.setViewportSize({ width: 320, height: 900 });
  expect(await tooWide(course)).toEqual([]);

  // Levels of 60, of which the learner above is one.
  const level = (i: number) => ((i % 3) + 1) as Reached;
  const first = [own, ...Array.from({ length: 59 }, (_, i) => codeOf(one, i + 1, [level(i + 1)]))];
  await open(page, `/workshop/room/?id=${one.id}`);
  await paste(page, first);
  await close(page);
  await button(page, 'Open round 2').click();
  await expect(page.getByText('This round is compared with round 1.')).toBeVisible();
  const two = ((await rowsOf(page, 'workshops')) as Workshop[]).find(({ round }) => round === 2)!;
  const week12 = await make(page, /Round 2/, 'A single file', 'week-12.html');
  const zip = await make(page, /Round 2/, 'A package in SCORM 1.2', 'week-12.zip');

  // The same browser in week 12.
  await course.goto(pathToFileURL(week12).href);
  await expect(course.getByText(/^This is round 2 of your course\.\s+Your result of .* is here\./)).toBeVisible();
  await button(course, 'Begin').click();
  await answer(course, privacy, 2);
  await expect(codeIn(course).getByRole('cell', { name: '1 → 2' })).toBeVisible();
  await expect(course.getByLabel('What will you try?')).toHaveValue('');
  const back = await show(course);
  await context.close();

  // Somebody whose browser was cleared, in a platform, with the code of week 1.
  const platform = await openScormPlatform(new Uint8Array(await readFile(zip)), 'scorm12', { accounts: [{ id: 'a1', name: 'One' }] });
  const cleared = await browser.newContext({ locale: 'en-GB' });
  const window = await cleared.newPage();
  await window.goto(platform.player('a1', { window: 'own' }));
  const [other] = await Promise.all([window.waitForEvent('popup'), window.getByRole('button', { name: 'Enter' }).click()]);
  await expect(other.getByText('Nothing of yours from round 1 is here.')).toBeVisible();
  await button(other, 'Begin').click();
  await answer(other, privacy, 3);
  await expect(codeIn(other).getByText('cannot be compared, since nothing of yours from then is here.')).toBeVisible();
  await codeIn(other).getByText('Do you have your code of round 1?').click();
  await other.getByLabel('Your code of round 1').fill(first[1]!);
  await codeIn(other).getByRole('button', { name: 'Look at it' }).click();
  await expect(codeIn(other).getByText(/Is that yours\?/)).toBeVisible();
  await expect(codeIn(other).getByRole('cell', { name: '– → 3' })).toBeVisible();
  await codeIn(other).getByRole('button', { name: 'Yes, that is mine' }).click();
  await expect(codeIn(other).getByRole('cell', { name: `${level(1)} → 3` })).toBeVisible();
  const receipt = await show(other);
  expect(await objections(other)).toEqual([]);
  expect(platform.refusals()).toEqual([]);
  await cleared.close();
  await platform.close();

  // 46 more come back; twelve do not.
  const others = Array.from({ length: 46 }, (_, i) => codeOf(two, 100 + i, [{ level: 4, open: false, from: level(i) }]));
  await open(page, `/workshop/room/?id=${two.id}`);
  await paste(page, [back, receipt, ...others]);
  await close(page);
  await open(page, `/workshop/report/?id=${two.id}`);
  await expect(page.getByText(/All, or all but one or two, can be compared\./).first()).toBeVisible();
  await expect(page.getByText(/Then: round 1, 60 results/).first()).toBeVisible();
  await expect(page.getByText(/^Some did not come back, or could not be compared\./).first()).toBeVisible();
});

/** A rubric of the teacher's own: in the version of week 1, with a word mended in its last criterion, and with something else asked there. */
const [then, mended, now] = ((): readonly [RubricFile, RubricFile, RubricFile] => {
  const file = openRubricFile('presence');
  const { changes: _, ...facts } = file.facts;
  const last = facts.criteria.at(-1)!.id;
  const en = file.words.en!;
  const mend = { ...en.criteria[last]!, title: `${en.criteria[last]!.title} online` };
  const version = (version: string, changes: readonly VersionChange[], words = en) =>
    ({ ...file, facts: { ...facts, id: 'own-p', version, changes }, words: { en: words } }) as unknown as RubricFile;
  return [
    version('0.1.0', []),
    version('0.1.1', [{ from: '0.1.0', criteria: [] }], { ...en, criteria: { ...en.criteria, [last]: mend } }),
    version('0.2.0', [{ from: '0.1.0', criteria: [{ kind: 'not-comparable', from: [last], to: [last] }] }])
  ] as const;
})();

async function write(name: string, page: string): Promise<string> {
  await writeFile(join(folder, name), page);
  return pathToFileURL(join(folder, name)).href;
}
const before = ({ facts, words }: RubricFile): EarlierVersion => ({ hash: contentHash({ facts, words }), facts, words });

test('a rubric whose words changed in week 6 stays comparable, with all its questions', async ({ browser }) => {
  const first: Course['round'] = { number: 10, round: 1, topics: [{ id: 'own-p', hash: contentHash(then) }], title: '' };
  const second: Course['round'] = {
    ...first,
    round: 2,
    topics: [{ id: 'own-p', hash: contentHash(mended) }],
    before: { tag: tagOf(first), back: false, topics: first.topics }
  };
  const { course, context } = await opened(browser, await write('first.html', await coursePage({ topics: [then], round: first })));
  await button(course, 'Begin').click();
  await answer(course, then, 1);
  await show(course);
  await course.goto(await write('mended.html', await coursePage({ topics: [mended], round: second }, [before(then)])));
  await button(course, 'Begin').click();
  await answer(course, mended, 2);
  await expect(codeIn(course).getByRole('cell', { name: 'further than then (today: 2)' })).toBeVisible();
  await expect(codeIn(course).getByText(/changed since then|left out/)).toHaveCount(0);
  await show(course);
  await context.close();
});

test('a rubric that changed twice: answers go the whole way, and only what is asked otherwise is open', async ({ browser }) => {
  const [id] = then.facts.criteria.map((one) => one.id);
  const last = then.facts.criteria.at(-1)!.id;
  // It speaks of the version before it alone, as a file may that was written by hand.
  const changes = [{ from: '0.1.1', criteria: [{ kind: 'not-comparable', from: [id], to: [id] }] }];
  const later = { ...now, facts: { ...now.facts, changes } } as unknown as RubricFile;
  const { course, context } = await opened(browser, await write('one.html', await coursePage({ topics: [then] })));
  await button(course, 'Begin').click();
  await answer(course, then, 2);
  await course.goto(await write('three.html', await coursePage({ topics: [later] }, [{ ...before(mended), words: {} }])));
  await expect(course.getByText('your answers stay, except to one question that has changed.')).toBeVisible();
  await course.getByRole('button', { name: /^Go on at question 1 of/ }).click();
  await expect(course.getByRole('heading', { level: 1 })).toHaveText(then.words.en!.criteria[id!]!.title!);
  await expect(course.locator('[data-level="1"] input').first()).not.toBeChecked();
  await course.locator('summary', { hasText: 'All questions' }).press('Enter');
  await course.getByRole('link', { name: new RegExp(`^${then.words.en!.criteria[last]!.title}`) }).click();
  await expect(course.locator('[data-level="2"] input').first()).toBeChecked();
  await context.close();
});

test('a rubric changed in week 6: the changed question is left out and named, and two versions never mix', async ({ page, browser }) => {
  const first: Course['round'] = { number: 9, round: 1, topics: [{ id: 'own-p', hash: contentHash(then) }], title: '' };
  const second: Course['round'] = {
    ...first,
    round: 2,
    topics: [{ id: 'own-p', hash: contentHash(now) }],
    before: { tag: tagOf(first), back: true, topics: first.topics }
  };
  const { course, context } = await opened(browser, await write('then.html', await coursePage({ topics: [then], round: first })));
  await button(course, 'Begin').click();
  await answer(course, then, 1);
  await show(course);
  await course.goto(await write('now.html', await coursePage({ topics: [now], round: second }, [before(then)])));
  await button(course, 'Begin').click();
  await answer(course, now, 2);
  const title = then.words.en!.criteria[then.facts.criteria.at(-1)!.id]!.title!;
  await expect(codeIn(course).getByText(`one question changed since then and is left out: ${title}.`)).toBeVisible();
  await expect(codeIn(course).getByRole('cell', { name: 'further than then (today: 2)' })).toBeVisible();

  // Then, as it is seen today, asks the questions of today, and goes into the same code.
  await codeIn(course).getByRole('button', { name: 'Look back' }).click();
  await expect(course.getByText('Looking back at round 1')).toBeVisible();
  await answer(course, now, 1);
  await expect(codeIn(course).getByText('You have looked back at round 1.')).toBeVisible();
  const told = codeIn(course).getByRole('row', { name: /further than then/ });
  await expect(told.getByRole('cell')).toHaveText(['further than then (today: 2)', '1', /./]);
  const code = await show(course);
  expect(code).toHaveLength(24);
  await context.close();

  // The teacher's round of another version takes it for what it is.
  const { id } = await openWorkshop(page);
  await open(page, `/workshop/cohort/?id=${id}`);
  await page.getByLabel('Column of codes').fill(code);
  await button(page, 'Take them in').click();
  await expect(page.getByText(/another workshop|another version|later round|compared with/).first()).toBeVisible();
  await expect(page.getByText(/^0$/).first()).toBeVisible();
});
