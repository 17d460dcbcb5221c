import type { Page } from '@playwright/test';
import type { Level } from '#lib/domain/model.ts';
import {
  CHOOSE_NAME,
  asked,
  button,
  expect,
  expectStored,
  heading,
  headlineOf,
  link,
  live,
  box,
  option,
  rowsOf,
  shownAsChosen,
  stored,
  test,
  topicOf,
  type Criterion
} from './app.ts';
import { seen, tabTo } from './keys.ts';

/** The switch on a statement that was chosen. */
const howFar = (page: Page, level: Level, name: 'Yes' | 'Partly') =>
  page.getByRole('radiogroup', { name: `Statement ${level}: yes or partly` }).getByRole('radio', { name });

test('the whole way, from home to the result and back to the list, goes with the keyboard alone', async ({ page }) => {
  const topic = topicOf('information');
  await page.goto('/');
  await live(page);
  await page.keyboard.press('Tab');
  await expect(link(page, 'Skip to content')).toBeFocused();
  await expect(link(page, 'Skip to content')).toBeInViewport();
  await tabTo(page, link(page, 'Choose topics'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Choose what to assess');

  await tabTo(page, button(page, 'None'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('checkbox', { name: new RegExp(`^${topic.title}`) }));
  await page.keyboard.press('Space');
  await tabTo(page, page.locator('summary', { hasText: 'Your role' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radio', { name: /^I’d rather not say/ }).first());
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.locator('summary', { hasText: CHOOSE_NAME }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox'));
  await page.keyboard.type('With the keyboard');
  await tabTo(page, button(page, 'Begin'));
  await page.keyboard.press('Enter');

  const [one, two, three] = topic.criteria as [Criterion, Criterion, Criterion];
  const others = topic.criteria.slice(3);
  // The first with Tab and Space, as with any checkboxes; how far, with arrows.
  await expect(heading(page)).toHaveText(one.title);
  await tabTo(page, box(page, one, 1));
  await page.keyboard.press('Space');
  await expectStored(page, one.key, { 1: '2 given' });
  await expect(box(page, one, 1)).toBeFocused();
  await tabTo(page, howFar(page, 1, 'Yes'), 'Shift+Tab');
  await page.keyboard.press('ArrowRight');
  await expectStored(page, one.key, { 1: '1 given' });
  await expect(howFar(page, 1, 'Partly')).toBeFocused();
  await seen(page);
  for (const level of [2, 3] as const) {
    await tabTo(page, box(page, one, level));
    await page.keyboard.press('Space');
    await shownAsChosen(page, one, level);
  }
  // Space takes back, too.
  await page.keyboard.press('Space');
  await expectStored(page, one.key, { 1: '1 given', 2: '2 given' });
  await page.keyboard.press('Enter');

  // The second with a digit; its essential where going on asks for it.
  await expect(heading(page)).toHaveText(two.title);
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('2');
  await expectStored(page, two.key, { 2: '2 given' });
  await page.keyboard.press('Enter');
  const [notYet, notMine] = ['Not yet', 'Not part of my job'].map((name) => asked(page, 1).getByRole('radio', { name }));
  await expect(notYet!).toBeFocused();
  await seen(page);
  await page.keyboard.press('Space');
  await expectStored(page, two.key, { 1: '0 given', 2: '2 given' });
  await page.keyboard.press('ArrowRight');
  await expect(notMine!).toBeFocused();
  await expectStored(page, two.key, { 1: 'na given', 2: '2 given' });
  await page.keyboard.press('ArrowLeft');
  await expectStored(page, two.key, { 1: '0 given', 2: '2 given' });
  // A digit says that it is true after all.
  await page.keyboard.press('1');
  await expectStored(page, two.key, { 1: '2 given', 2: '2 given' });
  await page.keyboard.press('Enter');

  // The third: none, by the button; and back with Backspace, and again with two.
  await expect(heading(page)).toHaveText(three.title);
  await expect(heading(page)).toBeFocused();
  await tabTo(page, button(page, 'None of these yet'));
  await page.keyboard.press('Enter');
  await expectStored(page, three.key, { 1: '0 left', 2: '0 left', 3: '0 left', 4: '0 left' });
  await expect(heading(page)).toHaveText(others[0]!.title);
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(heading(page)).toHaveText(three.title);
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('2');
  await expectStored(page, three.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await tabTo(page, option(page, 1).getByRole('button', { name: 'Not part of my job' }));
  await page.keyboard.press('Enter');
  await expectStored(page, three.key, { 1: 'na given', 2: '2 given', 3: '0 left', 4: '0 left' });
  await tabTo(page, button(page, 'Next'));
  await page.keyboard.press('Enter');

  for (const criterion of others) {
    await expect(heading(page)).toHaveText(criterion.title);
    await expect(heading(page)).toBeFocused();
    await page.keyboard.press('1');
    await page.keyboard.press('2');
    await expectStored(page, criterion.key, { 1: '2 given', 2: '2 given' });
    await page.keyboard.press('Enter');
  }

  await expect(heading(page)).toHaveText(headlineOf(topic, 2));
  await tabTo(page, page.locator('.topic > summary'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByText('Your answers, level by level'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('summary').filter({ hasText: 'points of 9 needed' }).first());
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, link(page, 'More'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('More');
  await tabTo(page, link(page, 'My assessments'));
  await page.keyboard.press('Enter');

  await expect(heading(page)).toHaveText('My assessments');
  await tabTo(page, page.getByRole('button', { name: /^Rename/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'New name' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Renamed');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Renamed');
  await expect(page.getByRole('button', { name: /^Rename/ })).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: /^Delete/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Renamed' })).toHaveCount(0);
  await expect(button(page, 'Undo')).toBeFocused();
  await seen(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('Renamed');
  await expect(heading(page)).toBeFocused();
});

test('the number keys can be turned off, and stay off; digits typed into a note are text, not answers', async ({ page }) => {
  await page.goto('/assess/');
  await live(page);
  const first = topicOf('information').criteria[0]!;
  const use = page.getByRole('checkbox', { name: 'Use number keys' });
  // What keys do is said to whoever presses one.
  await page.keyboard.press('Tab');
  await tabTo(page, use);
  await page.keyboard.press('Space');
  await expect(use).not.toBeChecked();
  await expect(page.getByText('Number keys are off. Enter goes on.')).toBeVisible();
  await page.keyboard.press('3');
  await expect.poll(() => rowsOf(page, 'settings')).toContainEqual({ key: 'keys', value: false });

  await page.reload();
  await live(page);
  await page.keyboard.press('Tab');
  await expect(use).not.toBeChecked();
  await page.keyboard.press('3');
  expect((await stored(page)).entries).toEqual([]);
  await expect(page.locator('.tick:checked')).toHaveCount(0);

  await tabTo(page, use);
  await page.keyboard.press('Space');
  await page.keyboard.press('3');
  await expectStored(page, first.key, { 3: '2 given' });
  await shownAsChosen(page, first, 3);

  await tabTo(page, page.getByText('Note for yourself'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox'));
  await page.keyboard.press('4');
  await expect.poll(async () => (await stored(page)).entries[0]?.note).toBe('4');
  await expectStored(page, first.key, { 3: '2 given' });
});

test('the skip link leads past the navigation, on every page that a person answers or reads', async ({ page }) => {
  for (const path of ['/', '/assess/', '/result/', '/assessments/']) {
    await page.goto(path);
    await live(page);
    await page.keyboard.press('Tab');
    await expect(link(page, 'Skip to content')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('main')).toBeFocused();
  }
});
