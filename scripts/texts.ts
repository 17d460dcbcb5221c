/** All texts of each language as the app gets them: of the app and of the rubrics, area by area. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  /** What the app is, in a line. */
  readonly tagline: string;
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
  const all = languages.map((language) => {
    const own = Object.fromEntries(areas(root).map((area) => [area, textsOf(area, language, root)]));
    return {
      language,
      direction: languageOf(language).direction,
      tagline: String(own.home!.app_tagline),
      areas: { ...own, ...rubricAreas(language, files, root) }
    };
  });
  // What is only made for tests does not move the texts of the app.
  const ours = all.filter(({ language }) => language !== PSEUDO);
  const release = createHash('sha256').update(JSON.stringify(ours)).digest('hex').slice(0, 8);
  return all.map((one) => ({ ...one, release }));
}

/** Where they lie in the app, below the folder of any language. */
const FILES = '_app/immutable/texts';

export const textFile = ({ language, release }: Pick<Texts, 'language' | 'release'>, area: string): string =>
  `${FILES}/${language}/${release}/${area}.json`;

/** @returns what each file of texts contains, by its path in the app's folder */
export const filesOf = (texts: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts.areas).map(([area, content]) => [textFile(texts, area), JSON.stringify(content)]));

/** What `writeTexts` wrote. */
export const textsIn = (language: string): Texts => JSON.parse(readFileSync(join(TEXTS, `${language}.json`), 'utf8')) as Texts;

/** Writes them for the steps of the build that follow, a file for each language. */
export function writeTexts(languages: readonly string[]): void {
  mkdirSync(TEXTS, { recursive: true });
  for (const texts of readTexts(languages)) writeFileSync(join(TEXTS, `${texts.language}.json`), JSON.stringify(texts));
}
