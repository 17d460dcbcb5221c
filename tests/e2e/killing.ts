/** Ends without a warning: of a tab, while the browser lives on and keeps what it was handed, or of the whole browser. */
import type { BrowserContext, Page } from '@playwright/test';
import { test as base } from './app.ts';

interface Life {
  readonly page: Page;
  /** Where the app is. */
  readonly site: string;
  /** Ends it there and then. */
  readonly kill: () => Promise<void>;
  /** Ends it as a person does. */
  readonly close: () => Promise<void>;
}

/**
 * What can be killed. Whole browsers take ten times as long, and what Chromium makes of its own files when it is killed is not ours:
 * usually tabs will do.
 */
export const KILLED = [
  { what: 'tab', details: {} },
  { what: 'browser', details: { tag: '@storm' } }
] as const;

export const test = base.extend<{ killed: 'tab' | 'browser'; again: () => Promise<Life> }>({
  killed: ['tab', { option: true }],
  /** Opens the app's device anew, with all that lies on it. */
  again: async ({ killed, context, profile, start, host }, use) => {
    const { address: site } = await host();
    await use(async () => {
      if (killed === 'tab') {
        const page = await context.newPage();
        return { page, site, kill: () => crash(page), close: () => page.close() };
      }
      const browser = await start(profile);
      return { page: browser.pages()[0]!, site, kill: await killer(browser), close: () => browser.close() };
    });
  }
});

/** Ends a tab with all that it was about to do. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // The tab does not live to answer.
  session.send('Page.crash').catch(() => {});
  await crashed;
  await page.close();
}

/**
 * Finds out, before anything happens, what to end: afterwards there must be no time for the browser to tidy up.
 *
 * @returns what ends a browser with all its helpers, without a moment to write what it still holds
 */
export async function killer(context: BrowserContext): Promise<() => Promise<void>> {
  const session = await context.browser()!.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const ids = processInfo.map(({ id }) => id);
  const main = processInfo.find(({ type }) => type === 'browser')!.id;
  return async () => {
    // Elsewhere than on Windows the browser leads a group of its own, with helpers that are in no list.
    for (const id of process.platform === 'win32' ? ids : [-main, ...ids]) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // Its parent took it along.
      }
    }
    await Promise.race([context.waitForEvent('close'), context.close()]).catch(() => {});
  };
}
