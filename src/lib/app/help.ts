/** What help needs besides the words that are answered to. Comes when somebody asks for help, or pauses. */
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { model, modelWords } from '#lib/library/model.ts';
import { loadRubrics } from '#lib/library/rubrics.ts';

/**
 * @param rubric all of it, where it is here already
 * @returns the whole rubric, and the settings that have examples, in the model's order
 */
export async function helpFor(competency: string, rubric?: Rubric) {
  return {
    settings: model.settings.map((id) => ({ id, name: modelWords.settings[id] ?? id })),
    rubric: rubric ?? (await loadRubrics([competency]))[0]!
  };
}
