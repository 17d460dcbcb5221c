/** Whole rubrics, with help, evidence and next steps: larger than the first page, so apart from it. */
import { DataError, joinRubric, type Rubric, type RubricWords } from '#lib/domain/rubric.ts';
import { fileOf, outlines } from './index.ts';
import { model, modelWords } from './model.ts';
import { verifyModel, verifyWords } from './verify.ts';

const wordFiles: Record<string, () => Promise<unknown>> = import.meta.glob('/rubrics/*/en.json', { import: 'default' });

/**
 * Whole rubrics, checked against their schemas together with the model: for help, for scoring and for advice.
 *
 * @returns the rubrics in the order given
 * @throws DataError naming the file and the place of the first fault
 */
export async function loadRubrics(ids: readonly string[]): Promise<Rubric[]> {
  const words = await Promise.all(ids.map((id) => wordFiles[`/${fileOf(id)}`]?.()));
  verifyModel(model, modelWords, outlines);
  return ids.map((id, i) => {
    const facts = outlines.find((outline) => outline.id === id);
    if (!facts || !words[i]) throw new DataError(fileOf(id), '', 'is not there');
    verifyWords(words[i], fileOf(id));
    return joinRubric(facts, words[i] as RubricWords, fileOf(id));
  });
}
