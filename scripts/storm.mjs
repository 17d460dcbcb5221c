/**
 * `npm run storm`: all heavy tests, without a limit of time: browsers killed at work, much data, long fuzzing of everything that is read,
 * and mutation, which breaks the rules of the domain one by one and looks whether a test notices. Writes its outcome to docs/storm.md.
 *
 *   npm run storm                     with a new seed
 *   npm run storm -- --seed 123       with the random cases of an earlier storm
 *   npm run storm -- unit mutation    only these parts; nothing is written then
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { install, needNode, root, tool } from './project.mjs';
import { end, getBrowser, runE2e, runMutation, runUnit } from './runners.mjs';

const OUTCOME = join('docs', 'storm.md');

const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isSafeInteger(seed) || seed < 0) {
  console.error(`The seed has to be a whole number, not “${values.seed}”.`);
  process.exit(2);
}

needNode();
if (!(await install())) end([{ name: 'Installation', passed: 0, failed: 1 }]);
/** @type {import('./runners.mjs').Scale} */
const scale = { WAYMARK_TESTS: 'storm', WAYMARK_SEED: String(seed) };
const browser = await getBrowser();
console.log(`A storm with seed ${seed}. To have the same cases again: npm run storm -- --seed ${seed}`);

/** @type {Record<string, () => Promise<import('./runners.mjs').Result[]>>} */
const PARTS = {
  unit: async () => [await runUnit([], scale)],
  browser: async () => runE2e([], browser, scale),
  mutation: async () => [await runMutation(1, seed)]
};
const unknown = positionals.filter((name) => !(name in PARTS));
if (unknown.length) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}

/** @type {(import('./runners.mjs').Result & { minutes: number })[]} */
const results = [];
const wanted = Object.keys(PARTS).filter((name) => !positionals.length || positionals.includes(name));
for (const [i, name] of wanted.entries()) {
  const start = Date.now();
  const outcomes = await /** @type {() => Promise<import('./runners.mjs').Result[]>} */ (PARTS[name])();
  const minutes = (Date.now() - start) / 60_000 / outcomes.length;
  results.push(...outcomes.map((outcome) => ({ ...outcome, minutes })));
  if (positionals.length) continue;
  // A storm takes long. One that is broken off leaves what is known by then.
  writeFileSync(join(root, OUTCOME), outcome(wanted.slice(i + 1)));
  await tool('prettier/bin/prettier.cjs', ['--log-level', 'warn', '--write', OUTCOME]);
}
if (!positionals.length) console.log(`\nThe outcome is in ${OUTCOME}.`);
end(results);

/** @param {string[]} missing parts that have not run @returns {string} what docs/storm.md says */
function outcome(missing) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  let commit = '';
  try {
    commit = `, commit ${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', '.', `:!${OUTCOME}`) ? ' with changes' : ''}`;
  } catch {
    // Not every copy of the sources is a clone.
  }
  const failures = results.flatMap(({ name, failures = [] }) => failures.map((failure) => `- ${name}: ${failure.replaceAll('|', '\\|')}`));
  return [
    '# The last storm',
    '',
    '`npm run storm` wrote this. [CONTRIBUTING.md](../CONTRIBUTING.md) says what a storm is.',
    '',
    `- Date: ${new Date().toISOString().slice(0, 10)}`,
    `- Seed: ${seed}`,
    `- Waymark ${version}${commit}`,
    '',
    '| part | passed | failed | minutes | |',
    '| --- | --: | --: | --: | --- |',
    ...results.map(
      ({ name, passed, failed, minutes, note = '' }) => `| ${name} | ${passed} | ${failed} | ${minutes.toFixed(1)} | ${note} |`
    ),
    '',
    ...(missing.length ? [`Not run to its end: ${missing.join(', ')}.`, ''] : []),
    ...(failures.length ? ['## What failed', '', ...failures, ''] : [])
  ].join('\n');
}
