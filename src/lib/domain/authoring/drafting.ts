/** Rubrics in the making: a new one, a copy of another, the next version of one's own. */
import type { Draft, RubricFile, Translation } from '../rubric/rubric.ts';
import { sourceOf } from '../rubric/places.ts';

interface Making {
  /** Id of the draft. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** @param random some letters and digits, at least eight @returns an id that no other rubric has, such as "own-k3f9x2ab" */
export const newRubricId = (random: string): string => `own-${random.replace(/[^A-Za-z0-9]/g, '').slice(0, 12)}`;

/** @param language the one that it is written in @returns a draft with nothing in it */
export function emptyDraft({ id, now }: Making, rubricId: string, language: string): Draft {
  return {
    id,
    facts: { id: rubricId, version: '0.1.0', keyLevel: 1, source: language, criteria: [] },
    words: { [language]: { language, criteria: {} } },
    at: now
  };
}

/** A rubric of one's own, made from another: its texts, under a new id; where it came from is kept. */
export function copyDraft(file: RubricFile, hash: string, { id, now }: Making, rubricId: string): Draft {
  const { id: from, version, changes: _, origin, ...facts } = file.facts;
  return {
    id,
    facts: { ...facts, id: rubricId, version: '0.1.0', source: sourceOf(file.facts), origin: { ...origin, from: { id: from, version } } },
    words: file.words as Record<string, Translation>,
    ...(file.translated ? { translated: file.translated } : {}),
    basedOn: hash,
    at: now
  };
}

/**
 * The next version of a published rubric: the last number is one more; whoever changes what is asked makes it the middle one. How
 * answers carry over is said when it is published, when its texts are known: `changeOf` and `changesOf` in the domain.
 */
export function nextDraft(file: RubricFile, hash: string, { id, now }: Making): Draft {
  const { changes: _, ...facts } = file.facts;
  const [major, minor, patch] = facts.version.split('.').map(Number) as [number, number, number];
  return {
    id,
    facts: { ...facts, version: `${major}.${minor}.${patch + 1}` },
    words: file.words as Record<string, Translation>,
    ...(file.translated ? { translated: file.translated } : {}),
    basedOn: hash,
    at: now
  };
}
