/**
 * How much is tested. There are three levels, set by the command in `WAYMARK_TESTS`:
 *
 * - `usual`, `npm test`: everything but what is tagged heavy, with the same random cases in every clone.
 * - `sample`, `.ci/run`: the same, and of each heavy test a part of its rounds or cases, usually a twentieth, at least one; always the same.
 * - `storm`, `npm run storm`: all heavy tests, and {@link LONGER} times as many random cases of every property, by a seed of its own.
 *
 * A test is heavy when it takes more than a few seconds: it tries the same thing many times or with very much data, kills browsers, or looks
 * at one more variant of what a usual test holds. It is tagged:
 * `test('…', { tags: 'heavy' }, …)` in Vitest, `test('…', { tag: '@heavy' }, …)` in Playwright. `@storm`: as heavy, and left out of the sample too,
 * since another test holds most of it. `@part`: in every run, and in a storm with all that it could have: see {@link partOf}.
 */

const LEVELS = ['usual', 'sample', 'storm'] as const;

export const LEVEL = levelOf(process.env.WAYMARK_TESTS ?? 'usual');

/** Where random cases begin. */
export const SEED = Number(process.env.WAYMARK_SEED ?? 2017);

/** How many times as many random cases a storm tries. */
const LONGER = 20;

function levelOf(name: string): (typeof LEVELS)[number] {
  const level = LEVELS.find((one) => one === name);
  if (!level) throw new RangeError(`WAYMARK_TESTS is “${name}”; it can be ${LEVELS.join(', ')}`);
  return level;
}

/** @returns the languages in which it is looked whether words have room: Swedish ones need no more than English ones, and wait for a storm */
export const roomy = (languages: readonly string[]): string[] => languages.filter((one) => LEVEL === 'storm' || one !== 'sv');

/**
 * What a test goes through that is much the same: pages, projectors, topics. In a storm it has all; else one of several parts, by position,
 * so that tests that share a list, or turns of one test, meet each of it once. Such a test is tagged `@part`, and runs in a storm too.
 *
 * @param part from 0 @param parts how many there are
 */
export const partOf = <T>(all: readonly T[], part: number, parts: number): T[] =>
  LEVEL === 'storm' ? [...all] : all.filter((_, i) => i % parts === part % parts);

/** @returns how often a property is tried, and with which cases: what `fc.assert` and `fc.sample` take last */
export const times = (usual: number) => ({ numRuns: LEVEL === 'storm' ? LONGER * usual : usual, seed: SEED });

/** @returns how many rounds of a heavy test are run, out of all that a storm runs */
export const rounds = (all: number): number => (LEVEL === 'storm' ? all : Math.ceil(all / 20));

/** @returns the cases of a heavy test that are run: all in a storm, else a twentieth of them and at least one, spread over all */
export const casesOf = <T>(all: readonly T[]): T[] =>
  LEVEL === 'storm' ? [...all] : all.filter((_, i) => (i + SEED) % Math.min(20, all.length) === 0);
