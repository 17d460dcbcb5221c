/** How soon a first visit can be tapped on a slow phone and a slow line, beside a bare form. */
import type { Browser, CDPSession } from '@playwright/test';
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { LEVELS } from '#lib/domain/model.ts';
import { quantile } from './figures.ts';
import { phone, rubrics } from './samples.ts';

export interface Tap {
  /** Milliseconds from the start of the visit to the first frame in which four statements stand and take a tap, which is kept. */
  readonly tap: number;
  /** Milliseconds to the script being at work; `NaN` where there is none. */
  readonly live: number;
}

/** What the same first criterion costs as a bare form: the yardstick for the first tap. */
export function bareForm(): Buffer {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Form</title><form>${rubrics
    .map((rubric) => rubric.criteria)
    .flat()
    .map(
      (c) =>
        `<fieldset><legend>${c.title}</legend>${LEVELS.map((l) => `<label data-level="${l}"><input type="checkbox" name="${c.id}" value="${l}">${c.descriptors[l]}</label><br>`).join('')}</fieldset>`
    )
    .join('')}<button>Send</button></form></html>`;
  return brotliCompressSync(html);
}

const slow = async (session: CDPSession) => {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
};

/** @returns medians of five first visits, at a quarter of the processor's speed and 1.6 Mbit/s with 150 ms to the server */
export async function firstTap(browser: Browser, url: string): Promise<Tap> {
  const tap: number[] = [];
  const live: number[] = [];
  for (let i = 0; i < 5; i++) {
    const context = await phone(browser);
    const page = await context.newPage();
    await slow(await context.newCDPSession(page));
    await page.addInitScript(() => {
      const look = () => {
        const last = document.querySelector('[data-level="4"]');
        const box = last?.getBoundingClientRect();
        if (box?.height && getComputedStyle(last!).visibility === 'visible') (globalThis as { tapAt?: number }).tapAt ??= performance.now();
        if ('live' in (document.documentElement?.dataset ?? {})) (globalThis as { liveAt?: number }).liveAt ??= performance.now();
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    await page.waitForTimeout(2500);
    const [tapAt, liveAt] = await page.evaluate(() => {
      const at = globalThis as { tapAt?: number; liveAt?: number };
      return [at.tapAt ?? NaN, at.liveAt ?? NaN];
    });
    tap.push(tapAt!);
    live.push(liveAt!);
    await context.close();
  }
  return { tap: quantile(tap, 0.5), live: quantile(live, 0.5) };
}

/** @returns the same of {@link bareForm} */
export async function firstTapOfForm(browser: Browser): Promise<Tap> {
  const bytes = bareForm();
  const form = createServer((_, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' }).end(bytes)
  );
  await new Promise<void>((resolve) => form.listen(0, '127.0.0.1', resolve));
  const { port } = form.address() as { port: number };
  try {
    return await firstTap(browser, `http://127.0.0.1:${port}/`);
  } finally {
    form.close();
  }
}
