/**
 * Puts faults into the domain, one at a time, and counts those that its tests notice.
 *
 *   node scripts/mutation/run.mjs [SHARE [SEED]]   SHARE is the part of the domain that gets faults: 1, or for a tenth 0.1
 *
 * Stryker, which does it, would add 64 MB to every clone. It has a package.json of its own beside this file, and is installed, out of
 * everybody's way, when it is first wanted.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm, root, run } from '../project.mjs';

const here = 'scripts/mutation';
const cache = join(root, 'node_modules', '.cache', 'waymark', 'mutation');
const stryker = join(cache, 'node_modules', '@stryker-mutator');

/** What Waymark exists for, as far as it is rules: neither the shapes of files nor what a store has to do. */
const ROOMS = ['assessment', 'position', 'plan', 'workshop', 'rubric'].map((room) => `src/lib/domain/${room}`);
const ALSO = ['src/lib/domain/person/merge.ts'];
const NO_RULES = /(-file|^store)\.ts$/;

/** Lines of a part: few enough that a tenth of all parts has something of every room. */
const PART = 20;

/**
 * @typedef {{ readonly place: string, readonly fault: string }} Survivor `place` is a file and a line of it
 * @typedef {{ readonly killed: number, readonly survived: number, readonly timedOut: number, readonly unreached: number,
 *   readonly leftOut: number, readonly score: number, readonly survivors: readonly Survivor[] }} Outcome how many faults the tests noticed;
 *   did not; noticed because the code no longer came to its end; how many stand where no test comes by, which are among the survivors; and
 *   how many were not tried; `score` is the share of those tried that was noticed, in per cent
 */

/**
 * @param {object} how
 * @param {number} how.share the part of the domain that gets faults, from 0 to 1
 * @param {number} how.seed which part that is; the same each time for the same number
 * @returns {Promise<Outcome>}
 * @throws Error where it could not be installed or did not come to its end
 */
export async function mutate({ share, seed }) {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share is more than 0 and at most 1, not ${share}`);
  if (!(await installed())) throw new Error('what puts faults into the domain could not be installed');
  const [config, report] = ['config.json', 'report.json'].map((name) => join(cache, name));
  rmSync(report, { force: true });
  writeFileSync(config, JSON.stringify(configOf(chosen(share, seed), report), null, 2));
  const code = await run(process.execPath, [join(stryker, 'core/bin/stryker.js'), 'run', config]);
  if (code !== 0 || !existsSync(report)) throw new Error('putting faults into the domain did not come to its end');
  return outcomeOf(JSON.parse(readFileSync(report, 'utf8')));
}

/** Installs what the lock file beside this one names, unless that is there already. @returns {Promise<boolean>} whether it is there now */
async function installed() {
  const lock = (/** @type {string} */ folder) => join(folder, 'package-lock.json');
  const read = (/** @type {string} */ file) => existsSync(file) && readFileSync(file, 'utf8');
  if (existsSync(stryker) && read(lock(cache)) === read(lock(join(root, here)))) return true;
  mkdirSync(cache, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(root, here, name), join(cache, name));
  // It works with the project's own Vitest, so what it would like to have beside it stays out.
  return (await npm(['ci', '--prefix', cache, '--legacy-peer-deps', '--no-audit', '--no-fund'])) === 0;
}

/** @param {string[]} mutate @param {string} report */
function configOf(mutate, report) {
  return {
    mutate,
    testRunner: 'vitest',
    plugins: [join(stryker, 'vitest-runner/dist/src/index.js')],
    vitest: { configFile: `${here}/vitest.config.ts`, related: false },
    // The rest is copied to where the faults are put.
    ignorePatterns: ['build', 'docs', 'static', 'tests/e2e', 'tests/exchange', '!.svelte-kit', '.svelte-kit/output', '.svelte-kit/texts'],
    tempDirName: '.mutation',
    concurrency: 2,
    coverageAnalysis: 'perTest',
    // For a fault in what a module does when it is loaded, every test would have to run: a quarter of the faults, and hours.
    ignoreStatic: true,
    warnings: { slow: false },
    // A text could only be repeated by a test.
    mutator: { excludedMutations: ['StringLiteral'] },
    disableTypeChecks: false,
    reporters: ['json'],
    jsonReporter: { fileName: report },
    logLevel: 'warn',
    timeoutMS: 20_000
  };
}

/** @returns {string[]} files, or parts of them as `file:first-last` */
function chosen(/** @type {number} */ share, /** @type {number} */ seed) {
  const files = [
    ...ROOMS.flatMap((room) =>
      readdirSync(join(root, room))
        .filter((name) => name.endsWith('.ts') && !NO_RULES.test(name))
        .map((name) => `${room}/${name}`)
    ),
    ...ALSO
  ].sort();
  if (share === 1) return files;
  const parts = files.flatMap((file) => {
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length;
    return Array.from({ length: Math.ceil(lines / PART) }, (_, i) => `${file}:${i * PART + 1}-${(i + 1) * PART}`);
  });
  const every = Math.round(1 / share);
  return parts.filter((_, i) => (i + seed) % every === 0);
}

/**
 * @param {{ files: Record<string, { mutants: { status: string, mutatorName: string, replacement?: string, location: { start: { line: number } } }[] }> }} report
 * @returns {Outcome}
 */
function outcomeOf({ files }) {
  const all = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((one) => ({ file, ...one })));
  const of = (/** @type {string[]} */ ...statuses) => all.filter(({ status }) => statuses.includes(status));
  const [killed, timedOut, unreached] = [of('Killed').length, of('Timeout').length, of('NoCoverage').length];
  const survivors = of('Survived', 'NoCoverage').map(({ file, location, mutatorName, replacement = '' }) => ({
    place: `${file}:${location.start.line}`,
    fault: `${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 80)}`
  }));
  const score = Math.round((1000 * (killed + timedOut)) / (killed + timedOut + survivors.length)) / 10;
  if (!(score >= 0)) throw new Error('no fault was tried');
  return { killed, survived: survivors.length, timedOut, unreached, leftOut: of('Ignored').length, score, survivors };
}

/** @param {Outcome} outcome @returns {string} what is printed of it */
export function told({ killed, survived, timedOut, unreached, leftOut, score, survivors }) {
  const lines = survivors.map(({ place, fault }) => `  ${place}  ${fault}`);
  return [
    `Faults in the domain: ${killed + timedOut} noticed (${timedOut} because the code came to no end), ${survived} not (${unreached} of them where no test comes by), ${leftOut} not tried: ${score} %`,
    ...lines
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [share = '1', seed = '2017'] = process.argv.slice(2);
  console.log(told(await mutate({ share: Number(share), seed: Number(seed) })));
}
