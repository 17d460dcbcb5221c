import type { Page } from '@playwright/test';
import { withSituationOut } from '#lib/domain/assessment/scope.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import {
  answerAll,
  button,
  contentOf,
  downloadBy,
  expect,
  heading,
  link,
  more,
  open,
  putRows,
  rowsOf,
  stored,
  test,
  type Criterion
} from './app.ts';
import { expectAccessible } from './axe.ts';
import { assessmentOf, putAssessments, upTo } from './data.ts';
import { example, onShelf, shelve } from './shelf.ts';
import { withSituations } from '../support/situations.ts';

/** The criteria of a rubric on the shelf, as the pages show them in one of its languages. */
function criteriaOf(file: RubricFile, language = 'en'): Criterion[] {
  return file.facts.criteria.map(({ id, essential }) => {
    const words = (file.words[language]?.criteria[id] ?? file.words.en!.criteria[id]) as never as Omit<Criterion, 'notApplicable'>;
    return { ...words, key: `${file.facts.id}.${id}`, id, topic: file.facts.id, essential, notApplicable: {} };
  });
}

/** Begins an assessment with one rubric that is not built in. */
async function beginWith(page: Page, key: string, site = '/'): Promise<void> {
  await open(page, `${site}choose/?rubric=${key}`);
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await page.locator('form button:not([type])').click();
}

test('in a language that it lacks in part, the missing texts are borrowed, marked, and read out in their own language', async ({
  page
}) => {
  const file = example();
  const [key] = await shelve(page, [file]);
  await beginWith(page, key!, '/fi/');
  await expect(page.getByText('In fi, I wait 1 times at level 2.', { exact: true })).toBeVisible();
  await open(page, `${page.url().split('&')[0]}&at=own-listening.L3`);
  const borrowed = page.locator('[data-level="2"]').getByText('In en, I wait 3 times at level 2.');
  await expect(borrowed).toHaveAttribute('lang', 'en');
  // Four statements, and the title over them.
  await expect(page.getByText('Ei vielä käännetty. Tekstin kieli: englanti')).toHaveCount(5);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
});

test('an assessment keeps the very rubric that it was answered with: an earlier built-in version is shown as it was', async ({ page }) => {
  const file = example({ id: 'privacy', version: '0.8.0', title: 'Privacy as it was' });
  const [key] = await shelve(page, [file], 'cited');
  await open(page, `/choose/?rubric=${key}`);
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  // One that is only kept is not offered; an assessment that names it is opened all the same.
  await expect(page.getByText('Privacy as it was')).toHaveCount(0);
  await putAssessment(page, 'old', [{ id: 'privacy', version: '0.8.0', hash: key! }], 'privacy.L1', 3);
  await open(page, '/assess/?id=old');
  await expect(heading(page)).toHaveText('Waiting 1');
  await expect(page.getByText('Privacy as it was, 1 of 3')).toBeVisible();
});

test('where the rubric is not on this device, the answers stay and the person is told what to do', async ({ page }) => {
  await shelve(page, []);
  await putAssessment(page, 'lost', [{ id: 'own-gone', version: '1.0.0', hash: '0'.repeat(32) }], 'own-gone.L1', 3);
  for (const path of ['/assess/?id=lost', '/result/?id=lost']) {
    await open(page, path);
    await expect(heading(page)).toHaveText('The rubric of this assessment is not on this device');
  }
  expect((await stored(page)).assessments.map(({ id }) => id)).toEqual(['lost']);
});

test('built-in rubrics are kept beside the answers, out of sight, once', async ({ page }) => {
  await open(page, '/choose/?topic=presence');
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await button(page, 'Begin').click();
  await page.keyboard.press('2');
  await expect.poll(async () => (await stored(page)).assessments[0]?.rubrics[0]?.hash, { timeout: 15_000 }).toMatch(/^[0-9a-f]{32}$/);
  const [head] = (await stored(page)).assessments;
  expect((await onShelf(page)).map(({ key, origin }) => [key, origin])).toEqual([[head!.rubrics[0]!.hash, 'cited']]);
});

test.describe('a newer version', () => {
  const one = example();
  const two = (() => {
    const file = example({ version: '1.1.0', criteria: 4 });
    const changed = [
      { kind: 'comparable' as const, from: ['L2'], to: ['L2'], levels: [1 as const, 2 as const] },
      { kind: 'not-comparable' as const, from: ['L3'], to: ['L3'] }
    ];
    return { ...file, facts: { ...file.facts, changes: [{ from: '1.0.0', criteria: changed }] } };
  })();

  test('is offered for an assessment that was answered and is known by its hash, shown before it is done, and carries answers into a new one; the earlier one stays', async ({
    page
  }) => {
    const [key] = await shelve(page, [one]);
    await beginWith(page, key!);
    await answerAll(page, criteriaOf(one), () => 2);
    await expect(heading(page)).toHaveText('Level 2 in Listening online.');
    await page.locator('.topic > summary').click();
    await expect(page.getByText('You are at level 2.')).toBeVisible();
    const before = await stored(page);
    expect(before.assessments.map(({ rubrics }) => rubrics)).toEqual([[{ id: 'own-listening', version: '1.0.0', hash: key }]]);
    const id = before.assessments[0]!.id;
    await shelve(page, [two]);
    await open(page, `/result/?id=${id}`);
    await expect(heading(page)).toHaveText('Level 2 in Listening online.');
    await link(page, 'See what would change').click();
    await expect(heading(page)).toHaveText('Carry your answers over');
    const terms = page.getByRole('definition');
    await expect(terms).toHaveText(['6 statements', '2 statements', '4 statements', '4 statements']);
    await expect(page.getByText('From version 1.0.0 to 1.1.0')).toBeVisible();
    expect(await stored(page)).toEqual(before);
    await expectAccessible(page);

    await button(page, 'Make a new assessment with these answers').click();
    await expect(heading(page)).toHaveText('Waiting 1');
    const after = await stored(page);
    expect(after.assessments).toHaveLength(2);
    const made = after.assessments.find((head) => head.id !== id)!;
    expect(made.rubrics[0]!.version).toBe('1.1.0');
    expect(after.assessments.find((head) => head.id === id)).toEqual(before.assessments[0]);
    const cells = (criterion: string) =>
      Object.values(after.entries.find((entry) => entry.assessment === made.id && entry.criterion === criterion)?.cells ?? {}).map(
        (cell) => `${cell!.value} ${cell!.origin}`
      );
    expect(cells('own-listening.L1')).toEqual(['2 given', '2 given', '0 left', '0 left']);
    expect(cells('own-listening.L2')).toEqual(['2 assumed', '2 assumed', '0 left', '0 left']);
    expect(cells('own-listening.L3')).toEqual([]);
  });

  test('takes along what was said of a whole situation, for new questions too', async ({ page }) => {
    const [early, late] = [withSituations(one).file, withSituations(two).file];
    const [key] = await shelve(page, [early, late]);
    const known = { ...early.facts, hash: key! };
    const mine = assessmentOf([known], 'one', '', Date.now(), (_, level) => (level <= 2 ? 2 : null));
    const scope = withSituationOut([], 'guided-group', [early.facts], Date.now());
    await putAssessments(page, [{ ...mine, head: { ...mine.head, scope } }]);
    await open(page, '/carry/?id=one');
    await expect(page.getByText('“Not part of my job” stays for the situations that the newer version has.')).toBeVisible();
    await button(page, 'Make a new assessment with these answers').click();
    await expect(page.locator('[data-level="3"]')).toContainText('Not part of my job');
    const made = (await stored(page)).assessments.find(({ id }) => id !== 'one')!;
    expect(made.scope).toEqual([{ ...scope[0]!, where: { 'own-listening': { level: 3, asked: [] } } }]);
    await open(page, `/assess/?id=${made.id}&at=own-listening.L4`);
    await expect(heading(page)).toHaveText('Waiting 4');
    await expect(page.locator('[data-level="3"]')).toContainText('Not part of my job');
  });

  test('meets a rubric that is not here: it says so, and can be tried again', async ({ page }) => {
    const [key] = await shelve(page, [one, two]);
    const gone = { ...one.facts, id: 'own-gone', hash: 'f'.repeat(32) };
    await putAssessments(page, [assessmentOf([{ ...one.facts, hash: key! }, gone], 'one', '', Date.now(), upTo(2))]);
    await open(page, '/carry/?id=one');
    const make = button(page, 'Make a new assessment with these answers');
    await make.click();
    await expect(page.getByRole('alert')).toContainText('The rubric of this assessment is not on this device');
    await expect(make).toBeEnabled();
  });

  test('is not offered where nothing says how answers carry over', async ({ page }) => {
    const { changes: _, ...facts } = two.facts;
    const [key] = await shelve(page, [one, { ...two, facts }]);
    await putAssessments(page, [assessmentOf([{ ...one.facts, hash: key! }], 'one', '', Date.now(), upTo(2))]);
    await open(page, '/carry/?id=one');
    await expect(page.getByText('This device has no newer version of its rubrics that your answers can be carried over to.')).toBeVisible();
  });
});

/** An assessment's own row, written past the app. */
async function putAssessment(page: Page, id: string, rubrics: readonly object[], cursor: string, size: number): Promise<void> {
  const at = 1_764_000_000_000;
  await putRows(page, 'assessments', [
    { id, name: id, createdAt: at, updatedAt: at, rubrics, size, role: null, setting: null, targets: {}, cursor }
  ]);
}

test('an assessment takes fifty topics and rubrics, and says so', { tag: '@storm' }, async ({ page }) => {
  await shelve(
    page,
    Array.from({ length: 46 }, (_, i) => example({ id: `own-${i}`, title: `Listening ${i}` }))
  );
  await open(page, '/choose/');
  const boxes = page.getByRole('checkbox', { name: /^Listening / });
  const onward = page.getByRole('button', { name: /^Show the next/ });
  for (const count of [20, 20, 6]) {
    await expect(boxes).toHaveCount(count);
    for (const box of await boxes.all()) await box.check();
    if (count === 20) await onward.click();
  }
  const alert = page.getByRole('alert').filter({ hasText: 'An assessment takes at most 50 topics and rubrics. Choose fewer.' });
  await expect(alert).toBeVisible();
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/choose\/$/);
  await boxes.first().uncheck();
  await expect(alert).toHaveCount(0);
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/assess\//);
  expect(await rowsOf(page, 'assessments')).toMatchObject([{ size: 31 + 45 * 3 }]);
});

test('a guest takes their answers to a rubric of the device out together with it', async ({ page }) => {
  const own = example();
  const [key] = await shelve(page, [own]);
  await open(page, '/people/');
  await button(page, 'Work as a guest').click();
  await expect(page.getByText('You are a guest.')).toBeVisible();
  await beginWith(page, key!);
  await answerAll(page, criteriaOf(own).slice(0, 1), () => 2);
  await link(page, 'Stop for today').click();
  await more(page, 'Your data');
  const file = await contentOf(await downloadBy(page, button(page, 'Save the copy')));
  expect(file).toMatchObject({ rubrics: [{ origin: 'cited', file: { facts: { id: own.facts.id } } }] });
});
