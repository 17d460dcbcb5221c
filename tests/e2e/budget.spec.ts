import { firstVisit } from '../../scripts/measure/bytes.ts';
import { expect, test } from './app.ts';

// Bytes as they come over the line, headers included, of all requests of a first visit. What they were when this was
// written: 57 and 61, other languages half a kilobyte more (languages.spec.ts). A form library that people would use instead needs 163 to 356.
const BUDGET = { untilTap: 58_000, untilStored: 80_000 };

test('a first visit stays within its bytes, and asks one host only', async ({ browser, baseURL }) => {
  const visit = await firstVisit(browser, baseURL!);
  expect(visit.untilTap).toBeLessThanOrEqual(BUDGET.untilTap);
  expect(visit.untilStored).toBeLessThanOrEqual(BUDGET.untilStored);
  // A count of nothing would be within any budget.
  expect(visit.untilTap).toBeGreaterThan(20_000);
  expect(visit.untilStored).toBeGreaterThan(visit.untilTap);
  expect(visit.hosts).toEqual([new URL(baseURL!).host]);
});

test('chart code is not asked for before a result', async ({ page }) => {
  const scripts: string[] = [];
  page.on('response', async (response) => {
    if (response.url().endsWith('.js') && !response.fromServiceWorker()) scripts.push(await response.text().catch(() => ''));
  });
  for (const path of ['/', '/choose/', '/assess/', '/assessments/']) {
    await page.goto(path);
    await page.waitForLoadState('networkidle');
  }
  expect(scripts.length).toBeGreaterThan(10);
  expect(scripts.filter((text) => text.includes('PolarArea') || text.includes('polarArea'))).toHaveLength(0);
});
