/** How long the pages are that are read most, on a phone and on a desktop, with what somebody has after three assessments. */
import type { Browser, Locator, Page } from '@playwright/test';
import { lengthOf, shown, VIEWS } from '../../scripts/measure/lengths.ts';
import { expect, test } from './app.ts';

const view = (browser: Browser, address: string, name: string, width: number, height: number): Promise<Page> =>
  shown(
    browser,
    address,
    VIEWS.find(([of]) => of === name)!,
    width,
    height
  );

/** Where something ends, from the top of the page. */
const end = async (what: Locator) => {
  const box = (await what.boundingBox())!;
  return Math.round(box.y + box.height);
};

/** How far the picture, how firm it is, and the first step with its button reach, and what of the window is free for them. */
async function firstScreen(page: Page, width: number, height: number) {
  await page.setViewportSize({ width, height });
  await page.evaluate(() => new Promise(requestAnimationFrame));
  const bar = width < 960 ? (await page.getByRole('navigation', { name: 'Main' }).boundingBox())!.height : 0;
  const main = page.getByRole('main');
  const parts = [
    main.locator('canvas').first(),
    main.getByText('A start for reflection, not a test.').first(),
    main.getByRole('button', { name: /^Add to plan/ }).first()
  ];
  return { ends: await Promise.all(parts.map(end)), free: height - bar };
}

/** Two and a half screens of a phone and 320 words; one and a half screens where there is one topic. */
for (const [name, height, words] of [
  ['result, first', 2110, 320],
  ['result, third', 2110, 320],
  ['result, one topic', 1266, 320],
  ['over time', 1500, 320]
] as const)
  test(`${name}: at most ${height} px and ${words} words on a phone, and what counts most in the first screen`, async ({
    browser,
    baseURL
  }) => {
    const page = await view(browser, baseURL!, name, 390, 844);
    const length = await lengthOf(page);
    console.log(`${name}: ${length.height} px, ${length.words} words`);
    expect(length.height).toBeGreaterThan(844);
    expect(length.height).toBeLessThanOrEqual(height);
    expect(length.words).toBeGreaterThan(60);
    expect(length.words).toBeLessThanOrEqual(words);
    if (name.startsWith('result'))
      for (const [width, height] of [
        [390, 844],
        [1280, 800]
      ] as const) {
        const { ends, free } = await firstScreen(page, width, height);
        console.log(`${name}, ${width} px: ${ends.join(', ')} of ${free}`);
        expect(Math.max(...ends), `${width} px`).toBeLessThanOrEqual(free);
      }
    await page.context().close();
  });

test('a step of the plan takes at most 220 px of a phone', async ({ browser, baseURL }) => {
  const page = await view(browser, baseURL!, 'plan, three steps', 390, 844);
  const cards = page.locator('section[aria-labelledby="open"] li').filter({ has: page.getByRole('button') });
  await expect(cards).toHaveCount(3);
  for (const card of await cards.all()) {
    const { height } = (await card.boundingBox())!;
    expect(height).toBeGreaterThan(60);
    expect(height).toBeLessThanOrEqual(220);
  }
  await page.context().close();
});
