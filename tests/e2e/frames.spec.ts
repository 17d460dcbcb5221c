import type { Page } from '@playwright/test';
import { expect, live, offlineReady, open, test } from './app.ts';

test.use({ serviceWorkers: 'allow' });

/** A bare page that shows the app in a frame, at an address of whichever host. */
async function frameOn(page: Page, at: string, app: string): Promise<void> {
  await page.route(at, (route) => route.fulfill({ contentType: 'text/html', body: `<iframe src="${app}about/"></iframe>` }));
  await page.goto(at);
}
const title = (page: Page) => page.frameLocator('iframe').getByRole('heading', { level: 1 });

test('a page of its own host may show the app in a frame, another may not, with a connection and without', async ({ page, host }) => {
  const [server, elsewhere] = [await host(), await host()];
  await frameOn(page, `${server.address}framing`, server.address);
  await expect(title(page)).toHaveText('About Waymark');

  await frameOn(page, `${elsewhere.address}framing`, server.address);
  await expect.poll(() => page.frames().map((frame) => frame.url())).toContain('chrome-error://chromewebdata/');
  await expect(title(page)).toHaveCount(0);

  // What is kept for use without a connection says the same.
  await open(page, server.address);
  await offlineReady(page);
  const kept = await page.goto(`${server.address}about/`);
  expect(kept!.fromServiceWorker()).toBe(true);
  expect(kept!.headers()['content-security-policy']).toBe("frame-ancestors 'self'");
  await live(page);
});
