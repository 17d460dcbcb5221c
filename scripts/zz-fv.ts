import { chromium } from '@playwright/test';
import { firstVisit } from './measure/bytes.ts';
import { findBrowser, flags } from './browser.mjs';
import { serve } from './serve.mjs';
await (serve as any)('build', { port: 4477 }); const address = 'http://127.0.0.1:4477/';
const b = await chromium.launch({ executablePath: await (findBrowser as any)(), args: flags as any });
for (const l of ['', 'fi/', 'sv/', 'de/']) { const v = await firstVisit(b, `${address}${l}`); console.log(l || 'en', v.untilTap, v.untilStored, v.requests); }
await b.close(); process.exit(0);
