/** Where rubric files lie. Here is what the first page needs; model.ts, rubrics.ts and whole.ts follow when they are wanted. */
import outlines, { faces, language } from 'virtual:rubric-index';
import type { RubricFace } from '#lib/domain/rubric/rubric.ts';

/** The built-in rubrics in the model's order, in the language of the page: ids, names and essential cells, before any words are fetched. */
export { language, outlines };
export type { Outline } from 'virtual:rubric-index';

/** @returns whether this is a built-in rubric in the version that this build has */
export const isBuiltIn = ({ id, version }: { readonly id: string; readonly version: string }): boolean =>
  outlines.some((outline) => outline.id === id && outline.version === version);

/**
 * The part of a built-in rubric that answering needs.
 *
 * @param id a competency
 * @throws Error when there is no such competency
 */
export async function loadFace(id: string): Promise<RubricFace> {
  const load = faces[id];
  if (!load) throw new Error(`there is no built-in rubric “${id}”`);
  return (await load()).default;
}
