/** Who is told how to find a group or a community to begin with: whoever does nothing there yet, and has not said that it is not their role. */
import { LEVELS, type Level } from '../model.ts';
import { cellsOf, criterionKey, isOut, type Answered } from './assessment.ts';
import type { Situated } from './scope.ts';

/** A situation with the words of its way in, as far as it has any. */
interface Entered {
  readonly id: string;
  readonly wayIn?: string;
}

/**
 * @param rubrics those that the assessment answers
 * @returns the step into the situation, for somebody who answered neither Yes nor Partly to any statement that stands under it, in
 *   whichever rubric; `null` for everybody else, and where nobody wrote one
 */
export function wayInto({ id, wayIn }: Entered, answered: Answered, rubrics: readonly Situated[]): string | null {
  if (!wayIn || isOut(answered.head.scope, id)) return null;
  const isThere = rubrics.some((rubric) => {
    const level = LEVELS.find((l) => rubric.situations?.[l]?.id === id);
    return level && rubric.criteria.some((criterion) => does(cellsOf(answered, criterionKey(rubric.id, criterion.id))[level]?.value));
  });
  return isThere ? null : wayIn;
}

const does = (value: unknown) => value === 1 || value === 2;

/** A step into a situation, with where its words stand. */
export interface WayIn {
  readonly competency: string;
  readonly level: Level;
  readonly situation: { readonly id: string; readonly label: string };
  readonly text: string;
}

interface Worded extends Situated {
  readonly situations?: Readonly<Record<Level, Entered & { readonly label: string }>>;
}

/**
 * @param steps those that are suggested
 * @returns the ways into the situations that these lead to, lowest level first, each situation once
 */
export function waysIn(
  steps: readonly { readonly competency: string; readonly level: Level }[],
  answered: Answered,
  rubrics: readonly Worded[]
): WayIn[] {
  const ways = LEVELS.flatMap((level) =>
    rubrics.flatMap(({ id, situations }): WayIn[] => {
      const situation = situations?.[level];
      const wanted = situation && steps.some((step) => step.competency === id && step.level === level);
      const text = wanted ? wayInto(situation, answered, rubrics) : null;
      return text ? [{ competency: id, level, situation: situation!, text }] : [];
    })
  );
  return ways.filter(({ situation }, i) => ways.findIndex((one) => one.situation.id === situation.id) === i);
}
