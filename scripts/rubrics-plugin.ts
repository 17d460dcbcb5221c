/**
 * Reads the rubrics while building: a broken file stops the build with its place. The app gets a small index of what there is in any
 * language; the words follow as areas of a language's texts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import * as z from 'zod/mini';
import { DataError, fault, type Fault } from '../src/lib/domain/faults.ts';
import { contentHash } from '../src/lib/domain/hash.ts';
import { LEVELS, type Model, type ModelWords } from '../src/lib/domain/model.ts';
import { modelSchema, modelWordsSchema } from '../src/lib/domain/model-file.ts';
import {
  checked,
  digcompSchema,
  rubricFactsSchema,
  rubricWordsSchema,
  stampsSchema,
  translationSchema,
  withoutSchema
} from '../src/lib/domain/rubric/rubric-file.ts';
import { joinRubric, rubricIn } from '../src/lib/domain/rubric/rubric-join.ts';
import { eachSituation, faceOf, type Rubric, type RubricFile, type Translation } from '../src/lib/domain/rubric/rubric.ts';
import { textAt } from '../src/lib/domain/rubric/places.ts';
import { compareVersions } from '../src/lib/domain/rubric/versions.ts';
import { soundOf } from '../src/lib/domain/rubric/sound.ts';
import { checkWording } from '../src/lib/domain/rubric/wording.ts';
import { borrowed, PSEUDO, pseudo, SOURCE } from './languages.ts';

const INDEX = 'virtual:rubric-index';
const HASHES = 'virtual:rubric-hashes';
const VIRTUAL: readonly string[] = [INDEX, HASHES];
const FACTS_FILE = /\/rubrics\/([^/?]+)\/rubric\.json$/;
/** The file of a rubric's facts; its others are a language's words. */
const FACTS = 'rubric.json';
/** The folder of a rubric's stamps, a file for each language. */
const STAMPS = 'translated';

/** The languages of a folder of files such as "fi.json". */
export const languagesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json') && name !== FACTS)
        .map((name) => name.slice(0, -'.json'.length))
        .sort()
    : [];

/** @param read one file of stamps @returns a rubric's stamps by language; `undefined` where it has none */
export function stampsIn<T>(folder: string, read: (file: string) => T, root = ''): Record<string, T> | undefined {
  const languages = languagesIn(join(root, folder, STAMPS));
  if (!languages.length) return undefined;
  return Object.fromEntries(languages.map((language) => [language, read(join(folder, STAMPS, `${language}.json`))]));
}

function readJson(root: string, file: string): unknown {
  if (!existsSync(join(root, file))) throw new DataError(file, '', 'missing');
  try {
    return withoutSchema(JSON.parse(readFileSync(join(root, file), 'utf8')));
  } catch (error) {
    throw new DataError(file, '', 'not-json', {}, `is not JSON: ${(error as Error).message}`);
  }
}

export function readModel(root = '.', language = SOURCE): { model: Model; words: ModelWords } {
  const model = checked(modelSchema, readJson(root, 'rubrics/model.json'), 'rubrics/model.json');
  const file = `rubrics/${language === PSEUDO ? SOURCE : language}.json`;
  const words = checked(modelWordsSchema, readJson(root, file), file);
  const known = (id: string, place: string) => {
    if (!model.competencies.includes(id))
      throw new DataError('rubrics/model.json', place, null, {}, `names “${id}”, which is not a competency`);
  };
  for (const note of model.notes) {
    if (note.when.competency !== 'any') known(note.when.competency, `notes.${note.id}`);
    known(note.and.competency, `notes.${note.id}`);
    if (!words.notes[note.id]) throw new DataError(file, `notes.${note.id}`, 'no-text');
  }
  for (const role of model.roles) {
    for (const id of Object.keys(role.targets)) known(id, `roles.${role.id}`);
    if (!words.roles[role.id]) throw new DataError(file, `roles.${role.id}`, 'no-text');
  }
  for (const level of LEVELS) {
    const place = `situations.${level}.outOfRole`;
    if (!model.situations[level].outOfRole !== !words.situations[level].outOfRole)
      throw new DataError(file, place, model.situations[level].outOfRole ? 'no-text' : 'stray-situation');
  }
  for (const setting of model.settings) if (!words.settings[setting]) throw new DataError(file, `settings.${setting}`, 'no-text');
  return { model, words: language === PSEUDO ? (everyText(words, pseudo) as ModelWords) : words };
}

/**
 * A built-in rubric may say `"situations": "model"` in its facts. The model's then stand there, and their words among its own: what
 * travels, is hashed and is checked never says “model”.
 */
export const takesSituations = (facts: unknown): boolean => (facts as { situations?: unknown } | null)?.situations === TAKEN;

const TAKEN = 'model';

/** What stands in the rubric.json of a built-in rubric: facts, which may take the model's situations. */
export const writtenFactsSchema = z.extend(rubricFactsSchema, {
  situations: z.union([z.literal(TAKEN), rubricFactsSchema.shape.situations])
});

/** @param facts what stands in rubric.json @returns the same as it travels */
export const factsOf = (facts: unknown, { situations }: Model): unknown =>
  takesSituations(facts) ? { ...(facts as object), situations } : facts;

/** @param words what stands in the words of a language, whose facts take the model's situations @throws DataError where it has words for them too */
export function wordsWith(words: unknown, language: string, file: string, root = '.'): unknown {
  if (Object.hasOwn(words as object, 'situations')) throw new DataError(file, 'situations', 'stray-situation');
  if (!existsSync(join(root, `rubrics/${language}.json`))) return words;
  return { ...(words as object), situations: readModel(root, language).words.situations };
}

/** The titles of DigComp's competences in a language; the source's, marked, where it has none. @throws DataError at the first fault */
export function digcompTitles(language: string, root = '.'): Record<string, string> {
  const titles = (code: string) => {
    const file = `rubrics/digcomp/${code}.json`;
    const { $comment: _, ...own } = readJson(root, file) as Record<string, unknown>;
    return checked(digcompSchema, own, file);
  };
  const originals = titles(SOURCE);
  const own = language !== PSEUDO && existsSync(join(root, `rubrics/digcomp/${language}.json`)) ? titles(language) : {};
  return Object.fromEntries(
    Object.entries(originals).map(([id, original]) => [id, language === PSEUDO ? pseudo(original) : (own[id] ?? borrowed(original))])
  );
}

/** A built-in rubric with all its languages; sound, but its wording is not looked at. @throws DataError at the first fault */
export function openRubricFile(id: string, root = '.'): RubricFile {
  const file = openFolder(`rubrics/${id}`, id, root);
  const [first] = builtInFaults(file);
  if (first) throw new DataError(`rubrics/${id}/${SOURCE}.json`, first.place.replace(`words.${SOURCE}.`, ''), first.code, first.values);
  return file;
}

/**
 * The versions of a built-in rubric that lie in folders within its own, oldest first: assessments of before copies of rubrics were kept beside
 * the answers name a version and no content, so that its words have to come with the app.
 */
export const earlierVersions = (id: string, root = '.'): string[] =>
  readdirSync(join(root, 'rubrics', id))
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
    .sort(compareVersions);

/** Such a version, with all its languages. @throws DataError at the first fault */
export function openEarlierFile(id: string, version: string, root = '.'): RubricFile {
  const folder = `rubrics/${id}/${version}`;
  const file = openFolder(folder, id, root);
  if (file.facts.version !== version)
    throw new DataError(`${folder}/${FACTS}`, 'version', null, {}, `is “${file.facts.version}”, but the folder is “${version}”`);
  return file;
}

function openFolder(folder: string, id: string, root: string): RubricFile {
  const { model } = readModel(root);
  const written = readJson(root, `${folder}/rubric.json`);
  const facts = checked(rubricFactsSchema, factsOf(written, model), `${folder}/rubric.json`);
  if (facts.id !== id) throw new DataError(`${folder}/rubric.json`, 'id', null, {}, `is “${facts.id}”, but the folder is “${id}”`);
  const languages = languagesIn(join(root, folder));
  if (!languages.includes(SOURCE)) throw new DataError(`${folder}/${SOURCE}.json`, '', 'missing');
  const words: Record<string, Translation> = {};
  for (const language of languages) {
    const file = `${folder}/${language}.json`;
    const json = takesSituations(written) ? wordsWith(readJson(root, file), language, file, root) : readJson(root, file);
    const own = checked(translationSchema, json, file);
    // The source is held to more, and its faults are named by its own keys.
    if (language === SOURCE) joinRubric(facts, checked(rubricWordsSchema, json, file), file);
    if (own.language !== language)
      throw new DataError(file, 'language', null, {}, `is “${own.language}”, but the file is “${language}.json”`);
    words[own.language] = own;
  }
  const translated = stampsIn(folder, (file) => checked(stampsSchema, readJson(root, file), file), root);
  return soundOf({ facts, words, translated }, `${folder}/${SOURCE}.json`).file;
}

/** What a built-in rubric lacks besides what any rubric needs: it has everything, in its own language. */
export function builtInFaults({ facts, words }: RubricFile): Fault[] {
  const own = words[SOURCE];
  if (!own) return [fault('no-source-words', 'words', { language: SOURCE })];
  const needed = ['about'];
  const found: Fault[] = [];
  // In each setting that any criterion, or any level of an example, names.
  const told = [...Object.values(own.criteria).map(({ help }) => help?.examples), ...facts.criteria.map(({ examples }) => examples)];
  const settings = [...new Set(told.flatMap((examples) => Object.keys(examples ?? {})))];
  for (const { id } of facts.criteria) {
    needed.push(`${id}.help.about`, ...settings.map((setting) => `${id}.help.${setting}`), ...LEVELS.map((level) => `${id}.next.${level}`));
    if (!own.criteria[id]?.evidence?.length) found.push(fault('no-evidence', `words.${SOURCE}.${id}.evidence`));
  }
  return [...needed.filter((place) => !textAt(own, place)).map((place) => fault('no-text', `words.${SOURCE}.${place}`)), ...found];
}

/** A built-in rubric in one language; texts that it lacks there stand in the source's. @throws DataError at the first fault */
export const openRubric = (id: string, root = '.', language = SOURCE): Rubric => inLanguage(openRubricFile(id, root), language);

function inLanguage(file: RubricFile, language: string): Rubric {
  if (language !== PSEUDO) return rubricIn(file, language);
  const words = everyText(file.words[SOURCE], pseudo) as Translation;
  return { ...rubricIn({ ...file, words: { [SOURCE]: words } }, SOURCE), language };
}

/** @throws DataError at the first fault, also one of wording */
export function readRubric(id: string, root = '.', language = SOURCE): Rubric {
  const rubric = openRubric(id, root, language);
  const [finding] = language === PSEUDO ? [] : checkWording(rubric);
  if (finding) throw new DataError(`rubrics/${id}/${language}.json`, finding.place, finding.code, finding.values);
  return rubric;
}

/** All built-in rubrics, in the model's order. */
export function readRubrics(root = '.', language = SOURCE): Rubric[] {
  return readModel(root).model.competencies.map((id) => readRubric(id, root, language));
}

/** Every string in a value of JSON, changed; those under the keys named stay. */
function everyText(value: unknown, change: (text: string) => string, keep: readonly string[] = ['language']): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => everyText(one, change, keep));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keep.includes(key) ? one : everyText(one, change, keep)]));
}

/** All built-in rubrics with all their languages, in the model's order. @throws DataError at the first fault */
export const openRubricFiles = (root = '.'): RubricFile[] => readModel(root).model.competencies.map((id) => openRubricFile(id, root));

const wordsIn = (words: RubricFile['words'], language: string): Translation | undefined =>
  language === PSEUDO ? { ...(everyText(words[SOURCE], pseudo) as Translation), language } : words[language];

/**
 * The words of model and rubrics in a language, as areas of its texts.
 *
 * @param files what `openRubricFiles` found
 * @throws DataError at the first fault
 */
export function rubricAreas(language: string, files: readonly RubricFile[], root = '.'): Record<string, unknown> {
  const all = files.map((file) => inLanguage(file, language)).map((rubric) => (rubric.borrowed ? marked(rubric) : rubric));
  const by = (part: (rubric: Rubric) => unknown) => Object.fromEntries(all.map((rubric) => [rubric.id, part(rubric)]));
  const areas: Record<string, unknown> = {
    'rubrics/names': by(({ title, short }) => ({ title, short })),
    'rubrics/abouts': by(({ about }) => about),
    'rubrics/model': readModel(root, language).words,
    'rubrics/digcomp': digcompTitles(language, root)
  };
  // By their place in the model, so that the page of the first one can name it before it knows which that is.
  all.forEach((rubric, i) => (areas[`rubrics/face-${i + 1}`] = faceOf(rubric)));
  for (const { facts, words, translated } of files) {
    const own = wordsIn(words, language);
    if (own) areas[`rubrics/${facts.id}`] = own;
    for (const version of earlierVersions(facts.id, root)) {
      const earlier = wordsIn(openEarlierFile(facts.id, version, root).words, language);
      if (earlier) areas[`rubrics/${facts.id}-${version}`] = earlier;
    }
    if (own && language !== SOURCE) areas[`rubrics/${facts.id}-stamps`] = translated?.[language] ?? {};
  }
  return areas;
}

/**
 * The module of what is known of the rubrics in any language. It lies in the first page, so situations that several rubrics declare stand
 * there once.
 */
export function indexOf(rubrics: readonly Rubric[]): string {
  const situations = new Set<string>();
  const rows = rubrics.map(({ id, version, keyLevel, situations: own, criteria }) => {
    const known = {
      id,
      version,
      keyLevel,
      criteria: criteria.map(({ id, essential, beyond }) => ({ id, essential, ...(beyond && { beyond }) }))
    };
    if (!own) return JSON.stringify(known);
    const declared = JSON.stringify(eachSituation(own, ({ id, outOfRole }) => ({ id, ...(outOfRole && { outOfRole: true }) })));
    situations.add(declared);
    return `{...${JSON.stringify(known)},situations:situations[${[...situations].indexOf(declared)}]}`;
  });
  return `const situations = [${[...situations].join()}];\nexport default [${rows.join()}]`;
}

export function rubrics(): Plugin {
  return {
    name: 'waymark-rubrics',
    enforce: 'pre',
    buildStart: () => void indexOf(readRubrics()),
    resolveId: (id) => (VIRTUAL.includes(id) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${INDEX}`) return indexOf(readRubrics());
      const facts = FACTS_FILE.exec(id.replaceAll('\\', '/'));
      if (facts) return JSON.stringify(openRubricFile(facts[1]!).facts);
      if (id !== `\0${HASHES}`) return undefined;
      const hashes = readModel().model.competencies.map((competency) => {
        const file = openRubricFile(competency);
        return [competency, { hash: contentHash(file), languages: Object.keys(file.words) }];
      });
      return `export default ${JSON.stringify(Object.fromEntries(hashes))}`;
    }
  };
}

/** Texts that stand in the source's language, marked where everybody can see it. */
function marked(rubric: Rubric): Rubric {
  const mark = (place: string, text: string) => (rubric.borrowed![place] ? borrowed(text) : text);
  return {
    ...rubric,
    title: mark('title', rubric.title),
    short: mark('short', rubric.short),
    about: mark('about', rubric.about)
  };
}
