/** Counts what a first visit costs on the wire. */
import type { Browser, CDPSession, Page } from '@playwright/test';

export interface FirstVisit {
  /** Bytes, headers included, of all requests until the page can be tapped and its script is at work. */
  readonly untilLive: number;
  /** Of these, what belongs to the store, which follows while the person reads. */
  readonly untilTap: number;
  /** Bytes of all requests until the first answer is stored. */
  readonly untilStored: number;
  readonly requests: number;
  /** Hosts that were asked for anything. */
  readonly hosts: readonly string[];
}

/** All finished requests of a page, as the network layer counted them. */
export async function countBytes(session: CDPSession) {
  const urls = new Map<string, string>();
  const done: { url: string; bytes: number }[] = [];
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    done.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength })
  );
  await session.send('Network.enable');
  return {
    done,
    urls: () => [...urls.values()],
    sum: (keep: (url: string) => boolean = () => true) => done.filter(({ url }) => keep(url)).reduce((sum, { bytes }) => sum + bytes, 0)
  };
}

/**
 * The store is in the one chunk that opens a database; its name is only known by looking. What it alone imports belongs to it.
 *
 * @param done what the page has fetched
 * @param address of the page
 * @returns addresses of its files
 */
export async function storeFiles(page: Page, done: readonly { readonly url: string }[], address: string): Promise<ReadonlySet<string>> {
  const store = new Set<string>();
  const named = await (await page.request.get(address)).text();
  for (const { url } of done) {
    const text = url.endsWith('.js') ? await (await page.request.get(url)).text() : '';
    if (!text.includes('onupgradeneeded')) continue;
    const imports = [...text.matchAll(/from"\.\/([^"]+)"/g)].map(([, name]) => name!);
    store.add(url);
    for (const name of imports) if (!named.includes(name)) store.add(new URL(name, url).href);
  }
  return store;
}

/**
 * A first visit straight to the first criterion, in a fresh profile, and one answer.
 *
 * @param address where the built app is served, ending with a slash
 */
export async function firstVisit(browser: Browser, address: string): Promise<FirstVisit> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const counted = await countBytes(session);
  await page.goto(`${address}assess/`);
  await page.waitForFunction(() => 'live' in document.documentElement.dataset);
  await page.waitForFunction(() => document.querySelector('[data-storage="kept"]') !== null);
  await page.waitForLoadState('networkidle');
  const store = await storeFiles(page, counted.done, `${address}assess/`);
  const untilLive = counted.sum();
  const untilTap = counted.sum((url) => !store.has(url));
  const mark = counted.done.length;
  await page.locator('[data-level="2"] .what').first().click();
  await page.waitForFunction(async () => {
    const open = indexedDB.open('waymark');
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      open.onsuccess = () => resolve(open.result);
      open.onerror = () => reject(open.error);
    });
    const count = await new Promise<number>((resolve) => {
      const request = db.transaction('entries').objectStore('entries').count();
      request.onsuccess = () => resolve(request.result);
    });
    db.close();
    return count === 1;
  });
  const untilStored = counted.sum();
  const hosts = [
    ...new Set(
      counted
        .urls()
        .filter((url) => url.startsWith('http'))
        .map((url) => new URL(url).host)
    )
  ];
  await context.close();
  return { untilLive, untilTap, untilStored, requests: mark, hosts };
}
