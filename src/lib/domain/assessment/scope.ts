/** Situations that are not part of a person's role: said once of a whole assessment, whichever of its rubrics name them. */
import { LEVELS, type Level } from '../model.ts';
import { later } from '../time.ts';
import { isOut, type OutOfRole } from './assessment.ts';

/** What of a rubric tells where its situations stand, and what is asked all the same. */
export interface Situated {
  readonly id: string;
  /** `outOfRole` is set where it can be said of the whole situation: in a rubric's words the sentence, in its facts `true`. */
  readonly situations?: { readonly [level in Level]?: { readonly id: string; readonly outOfRole?: string | boolean } };
  readonly criteria: readonly { readonly id: string; readonly beyond?: readonly Level[] }[];
}

/** What was said of a situation, wherever it stands. */
type Said = Pick<OutOfRole, 'situation' | 'at'>;

/**
 * What was said, with where it holds in these rubrics.
 *
 * @param rubrics those that the assessment answers; a rubric that does not let the situation be left out asks it as ever
 * @returns nothing of a situation that holds in none of them
 */
export function scopeFor(said: readonly Said[], rubrics: readonly Situated[]): OutOfRole[] {
  return said.flatMap(({ situation, at }) => {
    const where = Object.fromEntries(
      rubrics.flatMap(({ id, situations, criteria }) => {
        const level = LEVELS.find((l) => situations?.[l]?.id === situation && situations[l].outOfRole);
        const asked = criteria.filter(({ beyond }) => level && beyond?.includes(level));
        return level ? [[id, { level, asked: asked.map((criterion) => criterion.id) }]] : [];
      })
    );
    return Object.keys(where).length ? [{ situation, at, where }] : [];
  });
}

/**
 * The situation is not part of the role.
 *
 * @param scope what was said before
 * @param rubrics as for `scopeFor`
 * @param now milliseconds since 1970
 */
export function withSituationOut(
  scope: readonly OutOfRole[] = [],
  situation: string,
  rubrics: readonly Situated[],
  now: number
): OutOfRole[] {
  return saidLast(scope, scopeFor([{ situation, at: now }], rubrics)[0]);
}

/**
 * The situation is part of the role after all: what was not answered there is open again. That it was taken back stays on record, so that it
 * counts on another device too, where it may still be out.
 *
 * @param now milliseconds since 1970
 */
export function withSituationBack(scope: readonly OutOfRole[] = [], situation: string, now: number): OutOfRole[] {
  return saidLast(scope, isOut(scope, situation) ? { situation, at: now, where: {} } : undefined);
}

function saidLast(scope: readonly OutOfRole[], said: OutOfRole | undefined): OutOfRole[] {
  if (!said) return [...scope];
  const before = scope.find(({ situation }) => situation === said.situation);
  const others = scope.filter((one) => one !== before);
  return inOrder([...others, before ? { ...said, at: later(said.at, before.at) } : said]);
}

/** By their ids: what says the same is the same, in whatever order it was said. */
export const inOrder = <T extends Pick<OutOfRole, 'situation'>>(scope: readonly T[]): T[] =>
  [...scope].sort((a, b) => (a.situation < b.situation ? -1 : 1));
