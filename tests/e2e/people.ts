/** People who share a device, as tests need them. */
import type { Page } from '@playwright/test';
import { button, expect, open } from './app.ts';

export const PASSPHRASE = 'tin owl cellar march';

/** All that lies in a database, bytes as letters. */
export const rawText = (page: Page, name: string): Promise<string> =>
  page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return '';
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const db = await finished(indexedDB.open(name));
    const rows = await Promise.all([...db.objectStoreNames].map((table) => finished(db.transaction(table).objectStore(table).getAll())));
    db.close();
    return JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? String.fromCharCode(...value) : value));
  }, name);

/** The field of this name; the button that shows what is in it is called after it. */
export const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });

/** Fills in a new passphrase. */
export async function writeTwice(page: Page, passphrase = PASSPHRASE, again = passphrase): Promise<void> {
  await field(page, 'New passphrase').fill(passphrase);
  await field(page, 'Repeat the passphrase').fill(again);
}

export async function nameFirst(page: Page, name: string, site = '/'): Promise<void> {
  await open(page, `${site}people/`);
  await page.getByRole('textbox', { name: 'Name or initials' }).fill(name);
  await button(page, 'Save the name').click();
  await expect(page.getByText(`The name is now: ${name}`)).toBeVisible();
}

export async function addPerson(page: Page, name: string, passphrase?: string): Promise<void> {
  await button(page, 'Add a person').click();
  await page.getByRole('textbox', { name: 'Name or initials' }).fill(name);
  if (passphrase) {
    await page.getByRole('checkbox', { name: 'Lock with a passphrase' }).check();
    await writeTwice(page, passphrase);
  }
  await button(page, 'Add').click();
}

export async function unlock(page: Page, name: string, passphrase = PASSPHRASE): Promise<void> {
  await field(page, `Passphrase: ${name}`).fill(passphrase);
  await button(page, 'Open').click();
}
