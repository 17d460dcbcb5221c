/**
 * Reads the rubrics while building: a broken file stops the build with its place, and the app gets a small index of what
 * there is, so that names and essential cells are at hand before any rubric's words are fetched.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import type { Model, ModelWords } from '../src/lib/domain/model.ts';
import { modelSchema, modelWordsSchema } from '../src/lib/domain/model-file.ts';
import { checked, rubricFactsSchema, rubricWordsSchema } from '../src/lib/domain/rubric-file.ts';
import { DataError, faceOf, joinRubric, type Rubric } from '../src/lib/domain/rubric.ts';
import { checkWording } from '../src/lib/domain/wording.ts';

const LANGUAGE = 'en';
const INDEX = 'virtual:rubric-index';
const ABOUTS = 'virtual:rubric-abouts';
const FACE = 'virtual:rubric-face/';

function readJson(root: string, file: string): unknown {
  if (!existsSync(join(root, file))) throw new DataError(file, '', 'is not there');
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new DataError(file, '', `is not JSON: ${(error as Error).message}`);
  }
}

export function readModel(root = '.'): { model: Model; words: ModelWords } {
  const model = checked(modelSchema, readJson(root, 'rubrics/model.json'), 'rubrics/model.json');
  const file = `rubrics/${LANGUAGE}.json`;
  const words = checked(modelWordsSchema, readJson(root, file), file);
  const known = (id: string, place: string) => {
    if (!model.competencies.includes(id)) throw new DataError('rubrics/model.json', place, `names “${id}”, which is not a competency`);
  };
  for (const note of model.notes) {
    if (note.when.competency !== 'any') known(note.when.competency, `notes.${note.id}`);
    known(note.and.competency, `notes.${note.id}`);
    if (!words.notes[note.id]) throw new DataError(file, `notes.${note.id}`, 'has no text');
  }
  for (const role of model.roles) {
    for (const id of Object.keys(role.targets)) known(id, `roles.${role.id}`);
    if (!words.roles[role.id]) throw new DataError(file, `roles.${role.id}`, 'has no text');
  }
  for (const setting of model.settings) if (!words.settings[setting]) throw new DataError(file, `settings.${setting}`, 'has no text');
  return { model, words };
}

/**
 * A rubric whose files are sound; its wording is not looked at.
 *
 * @throws DataError at the first fault
 */
export function openRubric(id: string, root = '.', language = LANGUAGE): Rubric {
  const facts = `rubrics/${id}/rubric.json`;
  const file = `rubrics/${id}/${language}.json`;
  const parsed = checked(rubricFactsSchema, readJson(root, facts), facts);
  if (parsed.id !== id) throw new DataError(facts, 'id', `is “${parsed.id}”, but the folder is “${id}”`);
  const rubric = joinRubric(parsed, checked(rubricWordsSchema, readJson(root, file), file), file);
  const { settings } = readModel(root).model;
  for (const criterion of rubric.criteria)
    for (const setting of settings)
      if (!criterion.help.examples[setting]) throw new DataError(file, `${criterion.id}.help.examples.${setting}`, 'has no text');
  return rubric;
}

/** @throws DataError at the first fault, also one of wording */
export function readRubric(id: string, root = '.'): Rubric {
  const rubric = openRubric(id, root);
  const [finding] = checkWording(rubric);
  if (finding) throw new DataError(`rubrics/${id}/${LANGUAGE}.json`, finding.place, finding.reason);
  return rubric;
}

/** All built-in rubrics, in the model's order. */
export function readRubrics(root = '.'): Rubric[] {
  return readModel(root).model.competencies.map((id) => readRubric(id, root));
}

export function rubrics(): Plugin {
  const index = () =>
    readRubrics().map(({ id, version, keyLevel, title, short, criteria }) => ({
      id,
      version,
      keyLevel,
      title,
      short,
      criteria: criteria.map(({ id, essential }) => ({ id, essential }))
    }));
  return {
    name: 'waymark-rubrics',
    buildStart: () => void index(),
    resolveId: (id) => (id === INDEX || id === ABOUTS || id.startsWith(FACE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${INDEX}`) {
        const list = index();
        const faces = list.map((rubric) => `${JSON.stringify(rubric.id)}: () => import('${FACE}${rubric.id}')`);
        return `export default ${JSON.stringify(list)};\nexport const faces = { ${faces.join(', ')} };`;
      }
      if (id === `\0${ABOUTS}`)
        return `export default ${JSON.stringify(Object.fromEntries(readRubrics().map((rubric) => [rubric.id, rubric.about])))}`;
      if (id.startsWith(`\0${FACE}`)) return `export default ${JSON.stringify(faceOf(readRubric(id.slice(FACE.length + 1))))}`;
      return undefined;
    }
  };
}
