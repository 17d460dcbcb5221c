import type { Locator } from '@playwright/test';
import type { Level } from '#lib/domain/model.ts';
import { begin, criteria, expect, LEVELS, option, shownAsChosen, tap, test } from './app.ts';

const first = criteria[0]!;

/** Contrast of an element's words with what they stand on. */
const contrastOf = (words: Locator) =>
  words.evaluate((element) => {
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
    for (let one: Element | null = element; one; one = one.parentElement) grounds.unshift(getComputedStyle(one).backgroundColor);
    const [dark, light] = [seen(grounds), seen([...grounds, getComputedStyle(element).color])].sort((a, b) => a - b) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  });

const LOOKS = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
  { colorScheme: 'dark', forcedColors: 'active' }
] as const;

test('a statement and how far it is true can be read under the pointer, chosen or not, in light, dark and forced colours', async ({
  page
}) => {
  await begin(page);
  const readable = async (words: Locator, where: string, level: Level) => {
    // Forced colours are the same at every level.
    for (const look of LOOKS.filter(({ forcedColors }) => forcedColors === 'none' || level === 1)) {
      await page.emulateMedia(look);
      expect(await contrastOf(words), `${where}, ${Object.values(look).join(', ')}`).toBeGreaterThanOrEqual(4.5);
    }
  };
  for (const level of LEVELS) {
    const card = option(page, level);
    const statement = card.getByText(first.descriptors[level]);
    await card.hover();
    await readable(statement, `${level}, under the pointer`, level);
    await tap(page, first, level);
    await shownAsChosen(page, first, level);
    expect(await card.evaluate((one) => one.matches(':hover'))).toBe(true);
    await readable(statement, `${level}, chosen and under the pointer`, level);
    for (const value of ['Yes', 'Partly']) {
      const part = card.locator('label', { hasText: value });
      await part.hover();
      await readable(part, `${level}, ${value} under the pointer`, level);
    }
  }
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });

  test('a tap leaves no look of a pointer behind', async ({ page }) => {
    await begin(page);
    const look = (level: 2 | 3) =>
      option(page, level).evaluate((card) =>
        [card, card.querySelector('.tick')!].map((one) => {
          const { backgroundColor, borderColor, boxShadow } = getComputedStyle(one);
          return [backgroundColor, borderColor, boxShadow];
        })
      );
    await page.keyboard.press('3');
    await shownAsChosen(page, first, 3);
    const untouched = await look(2);
    await option(page, 2).tap();
    await shownAsChosen(page, first, 2);
    expect(await look(2)).toEqual(await look(3));
    expect(await contrastOf(option(page, 2).getByText(first.descriptors[2]))).toBeGreaterThanOrEqual(4.5);
    await option(page, 2).tap();
    await expect(option(page, 2)).not.toHaveClass(/\bchosen\b/);
    expect(await look(2)).toEqual(untouched);
  });
});
