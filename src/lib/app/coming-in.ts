/** What data from elsewhere holds, looked at with the rubrics that it brings along. Nothing is stored here. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Looked, LookedTopic } from '#lib/domain/person/somebody.ts';
import { answeredAt } from '#lib/domain/assessment/entries.ts';
import { essentialsNotInPlace, positionsOf } from '#lib/domain/position/position.ts';
import { langAt } from '#lib/i18n/words.ts';
import { model, modelWords } from '#lib/library/model.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { besides } from './along.ts';
import { MissingRubric, rubricsOf } from './rubrics.ts';

/**
 * @param assessment one of those in the data
 * @throws whatever keeps the rubrics from being loaded, but for a rubric that is nowhere
 */
export async function lookAt(assessment: Assessment, data: PersonalData, app: Pick<App, 'shelf'>): Promise<Looked> {
  const { head } = assessment;
  const at = answeredAt(Object.values(assessment.entries));
  try {
    const rubrics = await rubricsOf(head.rubrics, besides(data, app));
    const topics = positionsOf(assessment, rubrics, model).map((position, i): LookedTopic => {
      const { id, title } = rubrics[i]!;
      const language = langAt(rubrics[i], 'title');
      const named = model.competencies.includes(id) && position.level !== null;
      const level = named ? modelWords.levels[position.level].name : undefined;
      return { id, title, language, position, level, safety: essentialsNotInPlace(position, rubrics[i]!).length };
    });
    return { head, at, topics };
  } catch (error) {
    // All else is not the file's fault, and may go the next time.
    if (!(error instanceof MissingRubric)) throw error;
    return { head, at, topics: null };
  }
}
