/**
 * Whoever took part knows their own level, and may have been told those of one or two others. They know the rule of the bars as well, since it is
 * published, and can think of every group that would be shown alike. What is left to be certain of? Every small group is tried, not a sample.
 */
import { describe, expect, test } from 'vitest';
import { shown, shownOf, type Histogram, type LevelCounts } from '#lib/domain/workshop/floor.ts';
import { shapeOf } from '#lib/domain/workshop/round.ts';
import { barWords, sentenceOf, shareWords } from '#lib/ui/workshop/group.ts';

type Six = readonly number[];

/** Every way in which so many people can stand at six levels, no level told first. */
function groupsOf(people: number, places = 6): number[][] {
  if (places === 1) return [[people]];
  return Array.from({ length: people + 1 }, (_, first) => groupsOf(people - first, places - 1).map((rest) => [first, ...rest])).flat();
}

/** All that a topic's levels give to be seen, said, printed and asked about. */
function seen(six: Six): string {
  const levels = shown(six as unknown as LevelCounts);
  if (!levels.bins) return 'nothing';
  const told = levels as Histogram & typeof levels;
  const topic = { id: 't', title: 'T', short: 'T', levels: told as never, open: null };
  return JSON.stringify([levels, shapeOf(levels), barWords(told), shareWords(told), sentenceOf([topic])]);
}

/** Groups that nobody who looks on can tell apart. */
function alike(groups: readonly Six[]): Map<string, Six[]> {
  const by = new Map<string, Six[]>();
  for (const six of groups) by.set(seen(six), [...(by.get(seen(six)) ?? []), six]);
  return by;
}

/** What some who know each other's levels may be: so many at each of six levels. */
const insiders = (count: number) => groupsOf(count);

/** @returns the level at which each other person has to be, by all groups that are possible; `null` where that is not certain of anybody */
function certainOf(possible: readonly Six[], known: Six): number | null {
  const rests = possible
    .filter((six) => six.every((count, i) => count >= known[i]!))
    .map((six) => six.map((count, i) => count - known[i]!));
  if (rests.length === 0) return null;
  const levels = new Set(rests.flatMap((rest) => rest.flatMap((count, i) => (count > 0 ? [i] : []))));
  return levels.size === 1 ? [...levels][0]! - 1 : null;
}

/** Whether the bars say it to everybody: all in one bar, and the bar is one level. */
const isConcentrated = (six: Six) => {
  const filled = shown(six as unknown as LevelCounts).bins!.filter(({ count }) => count > 0);
  return filled.length === 1 && filled[0]!.levels[0] === filled[0]!.levels[1];
};

describe.each([5, 6, 7, 8])('every group of %i', (people) => {
  const by = alike(groupsOf(people));

  test.each([0, 1, 2])(
    '%i who tell each other their levels are certain of nobody else, unless all are in one bar of one level',
    (count) => {
      let [tried, certain] = [0, 0];
      for (const possible of by.values())
        for (const known of insiders(count)) {
          if (!possible.some((six) => six.every((number, i) => number >= known[i]!))) continue;
          tried++;
          const level = certainOf(possible, known);
          if (level === null) continue;
          certain++;
          expect([possible[0], known, isConcentrated(possible[0]!)]).toEqual([possible[0], known, true]);
        }
      expect(tried).toBeGreaterThan(by.size - 1);
      // All at one of six levels: the bars say so, and so does the prompt.
      expect(certain).toBe(6);
    }
  );

  test('the levels of three, which is all of a bar, tell of others only what the bars tell of them to everybody', () => {
    for (const [, possible] of by)
      for (const known of insiders(3)) {
        const level = certainOf(possible, known);
        if (level === null) continue;
        const { bins } = shown(possible[0] as unknown as LevelCounts) as Histogram;
        const left = bins.flatMap(({ levels: [from, to], count }) => {
          const rest = count - known.slice(from + 1, to + 2).reduce((sum, one) => sum + one, 0);
          return rest > 0 ? [[from, to]] : [];
        });
        expect([possible[0], known, left]).toEqual([possible[0], known, [[level, level]]]);
      }
  });

  test('a safety point: whoever knows their own is certain of nobody else’s', () => {
    const told = (open: number) => JSON.stringify(shownOf(open, people));
    for (let open = 0; open <= people; open++)
      for (const own of [0, 1]) {
        const possible = Array.from({ length: people + 1 }, (_, i) => i).filter(
          (one) => told(one) === told(open) && one >= own && people - one >= 1 - own
        );
        if (possible.length === 0) continue;
        const others = new Set(possible.map((one) => one - own));
        expect([open, own, others.has(0) && others.size === 1, others.has(people - 1) && others.size === 1]).toEqual([
          open,
          own,
          false,
          false
        ]);
      }
  });
});
