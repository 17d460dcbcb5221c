/** Where rubric files lie, and the one place that knows it. A rubric's words are chunks of their own, fetched when wanted. */
import outlines, { faces } from 'virtual:rubric-index';
import type { Model, ModelWords } from '#lib/domain/model.ts';
import { DataError, joinRubric, type Rubric, type RubricFace, type RubricWords } from '#lib/domain/rubric.ts';
import modelFile from '#rubrics/model.json';
import modelWordsFile from '#rubrics/en.json';

const wordFiles: Record<string, () => Promise<unknown>> = import.meta.glob('/rubrics/*/en.json', { import: 'default' });

// Checked when the app was built, and again by `verified` before they are scored with.
export const model = modelFile as unknown as Model;
export const modelWords = modelWordsFile as unknown as ModelWords;

/** The built-in rubrics in the model's order: ids, names and essential cells, before any words are fetched. */
export { outlines };

const fileOf = (id: string) => `rubrics/${id}/en.json`;

/**
 * The part of a rubric that answering needs.
 *
 * @param id a competency
 * @throws DataError when there is no such competency
 */
export async function loadFace(id: string): Promise<RubricFace> {
  const load = faces[id];
  if (!load) throw new DataError(fileOf(id), '', 'is not there');
  return (await load()).default;
}

/**
 * Whole rubrics, checked against their schemas together with the model: for help, for scoring and for advice.
 *
 * @returns the rubrics in the order given
 * @throws DataError naming the file and the place of the first fault
 */
export async function loadRubrics(ids: readonly string[]): Promise<Rubric[]> {
  const [check, ...words] = await Promise.all([import('./verify.ts'), ...ids.map((id) => wordFiles[`/${fileOf(id)}`]?.())]);
  check.verifyModel(model, modelWords, outlines);
  return ids.map((id, i) => {
    const facts = outlines.find((outline) => outline.id === id);
    if (!facts || !words[i]) throw new DataError(fileOf(id), '', 'is not there');
    check.verifyWords(words[i], fileOf(id));
    return joinRubric(facts, words[i] as RubricWords, fileOf(id));
  });
}
