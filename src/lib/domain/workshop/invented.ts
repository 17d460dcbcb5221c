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

/** @returns 22 codes, the same each time */
export function inventedCodes(workshop: RoundOf): string[] {
  const levels = TOPICS.map((counts) =>
    counts.flatMap((count, i) => Array<TopicResult['level']>(count).fill(i === 0 ? null : ((i - 1) as 0)))
  );
  return Array.from({ length: PEOPLE }, (_, person) =>
    handInCode(
      { ...workshop, result: person },
      // So that nobody of them is at the same end in all topics.
      workshop.topics.map((_, i) => ({
        level: levels[i % TOPICS.length]![(person * 7 + i * 5) % PEOPLE]!,
        open: (person + 3 * i) % 5 === 0
      }))
    )
  );
}
