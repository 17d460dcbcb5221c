import type { Locator, Page } from '@playwright/test';
import {
  afterPause,
  begin,
  button,
  criteria,
  criterionOf,
  expect,
  expectStored,
  goOn,
  heading,
  LEVELS,
  option,
  test,
  type Criterion
} from './app.ts';
import { LEVEL } from '../support/scale.ts';
import { tooWide } from './axe.ts';

// Measured on a phone's screen.
test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

interface Edges {
  readonly [part: string]: readonly [left: number, top: number, right: number, bottom: number];
}

/** Where the cards, the bar and its buttons are, in CSS pixels from the top left of the window. */
const edges = (page: Page): Promise<Edges> =>
  page.evaluate(() => {
    const parts = {
      1: '[data-level="1"]',
      2: '[data-level="2"]',
      3: '[data-level="3"]',
      4: '[data-level="4"]',
      bar: '.go',
      next: '.go .next'
    };
    return Object.fromEntries(
      Object.entries(parts).map(([name, selector]) => {
        const { left, top, right, bottom } = document.querySelector(selector)!.getBoundingClientRect();
        return [name, [left, top, right, bottom]];
      })
    ) as unknown as Edges;
  });

/** How many pixels lie between the last card and the bar; less than none where the bar covers it. */
const room = ({ 4: last, bar }: Edges): number => bar![1] - last![3];

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;

/** A tap in the middle of something, with nothing brought into view for it. */
async function tapAt(page: Page, control: Locator): Promise<void> {
  const { x, y, width, height } = (await control.boundingBox())!;
  await page.touchscreen.tap(x + width / 2, y + height / 2);
}

const MEDIAN =
  'the median question fits a phone with its four statements, the bar and its button, before a tap and after; and nothing moves under the finger';
test(MEDIAN, { tag: '@part' }, async ({ page }) => {
  test.slow();
  await begin(page);
  const before: number[] = [];
  const tapped = async (criterion: Criterion, still: Edges, i: number) => {
    // Not where the last one was tapped a moment ago.
    const card = option(page, LEVELS[i % 4]!);
    await tapAt(page, card.locator('.tick'));
    await expect(card).toHaveClass(/\bchosen\b/);
    expect(await edges(page), `${criterion.key}: chosen`).toEqual(still);
    await tapAt(page, card.getByText('Partly', { exact: true }));
    await expect(card).toHaveClass(/\bpartly\b/);
    expect(await edges(page), `${criterion.key}: partly`).toEqual(still);
    await tapAt(page, card.locator('.tick'));
    await expect(card).not.toHaveClass(/\bchosen\b/);
    expect(await edges(page), `${criterion.key}: taken back`).toEqual(still);
    await expectStored(page, criterion.key, {});
  };
  for (const [i, criterion] of criteria.entries()) {
    await expect(heading(page)).toHaveText(criterion.title);
    const still = await edges(page);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(still.bar![3]).toBeLessThanOrEqual(844);
    before.push(room(still));
    if (LEVEL === 'storm' || i % 5 === 0) await tapped(criterion, still, i);
    if (i === criteria.length - 1) break;
    await button(page, 'Skip').press('Enter');
    if (criteria[i + 1]!.topic !== criterion.topic) await afterPause(page);
  }
  const fit = before.filter((one) => one >= 0).length;
  console.log(
    `390 x 844: ${fit} of ${before.length} questions fit; the median leaves ${median(before)} px, the longest ${Math.min(...before)} px`
  );
  expect(median(before)).toBeGreaterThanOrEqual(0);
});

test('with every statement chosen, and what is not one’s role said, every other edge stays where it was', async ({ page }) => {
  await begin(page);
  const still = await edges(page);
  for (const level of LEVELS) {
    await tapAt(page, option(page, level).locator('.tick'));
    await expect(option(page, level)).toHaveClass(/\bchosen\b/);
    expect(await edges(page), `${level} chosen`).toEqual(still);
  }
  await tapAt(page, option(page, 1).locator('.tick'));
  await expect(option(page, 1)).not.toHaveClass(/\bchosen\b/);
  await tapAt(page, option(page, 1).getByRole('button', { name: 'Not part of my job' }));
  await expect(option(page, 1)).toHaveClass(/\bout\b/);
  expect(await edges(page), 'not part of my job').toEqual(still);
});

for (const folder of ['fi/', 'sv/', 'de/'])
  test(
    `/${folder}: in the first question and the last, on a phone and on the narrowest, no edge moves either`,
    folder === 'de/' ? {} : { tag: '@storm' },
    async ({ page }) => {
      for (const width of [390, 320])
        for (const at of [criteria[0]!, criteria.at(-1)!]) {
          await page.setViewportSize({ width, height: 844 });
          await begin(page, `/${folder}assess/?at=${at.key}`);
          await page.evaluate(() => scrollTo(0, 0));
          const still = await edges(page);
          await tapAt(page, option(page, 1).locator('.tick'));
          await expect(option(page, 1)).toHaveClass(/\bchosen\b/);
          expect(await edges(page), `${at.key}, ${width} px`).toEqual(still);
        }
    }
  );

for (const [what, width, size] of [
  ['320 px', 320, '100%'],
  ['200 % text on 390 px', 390, '200%'],
  ['200 % text on 320 px', 320, '200%']
] as const)
  test(
    `${what}: no question scrolls sideways, nor one whose essential is asked for, nor the pause`,
    width === 320 && size === '200%' ? {} : { tag: '@storm' },
    async ({ page }) => {
      test.slow();
      await page.setViewportSize({ width, height: 844 });
      await begin(page);
      await page.evaluate((size) => (document.documentElement.style.fontSize = size), size);
      for (const [i, criterion] of criteria.entries()) {
        await expect(heading(page)).toHaveText(criterion.title);
        await page.keyboard.press('4');
        await expect(option(page, 4)).toHaveClass(/\bchosen\b/);
        expect(await tooWide(page), criterion.key).toEqual([]);
        if (criterion.essential.some((level) => level !== 4)) {
          await goOn(page);
          await expect(page.getByText(/still to answer/)).toBeVisible();
          expect(await tooWide(page), `${criterion.key}, asked`).toEqual([]);
        }
        if (i === criteria.length - 1) break;
        await goOn(page);
        if (criteria[i + 1]!.topic === criterion.topic) continue;
        await expect(page.getByRole('button', { name: /^Go on with/ })).toBeVisible();
        expect(await tooWide(page), 'the pause').toEqual([]);
        await afterPause(page);
      }
    }
  );

test('on the narrowest screen the essential that is asked for is in view, above the bar', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const essential = criterionOf('privacy.C3');
  await begin(page, `/assess/?at=${essential.key}`);
  await page.keyboard.press('4');
  await expect(option(page, 4)).toHaveClass(/\bchosen\b/);
  await goOn(page);
  const first = option(page, 2).locator('.ask .seg');
  await expect(first).toBeInViewport({ ratio: 1 });
  const { bar } = await edges(page);
  const { y, height } = (await first.boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(bar![1]);
});
