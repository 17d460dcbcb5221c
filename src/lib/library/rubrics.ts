/** Whole rubrics, with help, evidence and next steps: larger than the first page, so apart from it. */
import { DataError } from '#lib/domain/faults.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { Rubric, RubricFacts, RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { requiredPlaces, sourceOf, textAt } from '#lib/domain/rubric/places.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { fetchArea } from '#lib/i18n/texts.ts';
import { languagesOfBuiltIn } from './built-in.ts';
import { outlines } from './index.ts';
import { model, modelWords } from './model.ts';
import { verifyFacts, verifyModel, verifyWords } from './verify.ts';

type Load = () => Promise<unknown>;
const factFiles: Record<string, Load> = import.meta.glob('/rubrics/*/rubric.json', { import: 'default' });

const pathOf = (id: string, name: string) => `/rubrics/${id}/${name}.json`;

/**
 * Whole built-in rubrics, checked against their schemas together with the model: for help, for scoring and for advice.
 *
 * @param language the language of the page when left out; only its words are fetched, and the source's where it lacks some
 * @returns the rubrics in the order given
 * @throws DataError naming the file and the place of the first fault
 */
export async function loadRubrics(ids: readonly string[], language = pageLanguage()): Promise<Rubric[]> {
  verifyModel(model, modelWords, outlines);
  return Promise.all(
    ids.map(async (id) => {
      const facts = await loadFacts(id);
      const source = sourceOf(facts);
      const words: Record<string, Translation> = {};
      const own = await loadWords(id, language).catch(() => null);
      if (own) words[language] = own;
      if (!own || language === source || !complete(facts, own)) words[source] = await loadWords(id, source);
      else words[source] = { ...own, language: source };
      return rubricIn({ facts, words }, language);
    })
  );
}

/** A translation is taken as it is where it has what built-in rubrics have; otherwise what it lacks is looked up. */
function complete(facts: RubricFacts, words: Translation): boolean {
  const needed = [...requiredPlaces(facts), 'about'];
  if (facts.situations) needed.push(...LEVELS.map((level) => `situations.${level}.exclusions`));
  for (const { id, examples = {} } of facts.criteria) {
    needed.push(`${id}.help.about`, `${id}.evidence.1`, ...LEVELS.map((level) => `${id}.next.${level}`));
    for (const setting of Object.keys(examples)) needed.push(`${id}.help.${setting}`);
  }
  return needed.every((place) => textAt(words, place));
}

export async function loadFacts(id: string): Promise<RubricFacts> {
  const load = factFiles[pathOf(id, 'rubric')];
  if (!load) throw new DataError(pathOf(id, 'rubric'), '', 'missing');
  return verifyFacts(await load(), pathOf(id, 'rubric'));
}

/** The page's own words, or those of another language. @throws DataError where the file is broken, Error where it cannot be had */
export const loadWords = async (id: string, language: string): Promise<Translation> =>
  verifyWords(await fetchArea(`rubrics/${id}`, language), pathOf(id, language));

/** A built-in rubric with all its languages, as one file: to be copied, exported or read side by side. @throws DataError */
export async function loadWholeRubric(id: string): Promise<SoundRubric> {
  const facts = await loadFacts(id);
  const languages = languagesOfBuiltIn(id);
  const [words, stamps] = await Promise.all([
    Promise.all(languages.map((language) => loadWords(id, language))),
    Promise.all(languages.map((language) => (language === sourceOf(facts) ? null : fetchArea(`rubrics/${id}-stamps`, language))))
  ]);
  const by = <T>(values: readonly T[]) => Object.fromEntries(languages.map((language, i) => [language, values[i]!] as const));
  const translated = Object.fromEntries(Object.entries(by(stamps)).filter(([, own]) => own)) as RubricFile['translated'];
  return soundOf({ facts, words: by(words), translated }, id);
}
