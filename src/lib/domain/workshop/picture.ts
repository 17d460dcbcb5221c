/** What is shown of a round; of a later one also how levels changed, in each topic by itself, and through the floor of five. */
import type { Reached } from '../model.ts';
import { shownChange, tallyChanges, type Histogram, type NoHistogram, type Shown, type shownOf } from './floor.ts';
import type { Asked, TopicResult } from './result-code.ts';

type Told = ReturnType<typeof shownChange>;

/** What became of one topic since the earlier round. Nothing of it in a round that is compared with none; `null` of fewer than five. */
export interface TopicChanges {
  /** From the level of then to the level of today. */
  readonly change?: Told;
  /** From the level of then as seen from today to the level of today. */
  readonly practice?: Told;
  /** From the level of then to the same as seen from today; absent where the rubric was changed in between. */
  readonly yardstick?: Told;
}

/** What is shown of one topic, made of nothing but what the floor lets through; in a later round also what changed. */
export interface TopicPicture extends TopicChanges {
  readonly topic: string;
  readonly levels: Shown<Histogram | NoHistogram>;
  /** In how many results a safety point of the topic is open; `null` of fewer than five, and where a topic has none and that is known. */
  readonly open: ReturnType<typeof shownOf>;
}

/** The picture of a round: of fewer than five results it is empty. */
export interface Picture {
  /** How many handed in. */
  readonly of: number;
  readonly topics: readonly TopicPicture[];
}

/** Where somebody was, or what became of it where only that is told; and where they are. */
type Pair = readonly [from: TopicResult['from'], to: Reached | null | undefined];

/** @param topics one topic of all results @param at which of the topics it is */
export function changesOf(topics: readonly TopicResult[], { before }: Asked, at: number): TopicChanges {
  if (!before) return {};
  const told = (pairOf: (topic: TopicResult) => Pair) => toldOf(topics.map(pairOf));
  return {
    change: told(({ from, level }) => [from, level]),
    ...(before.back ? { practice: told(({ then, level }) => [then, level]) } : {}),
    ...(before.back && !before.changed[at] ? { yardstick: told(({ from, then }) => [from, then]) } : {})
  };
}

function toldOf(pairs: readonly Pair[]): Told {
  const levels = pairs.flatMap(([from, to]) => (typeof from === 'string' ? [] : [{ from: from ?? null, to: to ?? null }]));
  const counts = tallyChanges(
    levels.map(({ from }) => from),
    levels.map(({ to }) => to)
  );
  const only = (direction: string) => pairs.filter(([from]) => from === direction).length;
  return shownChange({ ...counts, up: counts.up + only('up'), same: counts.same + only('same'), down: counts.down + only('down') });
}
