/** What somebody writes is stored as they write: a tab that dies takes at most the last letters along. */
import type { Page } from '@playwright/test';
import { begin, criteria, expect, heading, open, rowsOf, shownAsChosen, tap, unfold } from './app.ts';
import { KILLED, test } from './killing.ts';

const first = criteria[0]!;
const [BEFORE, MORE] = ['Written some time ago. ', 'And on and on. '];
/** Letters after which nothing more is waited for. */
const MOST = 600;

interface Written {
  /** Opens a page with a field for a text, and gives it the focus. */
  readonly to: (page: Page, site: string) => Promise<void>;
  /** The text as it is stored, past the app. */
  readonly stored: (page: Page) => Promise<string>;
}

const WRITTEN: Record<string, Written> = {
  'a note on a criterion': {
    to: async (page, site) => {
      await begin(page, `${site}assess/`);
      await tap(page, first, 2);
      await shownAsChosen(page, first, 2);
      await unfold(page.locator('main'), 'Note for yourself');
      await page.locator('#note').focus();
    },
    stored: async (page) => ((await rowsOf(page, 'entries')) as { note: string }[])[0]?.note ?? ''
  },
  'a step of the plan': {
    to: async (page, site) => {
      await open(page, `${site}plan/`);
      await page.getByRole('textbox', { name: 'A step of your own' }).fill('Ask');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^more/ }).click();
      await page.getByRole('button', { name: /^Edit/ }).click();
      await page.getByLabel('Why', { exact: true }).focus();
    },
    stored: async (page) => ((await rowsOf(page, 'plan')) as { why: string }[])[0]?.why ?? ''
  },
  'a rubric in the editor': {
    to: async (page, site) => {
      await open(page, `${site}rubrics/edit/`);
      await page.getByRole('button', { name: 'Start writing' }).click();
      await expect(heading(page)).toHaveText('Rubric without a title');
      await page.getByRole('textbox', { name: 'What it is about', exact: true }).focus();
    },
    stored: async (page) => {
      const [row] = (await rowsOf(page, 'rubrics')) as { content: { words: { en: { about?: string } } } }[];
      return row?.content.words.en.about ?? '';
    }
  }
};

for (const { what, details } of KILLED)
  test.describe(`when the ${what} is killed`, details, () => {
    test.use({ killed: what });

    for (const [name, { to, stored }] of Object.entries(WRITTEN))
      test(`of ${name}, all that was stored is there, and nothing waits for a rest`, async ({ again }) => {
        const { page, site, kill } = await again();
        await to(page, site);
        await page.keyboard.type(BEFORE);
        await expect.poll(() => stored(page)).toBe(BEFORE);
        // Goes on without a rest until some of it is stored: what waited for one would wait for ever.
        let [written, kept] = [BEFORE, BEFORE];
        while (kept === BEFORE && written.length < MOST) {
          await page.keyboard.type(MORE, { delay: 30 });
          written += MORE;
          kept = await stored(page);
        }
        await kill();

        const { page: next, site: there } = await again();
        await open(next, `${there}about/`);
        const found = await stored(next);
        expect(kept.length).toBeGreaterThan(BEFORE.length);
        expect(found.startsWith(kept), found).toBe(true);
        expect(written.startsWith(found), found).toBe(true);
      });
  });
