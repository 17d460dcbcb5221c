/** Results that nobody handed in: for a rehearsal, so that whoever leads a workshop has seen every scene before there is somebody to see it. */
import { handInCode } from './handing-in.ts';
import type { TopicResult } from './result-code.ts';
import type { RoundOf } from './workshop.ts';

/** How many stand where, no level told first: of each topic 22. Some bars have to be joined, one topic is split, in one most begin. */
const TOPICS: readonly (readonly number[])[] = [
  [0, 0, 3, 9, 7, 3],
  [0, 3, 5, 10, 4, 0],
  [0, 1, 3, 9, 7, 2],
  [0, 15, 5, 2, 0, 0],
  [1, 9, 1, 2, 8, 1]
];
const PEOPLE = 22;
/** How many of them did the earlier round too, and of these how many use each topic more broadly or more narrowly since. */
const BOTH = 14;
const MOVED: readonly (readonly [up: number, down: number])[] = [
  [4, 2],
  [10, 1],
  [5, 3],
  [5, 0],
  [1, 4]
];

/**
 * 22 codes, the same each time. Of a later round also what was before: one topic moved more than chance would explain, one in three parts, one
 * narrower; and half of those who look back judge more strictly.
 */
export function inventedCodes(workshop: RoundOf): string[] {
  const levels = TOPICS.map((counts) =>
    counts.flatMap((count, i) => Array<TopicResult['level']>(count).fill(i === 0 ? null : ((i - 1) as 0)))
  );
  // So that nobody of them is at the same end in all topics.
  const levelOf = (topic: number, person: number) => levels[topic % TOPICS.length]![(person * 7 + topic * 5) % PEOPLE]!;
  const before = workshop.topics.map((_, topic) =>
    beforeOf(
      MOVED[topic % MOVED.length]!,
      Array.from({ length: BOTH }, (_, person) => levelOf(topic, person))
    )
  );
  return Array.from({ length: PEOPLE }, (_, person) =>
    handInCode(
      { ...workshop, result: person },
      workshop.topics.map((_, topic) => {
        const from = before[topic]![person] ?? null;
        const then = from !== null && from > 0 && person % 2 === 0 ? ((from - 1) as typeof from) : from;
        return { level: levelOf(topic, person), open: (person + 3 * topic) % 5 === 0, from, then };
      })
    )
  );
}

/** @returns a level of then for each of today: so many are above it now, so many below, as far as there are levels to come from */
function beforeOf([up, down]: readonly [number, number], today: readonly TopicResult['level'][]): TopicResult['level'][] {
  let [toRise, toFall] = [up, down];
  return today.map((level) => {
    if (level !== null && level > 0 && toRise > 0 && toRise--) return (level - 1) as typeof level;
    if (level !== null && level < 4 && toFall > 0 && toFall--) return (level + 1) as typeof level;
    return level;
  });
}
