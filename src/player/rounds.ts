/**
 * The learner's part in the rounds of a course. Random numbers of codes, receipts and levels of then are kept on this device alone, also where a
 * platform keeps the answers: with a number that stands under a name there, a code from an anonymous form could be told to be that person's.
 */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import type { KeptOther, KeptState } from '#lib/domain/course/state.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { RubricRef } from '#lib/domain/rubric/rubric.ts';
import { resultId } from '#lib/domain/workshop/result-code.ts';
import type { ParticipationStore } from '#lib/domain/workshop/store.ts';
import { isSameRound, markOf, type Participation, type RoundMark } from '#lib/domain/workshop/workshop.ts';
import type { World } from '#lib/state/app.svelte.ts';

export type CourseRound = NonNullable<Course['round']>;

/** @returns a part of its own in a round, with a new random number */
export const newPart = (round: CourseRound, assessment: string, world: Pick<World, 'now' | 'newId'>): Participation => ({
  ...round,
  assessment,
  result: resultId(parseInt(world.newId().slice(0, 8), 16)),
  joinedAt: world.now()
});

/** What a part is that only the platform knows of: it has answers, and no number of a code. */
const partOf = (round: CourseRound, { round: mark, assessment: { head } }: KeptOther): Participation => ({
  number: round.number,
  round: mark.round,
  ...(mark.before && { before: mark.before }),
  topics: (mark.round < round.round ? round.before?.topics : undefined) ?? round.topics,
  title: '',
  assessment: head.id,
  result: 0,
  joinedAt: head.createdAt
});

/** @returns the parts that lie on the device, and those whose answers the platform has brought */
export function partsWith(device: ParticipationStore, round: CourseRound, brought: readonly KeptOther[]): ParticipationStore {
  const own = brought.filter(({ back }) => !back).map((one) => partOf(round, one));
  const same = (a: Participation, b: Participation) => isSameRound(markOf(a), markOf(b));
  return {
    async list() {
      const rows = await device.list();
      // The same part, of which the answers are here: levels alone would tell less. One that was begun elsewhere is another.
      const bare = (row: Participation) => own.some((one) => one.assessment !== row.assessment && same(one, row));
      const rest = own.filter(({ assessment }) => !rows.some((row) => row.assessment === assessment));
      return [...rows.filter((row) => !bare(row)), ...rest];
    },
    read: (assessment) => device.read(assessment),
    save: (part) => device.save(part)
  };
}

/** @returns the newest assessment that was begun for this round; `null` where none was */
export function ownOf(parts: readonly Participation[], round: CourseRound): string | null {
  const now: RoundMark = markOf(round);
  return parts.find((one) => one.number === round.number && isSameRound(markOf(one), now))?.assessment ?? null;
}

/**
 * What a platform has brought of other rounds, as it was answered. A look back belongs to its round alone.
 *
 * @param earlier versions of before: a state holds no whole hashes
 */
export function broughtFor(round: CourseRound, others: readonly KeptOther[], earlier: readonly EarlierVersion[]): readonly KeptOther[] {
  const named = (ref: RubricRef): RubricRef => {
    const found = ref.hash ? null : earlier.find(({ facts }) => facts.id === ref.id && facts.version === ref.version);
    return found ? { ...ref, hash: found.hash } : ref;
  };
  return others
    .filter((one) => !one.back || isSameRound(one.round, markOf(round)))
    .map((one) => {
      const { head, entries } = one.assessment;
      return { ...one, assessment: { head: { ...head, rubrics: head.rubrics.map(named) }, entries } };
    });
}

/**
 * All that a platform keeps: where nothing was answered for this round yet, what was for the one before takes the first place.
 *
 * @param looks back, newest first; `null` where one cannot be read
 */
export function keptOf(
  round: CourseRound,
  assessment: Assessment | null,
  steps: readonly PlanStep[],
  brought: readonly KeptOther[],
  looks: readonly (Assessment | null)[]
): Pick<KeptState, 'assessment' | 'steps' | 'round' | 'others'> {
  const mark = markOf(round);
  const back = looks.find((one) => one !== null);
  const others = [...brought.filter((one) => !one.back), ...(back ? [{ round: mark, back: true, assessment: back }] : [])];
  if (assessment) return { assessment, steps, round: mark, others };
  const first = others.find((one) => !one.back);
  if (!first) return { assessment: null, steps: [] };
  return { assessment: first.assessment, steps, round: first.round, others: others.filter((one) => one !== first) };
}
