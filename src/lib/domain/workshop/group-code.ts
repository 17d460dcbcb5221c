/**
 * What was shown of a group, as one text for the phones of those who took part: the joined bars, safety points and parts of changes, and nothing
 * that is not on the projector. What is said of them is worked out anew from these.
 */
import { GroupError, type Direction, type GroupLevel } from './floor.ts';
import { keptPicture, pictureAgain, type KeptChange, type KeptTopic } from './kept-picture.ts';
import { LIMITS } from './limits.ts';
import { readLong, writeLong, type Bits, type LongFault } from './long-code.ts';
import type { Asked } from './result-code.ts';
import type { Picture, TopicChanges } from './picture.ts';
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

/** What stands for a change: nothing, which is so where a rubric was changed; of fewer than five; or its parts. */
const [ABSENT, FEWER, TOLD] = [0, 1, 2];
const STATE = 2;

/** Which changes a round has. A phone need not know which rubrics were changed to read them. */
const changesAsked = ({ before }: Asked): readonly (keyof TopicChanges)[] =>
  before ? (before.back ? ['change', 'practice', 'yardstick'] : ['change']) : [];

/** Which of what is told in order begins a bar or a part: one bit for each but the first. */
const beginnings = <T>(all: readonly T[], first: readonly T[]): Field[] => all.slice(1).map((one) => [Number(first.includes(one)), 1]);

function changeFields(told: KeptChange | undefined): Field[] {
  if (!told) return [[told === null ? FEWER : ABSENT, STATE]];
  const { parts, notComparable } = told;
  return [
    [TOLD, STATE],
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
  const topics = keptPicture(picture).topics.flatMap(({ bars, open, ...changes }): Field[] => [
    ...beginnings(
      LEVELS,
      bars.map(({ levels: [from] }) => from)
    ),
    ...bars.map(({ count }): Field => [count, COUNT]),
    [open === 'nearly all' ? NEARLY_ALL : open === 'few' ? FEW : open.count, COUNT],
    ...changesAsked(asked).flatMap((name) => changeFields(changes[name]))
  ]);
  return writeLong('G', [[tag, TAG], [picture.of, COUNT], ...topics]);
}

/** @returns the text of one in a link or by itself; `null` where there is none */
export const groupTextIn = (text: string): string | null => /(?:^|#g=)\s*(G[0-9A-Z]{15,})\s*$/i.exec(text)?.[1] ?? null;

/** @returns the picture as it was shown, or what is wrong: a picture that no device shows is none */
export function readGroup(text: string, { tag, topics, asked }: Of): Picture | LongFault {
  const bits = readLong('G', text, WORKSHOP_TEXT.group);
  if ('kind' in bits) return bits;
  if (bits.take(TAG) !== tag) return { kind: 'foreign' };
  const of = bits.take(COUNT);
  if (!(of <= LIMITS.results)) return { kind: 'cut' };
  try {
    const told = topics.map((topic) => topicIn(bits, topic, of, changesAsked(asked)));
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

function changeIn(bits: Bits): KeptChange | undefined {
  const state = bits.take(STATE);
  if (state !== TOLD) return state === FEWER ? null : undefined;
  const parts = together(DIRECTIONS, bits).map((of) => ({ of, count: bits.take(COUNT) }));
  return { parts, notComparable: bits.take(COUNT) || null };
}
