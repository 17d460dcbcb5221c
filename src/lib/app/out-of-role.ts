/** What saying that a situation is not part of one's role means, and that it was said. Comes when somebody wants to say so. */
import type { Head, Stop } from '#lib/domain/assessment/assessment.ts';
import type { Situated } from '#lib/domain/assessment/scope.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { RubricFace } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';

/**
 * @param words with the faces of the rubrics, as far as they are here
 * @returns the conditions under which the essentials of a situation are not part of the role, over all rubrics of the assessment that let
 *   it be left out; those that are asked all the same not among them. `null` where a rubric's words are missing.
 */
export function conditionsOf(
  situation: string,
  { rubrics }: Pick<Head, 'rubrics'>,
  words: { rubricFace(competency: string): RubricFace | undefined }
): readonly string[] | null {
  const faces = rubrics.map(({ id }) => words.rubricFace(id));
  if (faces.some((face) => !face)) return null;
  const conditions = faces.flatMap((face) => {
    const level = LEVELS.find((l) => face!.situations?.[l].id === situation && face!.situations[l].outOfRole);
    if (!level) return [];
    return face!.criteria.flatMap(({ essential, beyond, notApplicable }) =>
      essential.includes(level) && !beyond?.includes(level) && notApplicable?.[level] ? [notApplicable[level]] : []
    );
  });
  return conditions.filter((one, i) => conditions.indexOf(one) === i);
}

/**
 * @param outlineOf what is known of a rubric
 * @returns how many questions have a statement of the situation that is left out with it
 */
export function standsIn(situation: string, stops: readonly Stop[], outlineOf: (competency: string) => Situated | undefined): number {
  return stops.filter(({ competency, criterion }) => {
    const rubric = outlineOf(competency);
    const level = LEVELS.find((l) => rubric?.situations?.[l]?.id === situation && rubric.situations[l].outOfRole);
    return level && !rubric!.criteria.find(({ id }) => id === criterion)!.beyond?.includes(level);
  }).length;
}

/** @param count of questions of which it was said */
export const noted = (out: boolean, count: number): string => (out ? m.assess_scope_noted({ count }) : m.assess_scope_back());
