/** What a history of many assessments costs: script of the page from its address to rest, without throttling. */
import type { Browser, Page } from '@playwright/test';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';

export interface Opening {
  /** Milliseconds of script in each visit; in the first, positions are worked out and kept. */
  readonly first: number;
  readonly again: readonly number[];
  /** The same for the comparison of the last two. */
  readonly compare: readonly number[];
}

const VISITS = 5;

/**
 * @param address of the built app, with a slash at its end
 * @param fill puts that many assessments into the page's database
 * @param pair two of their ids
 */
export async function opening(
  browser: Browser,
  address: string,
  fill: (page: Page) => Promise<void>,
  pair: readonly [string, string]
): Promise<Opening> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  const page = await context.newPage();
  try {
    await page.goto(`${address}assessments/`);
    await page.waitForSelector('.empty');
    await fill(page);
    // What is kept for use without a connection is not what a visit costs.
    await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
    const first = await visit(page, `${address}history/`);
    const again: number[] = [];
    const compare: number[] = [];
    for (let i = 0; i < VISITS; i++) {
      again.push(await visit(page, `${address}history/`));
      compare.push(await visit(page, `${address}compare/?a=${pair[0]}&b=${pair[1]}`));
    }
    return { first, again, compare };
  } finally {
    await context.close();
  }
}

/** @returns milliseconds of script, from a blank page until the charts are drawn and nothing more happens */
async function visit(page: Page, url: string): Promise<number> {
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const script = async () =>
    (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000;
  const before = await script();
  await page.goto(url);
  // Asked from outside: a question that polls within the page would be counted with it.
  for (let last = -1, now = before; last !== now;) {
    last = now;
    await new Promise((done) => setTimeout(done, 700));
    now = await script();
  }
  const spent = (await script()) - before;
  const drawn = await page.locator('figure canvas').count();
  if (drawn === 0) throw new Error(`${url}: nothing was drawn`);
  await session.detach();
  return spent;
}

/** Times a month apart, each with answers of its day. */
export function atTimes(assessments: readonly Assessment[]): Assessment[] {
  const MONTH = 30 * 86_400_000;
  return assessments.map(({ head, entries }, i) => {
    const at = 1_600_000_000_000 + i * MONTH;
    const moved = Object.entries(entries).map(([key, entry]) => {
      const cells = Object.fromEntries(Object.entries(entry.cells).map(([level, cell]) => [level, { ...cell, at }]));
      return [key, { ...entry, cells, at }];
    });
    return { head: { ...head, createdAt: at, updatedAt: at }, entries: Object.fromEntries(moved) as Assessment['entries'] };
  });
}
