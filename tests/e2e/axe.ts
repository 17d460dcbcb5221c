/** What a program can say about whether everybody can use a page. */
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './app.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What another colour scheme and another width can break; all other rules see the same page whatever its colours and width. */
export const LOOKS = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

/**
 * Nothing to object to, in light and dark, on a narrow and a wide screen, and with large text: rules that a program knows, the outline of
 * the page, and that it does not scroll sideways.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await expectOutline(page);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 320, height: 800 });
  // As high as the page: what lies under the bar at the foot just now can be scrolled out from under it.
  await page.setViewportSize({ width: 320, height: await page.evaluate(() => Math.max(800, document.documentElement.scrollHeight)) });
  expect(await objections(page), 'light, 320 px').toEqual([]);
  await expect.poll(() => tooWide(page), '320 px').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await objections(page, LOOKS), 'dark, 1280 px').toEqual([]);
  await expect.poll(() => tooWide(page), '1280 px').toEqual([]);
  await page.setViewportSize({ width: 640, height: 800 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '32px'));
  await expect.poll(() => tooWide(page), '200 % text').toEqual([]);
}

/**
 * What the rules that a program knows object to on the page as it is.
 *
 * @param rules only these; all that there are for WCAG 2.2 AA when left out
 * @returns for example ["color-contrast: .tag …"]
 */
export async function objections(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Half a megabyte of source: once a page is enough.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (runOnly) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`));
    },
    [...(rules ?? TAGS)]
  );
}

/** One first heading, none skipped, one of each landmark, a title of its own. */
async function expectOutline(page: Page): Promise<void> {
  // Until a page knows what it shows, it may have no heading.
  const levelsOf = () =>
    page
      .locator('h1, h2, h3, h4, h5, h6')
      .evaluateAll((headings) => headings.filter((h) => (h as HTMLElement).checkVisibility()).map((h) => Number(h.tagName[1])));
  await expect.poll(async () => (await levelsOf()).filter((level) => level === 1)).toHaveLength(1);
  const levels = await levelsOf();
  expect(levels[0]).toBe(1);
  levels.slice(1).forEach((level, i) => expect(level, `headings ${levels.join(' ')}`).toBeLessThanOrEqual(levels[i]! + 1));
  const { pathname } = new URL(page.url());
  // What a room looks at has nothing around it.
  const bare = pathname.endsWith('/workshop/wall/');
  for (const role of ['banner', 'main', 'contentinfo'] as const)
    await expect(page.getByRole(role)).toHaveCount(bare && role !== 'main' ? 0 : 1);
  // While somebody answers, nothing leads away but the way to stop.
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(bare || pathname.endsWith('/assess/') ? 0 : 1);
  await expect(page).toHaveTitle(/Waymark/);
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
}

/** @returns what makes the page scroll sideways */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const inScroller = (element: Element) => element.closest('.scroll-x') !== null;
    const wide = [...document.body.querySelectorAll('*')].filter(
      (element) => !inScroller(element) && element.getBoundingClientRect().right > clientWidth + 0.5
    );
    return [
      `${scrollWidth} px of ${clientWidth} px`,
      ...wide.slice(0, 5).map((e) => `${e.tagName}.${e.className} “${e.textContent?.slice(0, 30)}”`)
    ];
  });
}
