/** Who made the built-in rubrics, and under which licence others may use and change them: a copy names both. */
import type { Sources } from '#lib/domain/authoring/draft-checks.ts';
import { outlines } from './index.ts';

export const MAKER = { author: 'Waymark', licence: 'CC BY 4.0' } as const;

/** By the id of a built-in rubric, what its copies have to name. */
export const sources: Sources = Object.fromEntries(outlines.map(({ id }) => [id, MAKER]));
