/** The model's situations for rubrics that take them over: with their words in other languages than the page's. */
import type { ModelWords } from '#lib/domain/model.ts';
import type { RubricFacts, Translation } from '#lib/domain/rubric/rubric.ts';
import { LANGUAGES } from '#lib/i18n/locale.ts';
import { fetchArea } from '#lib/i18n/texts.ts';
import { model } from './model.ts';

export interface ModelSituations {
  readonly facts: Required<NonNullable<RubricFacts['situations']>>;
  /** By language. */
  readonly words: Readonly<Record<string, NonNullable<Translation['situations']>>>;
}

/**
 * @param languages those wanted; what the app has no words in is left out
 * @throws Error where words cannot be fetched
 */
export async function modelSituations(languages: readonly string[]): Promise<ModelSituations> {
  const words = await Promise.all(
    languages
      .filter((language) => LANGUAGES.includes(language))
      .map(async (language) => [language, (await fetchArea<ModelWords>('rubrics/model', language)).situations] as const)
  );
  return { facts: model.situations, words: Object.fromEntries(words) };
}
