/** Words for values that the domain knows only as values. */
import type { Value } from '#lib/domain/assessment/answer.ts';
import type { RubricFace } from '#lib/domain/rubric/rubric.ts';
import { formatDate } from './format.ts';
import { pageLanguage } from './locale.ts';
import { m } from './messages.ts';

/** @returns for example "Partly" */
export function valueName(value: Value): string {
  return { 0: m.value_0, 1: m.value_1, 2: m.value_2, na: m.value_na }[value]();
}

/** @param at the assessment's date, as `dateOf` tells it @returns the name that the person gave, or one that is made of the date */
export function nameOf(head: { readonly name: string }, at: number): string {
  return head.name || m.assessment_of({ date: formatDate(at) });
}

type Texts = Pick<RubricFace, 'language' | 'borrowed'> | undefined;

/** Whether the text at a place stands in for one that is missing in the rubric's language. */
export const isBorrowed = (texts: Texts, place: string): boolean => texts?.borrowed?.[place] !== undefined;

/** @returns the language of the text at a place, where it is not the page's */
export function langAt(texts: Texts, place: string): string | undefined {
  const language = texts?.borrowed?.[place] ?? texts?.language;
  return language === undefined || language === pageLanguage() ? undefined : language;
}
