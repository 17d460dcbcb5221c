import type { BrowserContext } from '@playwright/test';

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
