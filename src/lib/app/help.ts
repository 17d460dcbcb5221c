/** What help needs besides the words that are answered to. Comes when somebody asks for help, or pauses. */
import type { ModelWords } from '#lib/domain/model.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { model, modelWords } from '#lib/library/model.ts';
import { loadRubrics } from '#lib/library/rubrics.ts';

/** Names that examples are told apart by. */
export interface ExampleNames {
  /** The settings that may have examples, in the model's order. */
  readonly settings: readonly { readonly id: string; readonly name: string }[];
  readonly levels: ModelWords['levels'];
}

/**
 * @param rubric all of it, where it is here already
 * @returns the whole rubric, and the names for its examples
 */
export async function helpFor(competency: string, rubric?: Rubric): Promise<{ readonly rubric: Rubric; readonly names: ExampleNames }> {
  return {
    names: { settings: model.settings.map((id) => ({ id, name: modelWords.settings[id] ?? id })), levels: modelWords.levels },
    rubric: rubric ?? (await loadRubrics([competency]))[0]!
  };
}
