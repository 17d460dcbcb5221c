import { chromium } from '@playwright/test';
import { findBrowser, flags } from './browser.mjs';
import { serve } from './serve.mjs';
const s = await serve('/work/main/build', { port: 4392 });
const b = await chromium.launch({ executablePath: findBrowser()!, args: flags });
const { firstVisit } = await import('./measure/bytes.ts');
for (const l of process.argv.slice(2).length ? process.argv.slice(2) : ['']) { const v = await firstVisit(b, `http://127.0.0.1:4392/${l}`); console.log(l, v.untilTap, v.untilLive, v.untilStored, v.requests); }
await b.close(); process.exit(0);
