/**
 * Earlier versions of the built-in rubrics, for answers of before copies of rubrics were kept beside them: such an assessment names a version
 * and no content. Few need it: import this file then.
 */
import type { RubricFile, RubricRef, Translation } from '#lib/domain/rubric/rubric.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { fetchArea } from '#lib/i18n/texts.ts';
import { languagesOfBuiltIn } from './rubrics.ts';
import { verifyFacts, verifyWords } from './verify.ts';

const factFiles: Readonly<Record<string, () => Promise<unknown>>> = import.meta.glob('/rubrics/*/*/rubric.json', { import: 'default' });

/** The oldest version here that is not older: what came before it had the same statements. */
function pathFor({ id, version }: RubricRef): { readonly version: string; readonly path: string } | null {
  const here = Object.keys(factFiles).flatMap((path) => {
    const [, competency, of] = /^\/rubrics\/([^/]+)\/([^/]+)\/rubric\.json$/.exec(path) ?? [];
    return competency === id && compareVersions(of!, version) >= 0 ? [{ version: of!, path }] : [];
  });
  return here.sort((a, b) => compareVersions(a.version, b.version))[0] ?? null;
}

async function read(ref: RubricRef, languages: readonly string[]): Promise<Pick<RubricFile, 'facts' | 'words'> | null> {
  const found = pathFor(ref);
  if (!found) return null;
  const facts = verifyFacts(await factFiles[found.path]!(), found.path);
  const wanted = [...new Set([...languages, sourceOf(facts)])];
  const words = await Promise.all(
    wanted.map(async (language) => {
      const path = `rubrics/${ref.id}-${found.version}`;
      const own: Translation | null = await fetchArea(path, language).then(
        (area) => verifyWords(area, `${path}, ${language}`),
        (error: unknown) => {
          // The original stands in for another language that cannot be had.
          if (language === sourceOf(facts)) throw error;
          return null;
        }
      );
      return own ? [[language, own] as const] : [];
    })
  );
  return { facts, words: Object.fromEntries(words.flat()) };
}

/**
 * @param ref names no content
 * @returns the rubric with the words of the page's language and its own; `null` where no version here can be meant
 */
export const loadEarlier = (ref: RubricRef): Promise<Pick<RubricFile, 'facts' | 'words'> | null> => read(ref, [pageLanguage()]);

/** @returns all of this very version, to be kept; `null` where it is not here. @throws Error where a language cannot be had */
export async function loadWholeEarlier(ref: RubricRef): Promise<SoundRubric | null> {
  const languages = languagesOfBuiltIn(ref.id);
  const file = await read(ref, languages);
  if (file?.facts.version !== ref.version) return null;
  if (Object.keys(file.words).length < languages.length) throw new Error(`${ref.id} ${ref.version} lacks a language`);
  return soundOf(file, `${ref.id} ${ref.version}`);
}
