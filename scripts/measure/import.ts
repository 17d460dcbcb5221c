/** What bringing in a large file costs, and how long the page stands still meanwhile. */
import type { Browser } from '@playwright/test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { writeData } from '#lib/exchange/personal/file.ts';

export interface Import {
  /** Size of the file in bytes. */
  readonly bytes: number;
  /** Milliseconds from choosing the file until what would happen is shown. */
  readonly shown: number;
  /** Milliseconds from saying yes until all of it is there. */
  readonly joined: number;
  /** The longest task of the page, in milliseconds, while reading and comparing, while joining, and when the page is opened with all of it. */
  readonly freezes: { readonly reading: number; readonly joining: number; readonly opening: number };
}

/**
 * Brings a file of assessments into an empty app, with a full-speed processor.
 *
 * @param address of the built app, with a slash at its end
 */
export async function bringingIn(browser: Browser, address: string, assessments: readonly Assessment[]): Promise<Import> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  await context.addInitScript(() => {
    const state = globalThis as unknown as { longest: number };
    state.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) state.longest = Math.max(state.longest, duration);
    }).observe({ type: 'longtask', buffered: true });
  });
  const page = await context.newPage();
  const path = join(mkdtempSync(join(tmpdir(), 'waymark-bench-')), 'large.json');
  /** @returns the longest task since it was last asked; those under 50 ms count as none */
  const longest = () =>
    page.evaluate(async () => {
      await new Promise((done) => setTimeout(done, 200));
      const state = globalThis as unknown as { longest: number };
      const { longest } = state;
      state.longest = 0;
      return longest;
    });
  try {
    await page.goto(`${address}data/`);
    await page.waitForSelector('#bring-file');
    const buffer = Buffer.from(writeData({ ...NOTHING, assessments }));
    await page.waitForTimeout(2_000);
    await longest();
    await page.evaluate(() => document.querySelector('#bring-file')!.addEventListener('change', () => performance.mark('chosen'), true));
    // From the disk, as a person's own: handed over in memory, a large file costs the page a task of its own.
    writeFileSync(path, buffer);
    await page.locator('#bring-file').setInputFiles(path);
    const yes = page.locator('#incoming-title ~ p.row .button:not(.quiet)');
    await yes.waitFor({ timeout: 300_000 });
    const shown = await page.evaluate(() => performance.now() - performance.getEntriesByName('chosen')[0]!.startTime);
    const reading = await longest();
    const start = Date.now();
    await yes.click();
    await page.waitForSelector('#outcome-title', { timeout: 300_000 });
    const joined = Date.now() - start;
    await page.waitForTimeout(2_000);
    const joining = await longest();
    await page.reload();
    await page.waitForSelector('#bring-file');
    await page.waitForTimeout(4_000);
    return { bytes: buffer.length, shown, joined, freezes: { reading, joining, opening: await longest() } };
  } finally {
    await context.close();
    rmSync(dirname(path), { recursive: true });
  }
}
