import type { Page } from '@playwright/test';
import { begin, criteria, expect, option, shownAsChosen, tap, test } from './app.ts';

const first = criteria[0]!;

/** Contrast of the number in a description's circle with what it stands on. */
const contrastOf = (page: Page, level: 1 | 2 | 3 | 4) =>
  option(page, level)
    .locator('.n')
    .evaluate((number) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
      /** Paints colours over each other, as the page does. @returns the luminance of what is seen */
      const seen = (colours: string[]) => {
        for (const colour of colours) {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
        }
        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((one) => {
          const part = one / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        }) as [number, number, number];
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const grounds: string[] = [];
      for (let one: Element | null = number; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
      const [dark, light] = [seen(grounds), seen([...grounds, getComputedStyle(number).color])].sort((a, b) => a - b) as [number, number];
      return (light + 0.05) / (dark + 0.05);
    });

for (const look of [
  { colorScheme: 'light' },
  { colorScheme: 'dark' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' }
] as const)
  test(`the number of a description can be read under the pointer, chosen or not: ${Object.values(look).join(', ')}`, async ({ page }) => {
    await page.emulateMedia(look);
    await begin(page);
    for (const level of [1, 2, 3, 4] as const) {
      const pick = option(page, level).locator('.pick');
      await pick.hover();
      expect(await contrastOf(page, level), `${level}, under the pointer`).toBeGreaterThanOrEqual(4.5);
      await tap(page, first, level);
      await shownAsChosen(page, first, level);
      expect(await pick.evaluate((one) => one.matches(':hover'))).toBe(true);
      expect(await contrastOf(page, level), `${level}, chosen and under the pointer`).toBeGreaterThanOrEqual(4.5);
    }
  });

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('a tap leaves no look of a pointer behind', async ({ page }) => {
    await begin(page);
    const circle = option(page, 2).locator('.n');
    const before = await circle.evaluate((one) => getComputedStyle(one).boxShadow);
    await option(page, 2).locator('.d').tap();
    await shownAsChosen(page, first, 2);
    expect(await circle.evaluate((one) => getComputedStyle(one).boxShadow)).toBe(before);
    expect(await contrastOf(page, 2)).toBeGreaterThanOrEqual(4.5);
  });
});
