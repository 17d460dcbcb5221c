/** Where rubric files lie, and the one place that knows it. A rubric's words are a chunk of their own, fetched when wanted. */
import * as z from 'zod/mini';
import index from 'virtual:rubric-index';
import { modelSchema, modelWordsSchema, type Model, type ModelWords } from '#lib/domain/model.ts';
import { checked, joinRubric, rubricFactsSchema, rubricWordsSchema, type Rubric } from '#lib/domain/rubric.ts';
import modelFile from '#rubrics/model.json';
import modelWordsFile from '#rubrics/en.json';

const wordFiles: Record<string, () => Promise<unknown>> = import.meta.glob('/rubrics/*/en.json', { import: 'default' });

export const model: Model = checked(modelSchema, modelFile, 'rubrics/model.json');
export const modelWords: ModelWords = checked(modelWordsSchema, modelWordsFile, 'rubrics/en.json');

const outlineSchema = z.extend(rubricFactsSchema, { title: z.string(), short: z.string(), about: z.string() });
/** What is known of a rubric before its words are there. */
export type Outline = z.infer<typeof outlineSchema>;

/** The built-in rubrics in the model's order. */
export const outlines: readonly Outline[] = checked(z.array(outlineSchema), index, 'the index of rubrics');

const loaded = new Map<string, Promise<Rubric>>();

/**
 * @param id a competency
 * @returns its rubric with words
 * @throws DataError when the competency is unknown or its file is broken
 */
export function loadRubric(id: string): Promise<Rubric> {
  const found = loaded.get(id);
  if (found) return found;
  const rubric = read(id);
  loaded.set(id, rubric);
  // A failed download is not remembered: the next try may have a network.
  rubric.catch(() => loaded.delete(id));
  return rubric;
}

async function read(id: string): Promise<Rubric> {
  const file = `rubrics/${id}/en.json`;
  const { title: _title, short: _short, about: _about, ...facts } = outlines.find((outline) => outline.id === id) ?? ({} as Outline);
  return joinRubric(checked(rubricFactsSchema, facts, file), checked(rubricWordsSchema, await wordFiles[`/${file}`]?.(), file), file);
}

/** Loads several, in the order given. */
export function loadRubrics(ids: readonly string[]): Promise<Rubric[]> {
  return Promise.all(ids.map(loadRubric));
}
