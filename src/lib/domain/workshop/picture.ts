/** What is shown of a round; of a later one also how levels changed, in each topic by itself, and through the floor of five. */
import {
  moveOf,
  shownChange,
  shownYardstick,
  type Histogram,
  type NoHistogram,
  type Shown,
  type shownOf,
  type YardstickCounts
} from './floor.ts';
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

/** @param topics one topic of all results @param at which of the topics it is */
export function changesOf(topics: readonly TopicResult[], { before }: Asked, at: number): TopicChanges {
  if (!before) return {};
  return {
    change: shownChange(counted(topics.map(changeOf))),
    ...(before.back ? { practice: shownChange(counted(topics.map(({ then = null, level }) => moveOf(then, level)))) } : {}),
    ...(before.back && !before.changed[at] ? { yardstick: shownYardstick(counted(topics.map(yardstickOf))) } : {})
  };
}

type Move = keyof YardstickCounts;

/** Whoever has no level today is compared in nothing, also where their device tells which way they went: a bar shows how many these are. */
const changeOf = ({ from = null, level }: TopicResult): Move =>
  typeof from === 'string' ? (level === null ? 'noLevel' : from) : moveOf(from, level);

function yardstickOf({ from = null, then = null, level }: TopicResult): Move {
  if (level === null || typeof from === 'string') return 'noLevel';
  if (then === null) return from === null ? 'neither' : 'noBack';
  return moveOf(from, then);
}

function counted(moves: readonly Move[]): YardstickCounts {
  const counts = { up: 0, same: 0, down: 0, noLevel: 0, noBefore: 0, noBack: 0, neither: 0 };
  for (const move of moves) counts[move]++;
  return counts;
}
