/** Chromium and Firefox, driven by Puppeteer: the first over its own protocol, the second over WebDriver BiDi. */
import puppeteer, { type KeyInput, type LaunchOptions } from 'puppeteer-core';
import { flags } from '../../scripts/browser.mjs';
import { LISTENING, type Browser, type Key, type Start } from './browser.ts';

export const chromium =
  (path: string): Start =>
  async (profile) =>
    start({
      browser: 'chrome',
      executablePath: path,
      userDataDir: profile.folder,
      args: [...flags, '--lang=en-GB', '--accept-lang=en-GB'],
      env: { ...process.env, LANGUAGE: 'en_GB' },
      downloadBehavior: { policy: 'allow', downloadPath: profile.downloads }
    });

export const firefox =
  (path: string): Start =>
  async (profile) =>
    start({
      browser: 'firefox',
      executablePath: path,
      userDataDir: profile.folder,
      extraPrefsFirefox: {
        'intl.accept_languages': 'en-GB,en',
        // Downloads go to a folder without a question.
        'browser.download.dir': profile.downloads,
        'browser.download.folderList': 2,
        'browser.download.useDownloadDir': true,
        'browser.download.always_ask_before_handling_new_types': false
      }
    });

const NAMES: Readonly<Partial<Record<Key, KeyInput>>> = { Space: ' ' };

async function start(options: LaunchOptions): Promise<Browser> {
  const browser = await puppeteer.launch({ headless: true, defaultViewport: null, ...options });
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  await page.evaluateOnNewDocument(LISTENING);
  return {
    name: await browser.version(),
    go: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
    reload: async () => void (await page.reload({ waitUntil: 'load' })),
    back: async () => void (await page.goBack()),
    evaluate: (what, ...args) => page.evaluate(what as unknown as (...args: unknown[]) => never, ...args),
    run: async (script) => void (await page.evaluate(`${script};0`)),
    click: (x, y) => page.mouse.click(x, y),
    type: (text) => page.keyboard.type(text),
    // A part that is full leads on to the next.
    typeDate: (day, month, year) => page.keyboard.type(day + month + year),
    press: async (key) => {
      if (key !== 'SelectAll') return page.keyboard.press(NAMES[key] ?? (key as KeyInput));
      await page.keyboard.down('Control');
      await page.keyboard.press('a');
      await page.keyboard.up('Control');
    },
    upload: async (selector, file) => {
      const field = (await page.$(selector)) as Awaited<ReturnType<typeof page.$<'input'>>>;
      await field!.uploadFile(file);
    },
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: () => page.screenshot(),
    heard: () => heard.splice(0),
    end: () => browser.close()
  };
}
