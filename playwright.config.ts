import { defineConfig, devices } from '@playwright/test';
import { findBrowser, flags } from './scripts/browser.mjs';
import { LEVEL } from './tests/support/scale.ts';

// Another port or another build, such as a copy that was broken on purpose, can be named from outside.
const port = Number(process.env.E2E_PORT ?? 4273);
const dir = process.env.E2E_BUILD ?? 'build';
const address = `http://127.0.0.1:${port}/`;

export default defineConfig({
  // Heavy tests: see tests/support/scale.ts. Of the others, but for those that have a part only, a storm tries nothing that the usual tests have not.
  grep: LEVEL === 'storm' ? /@heavy|@storm|@part/ : undefined,
  grepInvert: LEVEL === 'usual' ? /@heavy|@storm/ : LEVEL === 'sample' ? /@storm/ : undefined,
  // The engines' own folder lies beside it, and this one is emptied when a run begins.
  outputDir: 'test-results/browser',
  fullyParallel: true,
  // A machine with other work to do may need it; what hangs is found all the same.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  // On a machine that does nothing else a third makes use of the time in which the others wait.
  workers: process.env.CI ? 3 : 2,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  // Each test is a device of its own, which would fetch the whole copy for offline use: tests that are about it say `allow`.
  use: { baseURL: address, locale: 'en-GB', serviceWorkers: 'block', trace: 'off' },
  projects: [
    // What the build wrote, read without a browser.
    { name: 'built', testDir: 'tests/built' },
    {
      name: 'chromium',
      testDir: 'tests/e2e',
      use: { ...devices['Desktop Chrome'], launchOptions: { executablePath: findBrowser() ?? undefined, args: flags } }
    }
  ],
  webServer: { command: `node scripts/serve.mjs --port ${port} --host 127.0.0.1 --dir ${dir}`, url: address, reuseExistingServer: false }
});
