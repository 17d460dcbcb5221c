/**
 * Checks what the library loaded against the schemas. Apart from the library, because the check is larger than the first
 * page: it comes with the store, while the person reads, and before anything is scored.
 */
import { modelSchema, modelWordsSchema } from '#lib/domain/model-file.ts';
import { checked, outlinesSchema, rubricFactsSchema, translationSchema, withoutSchema } from '#lib/domain/rubric/rubric-file.ts';
import type { RubricFacts, Translation } from '#lib/domain/rubric/rubric.ts';

/** @throws DataError naming the file and the place of the first fault */
export function verifyModel(model: unknown, words: unknown, outlines: unknown): void {
  checked(modelSchema, model, 'rubrics/model.json');
  checked(modelWordsSchema, words, 'the words of the model');
  checked(outlinesSchema, outlines, 'the index of rubrics');
}

/** @throws DataError naming the file and the place of the first fault */
export const verifyFacts = (facts: unknown, file: string): RubricFacts => checked(rubricFactsSchema, withoutSchema(facts), file);

/** @throws DataError naming the file and the place of the first fault */
export const verifyWords = (words: unknown, file: string): Translation => checked(translationSchema, withoutSchema(words), file);
