/** All texts of each language as the app gets them: of the app and of the rubrics, area by area. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf, PSEUDO } from './languages.ts';
import { areas, textsOf } from './messages.ts';
import { openRubricFiles, rubricAreas } from './rubrics-plugin.ts';

/** Where they are put while building. */
export const TEXTS = '.svelte-kit/texts';

/** A language's texts, and what else is known of it. */
export interface Texts {
  readonly language: string;
  readonly direction: string;
  /** The folder of these texts, in each language's folder: it changes when any text in any language does. */
  readonly release: string;
  readonly areas: Readonly<Record<string, unknown>>;
}

/**
 * @returns the texts of these languages, in that order
 * @throws Error or DataError naming the file and the place of what is wrong
 */
export function readTexts(languages: readonly string[], root = '.'): Texts[] {
  const files = openRubricFiles(root);
  const all = languages.map((language) => ({
    language,
    direction: languageOf(language).direction,
    areas: { ...Object.fromEntries(areas(root).map((area) => [area, textsOf(area, language, root)])), ...rubricAreas(language, files, root) }
  }));
  // What is only made for tests does not move the texts of the app.
  const ours = all.filter(({ language }) => language !== PSEUDO);
  const release = createHash('sha256').update(JSON.stringify(ours)).digest('hex').slice(0, 8);
  return all.map((one) => ({ ...one, release }));
}

/** Writes them for the steps of the build that follow, a file for each language. */
export function writeTexts(languages: readonly string[]): void {
  mkdirSync(TEXTS, { recursive: true });
  for (const texts of readTexts(languages)) writeFileSync(join(TEXTS, `${texts.language}.json`), JSON.stringify(texts));
}
