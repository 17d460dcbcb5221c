/** Assessments as a line of times. One that looks back is no time of its own: it stands beside the one that it rates again. */
import type { Head } from '../assessment/assessment.ts';
import { verdictOf, type Move } from './compare.ts';
import type { Digest, DigestPosition } from './digest.ts';
import type { Reached } from '../model.ts';
import { isSameRubric, type RubricRef } from '../rubric/rubric.ts';

export interface Dated {
  readonly head: Head;
  /** `null` where it could not be worked out, such as without its rubric. */
  readonly digest: Digest | null;
  /** When it was answered, in milliseconds since 1970; when it was begun, where nothing is answered. */
  readonly at: number;
}

export interface Time extends Dated {
  /** Looking-back assessments of this time, oldest first. */
  readonly retrospects: readonly Dated[];
}

export interface Timeline {
  /** Oldest first. */
  readonly times: readonly Time[];
  /** Looking-back assessments whose time is not here any more. */
  readonly strays: readonly Dated[];
}

/** @param digests by assessment; missing where one could not be worked out */
export function timelineOf(heads: readonly Head[], digests: ReadonlyMap<string, Digest>): Timeline {
  const dated = heads
    .map((head): Dated => {
      const digest = digests.get(head.id) ?? null;
      return { head, digest, at: digest?.at ?? head.createdAt };
    })
    .sort((a, b) => a.at - b.at || a.head.createdAt - b.head.createdAt || (a.head.id < b.head.id ? -1 : 1));
  const own = new Set(dated.flatMap(({ head }) => (head.retrospectOf ? [] : [head.id])));
  const retrospects = new Map<string, Dated[]>();
  for (const one of dated)
    if (one.head.retrospectOf) retrospects.set(one.head.retrospectOf, [...(retrospects.get(one.head.retrospectOf) ?? []), one]);
  return {
    times: dated.flatMap((one) => (one.head.retrospectOf ? [] : [{ ...one, retrospects: retrospects.get(one.head.id) ?? [] }])),
    strays: dated.filter(({ head }) => head.retrospectOf && !own.has(head.retrospectOf))
  };
}

/** One competency at one time. */
export interface Point {
  /** The assessment's id, and its time. */
  readonly id: string;
  readonly at: number;
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  readonly band: readonly [Reached, Reached];
  /** Whether it rests on answers that were filled in or carried over. */
  readonly borrowed: boolean;
  readonly target: Reached | null;
  /** Whether the rubric's version, or its content, is another one than at the point before. */
  readonly revised: boolean;
  /** The same time as it was seen later, by the newest look that tells a level; absent where nobody looked back. */
  readonly back?: { readonly level: Reached; readonly band: readonly [Reached, Reached] };
}

export interface Series {
  readonly competency: string;
  /** Oldest first; times without this competency, or without any answer, have no point. */
  readonly points: readonly Point[];
}

const positionIn = ({ digest }: Dated, competency: string): DigestPosition | undefined =>
  digest?.positions.find((position) => position.competency === competency);

/** @returns one series per competency, those of the newest assessment first, in its order */
export function seriesOf(times: readonly Time[]): Series[] {
  const competencies = new Set([...times].reverse().flatMap(({ head }) => head.rubrics.map(({ id }) => id)));
  return [...competencies]
    .map((competency) => ({ competency, points: pointsOf(times, competency) }))
    .filter(({ points }) => points.length > 0);
}

function pointsOf(times: readonly Time[], competency: string): Point[] {
  const points: Point[] = [];
  let before: RubricRef | null = null;
  for (const time of times) {
    const position = positionIn(time, competency);
    if (!position || time.digest?.at === null) continue;
    const ref = time.head.rubrics.find(({ id }) => id === competency)!;
    const back = time.retrospects
      .map((one) => positionIn(one, competency))
      .filter((one) => one !== undefined && one.level !== null)
      .at(-1);
    points.push({
      id: time.head.id,
      at: time.at,
      level: position.level,
      reason: position.reason,
      band: position.band,
      borrowed: position.borrowed,
      target: time.head.targets[competency] ?? null,
      revised: before !== null && !isSameRubric(before, ref),
      ...(back ? { back: { level: back.level!, band: back.band } } : {})
    });
    before = ref;
  }
  return points;
}

/** How a topic went, from the first date that tells a level to the last. */
export interface Course extends Move {
  /** Dates with a level, of all that have the topic. */
  readonly told: number;
  readonly of: number;
  /** Whether every level that is told is the same. */
  readonly steady: boolean;
  readonly first: Point;
  readonly last: Point;
}

/**
 * @returns `null` while there is no level to tell. Where the rubric's version changed on the way, levels are not compared here: that takes the
 *   answers themselves, as a comparison of two has them
 */
export function courseOf({ competency, points }: Series): Course | null {
  const told = points.filter(({ level }) => level !== null);
  const [first, last] = [told[0], told.at(-1)];
  if (!first || !last) return null;
  const between = points.slice(points.indexOf(first) + 1, points.indexOf(last) + 1);
  return {
    competency,
    from: first.level,
    to: last.level,
    verdict: between.some(({ revised }) => revised) ? { kind: 'withheld' } : verdictOf(first, last),
    told: told.length,
    of: points.length,
    steady: told.every(({ level }) => level === last.level),
    first,
    last
  };
}

/** @returns the id of the newest time but for those without any answer: that is what a person means by now; `null` where there is none */
export const newestIn = (times: readonly Time[]): string | null =>
  times.filter(({ digest }) => digest?.at !== null).at(-1)?.head.id ?? null;

/**
 * The two that one would compare: the last, and the last of before its date. Answers that were carried over have the date of those that they come
 * from, and are compared with them only where there is nothing else.
 *
 * @returns their ids, earlier first; `null` where there are not two with answers
 */
export function lastTwo(times: readonly Time[]): readonly [string, string] | null {
  const answered = times.filter(({ digest }) => digest?.at != null);
  const after = answered.at(-1);
  const before = answered.filter(({ at }) => after && at < after.at).at(-1) ?? answered.at(-2);
  return before && after ? [before.head.id, after.head.id] : null;
}
