/** What the tests of workshops share: a workshop, and results as phones would hand them in. */
import type { Page } from '@playwright/test';
import { contentHash } from '#lib/domain/hash.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { button, expect, heading, open, rowsOf, topics } from './app.ts';

export { codeOf } from '../support/workshops.ts';

/** Opens a workshop, as one press does. */
export async function openWorkshop(page: Page, site = '/'): Promise<Workshop> {
  await open(page, `${site}workshop/`);
  await button(page, 'Open a workshop').click();
  await expect(heading(page)).toHaveText(/^Workshop of /);
  const [workshop] = (await rowsOf(page, 'workshops')) as Workshop[];
  return workshop!;
}

export const counted = (page: Page) => page.locator('.count strong');

/** Takes a column of codes into the room that is open. */
export async function paste(page: Page, codes: readonly string[]) {
  await page.getByText('Paste a column, or open files').click();
  await page.getByLabel('Column of codes').fill(codes.join('\n'));
  await button(page, 'Take them in').click();
  await expect(counted(page)).toHaveText(String(codes.length));
}

/** Closes the round whose room is open. */
export async function close(page: Page) {
  await page.locator('#close').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'The round is closed' })).toBeVisible();
}

/** What nothing may say: an exact p, and one or two people by themselves. */
export const TELLING = [
  /\bp\s*[=<≤]/i,
  /\b0[.,]\d{2}/,
  /\b[12] (up|same|down|milder|stricter)\b/,
  /\b[12] of (17|22)\b/,
  /\b[12] results\b/,
  /\b[12] at levels?\b/
];

/** The workshop that the built-in topics make, as a phone knows it from six symbols. */
export const builtInWorkshop = (number: number): Pick<Workshop, 'number' | 'round' | 'topics'> => ({
  number,
  round: 1,
  topics: topics.map(({ id }) => ({ id, hash: contentHash(openRubricFile(id)) }))
});

/** All that a site keeps in this browser, as text: databases, the files of the journal, and small things. */
export const everywhere = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const out = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await finished(indexedDB.open(name!));
      for (const store of db.objectStoreNames)
        out.push(store, JSON.stringify(await finished(db.transaction(store).objectStore(store).getAll())));
      db.close();
    }
    const look = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const handle of folder.values()) {
        if (handle.kind === 'directory') await look(handle as FileSystemDirectoryHandle);
        else out.push(await (await (handle as FileSystemFileHandle).getFile()).text());
      }
    };
    await look(await navigator.storage.getDirectory());
    return out.join('\n');
  });
