import { defineConfig } from '@playwright/test';

/** The same journey in three engines, and a course as a file from the disk. Playwright only runs it: it drives none of these browsers. */
export default defineConfig({
  testDir: '.',
  testMatch: ['journey.spec.ts', 'single-file.spec.ts'],
  outputDir: '../../test-results/engines',
  // A step may lock a backup, which takes a second or more by intention.
  timeout: 120_000,
  // All three at once: each waits for its browser most of the time. The slowest comes first, so that it is not alone in the end.
  workers: 3,
  retries: 0,
  forbidOnly: !!process.env.CI,
  projects: [{ name: 'WebKitGTK' }, { name: 'Firefox' }, { name: 'Chromium' }]
});
