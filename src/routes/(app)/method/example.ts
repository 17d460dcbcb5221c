/** The worked example. All that is said about it is worked out from these answers. */
import type { Value } from '#lib/domain/assessment/answer.ts';
import { score } from '#lib/domain/position/score.ts';
import { model } from '#lib/library/model.ts';

/** Answers to six criteria at the four levels. */
export const ANSWERS: readonly (readonly Value[])[] = [
  [2, 1, 0, 0],
  [2, 1, 0, 0],
  [2, 2, 0, 0],
  [2, 1, 0, 0],
  [1, 1, 0, 0],
  [2, 1, 0, 0]
];

export const example = score(ANSWERS, [], model.thresholds);
/** The level after the position, if there is one. */
export const next = example.levels.find((evidence) => evidence.level === example.level + 1);
