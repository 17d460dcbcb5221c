/**
 * Earlier versions of the built-in rubrics, for answers of before copies of rubrics were kept beside them: such an assessment names a version
 * and no content. Few need it: import this file then.
 */
import type { Base, RubricFacts, RubricFile, RubricRef, Translation } from '#lib/domain/rubric/rubric.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { fetchArea } from '#lib/i18n/texts.ts';
import { isBuiltIn, languagesOfBuiltIn } from './built-in.ts';
import { loadFacts, loadWords } from './rubrics.ts';
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

interface Earlier {
  readonly facts: RubricFacts;
  /** @throws Error where the language cannot be had */
  readonly words: (language: string) => Promise<Translation>;
}

/** @returns what this build has of it: that very version, or the one that stands for it */
async function earlier(ref: RubricRef): Promise<Earlier | null> {
  const found = pathFor(ref);
  if (!found) return null;
  const area = `rubrics/${ref.id}-${found.version}`;
  return {
    facts: verifyFacts(await factFiles[found.path]!(), found.path),
    words: async (language) => verifyWords(await fetchArea(area, language), `${area}, ${language}`)
  };
}

/**
 * @param ref names no content
 * @returns the rubric in the page's language, which has all that the original has; in that where the page's cannot be had. `null` where no
 *   version here can be meant
 * @throws Error where no words can be had
 */
export async function loadEarlier(ref: RubricRef): Promise<Pick<RubricFile, 'facts' | 'words'> | null> {
  const found = await earlier(ref);
  if (!found) return null;
  const [language, source] = [pageLanguage(), sourceOf(found.facts)];
  const words = await found.words(language).then(
    (own): RubricFile['words'] => ({ [language]: own, [source]: { ...own, language: source } }),
    async () => ({ [source]: await found.words(source) })
  );
  return { facts: found.facts, words };
}

/** @returns all of this very version, to be kept; `null` where it is not here. @throws Error where a language cannot be had */
export async function loadWholeEarlier(ref: RubricRef): Promise<SoundRubric | null> {
  const found = await earlier(ref);
  if (found?.facts.version !== ref.version) return null;
  const all = await Promise.all(languagesOfBuiltIn(ref.id).map(async (language) => [language, await found.words(language)] as const));
  return soundOf({ facts: found.facts, words: Object.fromEntries(all) }, `${ref.id} ${ref.version}`);
}

/**
 * A built-in rubric in this very version, for what was made from it.
 *
 * @returns `null` where this build has none
 */
export async function loadBase({ id, version }: RubricRef): Promise<Base | null> {
  const own = isBuiltIn({ id, version });
  const found = own ? null : await earlier({ id, version });
  if (!own && found?.facts.version !== version) return null;
  const languages = languagesOfBuiltIn(id);
  const load = found?.words ?? ((language: string) => loadWords(id, language));
  const words = await Promise.all(languages.map(async (language) => [language, await load(language).catch(() => null)] as const));
  const had = Object.fromEntries(words.flatMap(([language, one]) => (one ? [[language, one]] : [])));
  return { ...rubricFile(found?.facts ?? (await loadFacts(id)), had), languages };
}
