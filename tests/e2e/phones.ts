/** Devices as people bring them to a workshop: each a context of its own, with its own database, cache and service worker. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';
import { expect, listen, offlineReady, open } from './app.ts';

export interface Device {
  readonly context: BrowserContext;
  /** What went wrong unseen. */
  readonly heard: readonly string[];
  /** How often something was pressed on its pages, by pointer or by key. */
  presses(): number;
}

/** What the browser itself says where there is no connection. */
const OFFLINE = /Failed to (load resource|fetch)|ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)|Unable to preload CSS/;

export async function device(browser: Browser, options: BrowserContextOptions = {}): Promise<Device> {
  const context = await browser.newContext({ serviceWorkers: 'allow', ...options });
  const heard = listen(context);
  let presses = 0;
  await context.exposeFunction('pressed', () => presses++);
  await context.addInitScript(() => {
    for (const kind of ['pointerdown', 'keydown'])
      addEventListener(kind, () => (window as unknown as { pressed(): void }).pressed(), { capture: true });
  });
  return { context, heard, presses: () => presses };
}

export const phone = (browser: Browser, locale = 'en-GB'): Promise<Device> =>
  device(browser, { locale, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** Opens pages once with a connection, until all is kept that is needed without one. */
export async function prepare({ context }: Device, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const page = await context.newPage();
    await open(page, address);
    await offlineReady(page);
    await page.close();
  }
}

/** Does a job for all of them, so many at a time. */
export async function forEach<T>(items: readonly T[], atOnce: number, job: (item: T, i: number) => Promise<void>): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await job(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Nothing went wrong on it but what comes of having no connection. */
export function expectQuiet({ heard }: Device): void {
  expect(heard.filter((what) => !OFFLINE.test(what))).toEqual([]);
}

/** All that can be read on a page, by eye or by ear. */
export const wordsOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const named = [...document.querySelectorAll('[aria-label], [alt], [title], [value]')].flatMap((element) =>
      ['aria-label', 'alt', 'title', 'value'].map((name) => element.getAttribute(name) ?? '')
    );
    return [document.title, document.body.innerText, ...named].join('\n');
  });
