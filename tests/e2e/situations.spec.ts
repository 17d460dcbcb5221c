import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { openRubricFiles } from '../../scripts/rubrics-plugin.ts';
import { situationWords } from '../support/situations.ts';
import {
  asked,
  button,
  criteria,
  expect,
  expectStored,
  goOn,
  heading,
  open,
  openStore,
  option,
  putRows,
  shownAsChosen,
  stored,
  tap,
  test,
  type Criterion
} from './app.ts';
import { expectAccessible } from './axe.ts';

const { 2: ONE, 3: GROUP, 4: COMMUNITY } = situationWords('en');
const NO_ONE = ONE.outOfRole!;
const NO_GROUPS = GROUP.outOfRole!;
const NO_COMMUNITY = COMMUNITY.outOfRole!;

/** Somebody who advises people one-to-one: guides no groups, belongs to no community. Levels 1 and 2 of each question. */
const adviser = JSON.parse(readFileSync('tests/support/one-to-one-adviser.json', 'utf8')) as {
  readonly answers: Readonly<Record<string, readonly [0 | 1 | 2, 0 | 1 | 2]>>;
};

/** Begins an assessment of the built-in rubrics. */
async function begin(page: Page): Promise<void> {
  await openStore(page);
  const rubrics = openRubricFiles().map((file) => ({ ...file.facts, hash: contentHash(file) }));
  await putRows(page, 'assessments', [newHead({ rubrics }, 'a', Date.now())]);
  await open(page, '/assess/?id=a');
  await expect(heading(page)).toHaveText(criteria[0]!.title);
}

/** Counts what a pointer presses, as a person would. */
const countPresses = (page: Page) =>
  page.evaluate(() => {
    const state = window as unknown as { presses: number };
    state.presses = 0;
    addEventListener('pointerdown', () => state.presses++, { capture: true });
  });
const presses = (page: Page) => page.evaluate(() => (window as unknown as { presses: number }).presses);

/** Presses the button that goes on, after the time that a person takes to read at least. */
async function pressNext(page: Page): Promise<void> {
  await page.waitForTimeout(450);
  await page.getByRole('button', { name: /^(Next|None of these yet|See where you stand|Go on with .*)$/ }).click();
}

test(
  'somebody without groups and communities says so once, and answers 31 questions with at most 120 taps',
  { tag: '@storm' },
  async ({ page }) => {
    test.setTimeout(180_000);
    await begin(page);
    await countPresses(page);
    let toSayNotTheRole = 0;
    for (const link of [NO_GROUPS, NO_COMMUNITY]) {
      const before = await presses(page);
      await button(page, link).click();
      await button(page, 'Yes, this is true').click();
      await expect(page.getByRole('status').filter({ hasText: 'Noted for 31 questions.' })).toHaveCount(1);
      toSayNotTheRole += (await presses(page)) - before;
    }
    expect(toSayNotTheRole).toBe(4);

    for (const [i, criterion] of criteria.entries()) {
      await expect(heading(page)).toHaveText(criterion.title);
      for (const level of [3, 4] as const) {
        await expect(option(page, level)).toContainText('Not part of my job · change');
        await expect(page.getByText(criterion.descriptors[level], { exact: true })).toBeHidden();
      }
      for (const [at, value] of adviser.answers[criterion.key]!.entries()) {
        const level = (at + 1) as 1 | 2;
        if (value === 0) continue;
        await tap(page, criterion, level);
        await shownAsChosen(page, criterion, level);
        if (value === 1) await option(page, level).getByText('Partly', { exact: true }).click();
      }
      await pressNext(page);
      const open = criterion.essential.filter((level) => level <= 2 && adviser.answers[criterion.key]![level - 1] === 0);
      for (const level of open) await asked(page, level).getByText('Not yet', { exact: true }).click();
      if (open.length) await pressNext(page);
      if (i < criteria.length - 1 && criteria[i + 1]!.topic !== criterion.topic) {
        await pressNext(page);
        // A statement may stand where the button of the pause stood: whoever taps it has read it.
        await page.waitForTimeout(450);
      }
    }
    await expect(page).toHaveURL(/\/result\//);
    // The presses before the result: it is another page of the same app.
    const all = await presses(page);
    test.info().annotations.push({ type: 'taps', description: String(all) });
    expect(all).toBeLessThanOrEqual(120);

    const { assessments, entries } = await stored(page);
    expect(assessments[0]!.scope!.map(({ situation }) => situation)).toEqual(['community', 'guided-group']);
    expect(entries).toHaveLength(31);
    for (const { criterion, cells } of entries) {
      expect(Object.keys(cells), criterion).toEqual(['1', '2']);
      expect([cells[1]!.value, cells[2]!.value], criterion).toEqual(adviser.answers[criterion]);
    }
  }
);

test('the label over a statement says what counts where it is pressed, by keyboard too, and nothing is chosen by that', async ({
  page
}) => {
  await begin(page);
  await expect(page.getByText('Tap the words over a statement to see what counts.')).toBeVisible();
  const label = button(page, GROUP.label);
  const meaning = option(page, 3).getByText('You guide a group that has a task and an end');
  await label.focus();
  await page.keyboard.press('Enter');
  await expect(label).toHaveAttribute('aria-expanded', 'true');
  await expect(meaning).toBeVisible();
  await expect(option(page, 3)).toContainText(`Does not count: ${GROUP.exclusions}`);
  await expect(option(page, 4)).not.toContainText('Does not count');
  await expectAccessible(page);
  await label.click();
  await expect(meaning).toHaveCount(0);
  await expect(option(page, 3).getByRole('checkbox')).not.toBeChecked();
  await page.getByRole('button', { name: 'None of these yet' }).click();
  await expect(heading(page)).toHaveText(criteria[1]!.title);
  await expect(page.getByText('Tap the line over a statement')).toHaveCount(0);
});

test('before it holds, the conditions of the safety points of a situation are shown, once, and nothing is said until the person agrees', async ({
  page
}) => {
  await begin(page);
  await button(page, NO_GROUPS).click();
  const box = page.getByRole('group', { name: NO_GROUPS });
  await expect(box).toBeFocused();
  // Two essentials are asked under the same condition.
  const conditionOf = (id: string) => criteria.find(({ key }) => key === id)!.notApplicable[3]!;
  await expect(box.getByRole('listitem')).toHaveText([conditionOf('privacy.C3'), conditionOf('privacy.C4')]);
  expect(conditionOf('facilitating.D2')).toBe(conditionOf('privacy.C3'));
  await button(page, 'No, keep asking').click();
  await expect(box).toHaveCount(0);
  await expect(button(page, NO_GROUPS)).toBeFocused();
  expect((await stored(page)).assessments[0]!.scope).toBeUndefined();
});

test('what is not part of the role can be answered all the same at one question, and be asked again at all', async ({ page }) => {
  const [first, second] = criteria as [Criterion, Criterion];
  await begin(page);
  await button(page, NO_GROUPS).click();
  await button(page, 'Yes, this is true').click();
  await expect(option(page, 3)).toContainText('Not part of my job');
  await expect(option(page, 3).getByRole('button', { name: 'Not part of my job' })).toBeFocused();
  await option(page, 3).getByRole('button', { name: 'Not part of my job' }).click();
  await button(page, 'Answer this statement').click();
  await tap(page, first, 3);
  await shownAsChosen(page, first, 3);
  await goOn(page);
  await expectStored(page, first.key, { 1: '0 left', 2: '0 left', 3: '2 given', 4: '0 left' });

  await expect(heading(page)).toHaveText(second.title);
  await option(page, 3).getByRole('button', { name: 'Not part of my job' }).click();
  await button(page, 'Ask in every question again').click();
  await expect(page.getByText(second.descriptors[3], { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText(second.descriptors[3], { exact: true })).toBeVisible();
  // A statement of it was chosen, so it cannot be said any more that it is not part of the role.
  await expect(button(page, NO_GROUPS)).toHaveCount(0);
  await expect(button(page, NO_COMMUNITY)).toBeVisible();
});

test('an essential whose condition is wider than its situation is asked all the same', async ({ page }) => {
  const risk = criteria.find(({ key }) => key === 'privacy.C4')!;
  await begin(page);
  await button(page, NO_ONE).click();
  await button(page, 'Yes, this is true').click();
  await expect(page.getByRole('status').filter({ hasText: 'Noted for 29 questions.' })).toHaveCount(1);
  await open(page, `/assess/?id=a&at=${risk.key}`);
  await expect(page.getByText(risk.descriptors[2], { exact: true })).toBeVisible();
  await goOn(page);
  await expect(asked(page, 2)).toBeVisible();
});

test('what was left before it was said not to be the role is not held against anybody afterwards', async ({ page }) => {
  const first = criteria[0]!;
  await begin(page);
  await goOn(page);
  await expectStored(page, first.key, { 1: '0 left', 2: '0 left', 3: '0 left', 4: '0 left' });
  await button(page, NO_GROUPS).click();
  await button(page, 'Yes, this is true').click();
  await button(page, 'Back').click();
  await expect(heading(page)).toHaveText(first.title);
  await expect(option(page, 3)).toContainText('Not part of my job');
  await expect(option(page, 4)).not.toContainText('Not part of my job');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test('no edge moves under the finger, also where a situation and what says that it is not the role take two lines', async ({ page }) => {
    const first = criteria[0]!;
    await begin(page);
    const edges = async () =>
      Promise.all([
        ...([1, 2, 3, 4] as const).map((level) => option(page, level).boundingBox()),
        page.getByRole('button', { name: /^(Next|None of these yet)$/ }).boundingBox()
      ]);
    const before = await edges();
    for (const level of [1, 2, 3, 4] as const) {
      await tap(page, first, level);
      await shownAsChosen(page, first, level);
      expect(await edges()).toEqual(before);
      await option(page, level).getByText('Partly', { exact: true }).click();
      await expect(option(page, level)).toHaveClass(/partly/);
      expect(await edges()).toEqual(before);
      await tap(page, first, level);
      await expect(option(page, level)).not.toHaveClass(/chosen/);
      expect(await edges()).toEqual(before);
    }
  });
});

test('what another window leaves is not held against somebody who said that it is not their role, and that window hears of it', async ({
  page,
  context
}) => {
  const first = criteria[0]!;
  await begin(page);
  const other = await context.newPage();
  await open(other, '/assess/?id=a');
  await expect(other.getByText(first.descriptors[3], { exact: true })).toBeVisible();
  await button(page, NO_GROUPS).click();
  await button(page, 'Yes, this is true').click();
  await expect(page.getByRole('status').filter({ hasText: 'Noted for 31 questions.' })).toHaveCount(1);
  await expect(option(other, 3)).toContainText('Not part of my job');
  await goOn(other);
  await expectStored(page, first.key, { 1: '0 left', 2: '0 left', 4: '0 left' });
});
