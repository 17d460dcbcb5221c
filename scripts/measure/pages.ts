/** What each page costs on its first visit, and how much there is to read on it. */
import type { Browser, Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { countBytes } from './bytes.ts';
import { fill, phone, slowed } from './samples.ts';
import { LANGUAGES } from '../languages.ts';

export interface PageCost {
  /** Within its language, such as `data/erase/`. */
  readonly path: string;
  /** Of all requests, headers included, with nothing in the browser's cache. */
  readonly bytes: number;
  readonly requests: number;
  /** Milliseconds at a quarter of the processor's speed. */
  readonly script: number;
  /** How many tasks took more than 50 ms, at that speed. */
  readonly longTasks: number;
  /** What stands on it, folds closed, in words. */
  readonly words: number;
  /** CSS pixels, 360 px wide. */
  readonly height: number;
}

/** Pages that show one assessment, or two. */
const QUERIES: Readonly<Record<string, string>> = {
  'assess/': '?id=s1',
  'carry/': '?id=s1',
  'compare/': '?a=s0&b=s1',
  'result/': '?id=s1',
  'report/': '?id=s1',
  'rubrics/read/': '?id=information'
};

/**
 * Visits every page of the English app with two assessments in the store, each time with an empty cache.
 *
 * @param address of the built app, with a slash at its end
 * @param build its folder
 */
export async function pageCosts(browser: Browser, address: string, build: string): Promise<PageCost[]> {
  const first = await phone(browser, { serviceWorkers: 'block' });
  const page = await first.newPage();
  await page.goto(`${address}assessments/`);
  await page.waitForSelector('.empty');
  await fill(page, 2);
  const storageState = await first.storageState({ indexedDB: true });
  await first.close();
  const costs: PageCost[] = [];
  for (const path of pathsIn(build)) {
    const context = await phone(browser, { serviceWorkers: 'block', storageState });
    try {
      costs.push(await cost(await context.newPage(), address, path));
    } finally {
      await context.close();
    }
  }
  return costs;
}

async function cost(page: Page, address: string, path: string): Promise<PageCost> {
  const counted = await countBytes(await page.context().newCDPSession(page));
  const script = await slowed(page);
  await page.addInitScript(() => {
    const state = globalThis as unknown as { longTasks: number };
    state.longTasks = 0;
    new PerformanceObserver((list) => (state.longTasks += list.getEntries().length)).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(address + path + (QUERIES[path] ?? ''), { waitUntil: 'networkidle' });
  const spent = await script();
  const seen = await page.evaluate(() => ({
    longTasks: (globalThis as unknown as { longTasks: number }).longTasks,
    words: document.body.innerText.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
    height: document.documentElement.scrollHeight
  }));
  return { path, bytes: counted.sum(), requests: counted.done.length, script: spent, ...seen };
}

/** @returns the pages of the source language, as paths from the app's root */
function pathsIn(build: string): string[] {
  const folders = new Set<string>(LANGUAGES);
  return readdirSync(build, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /(^|\/)index\.html$/.test(name) && !folders.has(name.split('/')[0]!))
    .map((name) => name.replace(/index\.html$/, ''))
    .sort();
}
