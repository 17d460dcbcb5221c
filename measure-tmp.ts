import { chromium } from '@playwright/test';
import { findBrowser, flags } from './scripts/browser.mjs';
import { firstVisit, countBytes } from './scripts/measure/bytes.ts';
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: flags });
for (const l of ['', 'fi/']) console.log(l, await firstVisit(browser, process.argv[2]! + l));
await browser.close();
