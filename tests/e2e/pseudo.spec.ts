/**
 * The app in a language that nobody speaks: every text long, accented, within ⟦ ⟧, written from right to left. A text without the marks
 * was not translated; a page that is wider than the screen breaks with long words.
 */
import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, follow, live, open, PAGES, settled, test } from './app.ts';
import { tooWide } from './axe.ts';
import { assessment, putAssessments } from './data.ts';
import { example, shelve } from './shelf.ts';

const folder = process.env.E2E_PSEUDO ?? 'node_modules/.cache/waymark/pseudo';
test.beforeAll(() => {
  if (!existsSync(`${folder}/en-XA/index.html`)) throw new Error(`${folder} is not built: npm run build -- --pseudo ${folder}`);
});

test.use({ viewport: { width: 320, height: 800 } });

/** Texts on the screen, or read out, that no translator has seen. What people typed, codes, numbers and languages' own names are none. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LETTERS = /\p{L}{2,}/u;
    const found: string[] = [];
    const known = new Intl.DisplayNames(['en'], { type: 'language' });
    const codes = [...document.querySelectorAll('option')].map(({ value }) => value).filter((value) => /^[a-z]{2,3}$/.test(value));
    const names = new Set(codes.map((code) => known.of(code)));
    const look = (text: string | null, where: string) => {
      const plain = (text ?? '').trim();
      // Addresses on the web, languages' names, which the browser knows, and names of learning platforms.
      if (/^[\w-]+(\.[\w-]+)+\//.test(plain) || names.has(plain) || ['Moodle', 'Canvas', 'ILIAS'].includes(plain)) return;
      if (LETTERS.test(plain) && !/[⟦⟧]/.test(plain)) found.push(`${where}: ${plain.slice(0, 60)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement!;
      // `lang` on a part says that it is not in the page's language, and rubrics of one's own are in theirs.
      if (
        element.closest('script, style, code, kbd, time, [data-own], .untranslated') ||
        element.closest('[lang]') !== document.documentElement
      )
        continue;
      look(node.textContent, element.tagName);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-roledescription]')) {
      if (element.closest('[lang]') !== document.documentElement || element.closest('[data-own]')) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-roledescription'])
        look(element.getAttribute(name), `@${name}`);
    }
    look(document.title, 'title');
    return found;
  });
}

/** Opens every `details`, so that what is folded is looked at too. */
const unfoldAll = (page: Page) => page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));

async function expectWhole(page: Page): Promise<void> {
  await unfoldAll(page);
  await settled(page);
  await unfoldAll(page);
  expect(await untranslated(page)).toEqual([]);
  // Pictures take their new width a moment later.
  await expect.poll(() => tooWide(page)).toEqual([]);
}

// In two halves, side by side.
for (const half of [PAGES.slice(0, PAGES.length / 2), PAGES.slice(PAGES.length / 2)])
  test(`pages from ${half[0]!} on have no text that was not translated, and fit 320 px from right to left`, async ({ page, host }) => {
    const { address } = await host(folder);
    await open(page, `${address}en-XA/about/`);
    for (const path of half)
      await test.step(path, async () => {
        await follow(page, `${address}en-XA${path}`);
        await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
        await expectWhole(page);
      });
  });

test('a criterion with its answers and a result have none either', async ({ page, host }) => {
  const site = `${(await host(folder)).address}en-XA/`;
  await putAssessments(page, [assessment('one', '', ['privacy'])], site);
  await open(page, `${site}assess/?id=one&at=privacy.C2`);
  await expect(page.locator('#criterion')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page.locator('[data-level="2"].chosen')).toBeVisible();
  await expectWhole(page);
  await open(page, `${site}result/?id=one`);
  await expect(page.locator('figure').first()).toBeVisible();
  await expectWhole(page);
});

test('the pages of a rubric of one’s own have none around it', async ({ page, host }) => {
  const { address } = await host(folder);
  await page.goto(`${address}en-XA/about/`);
  const [key] = await shelve(page, [example()], 'own', undefined, address);
  for (const path of [`rubrics/read/?key=${key}`, 'rubrics/edit/']) {
    await page.goto(`${address}en-XA/${path}`);
    await live(page);
    await settled(page);
    await unfoldAll(page);
    expect(await tooWide(page), path).toEqual([]);
  }
});
