/**
 * `npm test`: installs what is missing, finds a browser or gets one, runs every test, and ends with the line `N passed, N failed`.
 *
 *   npm test                                all tests
 *   npm test -- --unit                      only those that need no browser (--unit can be followed by options of Vitest)
 *   npm test -- --e2e                       only those in a browser (--e2e can be followed by options of Playwright)
 *   npm test -- tests/domain tests/e2e/a    only these files or folders
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, findWholeBrowser, howToGetOne } from './browser.mjs';
import { buildForTests, install, needNode, npm, root, run, tool } from './project.mjs';

const { unit, e2e } = chosen(process.argv.slice(2));
needNode();
if (!(await install())) end([{ name: 'Installation', passed: 0, failed: 1 }]);
const browser = e2e ? await getBrowser() : null;

// Not in test-results/: Playwright empties that folder when it starts.
const reports = join(root, 'node_modules', '.cache', 'waymark');
const results = [];
if (unit) results.push(await runUnit(unit));
if (e2e && browser) results.push(...(await runE2e(e2e, browser)));
end(results);

/** @typedef {{ name: string, passed: number, failed: number, skipped?: number, note?: string }} Result */

/**
 * @param {string[]} args what came after `npm test --`
 * @returns {{ unit: string[] | null, e2e: string[] | null }} the arguments for each runner; `null` where it is not wanted
 */
function chosen(args) {
  const [first, ...rest] = args;
  if (first === '--unit') return { unit: rest, e2e: null };
  if (first === '--e2e') return { unit: null, e2e: rest };
  if (!first) return { unit: [], e2e: [] };
  if (args.some((arg) => arg.startsWith('-'))) {
    const help = first === '--help' || first === '-h';
    (help ? console.log : console.error)(
      `${help ? '' : 'Options belong to one of the two runners, so name it first.\n'}npm test [-- files … | --unit [Vitest options] | --e2e [Playwright options]]`
    );
    process.exit(help ? 0 : 2);
  }
  const inBrowser = args.filter((arg) => /(^|[\\/])(e2e|built)([\\/]|$)/.test(arg));
  const others = args.filter((arg) => !inBrowser.includes(arg));
  return { unit: others.length ? others : null, e2e: inBrowser.length ? inBrowser : null };
}

/** @returns {Promise<string>} a browser's path; ends the program in plain words when there is none and none can be had */
async function getBrowser() {
  try {
    // Some tests change the browser's settings, which the one without windows does not have.
    const found = findWholeBrowser() && findBrowser();
    if (found) return found;
    console.log('No browser was found to test with. Getting Chromium …');
    if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
      const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
      if ((await run('apt-get', ['update'], quiet)) === 0) await run('apt-get', ['install', '-y', 'chromium'], quiet);
    }
    if (!findWholeBrowser()) await tool('@playwright/test/cli.js', ['install', 'chromium']);
    const installed = findBrowser();
    if (installed) return installed;
    console.error(`\n${howToGetOne}`);
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
  }
  process.exit(1);
}

/** @param {string[]} args @returns {Promise<Result>} */
async function runUnit(args) {
  const name = 'Unit tests (Vitest)';
  // A fresh clone has neither the messages nor Kit's settings, which are made from the sources.
  if ((await npm(['run', 'prepare'])) !== 0) return { name, passed: 0, failed: 1, note: 'the messages could not be prepared' };
  const file = fresh('vitest.json');
  const code = await tool('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args]);
  const report = read(file);
  if (!report) return { name, passed: 0, failed: 1, note: 'they did not run to their end' };
  return honest(code, {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests
  });
}

/** @param {string[]} args @param {string} path @returns {Promise<Result[]>} */
async function runE2e(args, path) {
  if (!(await buildForTests())) return [{ name: 'Build', passed: 0, failed: 1, note: 'so nothing could be tested in a browser' }];
  const name = 'Tests in a browser (Playwright)';
  const file = fresh('playwright.json');
  const code = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], {
    CHROMIUM_PATH: path,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file
  });
  const stats = read(file)?.stats;
  if (!stats) return [{ name, passed: 0, failed: 1, note: 'they did not run to their end' }];
  const note = stats.flaky ? `${stats.flaky} passed only when tried again` : undefined;
  return [honest(code, { name, passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, note })];
}

/**
 * @param {number} code the runner's exit code
 * @param {Result} result what it reported
 * @returns {Result} the same, with one failure when the runner failed for something other than a test, such as a file that does not load
 */
function honest(code, result) {
  if (code === 0 || result.failed) return result;
  return { ...result, failed: 1, note: 'something outside the tests went wrong; the lines above say what' };
}

/** @param {string} name @returns {string} the path for a report, with no older one in its place */
function fresh(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, name);
  rmSync(file, { force: true });
  return file;
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Prints the summary and ends the program. @param {Result[]} results */
function end(results) {
  console.log();
  for (const { name, passed, failed, skipped, note } of results) {
    console.log(`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}${note ? ` (${note})` : ''}`);
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') ? 1 : 0);
}
