/**
 * At which level each example stands, as the facts say it. A criterion has one example at each level, each in another of the model's settings;
 * counted over all of them, no level of a setting goes short.
 */
import { LEVELS, type Level } from '../../src/lib/domain/model.ts';

/** Criterion, setting, level. */
export type ExampleLevels = Readonly<Record<string, Readonly<Record<string, Level>>>>;

/** Fewest examples of a level in a setting. */
const LEAST = 4;
/** The widest circle must not look like a matter for one setting. */
const WIDEST: Level = 4;
const USUAL = 'higher';
/** By how many it may have more there than elsewhere. */
const MORE = 1;

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

/** @returns what is wrong, each with its place in the facts */
export function exampleFaults(levels: ExampleLevels, settings: readonly string[]): { place: string; reason: string }[] {
  const found: { place: string; reason: string }[] = [];
  const say = (place: string, reason: string) => void found.push({ place, reason });
  for (const [id, own] of Object.entries(levels)) {
    for (const setting of Object.keys(own)) if (!settings.includes(setting)) say(`${id}.examples.${setting}`, 'is no setting of the model');
    for (const setting of settings)
      if (!own[setting]) say(`${id}.examples.${setting}`, 'has no level: read the example and say at which it stands');
    if (new Set(Object.values(own)).size < Object.keys(own).length) say(`${id}.examples`, 'has two examples at one level');
  }
  if (found.length) return found;
  const counts = countsOf(levels, settings);
  const usual = counts[USUAL]?.[WIDEST] ?? 0;
  for (const setting of settings) {
    for (const level of LEVELS) {
      const own = counts[setting]![level];
      if (own < LEAST) say('', `${own} examples stand at level ${level} in “${setting}”, at least ${LEAST}`);
    }
    const widest = counts[setting]![WIDEST];
    if (widest < usual - MORE) say('', `${widest} examples stand at level ${WIDEST} in “${setting}”, ${usual} in “${USUAL}”`);
  }
  return found;
}
