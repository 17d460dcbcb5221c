/** A picture as it lies in a store, a file or a code: the bars, figures and parts alone. All that is said of them is worked out anew. */
import { GroupError, shownAgain, shownChangeAgain, shownOfAgain, type Bar, type ChangePart } from './floor.ts';
import type { Picture, TopicChanges, TopicPicture } from './picture.ts';

/** `null`: of fewer than five. */
export type KeptChange = { readonly parts: readonly ChangePart[]; readonly notComparable: number | null } | null;

export interface KeptTopic extends Partial<Record<keyof TopicChanges, KeptChange>> {
  readonly topic: string;
  readonly bars: readonly Bar[];
  readonly open: Parameters<typeof shownOfAgain>[0];
}

export interface KeptPicture {
  readonly of: number;
  readonly topics: readonly KeptTopic[];
}

const NAMES = ['change', 'practice', 'yardstick'] as const satisfies readonly (keyof TopicChanges)[];

/** @returns of each change that there is, what comes of it */
const each = <T, R>(topic: Partial<Record<keyof TopicChanges, T>>, of: (one: T & {}) => R): Partial<Record<keyof TopicChanges, R | null>> =>
  Object.fromEntries(NAMES.flatMap((name) => (topic[name] === undefined ? [] : [[name, topic[name] && of(topic[name])]])));

export const keptPicture = ({ of, topics }: Picture): KeptPicture => ({
  of,
  topics: topics.map(({ topic, levels, open, ...changes }) => ({
    topic,
    bars: levels.bins!,
    open: open!,
    ...each(changes, ({ parts, notComparable }) => ({ parts, notComparable }))
  }))
});

/** @throws GroupError where it is none that is shown: bars and parts have to add up to all who handed in */
export function pictureAgain({ of, topics }: KeptPicture): Picture {
  const assertAll = (counts: readonly number[]) => {
    if (counts.reduce((sum, one) => sum + one, 0) !== of) throw new GroupError(`these do not add up to ${of}`);
  };
  const changeAgain = (kept: KeptChange & {}) => {
    assertAll([...kept.parts.map(({ count }) => count), kept.notComparable ?? 0]);
    return shownChangeAgain(kept);
  };
  return {
    of,
    topics: topics.map(({ topic, bars, open, ...changes }): TopicPicture => {
      assertAll(bars.map(({ count }) => count));
      if (typeof open === 'object') assertAll([open.of]);
      return { topic, levels: shownAgain(bars), open: shownOfAgain(open), ...each(changes, changeAgain) };
    })
  };
}
