/** A workshop as the device of whoever leads it keeps it, and a part in one, as a participant's does. */
import type { Reached } from '../model.ts';
import type { Invitation, NamedRound } from './invitation.ts';
import type { Asked } from './result-code.ts';
import type { Picture } from './picture.ts';

/** A topic of a workshop: which rubric, and which content of it. */
export interface WorkshopTopic {
  readonly id: string;
  /** The rubric's `contentHash`: the same in every language. */
  readonly hash: string;
  /** The rubric's version, where the device of whoever leads it noted it: it says later what changed since. No part of the tag. */
  readonly version?: string;
}

/** An earlier round, as far as a device knows it. */
export interface EarlierRound extends NamedRound {
  /** The same topics in the same order, in the content that they had then. Absent on a phone that only knows the typed code. */
  readonly topics?: readonly WorkshopTopic[];
}

/** What makes results belong together, and what they are called. */
interface Called extends Omit<Invitation, 'topics' | 'before'> {
  /** One to ten. */
  readonly topics: readonly WorkshopTopic[];
  readonly before?: EarlierRound;
  /** Empty where nobody has given one. */
  readonly title: string;
}

/** One round of a workshop. */
export interface Workshop extends Called {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** `open`: results are taken. `shown`: the picture has been shown, and nothing more is counted. `closed`: the results are gone. */
  readonly state: 'open' | 'shown' | 'closed';
  /** What was shown; `null` while nothing was, and for good where fewer than five handed in. */
  readonly picture: Picture | null;
  /** What the organisation has to fix, as it was said in the talk: three lines. */
  readonly lines: readonly string[];
  /** A second device that only takes codes and hands them over. It never shows a picture. */
  readonly collector?: true;
  /** It was another trainer's, and came in a file, with what was shown and nothing else. */
  readonly received?: true;
}

/** Whether it may be handed on to another trainer: what was shown, once nothing else of it is left. */
export const isForOthers = ({ state, picture }: Workshop): boolean => state === 'closed' && picture !== null;

/** What a device knows of a workshop that its person takes part in. */
export interface Participation extends Called {
  /** The assessment that was begun for it. */
  readonly assessment: string;
  /** The random id of what is handed in, of 20 bits; new in each round. */
  readonly result: number;
  /** Milliseconds since 1970. */
  readonly joinedAt: number;
  /** The code that was handed in in the earlier round, once its owner said that it is theirs. */
  readonly receipt?: string;
  /**
   * Which part in the earlier round its person said is theirs, by its assessment; `null`: none that is here. Absent where nobody was asked. A
   * receipt counts before it.
   */
  readonly mine?: string | null;
  /**
   * The level of each topic, in their order, as it stood when its person last chose whether to hand in: a later round brings these back. Kept
   * with either choice, so that it does not tell which.
   */
  readonly levels?: readonly (Reached | null)[];
  /** What was shown of the group, as the text that the trainer's device gave back. */
  readonly group?: string;
}

/** Characters, and how many lines. */
export const WORKSHOP_TEXT = { title: 120, line: 300, lines: 3, receipt: 30, group: 420 } as const;

/** @returns the tag of its results, as the functions of invitation.ts take it */
export const invitationOf = ({ number, round, topics, before }: RoundOf): Invitation => ({
  number,
  round,
  topics: topics.map(({ id }) => id),
  ...(before ? { before: { tag: before.tag, back: before.back } } : {})
});

/** As much of a workshop as says to which round a result belongs. */
export type RoundOf = Pick<Called, 'number' | 'round' | 'topics' | 'before'>;

/** Tells rounds of one workshop apart: their number, and what they are compared with. */
export type RoundMark = Pick<Invitation, 'round' | 'before'>;

export const markOf = (of: RoundOf): RoundMark => {
  const { round, before } = invitationOf(of);
  return { round, ...(before && { before }) };
};

export const isSameRound = (a: RoundMark, b: RoundMark): boolean =>
  a.round === b.round && a.before?.tag === b.before?.tag && a.before?.back === b.before?.back;

/** @returns what a result of the round holds; where the content of then is not known, as if none had changed */
export const askedBy = ({ topics, before }: Pick<Called, 'topics' | 'before'>): Asked => ({
  topics: topics.length,
  ...(before ? { before: { back: before.back, changed: topics.map(({ hash }, i) => (before.topics?.[i]?.hash ?? hash) !== hash) } } : {})
});

export const hashesOf = (topics: readonly WorkshopTopic[]): Readonly<Record<string, string>> =>
  Object.fromEntries(topics.map(({ id, hash }) => [id, hash]));

/** @returns topics in the order in which their levels stand in a code: built-in ones in the model's order, then others by their ids */
export const inCodeOrder = <T extends { readonly id: string }>(topics: readonly T[], known: readonly string[]): T[] => {
  const place = ({ id }: T) => (known.includes(id) ? known.indexOf(id) : known.length);
  return [...topics].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
};
