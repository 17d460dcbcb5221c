import { defineConfig, devices } from '@playwright/test';
import { findBrowser, flags } from './scripts/browser.mjs';

const port = 4273;
const address = `http://127.0.0.1:${port}/`;

export default defineConfig({
  testDir: 'tests/e2e',
  fullyParallel: true,
  workers: 2,
  retries: process.env.CI ? 1 : 0,
  forbidOnly: !!process.env.CI,
  use: { baseURL: address, locale: 'en-GB', serviceWorkers: 'allow', trace: 'off' },
  projects: [
    {
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], launchOptions: { executablePath: findBrowser() ?? undefined, args: flags } }
    }
  ],
  webServer: { command: `node scripts/serve.mjs --port ${port} --host 127.0.0.1`, url: address, reuseExistingServer: false }
});
