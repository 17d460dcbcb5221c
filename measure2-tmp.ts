import { chromium } from '@playwright/test';
import { findBrowser, flags } from './scripts/browser.mjs';
import { countBytes } from './scripts/measure/bytes.ts';
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: flags });
const page = await (await browser.newContext()).newPage();
const c = await countBytes(await page.context().newCDPSession(page));
await page.goto(process.argv[2] + 'assess/');
await page.waitForFunction(() => document.querySelector('[data-storage="kept"]') !== null);
await page.waitForLoadState('networkidle');
for (const { url, bytes } of c.done) { const t = url.endsWith('.js') ? await (await page.request.get(url)).text() : ''; console.log(bytes, t.length, url.split('/').slice(3).join('/'), t.includes('DexieError') ? 'STORE' : ''); }
await browser.close();
