/** A device without room, by the browser's own means. */
import type { BrowserContext, Page } from '@playwright/test';
import { expect } from './app.ts';

/** What the browser itself says on the console then; it refuses the offline copy too. */
export const NO_ROOM = /quota|service-worker|Failed to (load|fetch)|QuotaExceeded/i;

/** @returns what sets how many bytes the browser gives to the app, or lifts that again */
export async function room(page: Page, context: BrowserContext, baseURL: string) {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(baseURL);
  return (quotaSize?: number) => session.send('Storage.overrideQuotaForOrigin', { origin, ...(quotaSize ? { quotaSize } : {}) });
}

/** Takes all room away from a page that may have had some: the browser counts anew only when somebody wants more than it last counted. */
export async function fillUp(page: Page, setRoom: (bytes?: number) => Promise<unknown>): Promise<void> {
  await setRoom(10);
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((done) => {
        const opening = indexedDB.open('ballast');
        opening.onupgradeneeded = () => opening.result.createObjectStore('ballast');
        opening.onerror = () => done(opening.error!.name);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('ballast', 'readwrite');
          transaction.objectStore('ballast').put('x'.repeat(6_000_000), 1);
          transaction.oncomplete = () => done('stored');
          transaction.onabort = () => done(transaction.error!.name);
        };
      })
  );
  expect(outcome).toBe('QuotaExceededError');
}
