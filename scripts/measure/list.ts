/** What the list of assessments costs, with few and with very many in the store. */
import type { Browser } from '@playwright/test';
import { fill, phone } from './samples.ts';

/**
 * @param address of the built app, with a slash at its end
 * @returns milliseconds from the click on "My assessments" to the painted list: store opened, counted, 20 newest read with their progress
 */
export async function listing(browser: Browser, address: string, count: number): Promise<number[]> {
  const context = await phone(browser);
  try {
    const page = await context.newPage();
    await page.goto(`${address}assessments/`);
    await page.waitForSelector('.empty');
    await fill(page, count);
    const runs: number[] = [];
    for (let i = 0; i < 9; i++) {
      await page.goto(`${address}about/`);
      await page.waitForFunction(() => 'live' in document.documentElement.dataset);
      runs.push(
        await page.evaluate(async () => {
          const link = document.querySelector<HTMLAnchorElement>('header nav a')!;
          const start = performance.now();
          link.click();
          await new Promise<void>((resolve) => {
            const look = () => (document.querySelector('.list li') ? resolve() : requestAnimationFrame(look));
            look();
          });
          return performance.now() - start;
        })
      );
    }
    return runs;
  } finally {
    await context.close();
  }
}
