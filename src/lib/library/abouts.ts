import { area } from '#lib/i18n/texts.ts';

/** @returns what each competency is about, in a sentence, in the language of the page */
export const abouts = (): Readonly<Record<string, string>> => area('rubrics/abouts');
