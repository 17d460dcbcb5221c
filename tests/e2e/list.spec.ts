import {
  button,
  choose,
  criterionOf,
  expect,
  heading,
  headlineOf,
  open,
  putRows,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf,
  unfold,
  CHOOSE_NAME
} from './app.ts';
import { assessment, putAssessments, upTo } from './data.ts';

test('the list says each one’s name, date and progress, newest first, and carries on where one was', async ({ page }) => {
  await open(page, '/assessments/');
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible();

  await choose(page, ['information'], 'Before the course');
  const criterion = criterionOf('information.A1');
  await tap(page, criterion, 2);
  await shownAsChosen(page, criterion, 2);
  await button(page, 'Next').click();
  await expect(heading(page)).toHaveText(criterionOf('information.A2').title);
  // Where somebody is is stored after the question is there.
  await expect.poll(async () => (await stored(page)).assessments[0]!.cursor).toBe('information.A2');
  await choose(page, ['privacy']);

  await open(page, '/assessments/');
  await expect(page.getByText('2 assessments on this device')).toBeVisible();
  const items = page.getByRole('main').getByRole('listitem');
  const today = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(Date.now());
  await expect(items.nth(0).getByRole('heading')).toHaveText(`Assessment of ${today}`);
  await expect(items.nth(0)).toContainText('0 of 7 questions');
  await expect(items.nth(1).getByRole('heading')).toHaveText('Before the course');
  await expect(items.nth(1)).toContainText(`1 of 6 questions · ${today}`);
  await expect(items.nth(1).getByRole('progressbar')).toHaveJSProperty('value', 1);

  await items
    .nth(1)
    .getByRole('link', { name: /^Carry on/ })
    .click();
  await expect(heading(page)).toHaveText(criterionOf('information.A2').title);
});

test('a name can be changed and left as it was; deleting takes an assessment with all its answers, and undo puts all of it back', async ({
  page
}) => {
  const topic = topicOf('presence');
  await putAssessments(page, [
    assessment('other', 'The other one', ['information'], Date.now(), () => null),
    assessment('one', 'The one', [topic.id], Date.now() + 1, upTo(1))
  ]);
  await open(page, '/assessments/');
  const names = page.getByRole('heading', { level: 2 });
  const rename = page.getByRole('button', { name: /^Rename/ }).first();
  await rename.click();
  await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await page.getByRole('textbox', { name: 'New name' }).fill('  Spring <b>2027</b>  ');
  await button(page, 'Save').click();
  await expect(names.first()).toHaveText('Spring <b>2027</b>');
  await expect(rename).toBeFocused();

  await rename.click();
  await page.getByRole('textbox', { name: 'New name' }).fill('Something else');
  await button(page, 'Cancel').click();
  await expect(names.first()).toHaveText('Spring <b>2027</b>');
  await expect(rename).toBeFocused();
  await page.reload();
  await expect(names.first()).toHaveText('Spring <b>2027</b>');

  const before = await stored(page);
  expect(before.entries).toHaveLength(6);
  await page.getByRole('button', { name: /^Delete\s*: Spring/ }).click();
  await expect(page.getByText('Deleted: Spring <b>2027</b>.')).toBeVisible();
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  expect((await stored(page)).entries).toEqual([]);
  expect((await stored(page)).assessments.map(({ name }) => name)).toEqual(['The other one']);

  await button(page, 'Undo').click();
  await expect(page.getByText('2 assessments on this device')).toBeVisible();
  expect(await stored(page)).toEqual(before);
  await page.getByRole('link', { name: /^Result\s*: Spring/ }).click();
  await expect(heading(page)).toHaveText(headlineOf(topic, 1));
});

test('of forty-five assessments twenty are shown at a time, and what is done far back in the list keeps one’s place', async ({ page }) => {
  const numbers = Array.from({ length: 45 }, (_, i) => i + 1);
  await putAssessments(
    page,
    numbers.map((i) => assessment(`n${i}`, `Number ${i}`, ['information'], Date.now() + i, upTo(2)))
  );
  await open(page, '/assessments/');
  await expect(page.getByText('45 assessments on this device')).toBeVisible();
  const names = page.getByRole('heading', { level: 2 });
  await expect(names).toHaveCount(20);
  await expect(names.first()).toHaveText('Number 45');
  await expect(page.getByRole('status').filter({ hasText: 'Shown: 1 to 20 of 45' })).toBeVisible();
  await page.getByRole('button', { name: /^Show the next 20/ }).click();
  await expect(names).toHaveCount(20);
  await expect(names.first()).toHaveText('Number 25');
  await expect(names.first()).toBeFocused();
  await expect(page.getByText('Shown: 21 to 40 of 45')).toBeVisible();
  await expect(page.getByRole('main').getByRole('listitem').first()).toContainText('6 of 6 questions');
  await page.getByRole('button', { name: /^Show the next 5/ }).click();
  await expect(names).toHaveText(['Number 5', 'Number 4', 'Number 3', 'Number 2', 'Number 1']);
  await expect(page.getByRole('button', { name: /^Show the next/ })).toHaveCount(0);

  await page.getByRole('button', { name: /^Delete\s*: Number 3$/ }).click();
  await expect(names).toHaveText(['Number 5', 'Number 4', 'Number 2', 'Number 1']);
  await button(page, 'Undo').click();
  await expect(names).toHaveCount(5);
  // A name is a change, and what was changed last comes first.
  await page.getByRole('button', { name: /^Rename\s*: Number 3$/ }).click();
  await page.getByRole('textbox', { name: 'New name' }).fill('The third');
  await button(page, 'Save').click();
  await expect(names.first()).toHaveText('The third');
  await expect(page.getByRole('button', { name: /^Rename\s*: The third$/ })).toBeFocused();

  // A row that cannot be read takes no place of one that can.
  await putRows(page, 'assessments', [{ id: 'torn', updatedAt: Date.now() + 1_000_000 }]);
  await page.reload();
  await expect(page.getByText('Shown: 1 to 20 of 45')).toBeVisible();
  const seen = new Set(await names.allTextContents());
  for (const next of ['20', '5']) {
    await page.getByRole('button', { name: new RegExp(`^Show the next ${next}`) }).click();
    await expect(page.getByText(next === '20' ? 'Shown: 21 to 40 of 45' : 'Shown: 41 to 45 of 45')).toBeVisible();
    for (const name of await names.allTextContents()) seen.add(name);
  }
  expect(numbers.filter((i) => !seen.has(i === 3 ? 'The third' : `Number ${i}`))).toEqual([]);
});

test('a new assessment from the list begins with the topics and the role of the last one, so that the two can be compared', async ({
  page
}) => {
  await open(page, '/choose/');
  await button(page, 'None').click();
  for (const id of ['writing', 'privacy']) await page.getByRole('checkbox', { name: new RegExp(`^${topicOf(id).title}`) }).check();
  const role = page
    .getByRole('group', { name: /^Your role/ })
    .getByRole('radio')
    .nth(1);
  await unfold(page.getByRole('main'), 'Your role');
  await role.check();
  await unfold(page.getByRole('main'), CHOOSE_NAME);
  await page.getByRole('textbox', { name: CHOOSE_NAME }).fill('In spring');
  await button(page, 'Begin').click();
  await expect(heading(page)).toHaveText(topicOf('writing').criteria[0]!.title);
  const before = (await stored(page)).assessments[0]!;

  await open(page, '/assessments/');
  await page.getByRole('main').getByRole('link', { name: 'New assessment' }).click();
  await expect(page.getByText(/^The same topics as in “In spring”, so that you can compare the two/)).toBeVisible();
  await unfold(page.getByRole('main'), 'Your role');
  await expect(role).toBeChecked();
  await button(page, 'Begin').click();
  await expect(heading(page)).toHaveText(topicOf('writing').criteria[0]!.title);
  const after = (await stored(page)).assessments.find(({ id }) => id !== before.id)!;
  expect(after.rubrics.map(({ id }) => id)).toEqual(['writing', 'privacy']);
  expect([after.role, after.targets]).toEqual([before.role, before.targets]);
});
