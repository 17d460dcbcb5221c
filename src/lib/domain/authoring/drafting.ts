/** Rubrics in the making: a new one, a copy of another, the next version of one's own. */
import type { Draft, RubricFile, Translation } from '../rubric/rubric.ts';
import { hasAll, languagesOf, sourceOf } from '../rubric/places.ts';
import { dropLanguage, stillRight, textState, writeIn } from './draft-changes.ts';

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

/** What somebody who copies a rubric says, and what is said in their name. */
export interface Copying {
  /** The language that they go on in: the copy is written in it. */
  readonly language: string;
  /** The other languages that stay, as translations. */
  readonly keep: readonly string[];
  /** Whom the copy names, and its licence, as far as they are known. */
  readonly origin: { readonly author?: string; readonly licence?: string };
  /** The copy’s title in a language, given the other rubric’s. */
  readonly titled: (title: string, language: string) => string;
}

/**
 * A rubric of one's own, made from another: its texts, under a new id and other titles; where it came from is kept, of a copy of a copy where that
 * came from: nobody else can have what lies between. Where nobody has written
 * in the language that it goes on in, the language of the original stays, whatever is kept: there is something to translate then.
 */
export function copyDraft(file: RubricFile, hash: string, { id, now }: Making, rubricId: string, copying: Copying): Draft {
  const { id: original, version, changes: _, origin: before, ...facts } = file.facts;
  const from = before?.from ?? { id: original, version };
  const { language, keep, origin, titled } = copying;
  const whole: Draft = {
    id,
    facts: { ...facts, id: rubricId, version: '0.1.0', source: sourceOf(file.facts), origin: { ...origin, from } },
    words: file.words as Record<string, Translation>,
    ...(file.translated ? { translated: file.translated } : {}),
    basedOn: hash,
    at: now
  };
  const kept = new Set([language, ...keep, ...(Object.hasOwn(file.words, language) ? [] : [sourceOf(file.facts)])]);
  const own = writeIn(renamed(whole, titled), language);
  return Object.keys(own.words).reduce((draft, one) => (kept.has(one) ? draft : dropLanguage(draft, one)), own);
}

/** All titles change alike: a translation that fitted its original still does. */
function renamed(draft: Draft, titled: Copying['titled']): Draft {
  const source = sourceOf(draft.facts);
  const words = Object.fromEntries(
    Object.entries(draft.words).map(([language, own]) => [language, own.title ? { ...own, title: titled(own.title, language) } : own])
  );
  const stamped = Object.keys(words).filter((one) => one !== source && draft.translated?.[one]?.title !== undefined);
  const fitting = stamped.filter((one) => textState(draft, one, 'title') === 'there');
  return fitting.reduce((next, one) => stillRight(next, one, 'title'), { ...draft, words });
}

/**
 * The next version of a published rubric: the last number is one more; whoever changes what is asked makes it the middle one. How
 * answers carry over is said when it is published, when its texts are known: `changeOf` and `changesOf` in the domain.
 */
export function nextDraft(file: RubricFile, hash: string, { id, now }: Making): Draft {
  const { changes: _, ...facts } = file.facts;
  const [major, minor, patch] = facts.version.split('.').map(Number) as [number, number, number];
  const draft: Draft = {
    id,
    facts: { ...facts, version: `${major}.${minor}.${patch + 1}` },
    words: file.words as Record<string, Translation>,
    ...(file.translated ? { translated: file.translated } : {}),
    basedOn: hash,
    at: now
  };
  return inWordsHere(draft, file);
}

/**
 * Nobody can write on words that are elsewhere. Where a rubric's own language is, a draft of it is written in one that is all here: else its
 * author would have to write anew what others have long written.
 *
 * @param file the rubric that the draft is of; none where it is not a whole one
 */
export function inWordsHere(draft: Draft, file: RubricFile | undefined): Draft {
  if (!file?.elsewhere || hasAll(file, sourceOf(file.facts))) return draft;
  const here = languagesOf(file).find((language) => hasAll(file, language));
  return here === undefined ? draft : writeIn(draft, here);
}
