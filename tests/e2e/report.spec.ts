import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { RubricWords } from '#lib/domain/rubric/rubric.ts';
import { expect, heading, open, putRows, rowsOf, test, topicOf, topics, type Criterion } from './app.ts';
import { expectAccessible, tooWide } from './axe.ts';
import { assessment, putAssessments, type Answers } from './data.ts';
import { tabTo } from './keys.ts';
import { printed } from './pdf.ts';

const AT = Date.UTC(2026, 10, 20, 12);
const ID = 'a'.repeat(32);
const NOTE = 'Ask Liisa about the group page';
const STEP_NOTE = 'Only four people read it';
/** Level 2 in every topic, level 3 in the first, and all essentials. */
const usual: Answers = ({ topic, essential }, level) => (essential.includes(level) || level <= (topic === topics[0]!.id ? 3 : 2) ? 2 : 0);

const step = (i: number, more: Partial<PlanStep> = {}): PlanStep => ({
  id: String(i).padStart(32, '0'),
  what: `Plan step ${i}`,
  why: '',
  aim: null,
  by: '2026-12-09',
  with: '',
  state: 'todo',
  note: STEP_NOTE,
  order: i,
  createdAt: AT,
  at: AT,
  ...more
});

/** Puts an assessment and a plan into the database, past the app, and opens the report. */
async function report(
  page: Page,
  {
    ids = topics.map(({ id }) => id),
    answers = usual,
    plan = [],
    head = {},
    rows = {},
    at = '/'
  }: {
    ids?: readonly string[];
    answers?: Answers;
    plan?: readonly PlanStep[];
    head?: Partial<Head>;
    rows?: Partial<Head>;
    at?: string;
  } = {}
): Promise<void> {
  const { head: own, entries } = assessment(ID, 'Before the course', ids, AT, answers);
  const [first] = Object.values(entries);
  await putAssessments(
    page,
    [
      { head: { ...own, ...head }, entries: { ...entries, [first!.criterion]: { ...first!, note: NOTE, evidence: 'none' } } },
      ...(rows.id ? [{ head: { ...own, ...rows }, entries: {} }] : [])
    ],
    at
  );
  await putRows(page, 'plan' as 'entries', plan);
  await open(page, `${at}report/?id=${ID}`);
  await expect(sheet(page)).toBeVisible();
}

const sheet = (page: Page) => page.locator('article');
const part = (page: Page, name: string) => page.getByRole('checkbox', { name });
const h2s = (page: Page) => sheet(page).getByRole('heading', { level: 2 }).allTextContents();

/** What a rubric says to try. */
const stepTo = ({ topic, id }: Criterion, level: Level): string =>
  (JSON.parse(readFileSync(`rubrics/${topic}/en.json`, 'utf8')) as RubricWords).criteria[id]!.next![level]!;

const ALL = ['Your levels', 'Why you are at each level', 'What you already do', 'Next steps', 'Your plan'];
const HEADLINE = 'You talk with people one-to-one online, and in one topic you guide groups.';
const CAVEATS = 'What this can and cannot say';

test('what goes in is chosen part by part, the choice is remembered, and notes are out until somebody ticks them', async ({ page }) => {
  await report(page, { plan: [step(1), step(2, { state: 'dropped' }), step(3, { state: 'done', with: 'Maija' })] });
  await expect(heading(page)).toHaveText(HEADLINE);
  expect(await h2s(page)).toEqual([...ALL, CAVEATS]);
  await expect(sheet(page)).toContainText('Before the course. As of 20 November 2026. 124 of 124 statements have an answer.');
  await expect(sheet(page)).toContainText('Plan step 1');
  await expect(sheet(page)).toContainText('To do · By 9 December 2026');
  await expect(sheet(page)).not.toContainText('Plan step 2');
  await expect(sheet(page)).toContainText('One step that was dropped is left out.');
  await expect(sheet(page)).not.toContainText(NOTE);
  await expect(sheet(page)).not.toContainText(STEP_NOTE);
  // Whom a step is tried with is a name: it goes with the notes.
  await expect(sheet(page)).not.toContainText('Maija');
  // Where each position rests: points of need, the band in words, essentials, what is not of the role.
  const why = sheet(page).getByRole('region', { name: topicOf('privacy').title });
  await expect(why).toContainText(/Level 2: \d+ points of \d+ needed, clearly reached/);
  await expect(why).toContainText(/If two answers were slightly different, you(r level would| could)/);
  await expect(why).toContainText('No safety point is missing.');
  await expect(why).toContainText(/Not part of my job: 0 of \d+/);

  await part(page, 'Your notes').check();
  await expect(sheet(page)).toContainText(NOTE);
  await expect(sheet(page)).toContainText(STEP_NOTE);
  // What is done is out until somebody wants every step.
  await expect(sheet(page)).not.toContainText('Plan step 3');
  await expect(sheet(page)).toContainText('One step that is done is left out.');
  await part(page, 'Every step of the plan').check();
  await expect(sheet(page)).toContainText('Plan step 3');
  await expect(sheet(page)).toContainText('With Maija');
  await expect(sheet(page)).not.toContainText('is done is left out');
  await expect(sheet(page)).toContainText('One step that was dropped is left out.');
  await part(page, 'Why you are at each level').uncheck();
  await page.getByRole('checkbox', { name: 'Your plan', exact: true }).uncheck();
  await expect(sheet(page)).not.toContainText(STEP_NOTE);
  const kept = async () => (await rowsOf(page, 'settings')).find((row) => (row as { key: string }).key === 'report');
  await expect.poll(kept).toMatchObject({ value: { notes: true, every: true, why: false, plan: false } });
  await page.reload();
  await expect(sheet(page)).toContainText(NOTE);
  expect(await h2s(page)).toEqual(['Your levels', 'What you already do', 'Next steps', 'Your notes', CAVEATS]);

  for (const name of ['Picture and table', 'What you already do', 'Next steps', 'Your notes']) await part(page, name).uncheck();
  expect(await h2s(page)).toEqual([CAVEATS]);
  await expect(sheet(page)).toContainText('not a test or a certificate');
});

test('the side for a supervisor holds the person’s own plan, levels and open safety points: no answer, no points, no note, no target', async ({
  page
}) => {
  const [essential] = topicOf('privacy').criteria.filter((criterion) => criterion.essential.length) as [Criterion];
  const [level] = essential.essential as [Level];
  const aim = { criterion: essential.key, level, assessment: ID } as PlanStep['aim'];
  await report(page, {
    plan: [step(1, { what: 'Talk to the team', aim }), step(2), step(3, { state: 'done' })],
    head: { targets: { privacy: 4 } },
    answers: (criterion, at, i) => (criterion.key === essential.key && at === level ? 1 : usual(criterion, at, i))
  });
  await part(page, 'Your notes').check();
  await page.getByRole('radio', { name: 'One side for a supervisor' }).check();
  expect(await h2s(page)).toEqual(['What I will do next', 'Where I stand', 'What would help me']);
  // The open steps of the plan come first, and are ticked; what else could be handed on is not.
  const chosen = sheet(page).getByRole('list').first().getByRole('listitem');
  await expect(chosen).toHaveText([/^Talk to the team ?Privacy · safety · By 9 December 2026$/, /^Plan step 2 ?By 9 December 2026$/]);
  await expect(sheet(page)).toContainText(`${essential.title} (level ${level}): step 1 above`);
  await page.getByRole('group', { name: 'Steps from your plan' }).getByRole('checkbox', { name: 'Plan step 2' }).uncheck();
  await expect(chosen).toHaveCount(1);
  await page.getByText('more steps to choose from').first().click();
  await page.getByRole('group', { name: 'more steps' }).getByRole('checkbox').first().check();
  await expect(chosen).toHaveCount(2);
  const text = (await sheet(page).textContent())!;
  for (const secret of [NOTE, STEP_NOTE, 'Plan step 2', 'Plan step 3', 'points of', 'Partly', 'Not part of my job', 'target'])
    expect(text).not.toContain(secret);
  const statements = topics.flatMap(({ criteria }) => criteria.flatMap((criterion) => Object.values(criterion.descriptors)));
  expect(statements.filter((statement) => text.includes(statement))).toEqual([]);
  await page.getByRole('textbox', { name: 'Name' }).fill('Aino Example');
  await page.getByRole('textbox', { name: 'Date' }).fill('1 December 2026');
  const pdf = await printed(page);
  expect(pdf.texts.join(' ')).toContain('Aino Example');
  expect(pdf.texts.join(' ')).toContain('1 December 2026');
  expect(pdf.texts.join(' ')).not.toContain(NOTE);
  expect(pdf.sizes).toHaveLength(1);

  // The name was for the print only.
  const kept = await page.evaluate(async () => {
    const found: unknown[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
    const db = await new Promise<IDBDatabase>(
      (done) => (indexedDB.open('waymark').onsuccess = (event) => done((event.target as IDBOpenDBRequest).result))
    );
    for (const name of db.objectStoreNames)
      found.push(
        await new Promise(
          (done) => (db.transaction(name).objectStore(name).getAll().onsuccess = (event) => done((event.target as IDBRequest).result))
        )
      );
    db.close();
    return JSON.stringify(found);
  });
  expect(kept).toContain('Before the course');
  expect(kept).not.toContain('Aino');
});

test('printed, it is A4 with a title, a language, headings in order and a text for the picture, black on white from a dark screen', async ({
  page
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await report(page, { plan: Array.from({ length: 12 }, (_, i) => step(i + 1, { why: 'So that people find it before they ask' })) });
  await part(page, 'Your notes').check();
  const pdf = await printed(page);
  expect(pdf).toMatchObject({ title: 'Report, Before the course, 20 November 2026 · Waymark', tagged: true });
  expect(pdf.language).toMatch(/^en/);
  expect(pdf.sizes.length).toBeGreaterThan(1);
  expect(pdf.sizes.length).toBeLessThanOrEqual(5);
  for (const size of pdf.sizes) expect(size).toEqual([210, 297]);
  expect(pdf.headings[0]).toEqual({ level: 1, text: HEADLINE });
  expect(pdf.headings.filter(({ level }) => level === 1)).toHaveLength(1);
  pdf.headings.slice(1).forEach(({ level, text }, i) => expect(level, text).toBeLessThanOrEqual(pdf.headings[i]!.level + 1));
  expect(pdf.headings.filter(({ level }) => level === 2).map(({ text }) => text)).toEqual([...ALL, 'Your notes', CAVEATS]);
  expect(pdf.outline).toEqual(expect.arrayContaining(ALL));
  expect(pdf.alternatives.join(' ')).toContain('Your levels. Level 3, ');
  const text = pdf.texts.join(' ');
  expect(text).toContain('Plan step 12');
  // What is chosen with is never printed, and neither is what every page wears.
  for (const screenOnly of ['Print or save', 'One side for', 'My assessments', 'No account']) expect(text).not.toContain(screenOnly);
  // No page without a text of its own, and no heading as the last words of one.
  pdf.texts.forEach((words, n) => {
    expect(words.length, `page ${n + 1}`).toBeGreaterThan(150);
    expect(words).toContain(`${n + 1} / ${pdf.sizes.length}`);
    const body = words.replace(/\d+ \/ \d+/g, '').trim();
    for (const { text } of pdf.headings) expect(body.endsWith(text), `page ${n + 1} ends with “${text}”`).toBe(false);
  });

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const looks = await sheet(page).evaluate((element) => {
    const small = [...element.querySelectorAll('p, li, td, th, dd, dt')]
      .filter((one) => one.checkVisibility() && one.textContent?.trim())
      .filter((one) => parseFloat(getComputedStyle(one).fontSize) < (10 / 72) * 96 - 0.1);
    return {
      small: small.map((one) => one.textContent),
      ink: getComputedStyle(element).color,
      paper: getComputedStyle(document.body).backgroundColor
    };
  });
  expect(looks).toEqual({ small: [], ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' });
});

test('an essential at Partly is named with its step, and in the side for a supervisor without its answer; one that is open says so', async ({
  page
}) => {
  const [partly, open] = topicOf('privacy').criteria.filter((criterion) => criterion.essential.length) as [Criterion, Criterion];
  const [level] = partly.essential as [Level];
  await report(page, {
    ids: ['privacy'],
    answers: (criterion, at, i) =>
      at === level && criterion.key === partly.key
        ? 1
        : at === open.essential[0] && criterion.key === open.key
          ? null
          : usual(criterion, at, i)
  });
  const essentials = sheet(page).getByRole('region', { name: 'Safety first' }).getByRole('listitem');
  const [first, second] = [open, partly].map((criterion) => essentials.filter({ hasText: criterion.title }));
  await expect(first!).toContainText('not answered yet');
  await expect(second!).toContainText(`(level ${level}): Partly`);
  await expect(second!).toContainText(stepTo(partly, level));
  await page.getByRole('radio', { name: 'One side for a supervisor' }).check();
  await expect(sheet(page)).toContainText(`${partly.title} (level ${level})`);
  await expect(sheet(page)).not.toContainText('Partly');
});

test('open, not part of the role, essentials that are missing and looking back: each is said as what it is', async ({ page }) => {
  const essential = topicOf('privacy').criteria.find((criterion) => criterion.essential.length)!;
  await report(page, {
    ids: ['information', 'privacy', 'presence'],
    answers: (criterion, level, i) => {
      if (criterion.topic === 'presence') return 'na';
      if (criterion.topic === 'information') return i === 0 ? 2 : null;
      return criterion.key === essential.key && level === essential.essential[0] ? 0 : usual(criterion, level, i);
    },
    head: { retrospectOf: 'b'.repeat(32), targets: { privacy: 3 } },
    rows: { id: 'b'.repeat(32), name: 'In spring', updatedAt: AT - 1 }
  });
  await expect(sheet(page)).toContainText('Looking back: this rates the date of “In spring” again, as seen on 20 November 2026.');
  const named = `${essential.title} (level ${essential.essential[0]}): Not yet`;
  await expect(sheet(page).getByRole('region', { name: 'Safety first' }).getByRole('listitem').filter({ hasText: named })).toContainText(
    stepTo(essential, essential.essential[0]!)
  );
  await expect(sheet(page).getByRole('region', { name: topicOf('privacy').title })).toContainText(`Safety points not in place: ${named}.`);
  const row = (id: string) =>
    sheet(page)
      .getByRole('row')
      .filter({ hasText: topicOf(id).title });
  await expect(row('information')).toContainText('Answers still open');
  await expect(row('presence')).toContainText('Not part of your job');
  await expect(row('privacy').getByRole('cell').last()).toHaveText('3');
  await expect(sheet(page)).toContainText(/Based on 1 of 3 topics\.\s+One topic has no level yet/);
  await expect(sheet(page).getByRole('region', { name: topicOf('information').title })).toContainText(/Still open: \d+\./);
});

test('without an id it is the newest assessment; without any it says what to do, and one that is not here is not here', async ({
  page
}) => {
  await open(page, '/report/');
  await expect(heading(page)).toHaveText('Report');
  await expect(page.getByRole('link', { name: 'Start' })).toBeVisible();
  await open(page, '/report/?id=nothing');
  await expect(heading(page)).toHaveText('This assessment is not on this device');
  await report(page, { ids: ['privacy'] });
  await open(page, '/report/');
  await expect(sheet(page)).toContainText('Before the course');
  await expect(page).toHaveTitle('Report, Before the course, 20 November 2026 · Waymark');
});

test('with the keyboard alone, and nothing to object to in either version', async ({ page }) => {
  await report(page, { plan: [step(1)] });
  await tabTo(page, part(page, 'Your notes'));
  await page.keyboard.press('Space');
  await expect(sheet(page)).toContainText(NOTE);
  await tabTo(page, page.getByRole('button', { name: 'Print or save as PDF' }));
  await page.evaluate(() => Object.assign(window, { print: () => document.body.setAttribute('data-asked', '') }));
  await page.keyboard.press('Enter');
  await expect(page.locator('body')).toHaveAttribute('data-asked');
  await expectAccessible(page);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await page.getByRole('radio', { name: 'One side for a supervisor' }).check();
  await expectAccessible(page);
});

for (const language of ['fi', 'sv', 'de'])
  test(
    `in ${language}: the PDF is in that language, and the page no wider than 320 px`,
    language === 'sv' ? { tag: '@storm' } : {},
    async ({ page }) => {
      await page.setViewportSize({ width: 320, height: 800 });
      await report(page, { at: `/${language}/`, plan: [1, 2, 3].map((n) => step(n)) });
      expect(await tooWide(page)).toEqual([]);
      // The picture is drawn for the paper, not for the screen that it is printed from.
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      await expect(sheet(page).locator('.fields svg')).toHaveAttribute('width', '640');
      const pdf = await printed(page);
      expect(pdf.language).toBe(language);
      expect(pdf.texts.join(' ')).not.toContain('Why you are at each level');
      expect(pdf.sizes.length).toBeLessThanOrEqual(3);
    }
  );
