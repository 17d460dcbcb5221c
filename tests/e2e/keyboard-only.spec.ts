import { button, expect, expectStored, heading, link, live, box, rowsOf, steps, stored, test, topicOf, type Criterion } from './app.ts';
import { seen, tabTo } from './keys.ts';

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
  await tabTo(page, page.getByRole('radio', { name: /^I would rather not say/ }).first());
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('textbox'));
  await page.keyboard.type('With the keyboard');
  await tabTo(page, button(page, 'Begin'));
  await page.keyboard.press('Enter');

  const [one, two, three] = topic.criteria as [Criterion, Criterion, Criterion];
  const others = topic.criteria.slice(3);
  // The first with Tab, Space and arrows, as with any group of radio buttons.
  await expect(heading(page)).toHaveText(one.title);
  await tabTo(page, box(page, one, 1));
  await page.keyboard.press('Space');
  await expectStored(page, one.key, { 1: '2 given' });
  await page.keyboard.press('ArrowDown');
  await expectStored(page, one.key, { 2: '2 given' });
  await expect(box(page, one, 2)).toBeFocused();
  await page.keyboard.press('Enter');

  // The second with a digit; its essential with arrows, where going on leads.
  await expect(heading(page)).toHaveText(two.title);
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('2');
  await expectStored(page, two.key, { 2: '2 given' });
  await page.keyboard.press('Enter');
  await expect(steps(page, two, 1).getByRole('radio', { name: 'Not yet' })).toBeFocused();
  await seen(page);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expectStored(page, two.key, { 1: '2 given', 2: '2 given' });
  await page.keyboard.press('Enter');

  // The third: none, and back with Backspace, and again with one line of its own.
  await expect(heading(page)).toHaveText(three.title);
  await expect(heading(page)).toBeFocused();
  await page.keyboard.press('0');
  await expectStored(page, three.key, { 1: '0 given', 2: '0 given', 3: '0 given', 4: '0 given' });
  await page.keyboard.press('Backspace');
  await expect(heading(page)).toHaveText(two.title);
  await expect(heading(page)).toBeFocused();
  await tabTo(page, button(page, 'Next'));
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText(three.title);
  await page.keyboard.press('2');
  await expectStored(page, three.key, { 1: '0 left', 2: '2 given', 3: '0 left', 4: '0 left' });
  await tabTo(page, page.getByRole('button', { name: /Change the answer to description 3/ }));
  await page.keyboard.press('Enter');
  // The button is gone; its place, and the focus, go to the steps.
  await expect(steps(page, three, 3).getByRole('radio', { name: 'Not yet' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expectStored(page, three.key, { 1: '0 left', 2: '2 given', 3: '1 given', 4: '0 left' });
  await page.keyboard.press('Enter');

  for (const criterion of others) {
    await expect(heading(page)).toHaveText(criterion.title);
    await expect(heading(page)).toBeFocused();
    await page.keyboard.press('2');
    await expectStored(page, criterion.key, { 2: '2 given' });
    await page.keyboard.press('Enter');
  }

  await expect(heading(page)).toHaveText(/^Level 2/);
  await tabTo(page, page.getByText('Why this level'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('summary').filter({ hasText: 'points of 9 needed' }).first());
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, link(page, 'My assessments'), 'Shift+Tab');
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

test('the number keys can be turned off, and stay off', async ({ page }) => {
  await page.goto('/assess/');
  await live(page);
  const box = page.getByRole('checkbox', { name: 'Use number keys' });
  await tabTo(page, box);
  await page.keyboard.press('Space');
  await expect(box).not.toBeChecked();
  await expect(page.getByText('Keys are off.')).toBeVisible();
  await page.keyboard.press('3');
  await page.keyboard.press('0');
  await expect.poll(() => rowsOf(page, 'settings')).toContainEqual({ key: 'keys', value: false });

  await page.reload();
  await live(page);
  await expect(box).not.toBeChecked();
  await page.keyboard.press('3');
  expect((await stored(page)).entries).toEqual([]);
  await expect(page.locator('input[name="place"]:checked')).toHaveCount(0);

  await tabTo(page, box);
  await page.keyboard.press('Space');
  await page.keyboard.press('3');
  await expect(page.locator('input[name="place"][value="3"]')).toBeChecked();
  await expect.poll(async () => (await stored(page)).entries.length).toBe(1);
});

test('digits typed into a note are text, not answers', async ({ page }) => {
  const criterion = topicOf('information').criteria[0]!;
  await page.goto('/assess/');
  await live(page);
  await page.keyboard.press('2');
  await expectStored(page, criterion.key, { 2: '2 given' });
  await tabTo(page, page.getByText('Note for yourself'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox'));
  await page.keyboard.press('4');
  await expect.poll(async () => (await stored(page)).entries[0]?.note).toBe('4');
  await expectStored(page, criterion.key, { 2: '2 given' });
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
