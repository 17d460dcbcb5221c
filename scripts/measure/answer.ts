/** What an answer costs, at a quarter of the processor's speed. */
import type { Browser } from '@playwright/test';
import { ms, quantile, say } from './figures.ts';
import { phone } from './samples.ts';

export async function answering(browser: Browser, address: string): Promise<void> {
  const context = await phone(browser);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(`${address}assess/`);
  await page.waitForSelector('[data-storage="kept"]', { state: 'attached' });
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const script = async () =>
    (await session.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'ScriptDuration')!.value * 1000;
  await page.evaluate(() => {
    const paints: number[] = [];
    (globalThis as unknown as { paints: number[] }).paints = paints;
    // From the tap, as the browser time-stamped it, to the task after the next frame.
    addEventListener(
      'click',
      (event) => {
        if (!(event.target as Element).closest('.pick')) return;
        const start = event.timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => paints.push(performance.now() - start);
          port2.postMessage(0);
        });
      },
      { capture: true }
    );
  });
  const scripts: number[] = [];
  const stored: number[] = [];
  for (let round = 0; round < 60; round++) {
    const level = 1 + (round % 4);
    const box = (await page.locator(`[data-level="${level}"] .n`).boundingBox())!;
    const before = await script();
    const start = performance.now();
    for (const type of ['mousePressed', 'mouseReleased'] as const)
      await session.send('Input.dispatchMouseEvent', { type, x: box.x + 10, y: box.y + 10, button: 'left', clickCount: 1 });
    await page.waitForSelector(`[data-level="${level}"].here`);
    stored.push(performance.now() - start);
    await page.waitForTimeout(60);
    scripts.push((await script()) - before);
    await page.evaluate(() => scrollTo(0, 0));
  }
  const paints = await page.evaluate(() => (globalThis as unknown as { paints: number[] }).paints);
  // Playwright's own polling runs in the page; what it costs without an answer is taken off.
  const idle: number[] = [];
  for (let round = 0; round < 15; round++) {
    const before = await script();
    await page.waitForSelector('.option.here');
    await page.waitForTimeout(60);
    idle.push((await script()) - before);
  }
  await context.close();
  const own = scripts.map((value) => Math.max(0, value - quantile(idle, 0.5)));
  say('an answer, 4x: tap to next paint, median', ms(quantile(paints.slice(2), 0.5)));
  say('an answer, 4x: tap to next paint, 98th percentile', ms(quantile(paints.slice(2), 0.98)));
  say('an answer, 4x: script, median (all event handlers, store included)', ms(quantile(own.slice(2), 0.5)));
  say('an answer, 4x: script, 98th percentile', ms(quantile(own.slice(2), 0.98)));
}
