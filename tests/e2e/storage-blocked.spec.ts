import type { Page } from '@playwright/test';
import {
  answerAll,
  begin,
  button,
  contentOf,
  criteria,
  downloadBy,
  expect,
  goOn,
  heading,
  link,
  more,
  open,
  option,
  saved,
  shownAsChosen,
  tap,
  test,
  topicOf,
  type Criterion
} from './app.ts';

const [one, two] = criteria as [Criterion, Criterion];

const refusal = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string | null>((done) => {
        const request = indexedDB.open('probe');
        request.onsuccess = () => done(null);
        request.onerror = () => done(request.error!.message);
      })
  );

test('where the browser keeps nothing, every page says so before the first answer, answering works all the same, and the answers can be taken away', async ({
  profile,
  start,
  host
}) => {
  const { address } = await host();
  const page = (await start(profile, 'keep nothing')).pages()[0]!;
  for (const path of ['', 'assessments/', 'result/']) {
    await open(page, address + path);
    await expect(page.getByRole('alert')).toContainText('This browser saves nothing for this page');
  }
  await begin(page, `${address}assess/`);
  expect(await refusal(page)).toMatch(/denied/);
  await expect(page.getByRole('alert')).toContainText('This browser saves nothing for this page');
  await expect(saved(page, 'Kept in this tab only')).toBeVisible();

  await tap(page, one, 3);
  await shownAsChosen(page, one, 3);
  await expect(saved(page, 'Kept in this tab only')).toBeVisible();
  // Offered as soon as there is anything to lose, not only when a criterion is finished.
  await expect(button(page, 'Download my answers')).toBeVisible();
  await goOn(page);
  await expect(heading(page)).toHaveText(two.title);
  await tap(page, two, 3);
  await shownAsChosen(page, two, 3);

  const download = await downloadBy(page, button(page, 'Download my answers'));
  expect(download.suggestedFilename()).toMatch(/^waymark-\d{4}-\d\d-\d\d\.json$/);
  expect(await contentOf(download)).toMatchObject({
    format: 'waymark-assessment',
    assessments: [
      {
        head: { size: 31, cursor: two.key },
        entries: [
          {
            criterion: one.key,
            cells: {
              1: { value: 0, origin: 'left' },
              2: { value: 0, origin: 'left' },
              3: { value: 2, origin: 'given' },
              4: { value: 0, origin: 'left' }
            }
          },
          { criterion: two.key, cells: { 3: { value: 2, origin: 'given' } } }
        ]
      }
    ]
  });

  await button(page, 'Back').click();
  await shownAsChosen(page, one, 3);
  await answerAll(page, topicOf('information').criteria, () => 2);
  await link(page, 'See the result so far').click();
  await expect(heading(page)).toHaveText('Level 2, One-to-one communication, in 1 of 5 topics.');
  await expect(page.getByText('Kept in this tab only, and gone when it closes.')).toBeVisible();
  await expect(page.getByText('in this browser, on this device')).toHaveCount(0);
});

test('the browser asks before the tab closes with answers that it keeps nowhere else, and not before there are any', async ({
  profile,
  start,
  host
}) => {
  const { address } = await host();
  const context = await start(profile, 'keep nothing');
  const untouched = await context.newPage();
  await begin(untouched, `${address}assess/`);
  await option(untouched, 1).hover();
  await untouched.close({ runBeforeUnload: true });
  await expect.poll(() => untouched.isClosed()).toBe(true);

  const page = context.pages()[0]!;
  await begin(page, `${address}assess/`);
  await tap(page, one, 2);
  await shownAsChosen(page, one, 2);
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await shownAsChosen(page, one, 2);

  // Also where the result is being read: the answers are in the same tab.
  await link(page, 'Stop for today').click();
  await more(page, 'My assessments');
  await expect(heading(page)).toHaveText('My assessments');
  await expect(page.getByText('One assessment on this device')).toBeVisible();
  const [again] = await Promise.all([page.waitForEvent('dialog'), page.close({ runBeforeUnload: true })]);
  await again.dismiss();
});
