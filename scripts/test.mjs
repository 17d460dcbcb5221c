/**
 * `npm test`: installs what is missing, finds a browser or gets one, runs every test that is not heavy, and ends with the line
 * `N passed, N failed`. With WAYMARK_TESTS=sample, as in .ci/run, a tenth of the heavy ones runs too; all of them: `npm run storm`.
 *
 *   npm test                                all tests
 *   npm test -- --unit                      only those that need no browser (--unit can be followed by options of Vitest)
 *   npm test -- --e2e                       only those in a browser (--e2e can be followed by options of Playwright)
 *   npm test -- tests/domain tests/e2e/a    only these files or folders
 */
import { install, needNode } from './project.mjs';
import { end, getBrowser, runE2e, runMutation, runUnit } from './runners.mjs';

const { unit, e2e } = chosen(process.argv.slice(2));
needNode();
if (!(await install())) end([{ name: 'Installation', passed: 0, failed: 1 }]);
const browser = e2e ? await getBrowser() : null;

const results = [];
if (unit) results.push(await runUnit(unit));
if (e2e && browser) results.push(...(await runE2e(e2e, browser)));
// Mutation is heavy too, and neither runner's.
if (process.env.WAYMARK_TESTS === 'sample' && process.argv.length === 2) results.push(await runMutation(0.1, 2017));
end(results);

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
