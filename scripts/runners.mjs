/** Runs the tests for test.mjs and storm.mjs. Node's own modules only: this is there before anything is installed. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findBrowser, findWholeBrowser, howToGetOne } from './browser.mjs';
import { howToGetEngines, missing } from './engines.mjs';
import { build, buildForTests, isBuilt, npm, root, run, tool } from './project.mjs';

/**
 * What a runner reported.
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} [skipped]
 * @property {string[]} [failures] names of the tests that failed
 * @property {string} [note]
 */

/** How much is tested: see tests/support/scale.ts. @typedef {{ WAYMARK_TESTS?: 'usual' | 'sample' | 'storm', WAYMARK_SEED?: string }} Scale */

// Not in test-results/: Playwright empties that folder when it starts.
const reports = join(root, 'node_modules', '.cache', 'waymark');

/** @returns {Promise<string>} a browser's path; ends the program in plain words when there is none and none can be had */
export async function getBrowser() {
  try {
    // Some tests change the browser's settings, which the one without windows does not have.
    const found = findWholeBrowser() && findBrowser();
    if (found) return found;
    console.log('No browser was found to test with. Getting Chromium …');
    await getPackages(['chromium']);
    if (!findWholeBrowser()) await tool('@playwright/test/cli.js', ['install', 'chromium']);
    const installed = findBrowser();
    if (installed) return installed;
    console.error(`\n${howToGetOne}`);
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
  }
  process.exit(1);
}

/** Gets packages where that can be done without asking anybody: on Debian, as root. @param {string[]} packages */
async function getPackages(packages) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' };
  if ((await run('apt-get', ['update'], quiet)) === 0)
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], quiet);
}

/** @param {string[]} args options of Vitest @param {Scale} [scale] @returns {Promise<Result>} */
export async function runUnit(args, scale = {}) {
  const name = 'Unit tests (Vitest)';
  // A fresh clone has neither the messages nor Kit's settings, which are made from the sources.
  if ((await npm(['run', 'prepare'])) !== 0) return { name, passed: 0, failed: 1, note: 'the messages could not be prepared' };
  const file = fresh('vitest.json');
  const code = await tool(
    'vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...args],
    /** @type {Record<string, string>} */ (scale)
  );
  /** @type {UnitReport | null} */
  const report = read(file);
  if (!report) return { name, passed: 0, failed: 1, note: 'they did not run to their end' };
  return honest(code, {
    name,
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: report.testResults.flatMap(({ name: file, assertionResults }) =>
      assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${relative(root, file)}: ${fullName}`)
    )
  });
}

/**
 * Vitest's report, as far as it is read here.
 * @typedef {object} UnitReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ name: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/** @param {string[]} args options of Playwright @param {string} browser its path @param {Scale} [scale] @returns {Promise<Result[]>} */
export async function runE2e(args, browser, scale = {}) {
  if (!(await buildForTests())) return [{ name: 'Build', passed: 0, failed: 1, note: 'so nothing could be tested in a browser' }];
  const name = 'Tests in a browser (Playwright)';
  const file = fresh('playwright.json');
  const code = await tool('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], {
    .../** @type {Record<string, string>} */ (scale),
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file
  });
  return [told(name, code, file)];
}

/**
 * The main journey in each engine: tests/engines. A missing engine is a failure.
 * @param {string[]} args options of Playwright
 * @returns {Promise<Result[]>}
 */
export async function runEngines(args) {
  const name = 'The journey in three engines';
  const { packages } = missing();
  if (packages.length) await getPackages(packages);
  const { names } = missing();
  if (names.length) {
    console.error(howToGetEngines(names));
    return [{ name, passed: 0, failed: 1, note: `missing: ${names.join(', ')}` }];
  }
  if (!isBuilt() && !(await build())) return [{ name: 'Build', passed: 0, failed: 1, note: 'so nothing could be tested in a browser' }];
  const file = fresh('engines.json');
  const code = await tool(
    '@playwright/test/cli.js',
    ['test', '-c', 'tests/engines/playwright.config.ts', '--reporter=list,json', ...args],
    {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file
    }
  );
  console.log('\nWhat was on the screen: test-results/engines');
  return [told(name, code, file)];
}

/** @param {string} name @param {number} code Playwright's exit code @param {string} file its report @returns {Result} */
function told(name, code, file) {
  /** @type {E2eReport | null} */
  const report = read(file);
  if (!report?.stats) return { name, passed: 0, failed: 1, note: 'they did not run to their end' };
  const { expected, flaky, unexpected, skipped } = report.stats;
  const note = flaky ? `${flaky} passed only when tried again` : undefined;
  const failures = report.suites.flatMap((suite) => failuresIn(suite));
  return honest(code, { name, passed: expected + flaky, failed: unexpected, skipped, failures, note });
}

/** @typedef {{ title: string, suites?: Suite[], specs?: { title: string, ok: boolean }[] }} Suite */
/** @typedef {{ stats?: Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>, suites: Suite[] }} E2eReport */

/** @param {Suite} suite @returns {string[]} */
const failuresIn = ({ title, suites = [], specs = [] }) =>
  [...specs.filter(({ ok }) => !ok).map((spec) => spec.title), ...suites.flatMap(failuresIn)].map((name) => `${title}: ${name}`);

/** Of the faults that are put into the domain, tests have to notice at least so many of a hundred. Some change nothing that could be noticed. */
const NOTICED = 80;

/** @param {number} share of the domain that gets faults, from 0 to 1 @param {number} seed which part that is @returns {Promise<Result>} */
export async function runMutation(share, seed) {
  const name = 'Faults put into the domain (Stryker)';
  try {
    const mutation = await import('./mutation/run.mjs');
    const outcome = await mutation.mutate({ share, seed });
    console.log(mutation.told(outcome));
    const { killed, timedOut, survived, score, survivors } = outcome;
    const enough = score >= NOTICED;
    return {
      name,
      passed: killed + timedOut,
      failed: enough ? 0 : survived,
      failures: enough ? [] : survivors.map(({ place, fault }) => `${place} ${fault}`),
      note: `${score} % noticed, ${survived} not`
    };
  } catch (error) {
    return { name, passed: 0, failed: 1, note: /** @type {Error} */ (error).message };
  }
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

/** Prints the summary and ends the program. @param {Result[]} results @returns {never} */
export function end(results) {
  console.log();
  for (const { name, passed, failed, skipped, note } of results) {
    console.log(`${name}: ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}${note ? ` (${note})` : ''}`);
  }
  const sum = (/** @type {'passed' | 'failed'} */ key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  process.exit(sum('failed') ? 1 : 0);
}
