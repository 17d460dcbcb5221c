/** Rubrics in the model's situations: those that declare none yet, and with conditions that are wider than their situation. */
import type { Level } from '#lib/domain/model.ts';
import { readRubric, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { Rubric, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { stampsOf } from '#lib/domain/rubric/translation.ts';
import { openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';

const { model } = readModel();

/** The model's words for its situations, by language. */
export const situationWords = (language: string) => readModel('.', language).words.situations;

/** Essential levels whose condition is taken to be wider than their situation, by criterion: `{ C3: [3] }`. */
export type Beyond = Readonly<Record<string, readonly Level[]>>;

/**
 * @param beyond none when left out: the conditions of the essentials at level 3 say no more than that one guides no groups online, and at
 *   level 4 nothing is essential
 * @returns a rubric in the model's situations, in the languages that it has
 */
export function withSituations({ facts, words, translated }: RubricFile, beyond: Beyond = {}): SoundRubric {
  const criteria = facts.criteria.map((one) => (beyond[one.id] ? { ...one, beyond: [...beyond[one.id]!] } : one));
  const situated = Object.fromEntries(
    Object.entries(words).map(([language, own]) => [language, { ...own, situations: situationWords(language) }])
  );
  const file = rubricFile({ ...facts, situations: model.situations, criteria }, situated);
  const stamps = Object.keys(translated ?? {}).map((language) => [language, stampsOf(file, language)] as const);
  return readRubric({ ...file, translated: Object.fromEntries(stamps) }, facts.id);
}

/** The five built-in rubrics in the model's situations, in the model's order. */
export const situatedFiles = (beyond: Beyond = {}): SoundRubric[] => openRubricFiles().map((file) => withSituations(file, beyond));

/** The same, in one language. */
export const situatedRubrics = (language = 'en', beyond: Beyond = {}): Rubric[] =>
  situatedFiles(beyond).map(({ file }) => rubricIn(file, language));
