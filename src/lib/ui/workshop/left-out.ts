/** What a comparison leaves out where a rubric was changed in between, in words. */
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

export interface LeftOut {
  /** What the topic is called. */
  readonly title: string;
  /** Titles of criteria that are left out; `null`: the two versions cannot be compared at all. */
  readonly left: readonly string[] | null;
}

/** More of them are not named in a scene or a line; the report names them all. */
const NAMED = 3;

/** @param most so many are named; of more only the number is told */
export function leftOutWords({ title, left }: LeftOut, most = NAMED): string {
  if (left === null) return m.rounds_left_all({ topic: title });
  if (left.length === 0) return m.rounds_left_none({ topic: title });
  return left.length > most
    ? m.rounds_left_many({ topic: title, count: left.length })
    : m.rounds_left({ topic: title, questions: formatList(left) });
}
