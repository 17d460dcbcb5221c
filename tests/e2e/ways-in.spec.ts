/** Somebody guides no groups yet: the result says how to begin, and the plan takes that as it takes any step. */
import { contentHash } from '#lib/domain/hash.ts';
import { withSituations, situationWords } from '../support/situations.ts';
import { expectAccessible } from './axe.ts';
import { expect, open, rowsOf, test } from './app.ts';
import { assessmentOf, putAssessments, upTo } from './data.ts';
import { example, shelve } from './shelf.ts';

const { wayIn, label } = situationWords('en')[3];

test('a way into a situation is beside the next steps, goes into the plan once, and is found there', async ({ page }) => {
  const { file } = withSituations(example());
  await shelve(page, [file]);
  await putAssessments(page, [assessmentOf([{ ...file.facts, hash: contentHash(file) }], 'one', '', Date.now(), upTo(2))]);
  await open(page, '/result/?id=one');
  const next = page.getByRole('region', { name: 'Your next step' });
  await expect(next).toContainText(wayIn!);
  await expect(next).toContainText(`You have no “Yes” or “Partly” yet for: ${label}.`);
  await expectAccessible(page);
  await next.getByRole('button', { name: 'Add to plan' }).click();
  await expect(next.getByRole('link', { name: 'In your plan' })).toBeFocused();
  await expect.poll(async () => (await rowsOf(page, 'plan')).length).toBe(1);

  await open(page, '/result/?id=one');
  await expect(page.getByRole('region', { name: 'Next steps' })).toContainText('You have added every step that fits your answers now.');
  await open(page, '/plan/');
  await expect(page.getByRole('region', { name: /to try$/ }).getByRole('listitem')).toContainText(wayIn!.slice(0, 40));

  await putAssessments(page, [
    assessmentOf([{ ...file.facts, hash: contentHash(file) }], 'two', '', Date.now(), (_, level, i) =>
      level <= 2 ? 2 : level === 3 && i === 0 ? 1 : 0
    )
  ]);
  await open(page, '/result/?id=two');
  await expect(next.getByRole('button', { name: 'Add to plan' })).toBeVisible();
  await expect(next).not.toContainText(wayIn!);
});
