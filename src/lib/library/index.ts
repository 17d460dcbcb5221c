/** Where rubric files lie. Here is what the first page needs; model.ts, rubrics.ts and verify.ts follow when they are wanted. */
import outlines, { faces } from 'virtual:rubric-index';
import { DataError, type RubricFace } from '#lib/domain/rubric.ts';

/** The built-in rubrics in the model's order: ids, names and essential cells, before any words are fetched. */
export { outlines };

export const fileOf = (id: string) => `rubrics/${id}/en.json`;

/**
 * The part of a rubric that answering needs.
 *
 * @param id a competency
 * @throws DataError when there is no such competency
 */
export async function loadFace(id: string): Promise<RubricFace> {
  const load = faces[id];
  if (!load) throw new DataError(fileOf(id), '', 'is not there');
  return (await load()).default;
}
