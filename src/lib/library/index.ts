/** Where rubric files lie. Here is what the first page needs; model.ts, rubrics.ts and whole.ts follow when they are wanted. */
import facts from 'virtual:rubric-index';
import type { RubricFace, RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { area, fetchArea } from '#lib/i18n/texts.ts';

/** What is known of a rubric before its words are there. */
export interface Outline extends Pick<RubricFacts, 'id' | 'version' | 'keyLevel' | 'criteria' | 'situations'> {
  /** In the language of the page, as is `short`. */
  readonly title: string;
  readonly short: string;
}

const names = () => area<Readonly<Record<string, Pick<Outline, 'title' | 'short'>>>>('rubrics/names');

/** The built-in rubrics in the model's order. Their names come beside this script, so they are looked up when they are read. */
export const outlines: readonly Outline[] = facts.map((fact) => ({
  ...fact,
  get title() {
    return names()[fact.id]!.title;
  },
  get short() {
    return names()[fact.id]!.short;
  }
}));

/**
 * The part of a built-in rubric that answering needs.
 *
 * @param id a competency
 * @throws Error when there is no such competency, or its words cannot be fetched
 */
export async function loadFace(id: string): Promise<RubricFace> {
  const at = outlines.findIndex((outline) => outline.id === id);
  if (at < 0) throw new Error(`there is no built-in rubric “${id}”`);
  return fetchArea(`rubrics/face-${at + 1}`);
}
