/** Finds the engines besides Chromium that the journey runs in. Node's own modules only: this runs before anything is installed. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findWholeBrowser } from './browser.mjs';

/** What can be missing, and the packages of Debian that bring it. */
const PARTS = /** @type {const} */ ([
  { name: 'Chromium', packages: ['chromium'], find: () => findWholeBrowser() },
  { name: 'Firefox', packages: ['firefox-esr'], find: findFirefox },
  { name: 'WebKitGTK’s driver', packages: ['webkit2gtk-driver'], find: findWebKit },
  { name: 'WebKitGTK for Python', packages: ['python3-gi', 'gir1.2-webkit2-4.1'], find: findWindow },
  { name: 'Xvfb', packages: ['xvfb'], find: findScreen }
]);

/** @returns {string | null} the path of a Firefox */
export function findFirefox() {
  return inPath('firefox-esr') ?? inPath('firefox');
}

/** @returns {string | null} the path of WebKitGTK's driver */
export function findWebKit() {
  return inPath('WebKitWebDriver');
}

/** @returns {string | null} the path of a screen that nobody sees */
export function findScreen() {
  return inPath('Xvfb');
}

/** @returns {string | null} the Python that tests/engines/webkit-window.py is started with, when it has what that needs */
function findWindow() {
  const python = '/usr/bin/python3';
  const needs = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2";
  return spawnSync(python, ['-c', needs]).status === 0 ? python : null;
}

/** @returns {{ names: string[], packages: string[] }} what is missing, and which packages would bring it */
export function missing() {
  const gone = PARTS.filter(({ find }) => !find());
  return { names: gone.map(({ name }) => name), packages: gone.flatMap(({ packages }) => packages) };
}

/** @param {readonly string[]} names @returns {string} plain words for what is missing */
export const howToGetEngines = (names) => `Missing for the engines: ${names.join(', ')}.
On Debian: apt-get install ${PARTS.filter(({ name }) => names.includes(name))
  .flatMap(({ packages }) => packages)
  .join(' ')}`;

/** @param {string} name */
function inPath(name) {
  const paths = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return paths.map((folder) => join(folder, name)).find(works) ?? null;
}

/** @param {string} path */
function works(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
