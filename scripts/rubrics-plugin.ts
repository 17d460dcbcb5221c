/**
 * Reads the rubrics while building: a broken file stops the build with its place, and the app gets a small index of what
 * there is, so that names and essential cells are at hand before any rubric's words are fetched.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { DataError, fault, type Fault } from '../src/lib/domain/faults.ts';
import { contentHash, wordsHash } from '../src/lib/domain/hash.ts';
import { LEVELS, type Model, type ModelWords } from '../src/lib/domain/model.ts';
import { modelSchema, modelWordsSchema } from '../src/lib/domain/model-file.ts';
import {
  checked,
  digcompSchema,
  rubricFactsSchema,
  rubricWordsSchema,
  translatedSchema,
  translationSchema,
  withoutSchema
} from '../src/lib/domain/rubric/rubric-file.ts';
import { assertWhole, joinRubric, rubricFile, rubricIn } from '../src/lib/domain/rubric/rubric-join.ts';
import { faceOf, type Rubric, type RubricFile, type Translation } from '../src/lib/domain/rubric/rubric.ts';
import { textAt } from '../src/lib/domain/rubric/places.ts';
import { checkWording } from '../src/lib/domain/rubric/wording.ts';
import { borrowed, LANGUAGE, PSEUDO, pseudo, SOURCE } from './languages.ts';

const INDEX = 'virtual:rubric-index';
const ABOUTS = 'virtual:rubric-abouts';
const HASHES = 'virtual:rubric-hashes';
const MODEL_WORDS = 'virtual:model-words';
const DIGCOMP = 'virtual:digcomp-titles';
const FACE = 'virtual:rubric-face/';
/** A rubric's own files that are not a language's words. */
export const OTHER_FILES: readonly string[] = ['rubric.json', 'translated.json'];

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
  for (const setting of model.settings) if (!words.settings[setting]) throw new DataError(file, `settings.${setting}`, 'no-text');
  return { model, words: language === PSEUDO ? (everyText(words, pseudo) as ModelWords) : words };
}

/** The titles of DigComp's competences in a language; the source's, marked, where it has none. @throws DataError at the first fault */
export function digcompTitles(language: string, root = '.'): Record<string, string> {
  const file = 'rubrics/digcomp.json';
  const { $comment: _, ...titles } = readJson(root, file) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(checked(digcompSchema, titles, file)).map(([id, own]) => {
      const original = own[SOURCE];
      if (!original) throw new DataError(file, id, 'no-text');
      return [id, language === PSEUDO ? pseudo(original) : (own[language] ?? borrowed(original))];
    })
  );
}

/** A built-in rubric with all its languages; sound, but its wording is not looked at. @throws DataError at the first fault */
export function openRubricFile(id: string, root = '.'): RubricFile {
  const folder = `rubrics/${id}`;
  const facts = checked(rubricFactsSchema, readJson(root, `${folder}/rubric.json`), `${folder}/rubric.json`);
  if (facts.id !== id) throw new DataError(`${folder}/rubric.json`, 'id', null, {}, `is “${facts.id}”, but the folder is “${id}”`);
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.json') && !OTHER_FILES.includes(name));
  if (!names.includes(`${SOURCE}.json`)) throw new DataError(`${folder}/${SOURCE}.json`, '', 'missing');
  const words: Record<string, Translation> = {};
  for (const name of names) {
    const file = `${folder}/${name}`;
    const json = readJson(root, file);
    const own = checked(translationSchema, json, file);
    // The source is held to more, and its faults are named by its own keys.
    if (name === `${SOURCE}.json`) joinRubric(facts, checked(rubricWordsSchema, json, file), file);
    if (`${own.language}.json` !== name) throw new DataError(file, 'language', null, {}, `is “${own.language}”, but the file is “${name}”`);
    words[own.language] = own;
  }
  const stamps = `${folder}/translated.json`;
  const translated = existsSync(join(root, stamps)) ? checked(translatedSchema, readJson(root, stamps), stamps) : undefined;
  const rubric: RubricFile = rubricFile(facts, words, translated);
  assertBuiltIn(rubric, root);
  return rubric;
}

/** @throws DataError where a built-in rubric is not whole */
function assertBuiltIn(rubric: RubricFile, root: string): void {
  const file = `rubrics/${rubric.facts.id}/${SOURCE}.json`;
  assertWhole(rubric, file);
  const [first] = builtInFaults(rubric, readModel(root).model.settings);
  if (first) throw new DataError(file, first.place.replace(`words.${SOURCE}.`, ''), first.code, first.values);
}

/** What a built-in rubric lacks besides what any rubric needs: it has everything, in its own language. */
export function builtInFaults({ facts, words }: RubricFile, settings: readonly string[]): Fault[] {
  const own = words[SOURCE];
  if (!own) return [fault('no-source-words', 'words', { language: SOURCE })];
  const needed = ['about', ...LEVELS.map((level) => `practice.${level}`)];
  const found: Fault[] = [];
  for (const { id } of facts.criteria) {
    needed.push(`${id}.help.about`, ...settings.map((setting) => `${id}.help.${setting}`), ...LEVELS.map((level) => `${id}.next.${level}`));
    if (!own.criteria[id]?.evidence?.length) found.push(fault('no-evidence', `words.${SOURCE}.${id}.evidence`));
  }
  return [...needed.filter((place) => !textAt(own, place)).map((place) => fault('no-text', `words.${SOURCE}.${place}`)), ...found];
}

/** A built-in rubric in one language; texts that it lacks there stand in the source's. @throws DataError at the first fault */
export function openRubric(id: string, root = '.', language = SOURCE): Rubric {
  const file = openRubricFile(id, root);
  if (language === PSEUDO) {
    const words = everyText(file.words[SOURCE], pseudo, ['language']) as Translation;
    return { ...rubricIn({ ...file, words: { [SOURCE]: words } }, SOURCE), language: PSEUDO };
  }
  return rubricIn(file, language);
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

export function rubrics(language = LANGUAGE): Plugin {
  const all = () => readRubrics('.', language).map((rubric) => (rubric.borrowed ? marked(rubric) : rubric));
  const index = () =>
    all().map(({ id, version, keyLevel, title, short, criteria }) => ({
      id,
      version,
      keyLevel,
      title,
      short,
      criteria: criteria.map(({ id, essential }) => ({ id, essential }))
    }));
  const virtual = [INDEX, ABOUTS, HASHES, MODEL_WORDS, DIGCOMP];
  return {
    name: 'waymark-rubrics',
    enforce: 'pre',
    buildStart: () => void index(),
    resolveId: (id) => (virtual.includes(id) || id.startsWith(FACE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${INDEX}`) {
        const list = index();
        const faces = list.map((rubric) => `${JSON.stringify(rubric.id)}: () => import('${FACE}${rubric.id}')`);
        return `export default ${JSON.stringify(list)};\nexport const language = ${JSON.stringify(language)};\nexport const faces = { ${faces.join(', ')} };`;
      }
      if (id === `\0${ABOUTS}`)
        return `export default ${JSON.stringify(Object.fromEntries(all().map((rubric) => [rubric.id, rubric.about])))}`;
      if (id === `\0${HASHES}`) {
        const hashes = readModel().model.competencies.map((competency) => {
          const file = openRubricFile(competency);
          const languages = Object.fromEntries(Object.entries(file.words).map(([code, words]) => [code, wordsHash(words)]));
          return [competency, { hash: contentHash(file), languages }];
        });
        return `export default ${JSON.stringify(Object.fromEntries(hashes))}`;
      }
      if (id === `\0${MODEL_WORDS}`) return `export default ${JSON.stringify(readModel('.', language).words)}`;
      if (id === `\0${DIGCOMP}`) return `export default ${JSON.stringify(digcompTitles(language))}`;
      if (id.startsWith(`\0${FACE}`)) {
        const rubric = all().find((one) => one.id === id.slice(FACE.length + 1))!;
        return `export default ${JSON.stringify(faceOf(rubric))}`;
      }
      return undefined;
    },
    transform(code, id) {
      // Whole rubrics come from their files; the pseudo-language is made of the source's.
      if (language === PSEUDO && new RegExp(`/rubrics/[a-z-]+/${SOURCE}\\.json$`).test(id))
        return JSON.stringify(everyText(JSON.parse(code), pseudo));
      return undefined;
    }
  };
}

/** Texts that stand in the source's language, marked where everybody can see it. */
function marked(rubric: Rubric): Rubric {
  const places = new Set(rubric.borrowed!.places);
  const mark = (place: string, text: string) => (places.has(place) ? borrowed(text) : text);
  return {
    ...rubric,
    title: mark('title', rubric.title),
    short: mark('short', rubric.short),
    about: mark('about', rubric.about)
  };
}
