/**
 * The learner's part in the rounds of a course. Random numbers of codes, receipts and levels of then are kept on this device alone, also where a
 * platform keeps the answers: with a number that stands under a name there, a code from an anonymous form could be told to be that person's.
 */
import type { Course } from '#lib/domain/course/course.ts';
import type { KeptOther } from '#lib/domain/course/state.ts';
import { resultId } from '#lib/domain/workshop/result-code.ts';
import type { ParticipationStore } from '#lib/domain/workshop/store.ts';
import { isSameRound, markOf, type Participation, type RoundMark } from '#lib/domain/workshop/workshop.ts';
import { earlierOf } from '#lib/app/before.ts';
import type { App, World } from '#lib/state/app.svelte.ts';

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

/** @returns when the round before was answered, in milliseconds since 1970, as far as that is here; `null` where nothing of it is @param own the assessment of this round */
export async function answeredBefore(
  round: CourseRound,
  own: string | null,
  app: Pick<App, 'participations' | 'store' | 'shelf'>
): Promise<number | null> {
  const earlier = await earlierOf({ ...round, ...(own !== null && { assessment: own }) }, app).catch(() => null);
  return earlier?.kind === 'own' ? earlier.own.at : earlier?.kind === 'ask' ? earlier.parts[0]!.at : null;
}
