/** Rubrics of one's own in the model's situations, and the words of these. */
import { readRubric, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { readModel } from '../../scripts/rubrics-plugin.ts';

/** The model's words for its situations, by language. */
export const situationWords = (language: string) => readModel('.', language).words.situations;

/** @returns a rubric that declares no situations, in the model's; in the languages that it has */
export function withSituations({ facts, words }: RubricFile): SoundRubric {
  const situated = Object.entries(words).map(([language, own]) => [language, { ...own, situations: situationWords(language) }] as const);
  return readRubric(rubricFile({ ...facts, situations: readModel().model.situations }, Object.fromEntries(situated)), facts.id);
}
