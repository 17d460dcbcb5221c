/**
 * Somebody has answered version 0.10.0 of the built-in rubrics, and the app has newer ones now: what was answered is shown in the words of then, goes
 * over only when they say so, and no change is made of words.
 */
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { expectAccessible } from './axe.ts';
import { button, expect, heading, link, open, stored, test, topics } from './app.ts';
import { assessment, assessmentOf, putAssessments, upTo } from './data.ts';
import { onShelf } from './shelf.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const old = topics.map(({ id }) => savedRubric(id));
const [information, writing] = old as [RubricFile, RubricFile];
const statement = (file: RubricFile, criterion: string, level: 1 | 2 | 3 | 4) => file.words.en!.criteria[criterion]!.descriptors![level]!;
const SEPTEMBER = Date.UTC(2026, 8, 1);

/** As version 0.2 of the app left it where it had no time to put the rubrics beside the answers. */
const done = assessmentOf(
  old.map(({ facts }) => facts),
  'done',
  'Before the course',
  SEPTEMBER,
  upTo(2)
);

test('a result keeps the words that were answered to, also where they did not lie beside the answers, and from then on they do', async ({
  page
}) => {
  await putAssessments(page, [done]);
  await open(page, '/result/?id=done');
  await expect(page.getByText(statement(information, 'A1', 2)).first()).toBeAttached();
  await expect.poll(async () => (await onShelf(page)).length).toBe(topics.length);
  const [head] = (await stored(page)).assessments;
  expect(head!.rubrics.map(({ version, hash }) => [version, hash?.length])).toEqual(topics.map(() => ['0.10.0', 32]));
  await open(page, '/result/?id=done');
  await expect(page.getByText(statement(information, 'A1', 2)).first()).toBeAttached();
});

test('one that is still open goes on with its own statements, and goes over when the person says so', async ({ page }) => {
  const half = assessmentOf([information.facts, writing.facts], 'half', 'Half way', SEPTEMBER, (_, level, i) =>
    i < 9 ? (level <= 2 ? 2 : 0) : null
  );
  await putAssessments(page, [half]);
  await open(page, '/assess/?id=half&at=writing.B4');
  await expect(page.getByText(statement(writing, 'B4', 4), { exact: true })).toBeVisible();
  // Its statements say themselves where they happen.
  await expect(page.locator('[data-level="3"] .sit')).toHaveText(/^3\s*$/);

  await open(page, '/result/?id=half');
  const before = await stored(page);
  await link(page, 'See what would change').click();
  await expect(heading(page)).toHaveText('Carry your answers over');
  const topic = page.getByRole('region', { name: writing.words.en!.title });
  await expect(topic).toContainText('Asks something else: open again');
  await expect(topic).toContainText('Safety point, worded differently: asked again');
  await expect(topic).not.toContainText('The same: kept');
  await expectAccessible(page);
  await button(page, 'Make a new assessment with these answers').click();
  await expect(page).toHaveURL(/\/assess\/\?id=(?!half)/);
  const after = await stored(page);
  expect(after.assessments.find(({ id }) => id === 'half')!.rubrics.map(({ version }) => version)).toEqual(['0.10.0', '0.10.0']);
  expect(after.entries.filter((entry) => entry.assessment === 'half')).toEqual(
    before.entries.filter((entry) => entry.assessment === 'half')
  );
  const origins = after.entries
    .filter((entry) => entry.assessment !== 'half')
    .flatMap(({ cells }) => Object.values(cells).map(({ origin }) => origin));
  expect(new Set(origins)).toEqual(new Set(['assumed']));
});

test('whoever begins anew is told what can be compared, and a comparison makes no change of other words', async ({ page }) => {
  await putAssessments(page, [done]);
  await open(page, '/choose/?again');
  await expect(
    page.getByText('The rubrics have changed since then. You can compare your answers, but perhaps not the levels.')
  ).toBeVisible();
  await putAssessments(page, [assessment('now', 'After the course', undefined, SEPTEMBER + 9e9, upTo(4))]);
  await open(page, '/compare/?a=done&b=now');
  await expect(heading(page)).toHaveText('The statements changed, so the levels are not compared.');
  await expect(
    page.locator('summary').filter({ hasText: /From \d to \d\. The statements changed, so the levels are not compared\./ })
  ).toHaveCount(topics.length);
  const topic = page.locator('details').filter({ has: page.locator('summary', { hasText: `${information.words.en!.short}.` }) });
  await topic.locator('summary').click();
  await expect(topic).toContainText('A difference between them says nothing about you.');
  await expect(topic).toContainText('The statements of 6 questions changed');
  await expect(topic).toContainText(/\(level \d\): asks something else; not compared/);
  await expect(topic.locator('.move').first()).toBeVisible();
  await expect(topic).not.toContainText('filled in, not by you');
  await expectAccessible(page);
});
