/**
 * The model: four levels of using social media in guidance, and the judgements that turn answers into a position.
 *
 * The levels follow Kettunen (2017): each purpose contains the ones before it. Every threshold is data, not code, so that
 * it can be published, questioned and changed in one place. The files are checked by model-file.ts.
 */
import type * as z from 'zod/mini';
import type { modelSchema, modelWordsSchema, noteSchema, thresholdsSchema } from './model-file.ts';

/** A level of the model, narrowest purpose first. */
export type Level = 1 | 2 | 3 | 4;
/** A reached level; 0 means that the first level is not held yet. */
export type Reached = 0 | Level;

export const LEVELS: readonly Level[] = [1, 2, 3, 4];

export type Thresholds = z.infer<typeof thresholdsSchema>;
/** A cross-competency note and when it shows. */
export type Note = z.infer<typeof noteSchema>;
export type Model = z.infer<typeof modelSchema>;
export type ModelWords = z.infer<typeof modelWordsSchema>;
