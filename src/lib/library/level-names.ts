/** The levels' names in a language that need not be the page's: for a rubric that is read or printed in another one. */
import type { ModelWords } from '#lib/domain/model.ts';
import { LANGUAGES, pageLanguage } from '#lib/i18n/locale.ts';
import { fetchArea } from '#lib/i18n/texts.ts';
import { modelWords } from './model.ts';

export interface LevelNames {
  readonly levels: ModelWords['levels'];
  /** The language that they are in. */
  readonly language: string;
}

export const pageLevels = (): LevelNames => ({ levels: modelWords.levels, language: pageLanguage() });

/** @returns the names in this language; those of the page where it has none, or where they cannot be fetched */
export async function levelNamesIn(language: string): Promise<LevelNames> {
  if (language === pageLanguage() || !LANGUAGES.includes(language)) return pageLevels();
  try {
    const { levels } = await fetchArea<ModelWords>('rubrics/model', language);
    return { levels, language };
  } catch {
    return pageLevels();
  }
}
