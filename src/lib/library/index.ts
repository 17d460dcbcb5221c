/** Where rubric files lie, and the one place that knows it. A rubric's words are a chunk of their own, fetched when wanted. */
import index from 'virtual:rubric-index';
import type { Model, ModelWords } from '#lib/domain/model.ts';
import { DataError, joinRubric, type Rubric, type RubricFacts, type RubricWords } from '#lib/domain/rubric.ts';
import modelFile from '#rubrics/model.json';
import modelWordsFile from '#rubrics/en.json';

const wordFiles: Record<string, () => Promise<unknown>> = import.meta.glob('/rubrics/*/en.json', { import: 'default' });

// Checked when the app was built, and again by `verified` before they are scored with.
export const model = modelFile as unknown as Model;
export const modelWords = modelWordsFile as unknown as ModelWords;

/** What is known of a rubric before its words are there. */
export interface Outline extends RubricFacts {
  readonly title: string;
  readonly short: string;
  readonly about: string;
}

/** The built-in rubrics in the model's order. */
export const outlines = index as readonly Outline[];

interface Loaded {
  readonly rubric: Rubric;
  readonly words: unknown;
}
const loaded = new Map<string, Promise<Loaded>>();

function fetchRubric(id: string): Promise<Loaded> {
  const found = loaded.get(id);
  if (found) return found;
  const loading = read(id);
  loaded.set(id, loading);
  // A failed download is not remembered: the next try may have a network.
  loading.catch(() => loaded.delete(id));
  return loading;
}

async function read(id: string): Promise<Loaded> {
  const facts = outlines.find((outline) => outline.id === id);
  const words = await wordFiles[`/${fileOf(id)}`]?.();
  if (!facts || !words) throw new DataError(fileOf(id), '', 'is not there');
  return { rubric: joinRubric(facts, words as RubricWords, fileOf(id)), words };
}

const fileOf = (id: string) => `rubrics/${id}/en.json`;

/**
 * For showing at once: joined, so complete, and checked in every detail only by {@link verified}.
 *
 * @param id a competency
 * @throws DataError when the competency is unknown or its words are incomplete
 */
export async function loadRubric(id: string): Promise<Rubric> {
  return (await fetchRubric(id)).rubric;
}

/**
 * For scoring: the model and these rubrics, checked against their schemas.
 *
 * @returns the rubrics in the order given
 * @throws DataError naming the file and the place of the first fault
 */
export async function verified(ids: readonly string[]): Promise<Rubric[]> {
  const [check, ...found] = await Promise.all([import('./verify.ts'), ...ids.map(fetchRubric)]);
  check.verifyModel(model, modelWords, outlines);
  found.forEach(({ words }, i) => check.verifyWords(words, fileOf(ids[i]!)));
  return found.map(({ rubric }) => rubric);
}
