/**
 * `npm test`: installs what is missing, finds a browser or gets one, runs every test that is not heavy, and ends with the line
 * `N passed, N failed`. With WAYMARK_TESTS=sample, as in .ci/run, a part of the heavy ones runs too, and the journey in three engines; all
 * heavy ones: `npm run storm`.
 *
 *   npm test                                all tests
 *   npm test -- --unit                      only those that need no browser (--unit can be followed by options of Vitest)
 *   npm test -- --e2e                       only those in a browser (--e2e can be followed by options of Playwright)
 *   npm test -- --engines                   only the main journey, in Chromium, Firefox and WebKitGTK
 *   npm test -- tests/domain tests/e2e/a    only these files or folders
 */
import { install, needNode } from './project.mjs';
import { end, getBrowser, runE2e, runEngines, runUnit } from './runners.mjs';

const sample = process.env.WAYMARK_TESTS === 'sample';
const { unit, e2e, engines } = chosen(process.argv.slice(2));
needNode();
if (!(await install())) end([{ name: 'Installation', passed: 0, failed: 1 }]);
const browser = e2e ? await getBrowser() : null;

const results = [];
if (unit) results.push(await runUnit(unit));
if (e2e && browser) results.push(...(await runE2e(e2e, browser)));
if (engines) results.push(...(await runEngines(engines)));
end(results);

/**
 * @param {string[]} args what came after `npm test --`
 * @returns {{ unit: string[] | null, e2e: string[] | null, engines: string[] | null }} the arguments for each runner; `null` where it is not wanted
 */
function chosen(args) {
  const [first, ...rest] = args;
  if (first === '--unit') return { unit: rest, e2e: null, engines: null };
  if (first === '--e2e') return { unit: null, e2e: rest, engines: null };
  if (first === '--engines') return { unit: null, e2e: null, engines: rest };
  if (!first) return { unit: [], e2e: [], engines: sample ? [] : null };
  if (args.some((arg) => arg.startsWith('-'))) {
    const help = first === '--help' || first === '-h';
    (help ? console.log : console.error)(
      `${help ? '' : 'Options belong to one of the runners, so name it first.\n'}npm test [-- files … | --unit [Vitest options] | --e2e [Playwright options] | --engines [Playwright options]]`
    );
    process.exit(help ? 0 : 2);
  }
  const inFolder = (/** @type {string} */ names) => args.filter((arg) => new RegExp(`(^|[\\\\/])(${names})([\\\\/]|$)`).test(arg));
  const [inBrowser, inEngines] = [inFolder('e2e|built'), inFolder('engines')];
  const others = args.filter((arg) => !inBrowser.includes(arg) && !inEngines.includes(arg));
  return { unit: others.length ? others : null, e2e: inBrowser.length ? inBrowser : null, engines: inEngines.length ? [] : null };
}
