/** The model's files: levels, thresholds, notes, roles. Checked when the app was built, and again before they are scored with. */
import type { Model, ModelWords } from '#lib/domain/model.ts';
import modelFile from '#rubrics/model.json';
import modelWordsFile from '#rubrics/en.json';

export const model = modelFile as unknown as Model;
export const modelWords = modelWordsFile as unknown as ModelWords;
