/** The model's files: levels, thresholds, notes, roles. Checked when the app was built, and again before they are scored with. */
import type { Model, ModelWords } from '#lib/domain/model.ts';
import modelFile from '#rubrics/model.json';
import words from 'virtual:model-words';

export const model = modelFile as unknown as Model;
/** In the language of the page. */
export const modelWords: ModelWords = words;
