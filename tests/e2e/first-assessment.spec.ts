import {
  answer,
  answerAll,
  begin,
  button,
  criteria,
  expect,
  goOn,
  heading,
  headlineOf,
  LEVELS,
  link,
  open,
  shownAsChosen,
  stored,
  tap,
  test,
  topicOf,
  unfold,
  type Criterion
} from './app.ts';
import { assessment, putAssessments } from './data.ts';

test('a whole assessment of one topic leads to a result that says where one stands, why, and what would move one', async ({ page }) => {
  const topic = topicOf('information');
  await open(page, '/');
  await link(page, 'Choose topics').click();
  await expect(heading(page)).toHaveText('Choose what to assess');
  await button(page, 'None').click();
  await page.getByRole('checkbox', { name: new RegExp(`^${topic.title}`) }).check();
  await button(page, 'Begin').click();

  // Level 2 in all but the last, where only level 1 is there.
  for (const criterion of topic.criteria) {
    await answer(page, criterion, criterion === topic.criteria.at(-1) ? 1 : 2);
    await goOn(page);
  }

  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  await expect(page).toHaveURL(/\/result\/\?id=\w+$/);
  const check = async () => {
    await expect(heading(page)).toHaveText(headlineOf(topic, 2));
    // One topic has nothing to be read together with.
    await expect(page.getByText(/^All topics/)).toHaveCount(0);

    const ladder = page.getByRole('region', { name: 'Save, print or edit' });
    const table = ladder.getByRole('table');
    await unfold(ladder, 'Table, picture, report');
    await expect(table.getByRole('row').nth(1)).toHaveText(/Information\s*2 One-to-one.*0 of the 9 points needed for level 3/);

    const reading = page.getByRole('region', { name: topic.title, exact: true });
    await reading.locator('summary').first().click();
    await expect(reading.getByText('You are at level 2, One-to-one communication.')).toBeVisible();
    await expect(reading.getByText('For level 3 you have 0 of the 9 points needed.')).toBeVisible();
    await reading.locator('summary', { hasText: 'Your answers, level by level' }).click();
    const second = reading.getByRole('group').filter({ hasText: /^▸?\s*level 2, One-to-one communication/i });
    await expect(second.locator('summary')).toHaveText(/10 points of 9 needed\s*· narrowly reached/);
    await second.locator('summary').click();
    await expect(second.getByRole('listitem').filter({ hasText: topic.criteria[0]!.descriptors[2] })).toContainText(
      /Yes: Change the answer/
    );
    await expect(second.getByRole('listitem').filter({ hasText: topic.criteria.at(-1)!.descriptors[2] })).toContainText('Not yet');

    // Who guides no group yet is told how to begin one; the steps that presuppose one come after that.
    await reading.locator('summary', { hasText: 'After that: ' }).click();
    await expect(reading.getByText('If these 5 became part of your work, your answers would reach level 3.')).toBeVisible();
  };
  await check();
  await page.reload();
  await check();
});

test('from Start, all five topics can be answered with the number keys, and everything is still there after a reload', async ({ page }) => {
  await open(page, '/');
  await link(page, 'Start').click();
  const levels = { information: 3, writing: 2, privacy: 2, facilitating: 1, presence: 0 } as const;
  await answerAll(page, criteria, (criterion) => levels[criterion.topic as keyof typeof levels]);

  // Lower median of 3, 2, 2, 1 and 0. Essentials are all answered with yes, so presence has one point, not a level.
  const check = async () => {
    await expect(heading(page)).toHaveText('Level 2 or broader in 3 of 5 topics.');
    await unfold(page.getByRole('main'), 'All topics: level 0 to 3');
    await expect(page.getByRole('main')).toContainText(
      'Your topics are at levels 0 to 3; the middle one is at level 2. Based on 5 of 5 topics. Not at level 1 yet: Managing online presence.'
    );
    await expect(page.locator('figure canvas')).toBeVisible();
    const ladder = page.getByRole('region', { name: 'Save, print or edit' });
    await unfold(ladder, 'Table, picture, report');
    const rows = ladder.getByRole('row').filter({ has: page.getByRole('rowheader') });
    await expect(rows).toHaveText([/^Information\s*3 Explore/, /^Writing\s*2/, /^Privacy\s*2/, /^\w+\s*1 Inform/, /^\w+\s*0 Start/]);
  };
  await check();
  // The rubrics are kept beside the answers, and named by their content, in a quiet moment.
  await expect.poll(async () => (await stored(page)).assessments[0]!.rubrics.every(({ hash }) => hash)).toBe(true);
  const before = await stored(page);
  expect(before.assessments).toHaveLength(1);
  expect(before.entries).toHaveLength(31);
  expect(before.entries.every((entry) => LEVELS.every((level) => entry.cells[level]))).toBe(true);

  await page.reload();
  await check();
  expect(await stored(page)).toEqual(before);
});

test('a person whose role has no groups sees a complete result, with nothing missing', async ({ page }) => {
  const topic = topicOf('writing');
  await putAssessments(page, [assessment('one', '', [topic.id], Date.now(), (_, level) => (level <= 2 ? 2 : 'na'))]);
  await open(page, '/result/?id=one');
  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  const reading = page.getByRole('region', { name: topic.title, exact: true });
  await expect(reading).toContainText('Level 3 is not part of your job. For your job, this topic is complete.');
  await expect(reading).toContainText('Level 3 is not part of your job, so there is nothing to try there.');
  const ladder = page.getByRole('region', { name: 'Save, print or edit' });
  await unfold(ladder, 'Table, picture, report');
  await expect(ladder.getByRole('table')).toContainText('Level 3 is not part of my job, so nothing is missing');
});

test('a person who has nothing to do with a topic is told that this is a complete answer too', async ({ page }) => {
  const topic = topicOf('presence');
  await putAssessments(page, [assessment('one', '', [topic.id], Date.now(), () => 'na')]);
  await open(page, '/result/?id=one');
  await expect(heading(page)).toHaveText('Not part of your job');
  await expect(page.getByRole('main')).toContainText('That is a complete answer: these topics do not describe your work.');
});

test('going back, forward and loading the page anew lead to the criterion that was there', async ({ page }) => {
  const [one, two, three] = criteria as [Criterion, Criterion, Criterion];
  const at = (key: string) => new RegExp(`/assess/\\?id=\\w+&at=${key.replace('.', '\\.')}$`);
  await begin(page);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await expect(heading(page)).toBeFocused();
  await expect(page).toHaveURL(at(two.key));
  await expect(page).toHaveTitle(new RegExp(two.title));
  await button(page, 'Skip').click();
  await expect(heading(page)).toHaveText(three.title);

  await page.goBack();
  await expect(heading(page)).toHaveText(two.title);
  await expect(page).toHaveURL(at(two.key));
  await page.goBack();
  await expect(heading(page)).toHaveText(one.title);
  await shownAsChosen(page, one, 2);
  await page.goForward();
  await expect(heading(page)).toHaveText(two.title);
  await page.reload();
  await expect(heading(page)).toHaveText(two.title);
  await page.goBack();
  await expect(heading(page)).toHaveText(one.title);
  await shownAsChosen(page, one, 2);
  await page.goForward();
  await page.goForward();
  await expect(heading(page)).toHaveText(three.title);
  await expect(page).toHaveURL(at(three.key));
});

test.describe('without the network', () => {
  test.use({ expected: /Failed to (load|fetch)|net::ERR|dynamically imported/i });

  test('help that cannot be fetched says so, answering goes on, and it comes when there is a network again', async ({ page, context }) => {
    const first = topicOf('information').criteria[0]!;
    await begin(page);
    await context.setOffline(true);
    await button(page, 'What this means, with examples').click();
    await expect(page.getByRole('alert')).toContainText('The help could not be loaded');
    // In a pause after the first answer it is tried again.
    const tried = page.waitForEvent('requestfailed', (request) => request.url().endsWith('.js'));
    await tap(page, first, 2);
    await shownAsChosen(page, first, 2);
    await tried;
    await context.setOffline(false);
    await button(page, 'What this means, with examples').click();
    await expect(page.getByText('Employment service:')).toBeVisible();
    await shownAsChosen(page, first, 2);
  });
});

test('whoever goes back from the first question finds what they have chosen', async ({ page }) => {
  await open(page, '/choose/');
  await button(page, 'None').click();
  const topic = page.getByRole('checkbox', { name: new RegExp(`^${topicOf('privacy').title}`) });
  await topic.check();
  await unfold(page.getByRole('main'), 'A name for this assessment');
  await page.getByRole('textbox').fill('Before the course');
  await button(page, 'Begin').click();
  await expect(page).toHaveURL(/\/assess\//);
  await page.goBack();
  await expect(topic).toBeChecked();
  await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(1);
  await expect(page.getByRole('main')).toContainText('A name for this assessment, if you like Before the course');
});
