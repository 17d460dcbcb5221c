/** Courses in learning platforms, as strict as the strictest that we saw. */
import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { isStateFault, readState } from '#lib/domain/course/state.ts';
import { cellsOf, stopsOf, type Assessment, type CriterionKey, type Stop } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { Translation } from '#lib/domain/rubric/rubric.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { LEVEL } from '../support/scale.ts';
import { coursePackage } from '../support/course/packages.ts';
import { openCmi5Platform } from '../support/platform/cmi5.ts';
import { openScormPlatform, type ScormPlatform } from '../support/platform/scorm.ts';
import { objections } from './axe.ts';
import { tabTo } from './keys.ts';
import { example } from './shelf.ts';

const topicsOf = (ids: readonly string[]) =>
  ids.map((id) => {
    const file = openRubricFile(id);
    return { ...file.facts, hash: contentHash(file) };
  });
const [INFORMATION, PRIVACY] = topicsOf(['information', 'privacy']) as [ReturnType<typeof topicsOf>[0], ReturnType<typeof topicsOf>[0]];
/** A course's own. */
const OWN = example({ criteria: 8 });
const titleOf = ({ competency, criterion }: Pick<Stop, 'competency' | 'criterion'>): string =>
  (competency === OWN.facts.id ? OWN.words.en! : (JSON.parse(readFileSync(`rubrics/${competency}/en.json`, 'utf8')) as Translation))
    .criteria![criterion]!.title!;
const SUSPEND = 'cmi.suspend_data';

/** What is kept of somebody, read as the course reads it. */
function keptIn(text: string | undefined, topics = [INFORMATION, PRIVACY]): Assessment {
  const kept = readState(text ?? '', topics);
  if (isStateFault(kept) || !kept.assessment) throw new Error(`nothing can be read: ${String(text)}`);
  return kept.assessment;
}
const kept = (platform: ScormPlatform, account = 'a1') => platform.stored(account).at(-1)!.data[SUSPEND];
/** Answers at the four levels of a question, as `reportOf` writes them. */
const lettersOf = (assessment: Assessment, key: CriterionKey) =>
  LEVELS.map((level) => cellsOf(assessment, key)[level as 1]?.value ?? 'open').join(' ');

/** The course in a window of its own, in a fresh profile: another computer. */
async function openAs(browser: Browser, platform: ScormPlatform, account = 'a1', options: Parameters<Browser['newContext']>[0] = {}) {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  await page.goto(platform.player(account, { window: 'own' }));
  const [course] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Enter' }).click()]);
  await course.locator('main').waitFor();
  return {
    course,
    context,
    async close() {
      await course.close();
      await context.close();
    }
  };
}

const heading = (course: Page) => course.getByRole('heading', { level: 1 });
const button = (course: Page, name: string | RegExp) => course.getByRole('button', { name });

/**
 * Answers by keys, from the question in front: Yes to the given levels and to what is essential, the rest is left.
 *
 * @param levels for each question
 */
async function answer(
  course: Page,
  keys: readonly string[],
  levels: (i: number) => string,
  topics = [INFORMATION, PRIVACY]
): Promise<void> {
  const stops = stopsOf(topics);
  for (const [i, key] of keys.entries()) {
    const stop = stops.find((one) => one.key === key)!;
    await expect(heading(course)).toHaveText(titleOf(stop));
    for (const level of new Set([...levels(i), ...stop.essential.map(String)])) {
      await course.keyboard.press(level);
      await expect(course.locator(`[data-level="${level}"] input`).first()).toBeChecked();
    }
    await course.keyboard.press('Enter');
    const next = stops[stops.indexOf(stop) + 1];
    if (next && next.competency !== stop.competency) {
      await expect(button(course, /^Go on with/)).toBeVisible();
      await button(course, /^Go on with/).press('Enter');
    }
  }
}
const KEYS = stopsOf([INFORMATION, PRIVACY]).map(({ key }) => key);
const START = { alsoOf: /Your platform keeps your answers under your name/ };
async function begin(course: Page): Promise<void> {
  await expect(course.getByText(START.alsoOf)).toBeVisible();
  await button(course, 'Begin').click();
}
const finishing = (course: Page): Locator => course.getByRole('region', { name: /^Finish$/ });

/** Nothing to object to, light and dark, narrow and wide; and nothing that scrolls sideways. */
async function expectUsable(course: Page): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 320],
    ['dark', 1280]
  ] as const) {
    await course.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await course.setViewportSize({ width, height: 800 });
    await course.setViewportSize({ width, height: await course.evaluate(() => Math.max(800, document.documentElement.scrollHeight)) });
    expect(await objections(course), `${colorScheme}, ${width} px`).toEqual([]);
    expect(await course.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
}

/** A page on its way out may not wait for an answer: what it says then is noted as not kept, and was kept before. */
const refusals = (platform: ScormPlatform) => platform.refusals().filter(({ refused }) => refused.rule !== 'commit-failed');

/** Learners, each of one kind: in a storm a whole course, else one of each. */
const LEARNERS = Array.from({ length: LEVEL === 'storm' ? 60 : 3 }, (_, i) => `${['yes', 'no', 'device'][i % 3]}${i < 3 ? '' : i}`);

test(
  'week 1 in the browser: what is stored of each is what the screen said, and a maximum grade changes nothing',
  { tag: '@part' },
  async ({ browser }) => {
    test.setTimeout(LEARNERS.length * 30_000);
    const zip = await coursePackage('scorm12', { topics: ['information'], asks: ['levels', 'answers'] });
    const platform = await openScormPlatform(zip, 'scorm12', {
      accounts: LEARNERS.map((id) => ({ id, name: id })),
      maximumGrade: 100,
      completedNeeds: 'all committed',
      frames: 2
    });
    const keys = stopsOf([INFORMATION]).map(({ key }) => key);
    for (const account of LEARNERS) {
      const kind = account.replace(/\d+$/, '');
      const { course, close } = await openAs(browser, platform, account);
      await expect(course.getByText('At the end your course asks to see: your level in each topic and your answers.')).toBeVisible();
      await expect(course.getByText(/^There is no score\./)).toBeVisible();
      if (kind === 'device') await course.getByRole('radio', { name: /^On this device only/ }).check();
      await button(course, 'Begin').click();
      await answer(course, keys, (i) => (i % 2 ? '12' : '1'), [INFORMATION]);
      await expect(finishing(course)).toBeVisible();
      await expect(finishing(course).getByText(/^There is no score\./)).toBeVisible();
      const levels = finishing(course).getByRole('checkbox', { name: /^your level in each topic/ });
      const said = /Finding and evaluating information: (.*)$/.exec(
        (await finishing(course).locator('label').first().innerText()).trim()
      )![1]!;
      expect(await levels.isChecked()).toBe(false);
      if (kind === 'yes') await levels.check();
      await finishing(course).getByRole('button', { name: 'Finish' }).click();
      await expect(course.getByRole('heading', { name: 'You are done' })).toBeFocused();
      const told = Object.entries(platform.stored(account)[0]!.data).filter(([name]) => name.startsWith('cmi.interactions'));
      if (kind === 'yes') {
        await expect(course.getByText('Your course also sees: your level in each topic.')).toBeVisible();
        expect(Object.fromEntries(told)).toEqual({
          'cmi.interactions.0.id': 'information',
          'cmi.interactions.0.type': 'likert',
          'cmi.interactions.0.student_response': expect.stringMatching(/^L[0-4]$/),
          'cmi.interactions.0.result': 'neutral'
        });
        const level = Number(Object.fromEntries(told)['cmi.interactions.0.student_response']!.slice(1));
        const model = JSON.parse(readFileSync('rubrics/en.json', 'utf8')) as { levels: Record<string, { name: string }> };
        expect(said).toContain(model.levels[level]!.name);
      } else {
        await expect(course.getByText('Nothing else of your result was passed on.')).toBeVisible();
        expect(told).toEqual([]);
      }
      await close();
      const { data, completed } = platform.stored(account)[0]!;
      expect(completed).toBe(true);
      if (kind === 'device')
        expect(readState(data[SUSPEND]!, [INFORMATION])).toEqual({ assessment: null, steps: [], elsewhere: true, done: true });
      else expect(lettersOf(keptIn(data[SUSPEND], [INFORMATION]), keys[1]!)).toBe('2 2 0 0');
      expect(platform.grade(account)).toBeNull();
    }
    expect(refusals(platform)).toEqual([]);
    expect(platform.strays).toEqual([]);
    expect(JSON.stringify(platform.export())).not.toContain('score');

    // Somebody else's computer says where the answers are; what is done is there to look at.
    const away = await openAs(browser, platform, 'device');
    await expect(away.course.getByText('You are only looking. You can try the questions, and nothing is stored.')).toBeVisible();
    await away.close();
    const calls = platform.calls.length;
    const look = await openAs(browser, platform, 'yes');
    await expect(look.course.getByText('You are looking at finished work. Nothing is saved.')).toBeVisible();
    await expect(look.course.getByText('Finding and evaluating information').first()).toBeVisible();
    await expect(button(look.course, 'Finish')).toHaveCount(0);
    await expect(button(look.course, /plan/i)).toHaveCount(0);
    await look.close();
    expect(platform.calls.slice(calls).filter(({ call }) => /Set|Commit/.test(call))).toEqual([]);
    await platform.close();
  }
);

test('stopped at question 9 of 14, somebody goes on at 9 at another computer, with the step that they took', async ({ browser }) => {
  const topics = [INFORMATION, { ...OWN.facts, hash: contentHash(OWN) }];
  const keys = stopsOf(topics).map(({ key }) => key);
  const zip = await coursePackage('scorm2004', { topics: ['information', OWN], languages: ['en', 'de'] });
  const platform = await openScormPlatform(zip, 'scorm2004', { accounts: [{ id: 'a1', name: 'One' }], completedNeeds: 'all committed' });
  const first = await openAs(browser, platform);
  await begin(first.course);
  await answer(first.course, keys.slice(0, 8), (i) => (i % 3 ? '12' : '1'), topics);
  await expect(first.course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  const before = keptIn(kept(platform), topics);
  expect(before.head.cursor).toBe(keys[8]);
  // A step, on the way: the plan goes along.
  await first.course.evaluate(() => (location.hash = '#result'));
  await first.course.locator('#row-information').click();
  await button(first.course, /^Add to plan/)
    .first()
    .click();
  await expect(first.course.getByRole('heading', { name: 'Your plan' }).or(first.course.getByRole('checkbox')).first()).toBeVisible();
  const step = await first.course.locator('li label span').first().innerText();
  await first.close();

  const second = await openAs(browser, platform);
  await button(second.course, 'Go on at question 9 of 14').click();
  await expect(heading(second.course)).toHaveText(titleOf(stopsOf(topics)[8]!));
  await second.course.evaluate(() => (location.hash = '#result'));
  await expect(second.course.locator('li label span').first()).toHaveText(step);
  expect(lettersOf(keptIn(kept(platform), topics), keys[4]!)).toBe(lettersOf(before, keys[4]!));
  // In another language the same step is said in that.
  await second.course.getByLabel('Language').selectOption('de');
  await second.close();
  const third = await openAs(browser, platform, 'a1', { locale: 'de-DE' });
  await button(third.course, 'Weiter bei Frage 9 von 14').click();
  await third.course.evaluate(() => (location.hash = '#result'));
  await expect(third.course.locator('li label span').first()).not.toHaveText(step);
  await third.close();
  expect(refusals(platform)).toEqual([]);
  await platform.close();
});

test('a platform that is gone from question 5 to 8: said each time, a file is offered, nothing is lost, and nobody is done before', async ({
  browser
}) => {
  const zip = await coursePackage('scorm12', { topics: ['information', 'privacy'] });
  const platform = await openScormPlatform(zip, 'scorm12', { accounts: [{ id: 'a1', name: 'One' }], completedNeeds: 'all committed' });
  const { course, close } = await openAs(browser, platform);
  await begin(course);
  await answer(course, KEYS.slice(0, 4), () => '1');
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  platform.down = 'commits';
  const trouble = course.getByRole('alert').filter({ hasText: 'Your platform did not store your last answers' });
  for (const key of KEYS.slice(4, 8)) {
    await answer(course, [key], () => '12');
    await expect(trouble).toBeVisible();
    await expect(course.locator('[data-saving]').first()).toHaveText(/Not stored by your platform/);
  }
  await trouble.getByRole('button', { name: 'Try again' }).click();
  await expect(trouble).toBeVisible();
  const [download] = await Promise.all([
    course.waitForEvent('download'),
    trouble.getByRole('button', { name: 'Download your answers' }).click()
  ]);
  const file = readFileSync(await download.path(), 'utf8');
  for (const key of KEYS.slice(0, 8)) expect(file, key).toContain(key);
  platform.down = false;
  await answer(course, KEYS.slice(8, 9), () => '1');
  await expect(trouble).toHaveCount(0);
  const stored = keptIn(kept(platform));
  for (const key of KEYS.slice(4, 8)) expect(lettersOf(stored, key), key).toMatch(/^2 2/);

  // On the result too: a step that is not stored is said, and “Finish” does not finish.
  await answer(course, KEYS.slice(9), () => '1');
  await expect(finishing(course)).toBeVisible();
  platform.down = 'commits';
  await finishing(course).getByRole('button', { name: 'Finish' }).click();
  await expect(course.getByText('Your platform did not store that you are done. Nothing is lost. Try again.')).toBeVisible();
  await expect(trouble).toBeVisible();
  expect(platform.stored('a1')[0]!.completed).toBe(false);
  expect(platform.calls.filter(({ value }) => value === 'completed')).toEqual([]);
  platform.down = false;
  await finishing(course).getByRole('button', { name: 'Finish' }).click();
  await expect(course.getByRole('heading', { name: 'You are done' })).toBeFocused();
  await expect(trouble).toHaveCount(0);
  expect(platform.stored('a1')[0]!.completed).toBe(true);
  expect(platform.refusals().every(({ refused }) => refused.rule === 'commit-failed')).toBe(true);
  await close();
  await platform.close();
});

test('cmi5: a whole course on a bad line, with a reload in it; each statement arrives once, and the way back leads there', async ({
  browser
}) => {
  const platform = await openCmi5Platform(
    await coursePackage('cmi5', { topics: ['information'], asks: ['levels'], languages: ['en', 'fi'] }),
    {
      preferences: { languagePreference: 'en-US' }
    }
  );
  const launch = platform.launch('learner-1');
  const context = await browser.newContext({ locale: 'fi-FI' });
  const course = await context.newPage();
  await course.goto(launch.address);
  await begin(course);
  const keys = stopsOf([INFORMATION]).map(({ key }) => key);
  await answer(course, keys.slice(0, 2), () => '1', [INFORMATION]);
  Object.assign(platform.faults, { drop: 1, swallow: 1, fail: 1 });
  await answer(course, keys.slice(2, 3), () => '12', [INFORMATION]);
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  await course.reload();
  await button(course, 'Go on at question 4 of 6').click();
  await answer(course, keys.slice(3), () => '1', [INFORMATION]);
  await finishing(course).getByRole('checkbox').check();
  Object.assign(platform.faults, { drop: 0, swallow: 2, fail: 1 });
  await finishing(course).getByRole('button', { name: 'Finish' }).click();
  await expect(course.getByRole('heading', { name: 'You are done' })).toBeFocused();
  Object.assign(platform.faults, { drop: 1, swallow: 1, fail: 0 });
  await button(course, 'Save and go back to your platform').click();
  await course.waitForURL(/\/returned\//);
  expect(platform.refusals).toEqual([]);
  expect(platform.strays).toEqual([]);
  const said = platform
    .statements('learner-1')
    .filter(({ by }) => by === 'course')
    .map(({ statement }) => statement.verb.id.split('/').pop());
  expect(said).toEqual(['initialized', 'responded', 'completed', 'terminated']);
  const state = String(platform.states('learner-1').get('waymark')!.content);
  expect(lettersOf(keptIn(state, [INFORMATION]), keys[2]!)).toBe('2 2 0 0');

  const review = platform.launch('learner-1');
  await course.goto(review.address);
  await expect(course.getByText('You are looking at finished work. Nothing is saved.')).toBeVisible();
  await button(course, 'Save and go back to your platform').click();
  await course.waitForURL(/\/returned\//);
  expect(platform.refusals).toEqual([]);
  await context.close();
  await platform.close();
});

const began = (statements: { readonly by: string; readonly statement: { readonly verb: { readonly id: string } } }[]) =>
  statements.filter(({ by }) => by === 'course').map(({ statement }) => statement.verb.id.split('/').pop());

test('cmi5 on a line that hangs: something is on screen at once, and each thing that cannot be done is said', async ({ browser }) => {
  test.setTimeout(180_000);
  const platform = await openCmi5Platform(await coursePackage('cmi5', { topics: ['information'], asks: ['levels'] }));
  const context = await browser.newContext({ locale: 'en-GB' });
  const course = await context.newPage();
  platform.faults.slow = 1_500;
  await course.goto(platform.launch('learner-1').address);
  await expect(course.getByRole('heading', { name: 'Opening' })).toBeVisible({ timeout: 1_500 });
  await begin(course);
  platform.faults.slow = 0;
  const keys = stopsOf([INFORMATION]).map(({ key }) => key);
  await answer(course, keys.slice(0, 5), () => '1', [INFORMATION]);
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  platform.faults.slow = 60_000;
  await answer(course, keys.slice(5), () => '12', [INFORMATION]);
  await expect(finishing(course)).toBeVisible();
  // Stored when nothing has happened for four seconds, and waited for ten.
  const limit = { timeout: 20_000 };
  await expect(course.getByRole('alert').filter({ hasText: 'Your platform did not store your last answers' })).toBeVisible(limit);
  await finishing(course).getByRole('checkbox').check();
  await finishing(course).getByRole('button', { name: 'Finish' }).click();
  await expect(course.getByText('Your platform did not store that you are done. Nothing is lost. Try again.')).toBeVisible({
    timeout: 26_000
  });
  await button(course, 'Save and go back to your platform').click();
  await expect(course.getByText('Your platform does not answer. Keep this page open and try again.')).toBeVisible({ timeout: 26_000 });

  // What they agreed to was not sent, so they can still say no.
  platform.faults.slow = 0;
  await finishing(course).getByRole('checkbox').uncheck();
  await finishing(course).getByRole('button', { name: 'Finish' }).click();
  await expect(course.getByText('Nothing else of your result was passed on.')).toBeVisible();
  expect(began([...platform.statements('learner-1')])).toEqual(['initialized', 'completed']);
  await button(course, 'Save and go back to your platform').click();
  await course.waitForURL(/\/returned\//);
  await course.goBack();
  await expect(course.getByRole('heading', { name: 'You have left this course' })).toBeVisible();
  await expect(course.getByText(/open the course from your platform again/)).toBeVisible();
  await expectUsable(course);
  expect(platform.refusals).toEqual([]);

  platform.faults.slow = 60_000;
  const away = await context.newPage();
  await away.goto(platform.launch('learner-1').address);
  await expect(away.getByRole('heading', { name: 'Your platform does not answer' })).toBeVisible(limit);
  await away.close();
  await context.close();
  platform.faults.slow = 0;
  await platform.close();
});

test('cmi5 where the browser keeps nothing for the page: it opens, and stores', async ({ browser }) => {
  const platform = await openCmi5Platform(await coursePackage('cmi5', { topics: ['information'] }));
  const context = await browser.newContext({ locale: 'en-GB' });
  await context.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        }
      });
  });
  const course = await context.newPage();
  await course.goto(platform.launch('learner-1').address);
  await begin(course);
  await answer(
    course,
    stopsOf([INFORMATION])
      .map(({ key }) => key)
      .slice(0, 2),
    () => '1',
    [INFORMATION]
  );
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  expect(platform.states('learner-1').has('waymark')).toBe(true);
  await context.close();
  await platform.close();
});

/** The player of a platform, with the course in a window of its own; `how` changes what the platform answers, before the course asks. */
async function enter(page: Page, platform: ScormPlatform, how: () => void): Promise<Page> {
  await page.goto(platform.player('a1', { window: 'own' }));
  await button(page, 'Enter').waitFor();
  await page.evaluate(how);
  const [course] = await Promise.all([page.waitForEvent('popup'), button(page, 'Enter').click()]);
  return course;
}

test('what the platform cannot read is never written over: it is said, tried again, or answered on this device', async ({ browser }) => {
  const platform = await openScormPlatform(await coursePackage('scorm12', { topics: ['information'] }), 'scorm12', {
    accounts: [{ id: 'a1', name: 'One' }]
  });
  const keys = stopsOf([INFORMATION]).map(({ key }) => key);
  const first = await openAs(browser, platform);
  await begin(first.course);
  await answer(first.course, keys.slice(0, 3), () => '1', [INFORMATION]);
  await expect(first.course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  await first.close();
  const before = kept(platform);

  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const course = await enter(page, platform, () => {
    const api = (window as unknown as { API: Record<string, (name?: string) => string> }).API;
    const [get, error] = [api.LMSGetValue!, api.LMSGetLastError!];
    const broken = Object.assign(window, { reads: false }) as unknown as { reads: boolean };
    let asked: string | undefined;
    const own = { ...api };
    own.LMSGetValue = (name) => ((asked = name) === 'cmi.suspend_data' && !broken.reads ? '' : get(name));
    own.LMSGetLastError = () => (asked === 'cmi.suspend_data' && !broken.reads ? '101' : error());
    (window as unknown as { API: object }).API = own;
  });
  const title = course.getByRole('heading', { name: 'Your platform does not give out your stored answers' });
  await expect(title).toBeVisible();
  await expectUsable(course);
  await button(course, 'Try again').click();
  await expect(title).toBeVisible();
  await page.evaluate(() => Object.assign(window, { reads: true }));
  await tabTo(course, button(course, 'Try again'));
  await course.keyboard.press('Enter');
  await expect(button(course, 'Go on at question 4 of 6')).toBeVisible();
  await course.close();
  expect(keptIn(kept(platform), [INFORMATION])).toEqual(keptIn(before, [INFORMATION]));
  await context.close();
  await platform.close();
});

test('a platform that does not let the course begin: it can be answered on this device, and nobody hears of it', async ({ browser }) => {
  const platform = await openScormPlatform(await coursePackage('scorm2004', { topics: ['information'] }), 'scorm2004', {
    accounts: [{ id: 'a1', name: 'One' }]
  });
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const course = await enter(page, platform, () => {
    const holds = window as unknown as { API_1484_11: Record<string, () => string> };
    holds.API_1484_11 = { ...holds.API_1484_11, Initialize: () => 'false' };
  });
  await expect(course.getByRole('heading', { name: 'Your platform does not let this course begin' })).toBeVisible();
  await button(course, 'Answer on this device').click();
  await expect(course.getByText(/^Your platform does not take part\. .* nobody learns that you are done\./)).toBeVisible();
  await button(course, 'Begin').click();
  const keys = stopsOf([INFORMATION]).map(({ key }) => key);
  await answer(course, keys.slice(0, 2), () => '1', [INFORMATION]);
  await course.reload();
  await button(course, 'Answer on this device').click();
  await expect(button(course, 'Go on at question 3 of 6')).toBeVisible();
  await context.close();
  expect(platform.calls.filter(({ call }) => /Set|Commit|Terminate/.test(call))).toEqual([]);
  await platform.close();
});

test('two windows of one course: the one that lags behind says so, offers its answers as a file, and the other one stays as it is', async ({
  browser
}) => {
  const platform = await openScormPlatform(await coursePackage('scorm12', { topics: ['information'] }), 'scorm12', {
    accounts: [{ id: 'a1', name: 'One' }]
  });
  const keys = stopsOf([INFORMATION]).map(({ key }) => key);
  const context = await browser.newContext({ locale: 'en-GB' });
  const [left, right] = [
    await enter(await context.newPage(), platform, () => {}),
    await enter(await context.newPage(), platform, () => {})
  ];
  await begin(left);
  await answer(left, keys.slice(0, 1), () => '1', [INFORMATION]);
  await begin(right);
  await right.bringToFront();
  await answer(right, keys.slice(0, 1), () => '123', [INFORMATION]);
  const trouble = right.getByRole('alert').filter({ hasText: 'You went on in another window' });
  await expect(trouble).toBeVisible();
  await expect(trouble.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  await expectUsable(right);
  const [download] = await Promise.all([right.waitForEvent('download'), button(right, 'Download your answers').click()]);
  expect(readFileSync(await download.path(), 'utf8')).toContain(keys[0]!);
  right.on('dialog', (dialog) => void dialog.accept());
  await right.close({ runBeforeUnload: true });
  await left.bringToFront();
  await answer(left, keys.slice(1, 3), () => '1', [INFORMATION]);
  await expect(left.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  const stored = keptIn(kept(platform), [INFORMATION]);
  expect(lettersOf(stored, keys[0]!)).toBe('2 0 0 0');
  expect(Object.keys(stored.entries)).toHaveLength(3);
  await context.close();
  await platform.close();
});

test('a platform that is gone altogether, files and all: answers go on, and are stored when it is back', async ({ browser }) => {
  const platform = await openScormPlatform(await coursePackage('scorm2004', { topics: ['information', 'privacy'] }), 'scorm2004', {
    accounts: [{ id: 'a1', name: 'One' }]
  });
  const { course, close } = await openAs(browser, platform);
  await begin(course);
  await answer(course, KEYS.slice(0, 3), () => '1');
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  platform.down = 'all';
  await answer(course, KEYS.slice(3, 5), () => '12');
  await expect(course.getByRole('alert').filter({ hasText: 'Your platform did not store your last answers' })).toBeVisible();
  platform.down = false;
  await answer(course, KEYS.slice(5, 7), () => '1');
  await expect(course.locator('[data-saving]').first()).toHaveText(/Stored by your platform/);
  const stored = keptIn(kept(platform));
  for (const key of KEYS.slice(3, 5)) expect(lettersOf(stored, key), key).toMatch(/^2 2/);
  await close();
  await platform.close();
});

test('by keys alone, on a narrow screen, and for everybody: nothing to object to', async ({ browser }) => {
  const zip = await coursePackage('scorm12', { topics: ['information'], asks: ['levels', 'plan'], languages: ['en', 'de'] });
  const platform = await openScormPlatform(zip, 'scorm12', { accounts: [{ id: 'a1', name: 'One' }] });
  const { course, close } = await openAs(browser, platform);
  await course.setViewportSize({ width: 320, height: 640 });
  await tabTo(course, button(course, 'Begin'));
  await course.keyboard.press('Enter');
  await answer(
    course,
    stopsOf([INFORMATION]).map(({ key }) => key),
    () => '1',
    [INFORMATION]
  );
  await tabTo(course, finishing(course).getByRole('checkbox').first());
  await course.keyboard.press('Space');
  await tabTo(course, finishing(course).getByRole('button', { name: 'Finish' }));
  platform.down = 'commits';
  await course.keyboard.press('Enter');
  await expect(course.getByText(/^Your platform did not store that you are done/)).toBeVisible();
  await expectUsable(course);
  platform.down = false;
  await close();

  const again = await openAs(browser, platform);
  await expectUsable(again.course);
  await button(again.course, 'See where you stand').click();
  await expectUsable(again.course);
  await again.close();
  await platform.close();
});

test('the first question is on screen within 70 kB, whatever comes with it', async ({ page }) => {
  const zip = await coursePackage('scorm12', {
    topics: ['information', 'writing', 'privacy', 'facilitating', 'presence'],
    languages: ['en', 'de']
  });
  const platform = await openScormPlatform(zip, 'scorm12', { accounts: [{ id: 'a1', name: 'One' }] });
  const files = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    if (!response.url().includes('/mod_scorm/content/')) return;
    files.set(
      response.url().split('/content/')[1]!,
      response.body().then((body) => gzipSync(body).length)
    );
  });
  await page.goto(platform.player('a1'));
  const course = page.frameLocator('#scorm_object');
  await course.getByRole('button', { name: 'Begin' }).click();
  await expect(course.locator('[data-level="4"]')).toBeVisible();
  const sizes = await Promise.all([...files].map(async ([path, size]) => [path, await size] as const));
  const sum = sizes.reduce((all, [, size]) => all + size, 0);
  console.log(`until the first question: ${sum} bytes in ${sizes.length} files`, sizes.map(([path, size]) => `${path} ${size}`).join(', '));
  // A count of nothing would be within any budget.
  expect(
    sizes.map(([path]) => path).filter((path) => /index|course\.json|texts\.json|1\.json|\.css|start-/.test(path)).length
  ).toBeGreaterThanOrEqual(6);
  expect(sum).toBeGreaterThan(30_000);
  expect(sum).toBeLessThanOrEqual(70_000);
  await page.waitForLoadState('networkidle');
  await platform.close();
});
