/**
 * At which level each example stands: rubrics/examples.json, coded by hand, criterion by criterion. A criterion has one example for
 * each setting, so that it can show three of the four levels; counted over all of them, no level and no setting goes short.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEVELS, type Level } from '../../src/lib/domain/model.ts';

/** Criterion, setting, level. */
export type ExampleLevels = Readonly<Record<string, Readonly<Record<string, Level>>>>;

const FILE = 'rubrics/examples.json';
/** Of all examples, at each level at least; and in each setting, at each level at least. */
const LEAST = { level: 15, setting: 4 } as const;
/** The widest circle must not look like a matter for one setting. */
const WIDEST: Level = 4;
const USUAL = 'higher';

/** @returns nothing where nobody has coded them yet */
export const readExampleLevels = (root = '.'): ExampleLevels =>
  existsSync(join(root, FILE)) ? (JSON.parse(readFileSync(join(root, FILE), 'utf8')) as ExampleLevels) : {};

/** @returns how many examples stand at each level, by setting */
export const countsOf = (levels: ExampleLevels, settings: readonly string[]): Record<string, Record<Level, number>> =>
  Object.fromEntries(
    settings.map((setting) => [
      setting,
      Object.fromEntries(LEVELS.map((level) => [level, Object.values(levels).filter((one) => one[setting] === level).length])) as Record<
        Level,
        number
      >
    ])
  );

/**
 * @param criteria ids of all built-in criteria
 * @returns what is wrong, each with its place in the file
 */
export function exampleFaults(
  levels: ExampleLevels,
  criteria: readonly string[],
  settings: readonly string[]
): { place: string; reason: string }[] {
  const found: { place: string; reason: string }[] = [];
  const say = (place: string, reason: string) => void found.push({ place, reason });
  for (const id of Object.keys(levels)) if (!criteria.includes(id)) say(id, 'is not a criterion of a built-in rubric');
  for (const id of criteria) {
    const own = levels[id] ?? {};
    for (const setting of settings)
      if (!LEVELS.includes(own[setting]!)) say(`${id}.${setting}`, 'has no level from 1 to 4: read the example and say at which it stands');
    if (new Set(Object.values(own)).size < Object.keys(own).length) say(id, 'has two examples at one level');
  }
  if (found.length) return found;
  const counts = countsOf(levels, settings);
  for (const level of LEVELS) {
    const all = settings.reduce((sum, setting) => sum + counts[setting]![level], 0);
    if (all < LEAST.level) say('', `${all} examples stand at level ${level}, at least ${LEAST.level}`);
    for (const setting of settings) {
      const own = counts[setting]![level];
      if (own < LEAST.setting) say('', `${own} examples stand at level ${level} in “${setting}”, at least ${LEAST.setting}`);
      const usual = counts[USUAL]?.[level] ?? 0;
      if (level === WIDEST && own < usual) say('', `${own} examples stand at level ${level} in “${setting}”, ${usual} in “${USUAL}”`);
    }
  }
  return found;
}
