/** A course in the player, whatever it stands in: the way back, another language, and a line that is gone. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { coursePackage, coursePage } from '../support/course/packages.ts';
import { openScormPlatform } from '../support/platform/scorm.ts';

const titleOf = (topic: string, criterion: string, language = 'en'): string =>
  (JSON.parse(readFileSync(`rubrics/${topic}/${language}.json`, 'utf8')) as { criteria: Record<string, { title: string }> }).criteria[
    criterion
  ]!.title;
const heading = (course: Page) => course.getByRole('heading', { level: 1 });
const focused = (course: Page) => course.evaluate(() => document.activeElement?.id || document.activeElement?.localName);

/** A course in a window of its own. */
async function opened(page: Page, topics: readonly string[], mode?: 'browse') {
  const platform = await openScormPlatform(await coursePackage('scorm12', { topics, languages: ['en', 'de'] }), 'scorm12', {
    accounts: [{ id: 'a1', name: 'One' }]
  });
  await page.goto(platform.player('a1', { window: 'own', ...(mode && { mode }) }));
  const enter = async () => {
    const [course] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Enter' }).click()]);
    await course.locator('main h1').waitFor();
    return course;
  };
  return { platform, enter };
}

test('Back leads to the screen before, and no press leaves the focus nowhere', async ({ page }) => {
  const { platform, enter } = await opened(page, ['information']);
  const course = await enter();
  await course.getByRole('button', { name: 'Begin' }).press('Enter');
  await expect(heading(course)).toHaveText(titleOf('information', 'A1'));
  expect(await focused(course)).not.toBe('body');
  await course.getByRole('button', { name: 'Skip' }).click();
  await expect(heading(course)).toHaveText(titleOf('information', 'A2'));
  await course.keyboard.press('1');
  await course.keyboard.press('Enter');
  await expect(heading(course)).toHaveText(titleOf('information', 'A3'));
  await course.evaluate(() => (location.hash = '#result'));
  await expect(heading(course)).not.toHaveText(titleOf('information', 'A3'));
  for (const criterion of ['A3', 'A2', 'A1']) {
    await course.goBack();
    await expect(heading(course)).toHaveText(titleOf('information', criterion));
  }
  await course.goBack();
  await expect(heading(course)).toHaveText('Week 1');
  expect(await focused(course)).not.toBe('body');
  await course.goForward();
  await expect(heading(course)).toHaveText(titleOf('information', 'A1'));
  await platform.close();
});

test('a language that cannot be fetched leaves all as it was; one that was chosen is there the next time', async ({ page }) => {
  const { platform, enter } = await opened(page, ['information']);
  const course = await enter();
  await course.getByRole('button', { name: 'Begin' }).click();
  await course.keyboard.press('2');
  const failures: string[] = [];
  course.on('pageerror', ({ message }) => failures.push(message));
  await course.context().setOffline(true);
  await course.getByLabel('Language').selectOption('de');
  await expect(course.getByRole('alert').filter({ hasText: 'This language could not be loaded.' })).toBeVisible();
  await expect(heading(course)).toHaveText(titleOf('information', 'A1'));
  await expect(course.getByLabel('Language')).toHaveValue('en');
  await expect(course.locator('[data-level="2"] input').first()).toBeChecked();
  expect(failures).toEqual([]);

  await course.context().setOffline(false);
  await course.getByLabel('Language').selectOption('de');
  await expect(heading(course)).toHaveText(titleOf('information', 'A1', 'de'));
  await expect(course.locator('[data-level="2"] input').first()).toBeChecked();
  expect(await focused(course)).toBe('select');
  await course.close();
  const again = await enter();
  await expect(again.locator('html')).toHaveAttribute('lang', 'de');
  await platform.close();
});

test('where the next topic cannot be fetched, that is said, and it comes with the line', async ({ page }) => {
  const { platform, enter } = await opened(page, ['information', 'privacy']);
  const course = await enter();
  await course.route(/\/(topic|course)[^?]*\.js(on)?/, (route) => route.continue());
  await course.getByRole('button', { name: 'Begin' }).click();
  await course.context().setOffline(true);
  for (let i = 1; i <= 6; i++) {
    await expect(heading(course)).toHaveText(titleOf('information', `A${i}`));
    for (const key of ['1', '2', '3', '4']) await course.keyboard.press(key);
    await course.keyboard.press('Enter');
  }
  await expect(course.getByRole('alert').filter({ hasText: 'The next questions could not be loaded.' })).toBeVisible();
  await expect(heading(course)).toBeVisible();
  await course.context().setOffline(false);
  await course.getByRole('button', { name: 'Next' }).click();
  await expect(heading(course)).toHaveText(titleOf('privacy', 'C1'));
  await platform.close();
});

test('answers that somebody left in this browser can be deleted, and the course begins anew', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-left-'));
  const file = join(folder, 'course.html');
  await writeFile(file, await coursePage({ topics: ['information'] }));
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByText('Not yours')).toHaveCount(0);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.keyboard.press('2');
  await expect(page.locator('[data-level="2"] input').first()).toBeChecked();
  await page.goto('about:blank');
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByRole('button', { name: 'See where you stand' })).toBeVisible();
  await page.getByText('Not yours, or do you want to begin anew?').click();
  await page.getByRole('button', { name: 'Delete and begin anew' }).press('Enter');
  const said = page.getByText('They are deleted. Nothing of yours is here now.');
  await expect(said).toBeFocused();
  await expect(page.getByRole('button', { name: 'See where you stand' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Begin' }).click();
  await expect(page.locator('[data-level="2"] input').first()).not.toBeChecked();
  await page.keyboard.press('3');
  await expect(page.locator('[data-level="3"] input').first()).toBeChecked();
  await page.goto('about:blank');
  await page.goto(pathToFileURL(file).href);
  await page.getByRole('button', { name: /^Go on|^Begin/ }).click();
  await expect(page.locator('[data-level="3"] input').first()).toBeChecked();
  await expect(page.locator('[data-level="2"] input').first()).not.toBeChecked();
  await rm(folder, { recursive: true });
});

test('a teacher who previews the course tries the questions, and nothing of it is stored', async ({ page }) => {
  const { platform, enter } = await opened(page, ['information'], 'browse');
  const course = await enter();
  await expect(course.getByText('You can try the questions, and nothing is stored.')).toBeVisible();
  await course.getByRole('button', { name: 'Try the questions' }).click();
  for (let i = 1; i <= 6; i++) {
    await expect(heading(course)).toHaveText(titleOf('information', `A${i}`));
    await expect(course.getByText('You are only looking: not stored')).toBeVisible();
    for (const key of ['1', '2', '3', '4']) await course.keyboard.press(key);
    await course.keyboard.press('Enter');
  }
  await expect(heading(course)).toContainText('Level 4');
  await expect(course.getByRole('button', { name: 'Finish' })).toHaveCount(0);
  expect(platform.refusals()).toEqual([]);
  expect(platform.stored('a1').flatMap(({ data }) => Object.keys(data).filter((name) => name.endsWith('suspend_data')))).toEqual([]);
  await platform.close();
});
