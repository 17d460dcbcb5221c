/** Where answering has rubrics and their words from in the app: the built-in ones of the page, and what lies on this device. */
import type { RubricFace } from '#lib/domain/rubric/rubric.ts';
import { loadFace, outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { Sources } from './walk.svelte.ts';

/**
 * @typeParam More the component that shows help, notes and marks
 * @param first the face that the page brings
 */
export const ownSources = <More>(app: App, first: RubricFace, more: () => Promise<More>): Sources<More> => ({
  first,
  known: outlines,
  face: loadFace,
  more,
  help: async (...asked) => (await import('./help.ts')).helpFor(...asked),
  open: async (id, needs) => (await import('./opening.ts')).openAssessment(id, needs, app),
  keep: async (assessing) => (await import('./rubrics.ts')).keepRubrics(assessing, app),
  save: async (assessing) => (await import('./rescue.ts')).rescue(assessing, app)
});
