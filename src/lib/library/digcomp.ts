/** The competences of DigComp 3.0 that criteria touch. Few readers ask for them: import this file when they do. */
import { area } from '#lib/i18n/texts.ts';

const titles = () => area<Readonly<Record<string, string>>>('rubrics/digcomp');

/** @param id such as "2.4" @returns the competence's title in the language of the page; the id itself where there is no such competence */
export const digcompTitle = (id: string): string => (Object.hasOwn(titles(), id) ? titles()[id]! : id);

/** @returns all competences, in the order of their numbers */
export const competences = (): { readonly id: string; readonly title: string }[] =>
  Object.entries(titles()).map(([id, title]) => ({ id, title }));
