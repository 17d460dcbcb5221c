/**
 * What was shown of a group, as one text for the phones of those who took part: the joined bars, safety points and parts of changes, and nothing
 * that is not on the projector. What is said of them is worked out anew from these.
 */
import { GroupError, type Direction, type GroupLevel } from './floor.ts';
import { keptPicture, pictureAgain, type KeptChange, type KeptTopic } from './kept-picture.ts';
import { LIMITS } from './limits.ts';
import { readLong, writeLong, type Bits, type LongFault } from './long-code.ts';
import type { Asked } from './result-code.ts';
import type { Picture } from './round.ts';
import type { TopicChanges } from './second-picture.ts';
import type { Field } from './symbols.ts';
import { WORKSHOP_TEXT } from './workshop.ts';

/** To which round it belongs, and what its results held. */
interface Of {
  readonly tag: number;
  readonly topics: readonly string[];
  readonly asked: Asked;
}

const TAG = 16;
const COUNT = 8;
/** In place of a number. */
const [FEW, NEARLY_ALL] = [0, 255];
const LEVELS: readonly GroupLevel[] = [-1, 0, 1, 2, 3, 4];
const DIRECTIONS: readonly Direction[] = ['down', 'same', 'up'];

/** Which of the changes a topic of the round has. */
const changesAsked = ({ before }: Asked, at: number): (keyof TopicChanges)[] =>
  before
    ? ['change', ...(before.back ? (['practice'] as const) : []), ...(before.back && !before.changed[at] ? (['yardstick'] as const) : [])]
    : [];

/** Which of what is told in order begins a bar or a part: one bit for each but the first. */
const beginnings = <T>(all: readonly T[], first: readonly T[]): Field[] => all.slice(1).map((one) => [Number(first.includes(one)), 1]);

function changeFields(told: KeptChange | undefined): Field[] {
  if (!told) return [[0, 1]];
  const { parts, notComparable } = told;
  return [
    [1, 1],
    ...beginnings(
      DIRECTIONS,
      parts.map(({ of }) => of[0]!)
    ),
    ...parts.map(({ count }): Field => [count, COUNT]),
    [notComparable ?? 0, COUNT]
  ];
}

/** @param picture of a round that has been shown @returns symbols: of five topics of a first round at most 77, which fit a QR code of version 3 */
export function writeGroup(picture: Picture, { tag, asked }: Of): string {
  const topics = keptPicture(picture).topics.flatMap(({ bars, open, ...changes }, at): Field[] => [
    ...beginnings(
      LEVELS,
      bars.map(({ levels: [from] }) => from)
    ),
    ...bars.map(({ count }): Field => [count, COUNT]),
    [open === 'nearly all' ? NEARLY_ALL : open === 'few' ? FEW : open.count, COUNT],
    ...changesAsked(asked, at).flatMap((name) => changeFields(changes[name]))
  ]);
  return writeLong('G', [[tag, TAG], [picture.of, COUNT], ...topics]);
}

/** Whether a text is meant as one, so that a camera knows what it has before it. */
export const isGroupCode = (text: string): boolean => text.length > 30 && /^g/i.test(text);

/** @returns the picture as it was shown, or what is wrong: a picture that no device shows is none */
export function readGroup(text: string, { tag, topics, asked }: Of): Picture | LongFault {
  const bits = readLong('G', text, WORKSHOP_TEXT.group);
  if ('kind' in bits) return bits;
  if (bits.take(TAG) !== tag) return { kind: 'foreign' };
  const of = bits.take(COUNT);
  if (!(of <= LIMITS.results)) return { kind: 'cut' };
  try {
    const told = topics.map((topic, at) => topicIn(bits, topic, of, changesAsked(asked, at)));
    return bits.isAtEnd ? pictureAgain({ of, topics: told }) : { kind: 'cut' };
  } catch (error) {
    if (error instanceof GroupError) return { kind: 'cut' };
    throw error;
  }
}

/** @returns lists of what stands together, in order */
function together<T>(all: readonly T[], bits: Bits): T[][] {
  const groups: T[][] = [[all[0]!]];
  for (const one of all.slice(1)) {
    if (bits.take(1) === 1) groups.push([one]);
    else groups.at(-1)!.push(one);
  }
  return groups;
}

function topicIn(bits: Bits, topic: string, of: number, changes: readonly (keyof TopicChanges)[]): KeptTopic {
  const bars = together(LEVELS, bits).map((levels) => ({ levels: [levels[0]!, levels.at(-1)!] as const, count: bits.take(COUNT) }));
  const open = bits.take(COUNT);
  const told = changes.map((name) => [name, changeIn(bits)] as const);
  return {
    topic,
    bars,
    open: open === FEW ? 'few' : open === NEARLY_ALL ? 'nearly all' : { count: open, of },
    ...Object.fromEntries(told)
  };
}

function changeIn(bits: Bits): KeptChange {
  if (bits.take(1) !== 1) return null;
  const parts = together(DIRECTIONS, bits).map((of) => ({ of, count: bits.take(COUNT) }));
  return { parts, notComparable: bits.take(COUNT) || null };
}
