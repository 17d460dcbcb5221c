/** Finds the Chromium that the tests drive. Node's own modules only: this runs before anything is installed. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** What Chromium is started with: no sandbox (containers and root have none), nothing that asks the network by itself. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

/** Plain words for when there is no browser and none could be installed. */
export const howToGetOne = `No browser was found to test with. Do one of these, then run npm test again:
  - install Chromium or Google Chrome, or
  - run: npx playwright install chromium
    (on Linux also: npx playwright install-deps chromium), or
  - name one that you have: CHROMIUM_PATH=/path/to/chromium npm test
To run only the tests that need no browser: npm test -- --unit`;

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} the path of a Chromium that starts, or `null`
 * @throws {Error} in plain words when CHROMIUM_PATH names a file that is not there
 */
export function findBrowser(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, but there is no such file.`);
  }
  return inPath([SHELL], env).find(works) ?? findWholeBrowser(env);
}

/** Chromium without windows: the same engine, and tests take half the time. It knows no settings for sites. */
const SHELL = 'chromium-headless-shell';

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} the path of a Chromium with all its settings, or `null`
 */
export function findWholeBrowser(env = process.env) {
  if (env.CHROMIUM_PATH && !env.CHROMIUM_PATH.includes(SHELL)) return findBrowser(env);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return [...inPath(names, env), ...playwrights(), ...usual(env)].find(works) ?? null;
}

/** @param {string[]} names @param {NodeJS.ProcessEnv} env @returns {string[]} where programs of these names could be */
function inPath(names, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return process.platform === 'win32' ? [] : names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The browser that `npx playwright install chromium` would have put in place. */
function playwrights() {
  try {
    return [createRequire(import.meta.url)('@playwright/test').chromium.executablePath()];
  } catch {
    return [];
  }
}

/** @param {NodeJS.ProcessEnv} env */
function usual(env) {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map((name) => `Applications/${name}.app/Contents/MacOS/${name}`);
    return ['/', env.HOME ?? '/'].flatMap((home) => apps.map((app) => join(home, app)));
  }
  if (process.platform === 'win32') {
    const homes = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((home) => home !== undefined);
    const apps = ['Google/Chrome/Application/chrome.exe', 'Chromium/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return apps.flatMap((app) => homes.map((home) => join(home, app)));
  }
  return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

/** @param {string} path */
function works(path) {
  try {
    accessSync(path, constants.X_OK);
    // On some Linux systems `chromium-browser` is a notice about another package. Elsewhere --version opens a window.
    return (
      process.platform !== 'linux' ||
      /Chrom/.test(execFileSync(path, ['--version'], { timeout: 15_000, stdio: ['ignore', 'pipe', 'ignore'] }).toString())
    );
  } catch {
    return false;
  }
}
