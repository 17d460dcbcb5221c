/** Answers on paper: what stands there as boxes, and when what is typed in from there was said. */
import type { Level } from '../model.ts';
import type { Value } from './answer.ts';

/** What is ticked at one statement; `null` where nothing is. */
export type Mark = Value | null;

/**
 * @returns the boxes of a statement. What nobody ticks there counts as Not yet, as on the screen; an essential is asked in all words, for nobody
 *   but the person answers it.
 */
export const boxesOf = ({ essential }: { readonly essential: readonly Level[] }, level: Level): readonly Value[] =>
  essential.includes(level) ? [2, 1, 0, 'na'] : [2, 1];

/**
 * What is typed in bears the day on the paper, so that it stands there in the history too. Times follow each other as they do while somebody
 * types.
 *
 * @param then when it was said, in milliseconds since 1970
 * @param now the true time
 * @returns a clock that goes on from then, and is never ahead of the true time
 */
export function clockFrom(then: number, now: () => number): () => number {
  const begun = now();
  return () => Math.min(now(), then + (now() - begun));
}
