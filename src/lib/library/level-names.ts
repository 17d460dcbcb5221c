/** The levels' names in a language that need not be the page's: for a rubric that is read or printed in another one. */
import type { ModelWords } from '#lib/domain/model.ts';
import { language as pageLanguage } from './index.ts';
import { modelWords } from './model.ts';

const files: Record<string, () => Promise<unknown>> = import.meta.glob('/rubrics/??.json', { import: 'default' });

export interface LevelNames {
  readonly levels: ModelWords['levels'];
  /** The language that they are in. */
  readonly language: string;
}

export const pageLevels: LevelNames = { levels: modelWords.levels, language: pageLanguage };

/** @returns the names in this language; those of the page where it has none, or where they cannot be fetched */
export async function levelNamesIn(language: string): Promise<LevelNames> {
  const load = language === pageLanguage ? undefined : files[`/rubrics/${language}.json`];
  if (!load) return pageLevels;
  try {
    return { levels: ((await load()) as ModelWords).levels, language };
  } catch {
    return pageLevels;
  }
}
