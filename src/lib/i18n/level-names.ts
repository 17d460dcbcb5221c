/** What levels are called. */
import type { Model, ModelWords } from '#lib/domain/model.ts';

/** What the levels of a topic are called; those without a name are told by number. */
export type LevelNames = Pick<ModelWords['levels'], '0'> & Partial<ModelWords['levels']>;

/**
 * @param topics those that are spoken of, or drawn, together
 * @returns the model's names where all of them are the model's own. What a level means of a rubric that somebody made, no model tells: it
 *   has a name only where nothing is held yet
 */
export const levelNames = (topics: readonly string[], words: ModelWords, { competencies }: Pick<Model, 'competencies'>): LevelNames =>
  topics.length && topics.every((id) => competencies.includes(id)) ? words.levels : { 0: words.levels[0] };
