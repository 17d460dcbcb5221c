/** The model's files: levels, thresholds, notes, roles. Checked when the app was built, and again before they are scored with. */
import type { Model, ModelWords } from '#lib/domain/model.ts';
import { area } from '#lib/i18n/texts.ts';
import modelFile from '#rubrics/model.json';

export const model = modelFile as unknown as Model;

/** In the language of the page. They come beside this script, so they are looked up when they are read. */
export const modelWords: ModelWords = {
  get language() {
    return words().language;
  },
  get levels() {
    return words().levels;
  },
  get situations() {
    return words().situations;
  },
  get notes() {
    return words().notes;
  },
  get roles() {
    return words().roles;
  },
  get settings() {
    return words().settings;
  }
};

const words = () => area<ModelWords>('rubrics/model');
