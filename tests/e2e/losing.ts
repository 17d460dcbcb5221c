/** Browsers that lose what they were given to keep, and what is then still there. */
import type { Page } from '@playwright/test';
import { expect } from './app.ts';

/** All that stands in the journals of this device, past the app; and their names. */
export const journals = (page: Page): Promise<{ readonly names: readonly string[]; readonly text: string }> =>
  page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('waymark-journal').catch(() => null);
    const names: string[] = [];
    let text = '';
    if (folder)
      for await (const name of folder.keys()) {
        names.push(name);
        text += await (await (await folder.getFileHandle(name)).getFile()).text();
      }
    return { names, text };
  });

/** Waits until the journal has a text in it; or has it no more, which may take ten seconds. */
export async function expectInJournal(page: Page, text: string, is = true): Promise<void> {
  await expect.poll(async () => (await journals(page)).text.includes(text), { timeout: 10_000 }).toBe(is);
}

/** A page of the same site without the app, where nothing is held open. */
const elsewhere = (site: string) => `${site}icon.svg`;

/** Takes a database away, as browsers do. The page is left for one without the app. */
export async function loseDatabase(page: Page, name = 'waymark', site = '/'): Promise<void> {
  await page.goto(elsewhere(site));
  await page.evaluate(
    (database) =>
      new Promise<void>((done, fail) => {
        const request = indexedDB.deleteDatabase(database);
        request.onsuccess = () => done();
        request.onerror = () => fail(request.error);
      }),
    name
  );
}

/** Takes all journals away. */
export async function loseJournals(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await (await navigator.storage.getDirectory()).removeEntry('waymark-journal', { recursive: true });
  });
}
