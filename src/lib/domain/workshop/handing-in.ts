/** What somebody hands in to a workshop, and in which code. The code is made of nothing but what is shown here. */
import type { RubricRef } from '../rubric/rubric.ts';
import type { NotCompared } from './earlier.ts';
import { writeResult, type TopicResult } from './result-code.ts';
import { tagOf } from './tag.ts';
import type { Participation, WorkshopTopic } from './workshop.ts';

/** One topic of the workshop in a result. */
export interface HandedTopic extends TopicResult {
  readonly id: string;
  /** `absent`: it was not part of what was answered, since its rubric was not there; its code can only say that no level is told. `other-version`: another content of its rubric was answered, so no level of it may count. */
  readonly state: 'told' | 'absent' | 'other-version';
}

/** One line of what leaves. */
export interface HandedLine extends HandedTopic {
  /** The topic's id where its rubric is not here. */
  readonly title: string;
  readonly lang?: string;
  /** Of its rubric; `null` where that is not here. */
  readonly version: string | null;
  /** Titles of criteria that are left out of the comparison with then, where the rubric was changed in between. */
  readonly left?: readonly string[];
  /** In a later round, why nothing can be told of before. */
  readonly why?: NotCompared;
  /** Whether it has safety points. */
  readonly points: boolean;
}

/** What an answered rubric comes to. */
export interface Answered extends TopicResult {
  readonly id: string;
  /** Of the content that was answered. */
  readonly hash: string | null;
}

/** @returns the workshop's topics in its order; without a level where none may be told */
export const handedTopics = (topics: readonly WorkshopTopic[], answered: readonly Answered[]): HandedTopic[] =>
  topics.map(({ id, hash }) => {
    const own = answered.find((one) => one.id === id);
    if (own?.hash === hash) {
      const { level, open, from, then } = own;
      return { id, state: 'told', level, open, ...(from === undefined ? {} : { from }), ...(then === undefined ? {} : { then }) };
    }
    return { id, state: own ? 'other-version' : 'absent', level: null, open: false };
  });

type Part = Pick<Participation, 'number' | 'round' | 'topics' | 'before' | 'result'>;

/** What tells rounds and results apart: no more than this goes along with the topics. */
export const marksOf = (part: Part) => ({
  tag: tagOf(part),
  round: part.round,
  id: part.result
});

/** @returns the symbols that hand it in: in a later round also what is told of before */
export function handInCode(part: Part, topics: readonly TopicResult[]): string {
  const { before } = part;
  const kind = before ? (before.back ? 'looking-back' : 'change') : 'levels';
  const told = topics.map(({ level, open, from = null, then = null }): TopicResult => ({
    level,
    open,
    ...(before && { from }),
    ...(before?.back && { then })
  }));
  return writeResult({ kind, ...marksOf(part), topics: told });
}

/** @returns the 16 symbols that take it back */
export const takeBackCode = (part: Part): string => writeResult({ kind: 'taken-back', ...marksOf(part) });

/** Whether an assessment was begun with these topics, and no others, in the same content. @param hashOf content of a rubric that names none */
export const isOfTopics = (
  rubrics: readonly RubricRef[],
  topics: readonly WorkshopTopic[],
  hashOf: (ref: RubricRef) => string | null
): boolean =>
  rubrics.length === topics.length && topics.every(({ id, hash }) => rubrics.some((ref) => ref.id === id && hashOf(ref) === hash));
