import { button, expect, heading, open, test } from './app.ts';
import { chosen, example, onShelf, shelve } from './shelf.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { linkTo } from '../support/door.ts';

const one = example();
const other = example({ title: 'Listening elsewhere' });

test('what another tab has kept meanwhile is shown anew, and asked about: on opening a file, and on starting from a link', async ({
  page,
  context
}) => {
  const second = await context.newPage();
  const fragment = (await linkTo(other)).fragment;
  await open(second, `/start/${fragment}`);
  await expect(button(second, 'Keep it and start')).toBeVisible();
  await open(page, '/rubrics/open/');
  await page.getByLabel('Choose a file').setInputFiles(chosen('other.json', JSON.stringify(other)));
  await expect(button(page, 'Keep it')).toBeVisible();
  const third = await context.newPage();
  await open(third, '/rubrics/open/');
  await third.getByLabel('Choose a file').setInputFiles(chosen('one.json', JSON.stringify(one)));
  await button(third, 'Keep it').click();
  await expect(heading(third)).toHaveText('Listening online');

  await button(page, 'Keep it').click();
  await expect(page.getByText('a rubric on this device has changed meanwhile')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Before you keep it' })).toBeFocused();
  await expect(button(page, 'Keep it')).toHaveCount(0);
  await expect(page.getByText('The device refused it')).toHaveCount(0);

  await button(second, 'Keep it and start').click();
  await expect(second.getByRole('alert')).toContainText('“Listening elsewhere” has to be looked at before you keep it.');
  expect((await onShelf(page)).map(({ key }) => key)).toEqual([contentHash(one)]);

  // As a draft, twice: it is the same one.
  await button(page, 'Keep as a draft of the next version').click();
  await expect(page).toHaveURL(/\/edit\/\?draft=/);
  const address = page.url();
  await open(page, '/rubrics/open/');
  await page.getByLabel('Choose a file').setInputFiles(chosen('other.json', JSON.stringify(other)));
  await button(page, 'Keep as a draft of the next version').click();
  await expect(page).toHaveURL(address);
});

test('a number that another tab has published with other content is said, and the next one offered', async ({ page, context }) => {
  const [key] = await shelve(page, [one]);
  await open(page, `/rubrics/read/?key=${key}`);
  await button(page, 'Edit').click();
  await page
    .getByRole('textbox', { name: /^Title of the rubric/ })
    .first()
    .fill('Listening to people');
  await button(page, 'Publish').click();
  const publish = page.getByRole('button', { name: /^Publish version/ });
  await expect(publish).toHaveText(/1\.0\.1/);

  const second = await context.newPage();
  await open(second, '/rubrics/open/');
  await second.getByLabel('Choose a file').setInputFiles(chosen('other.json', JSON.stringify(other)));
  await button(second, 'Keep as a draft of the next version').click();
  await button(second, 'Publish').click();
  await second.getByRole('button', { name: /^Publish version/ }).click();
  await expect(heading(second)).toHaveText(/Published/);

  await publish.click();
  await expect(page.getByRole('alert')).toContainText('This number has just been published with other content.');
  await expect(publish).toHaveText(/1\.0\.2/);
  await publish.click();
  await expect(heading(page)).toHaveText(/Published/);
  expect((await onShelf(page)).map(({ version }) => version).sort()).toEqual(['1.0.0', '1.0.1', '1.0.2']);
});
