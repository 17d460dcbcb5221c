/** Courses in learning platforms, as strict as the strictest that we saw. */
import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import { coursePackage } from '../support/course/packages.ts';
import { openScormPlatform } from '../support/platform/scorm.ts';

test('first look', async ({ page }) => {
  page.on('console', (m) => console.log('console', m.text()));
  page.on('pageerror', (m) => console.log('error', m));
  const platform = await openScormPlatform(
    await coursePackage('scorm12', { topics: ['information', 'privacy'], asks: ['levels', 'plan'] }),
    'scorm12',
    { accounts: [{ id: 's1', name: 'One' }] }
  );
  await page.goto(platform.player('s1'));
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/pa-start.png' });
  const c = page.frameLocator('#scorm_object');
  await c.getByRole('button', { name: 'Begin' }).click();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/pa-q1.png', fullPage: true });
  console.log(platform.refusals(), platform.strays, platform.calls.map((x) => [x.call, x.element, x.answer]).join('\n'));
  await platform.close();
});
