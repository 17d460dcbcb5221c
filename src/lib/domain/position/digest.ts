/**
 * What a history needs to know of one assessment, worked out once and kept: its positions, and when it was answered. A digest holds for
 * one key only; whatever the positions rest on besides the answers is part of it, and an answer that changes takes the digest away.
 */
import type { Assessment, Head } from '../assessment/assessment.ts';
import { answeredAt, doneCount } from '../assessment/entries.ts';
import type { Model, Reached, Thresholds } from '../model.ts';
import { isBorrowed, positionsOf } from './position.ts';
import type { Rubric, RubricRef } from '../rubric/rubric.ts';

/** Grows with every change to what a digest says or to how it comes about. */
const DIGEST_FORMAT = 3;

export interface DigestPosition {
  readonly competency: string;
  /** `null` where the answers do not tell: see `reason`. */
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  readonly band: readonly [Reached, Reached];
  /** Whether it rests on answers that were filled in or carried over: `isBorrowed`. */
  readonly borrowed: boolean;
}

export interface Digest {
  /** The assessment's id. */
  readonly id: string;
  readonly key: string;
  /** When it was answered: the middle one of its answers' times, or `null` without any. */
  readonly at: number | null;
  /** How many criteria have no open answer. */
  readonly done: number;
  readonly positions: readonly DigestPosition[];
}

/**
 * @param refs the rubrics that the assessment is scored with; `hash` says their content, a rubric's own thresholds with it
 * @param scope what of them is not part of the role: it stands beside the answers, and changes without them
 * @returns what a digest must have been made for to be believed
 */
export const digestKey = (refs: readonly RubricRef[], scope: Head['scope'], thresholds: Thresholds): string =>
  JSON.stringify([
    DIGEST_FORMAT,
    refs.map(({ id, version, hash }) => [id, version, hash ?? '']),
    scope ?? [],
    thresholds.hold,
    thresholds.emerging,
    thresholds.cover,
    thresholds.margin
  ]);

/** @param rubrics the whole rubrics that the assessment names, in its order */
export function digestOf(assessment: Assessment, rubrics: readonly Rubric[], model: Model, key: string): Digest {
  const { head, entries } = assessment;
  return {
    id: head.id,
    key,
    at: answeredAt(Object.values(entries)),
    done: doneCount(head, Object.values(entries)),
    positions: positionsOf(assessment, rubrics, model).map((position, i) => ({
      competency: position.competency,
      level: position.level,
      reason: position.reason,
      band: position.score.band,
      borrowed: isBorrowed(position, assessment, rubrics[i]!)
    }))
  };
}
