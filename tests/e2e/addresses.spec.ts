import { partOf } from '../support/scale.ts';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import {
  button,
  expect,
  goOn,
  heading,
  link,
  live,
  open,
  openStore,
  PAGES,
  putRows,
  rowsOf,
  shownAsChosen,
  tap,
  test,
  topicOf,
  unfold
} from './app.ts';

import { expectAccessible } from './axe.ts';
import { assessment, putAssessments, upTo } from './data.ts';

const topic = topicOf('privacy');
const [first, second] = topic.criteria as [(typeof topic.criteria)[0], (typeof topic.criteria)[0]];

test(
  'an assessment opens on every page whatever its id is made of, as a file from elsewhere may have it',
  { tag: '@storm' },
  async ({ page }) => {
    const id = 'me & you=1#2 50%41+ü/?"é';
    await putAssessments(page, [assessment(id, 'By hand', [topic.id], Date.now(), upTo(2))]);
    await open(page, '/assessments/');
    await page.getByRole('link', { name: /^Result\s*: By hand$/ }).click();
    await expect(heading(page)).toContainText(topic.title);
    expect(new URL(page.url()).searchParams.get('id')).toBe(id);
    await page.reload();
    await unfold(page.getByRole('region', { name: 'Save, print or edit' }), 'Table, picture, report');
    await link(page, 'Make a report').click();
    await expect(page).toHaveTitle(/By hand/);

    await open(page, `/assess/?${new URLSearchParams({ id, at: first.key }).toString()}`);
    await tap(page, first, 3);
    await shownAsChosen(page, first, 3);
    await goOn(page);
    await expect(heading(page)).toHaveText(second.title);
    await page.reload();
    await live(page);
    await expect(heading(page)).toHaveText(second.title);
    expect(new URL(page.url()).searchParams.get('id')).toBe(id);
  }
);

test('steps are moved and changed whatever their ids are made of', { tag: '@storm' }, async ({ page }) => {
  const steps = ['a b', '_x.y/"é'].map((id, i) => ({ ...newStep([], { what: `Step ${i + 1}` }, id, 1_764_000_000_000), order: i + 1 }));
  await openStore(page);
  await putRows(page, 'plan', steps);
  await open(page, '/plan/');
  const cards = page.getByRole('region', { name: /to try$/ }).getByRole('listitem');
  await expect(cards.getByRole('heading')).toHaveText(['Step 1', 'Step 2']);
  await expect(page.getByRole('listitem', { name: 'Step 1', exact: true })).toBeVisible();
  await cards.first().getByRole('button', { name: /^more/ }).click();
  await button(page, 'Move down: Step 1').click();
  await expect(cards.getByRole('heading')).toHaveText(['Step 2', 'Step 1']);
  const card = cards.last();
  await card.getByRole('button', { name: /^Edit/ }).click();
  const what = card.getByLabel('What to do');
  await what.fill('');
  await expect(what).toHaveAccessibleDescription('Write what you want to try.');
  await expectAccessible(page);
  await what.fill('Step 1, later');
  await expect.poll(() => rowsOf(page, 'plan')).toMatchObject([{ id: '_x.y/"é' }, { id: 'a b', what: 'Step 1, later' }]);
});

/** What somebody may write, or a mail program make of an address. */
const ODD = ['__proto__', `<b>"'%E0%A4%A${'x'.repeat(500)}`];
const NAMES = ['id', 'at', 'a', 'b', 'look', 'draft', 'key', 'rubric', 'topic', 'again', 'who', 'all', 'export'];

test('whatever stands behind the question mark, a page opens and says what it can', { tag: '@part' }, async ({ page }) => {
  const asking = PAGES.filter((path) =>
    [
      '/assess/',
      '/result/',
      '/carry/',
      '/compare/',
      '/report/',
      '/choose/',
      '/start/',
      '/rubrics/read/',
      '/rubrics/edit/',
      '/data/erase/'
    ].includes(path)
  );
  for (const [i, path] of asking.entries())
    for (const odd of partOf(ODD, i, ODD.length)) {
      const name = `${path} ${odd.slice(0, 20)}`;
      await page.goto(`${path}?${NAMES.map((one) => `${one}=${odd}`).join('&')}`);
      await live(page);
      await expect(heading(page), name).toBeVisible();
      await expect(heading(page), name).not.toHaveText('');
    }
});

test('a topic that there is none of chooses as if none had been named', async ({ page }) => {
  await open(page, '/choose/?topic=nothing-like-it');
  await expect(page.getByRole('checkbox', { name: new RegExp(`^${topic.title}`) })).toBeChecked();
  await open(page, `/choose/?topic=information`);
  await expect(page.getByRole('checkbox', { name: new RegExp(`^${topic.title}`) })).not.toBeChecked();
});

test('from an older result the navigation leads to the newest one; back and forward lead from one to the other, each with its own', async ({
  page
}) => {
  const day = 24 * 60 * 60_000;
  await putAssessments(page, [
    assessment('old', 'Before the course', [topic.id], Date.now() - 99 * day, upTo(1)),
    assessment('new', 'After the course', [topic.id], Date.now(), upTo(3))
  ]);
  await open(page, '/result/?id=old');
  const main = page.getByRole('main');
  await expect(main).toContainText('Before the course');
  const older = await heading(page).textContent();
  await page.getByRole('navigation').getByRole('link', { name: 'Result', exact: true }).click();
  await expect(main).toContainText('After the course');
  await expect(main).not.toContainText('Before the course');
  await expect(heading(page)).not.toHaveText(older!);
  await page.goBack();
  await expect(main).toContainText('Before the course');
  await expect(heading(page)).toHaveText(older!);
  await page.goForward();
  await expect(main).toContainText('After the course');
});
