/** The same taps by a real person’s means: in the app, and in a course that is one file, opened from the disk. What is read of them is what other holders gave. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { packageFrom } from '../../scripts/package-desk.ts';
import { goldenFile, reading, SEEDS, sentencesIn, tapsOf, TOPICS, type Tap, type ToEssentials } from '../support/golden.ts';
import { begin, buildFolder, button, expect, heading, open, stored, test } from './app.ts';

const card = (page: Page, level: number) => page.locator(`[data-level="${level}"]`);
const onward = (page: Page) => page.getByRole('button', { name: /^(Next|None of these yet|See where you stand|Go on with .*)$/ });

/** One tap, where the screen offers it. */
async function press(page: Page, tap: Tap): Promise<void> {
  if (tap.do === 'next') return goOn(page, tap.essentials);
  if (tap.do === 'back' || tap.do === 'skip') {
    const control = button(page, tap.do === 'back' ? 'Back' : 'Skip');
    if (!(await control.isVisible())) return;
    const before = await heading(page).innerText();
    await control.press('Enter');
    await expect(heading(page)).not.toHaveText(before);
    return;
  }
  const here = card(page, tap.level);
  const beside = here.locator('.slot > .link:not(.hidden)');
  const [out, chosen, link] = await here.evaluate((element) => [
    element.classList.contains('out'),
    element.classList.contains('chosen'),
    element.querySelector('.slot > .link:not(.hidden)')?.textContent ?? ''
  ]);
  const notMine = link === 'Not part of my job';
  if (tap.do === 'out' || tap.do === 'in') {
    if (tap.do === 'out' ? !link || notMine || out : !(await here.evaluate((element) => element.classList.contains('away')))) return;
    await beside.click();
    await button(page, tap.do === 'out' ? 'That is so' : 'All of it is part of my job').press('Enter');
    await expect(here).toHaveClass(tap.do === 'out' ? /\baway\b/ : /^(?!.*\baway\b)/);
    return;
  }
  if (out) return;
  if (tap.do === 'na') {
    if (!notMine) return;
    await beside.press('Enter');
    // Of an essential it is asked with its condition.
    const asked = here.locator('.ask input[value="na"]');
    if (await asked.isVisible()) await asked.check({ force: true });
    await expect(here).toHaveClass(/\bout\b/);
    return;
  }
  if (tap.do === 'tap' || !chosen) {
    await here.locator('.tick').press('Space');
    await expect(here).toHaveClass(tap.do === 'tap' && chosen ? /^(?!.*\bchosen\b)/ : /\bchosen\b/);
  }
  if (tap.do === 'partly') {
    await here.getByText('Partly', { exact: true }).click();
    await expect(here).toHaveClass(/\bpartly\b/);
  }
}

/** To the next question, or the result. What is asked once more on the way is answered, and a pause gone past. */
async function goOn(page: Page, essentials: ToEssentials): Promise<void> {
  const before = await heading(page).innerText();
  /** Whether something is asked here, or something else is shown. */
  const moved = () =>
    page.waitForFunction((before) => {
      const title = document.querySelector('h1')?.innerText;
      if (title !== before) return title && 'moved';
      return document.querySelector('.ask') ? 'asked' : null;
    }, before);
  await onward(page).press('Enter');
  if ((await (await moved()).jsonValue()) === 'asked') {
    if (essentials !== null) for (const one of await page.locator(`.ask input[value="${essentials}"]`).all()) await one.check({ force: true });
    await onward(page).press('Enter');
    await expect(heading(page)).not.toHaveText(before);
  }
  const pause = page.getByRole('button', { name: /^Go on with / });
  if (await pause.isVisible()) {
    await pause.press('Enter');
    await expect(pause).toHaveCount(0);
  }
}

/** @param database where the answers lie @returns what a test without a browser reads too */
async function told(page: Page, database: string): Promise<string> {
  await expect(page.locator('#topics')).toBeVisible();
  const { assessments, entries } = await stored(page, database);
  expect(assessments).toHaveLength(1);
  const assessment = { head: assessments[0]!, entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) };
  return reading(assessment, await page.evaluate(`(${sentencesIn.toString()})(document)`));
}

for (const seed of SEEDS)
  test(`taps of seed ${seed} say the same in the app, and in a file from the disk`, async ({ page, context }) => {
    const golden = await readFile(goldenFile(seed), 'utf8');
    await begin(page);
    for (const tap of tapsOf(seed)) await press(page, tap);
    expect(await told(page, 'waymark'), 'in the app').toBe(golden);

    const folder = await mkdtemp(join(tmpdir(), 'waymark-golden-'));
    const out = join(folder, 'course.html');
    const topics = TOPICS.map(({ id }) => id).join(',');
    await packageFrom(['--format', 'html', '--topics', topics, '--lang', 'en', '--build', buildFolder, '--out', out]);
    const file = await context.newPage();
    await open(file, pathToFileURL(out).href);
    await button(file, 'Begin').click();
    for (const tap of tapsOf(seed)) await press(file, tap);
    const [database] = await file.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name!));
    expect(database).toMatch(/^waymark\.course\./);
    expect(await told(file, database!), 'in the file').toBe(golden);
    await rm(folder, { recursive: true });
  });
