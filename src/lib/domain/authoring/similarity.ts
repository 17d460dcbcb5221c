/** How alike two texts are, in any language: by the pairs of letters that they share (Dice's measure). */
import { wordsOf } from '../rubric/wording.ts';

/** From here two statements are worth a second look; held against the built-in rubrics by a test. */
export const NEAR = 0.8;

/** Pairs of neighbouring letters within words, counted; endings that differ, as in Finnish, cost little. */
function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of wordsOf(text)) {
    const letters = [...` ${word} `];
    for (let i = 1; i < letters.length; i++) {
      const pair = letters[i - 1]! + letters[i]!;
      found.set(pair, (found.get(pair) ?? 0) + 1);
    }
  }
  return found;
}

/** @returns 0 for nothing in common, 1 for the same letters in the same neighbourhoods */
export function nearness(a: string, b: string): number {
  const [one, other] = [pairs(a), pairs(b)];
  const sum = (counts: Iterable<number>) => [...counts].reduce((all, count) => all + count, 0);
  const shared = sum([...one].map(([pair, count]) => Math.min(count, other.get(pair) ?? 0)));
  const all = sum(one.values()) + sum(other.values());
  return all === 0 ? 0 : (2 * shared) / all;
}
