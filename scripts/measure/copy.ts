/** What use without a connection costs on the line: the first copy, a language more, and a tool. */
import type { Browser, Page } from '@playwright/test';
import { counted } from './line.ts';

export interface CopyCost {
  readonly what: string;
  /** Headers included. */
  readonly bytes: number;
  readonly requests: number;
}

/** @param address of the built app on this computer, with a slash at its end */
export async function copyCosts(browser: Browser, address: string): Promise<CopyCost[]> {
  const line = await counted(Number(new URL(address).port));
  const context = await browser.newContext();
  const page = await context.newPage();
  const costs: CopyCost[] = [];
  try {
    for (const [what, path] of [
      ['all that everybody needs, in English', ''],
      ['one language more', 'fi/'],
      ['the tools of authors', 'rubrics/edit/']
    ] as const) {
      await page.goto(line.address + path, { waitUntil: 'networkidle' });
      const [bytes, requests] = [line.bytes(), line.requests()];
      await ready(page);
      costs.push({ what, bytes: line.bytes() - bytes, requests: line.requests() - requests });
    }
    return costs;
  } finally {
    await context.close();
    line.close();
  }
}

const ready = (page: Page) => page.waitForSelector('footer [data-offline="ready"]', { state: 'attached' });
