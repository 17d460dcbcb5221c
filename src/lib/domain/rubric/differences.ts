/** What is different between a rubric that is here and one that comes, text by text. */
import type { Draft, RubricFile } from './rubric.ts';
import { placesOf, textAt } from './places.ts';

/** A text that is not the same in both; absent where there is none. */
export interface ChangedText {
  /** As `places.ts` names places. */
  readonly place: string;
  readonly language: string;
  readonly before?: string;
  readonly after?: string;
}

export interface Differences {
  /** Ids of criteria that only the one that comes has, and of those that only the one here has. */
  readonly added: readonly string[];
  readonly gone: readonly string[];
  /** Texts of what both have, in the languages that both have, in reading order. */
  readonly changed: readonly ChangedText[];
  /** Criteria of both whose safety points are not the same. */
  readonly essential: readonly string[];
}

export function differencesOf(before: RubricFile, after: Pick<Draft, 'facts' | 'words'>): Differences {
  const had = new Map(before.facts.criteria.map(({ id, essential }) => [id, essential]));
  const has = new Set(after.facts.criteria.map(({ id }) => id));
  const both = after.facts.criteria.filter(({ id }) => had.has(id));
  const languages = Object.keys(after.words).filter((language) => Object.hasOwn(before.words, language));
  return {
    added: [...has].filter((id) => !had.has(id)),
    gone: [...had.keys()].filter((id) => !has.has(id)),
    changed: languages.flatMap((language) => {
      const [old, now] = [before.words[language]!, after.words[language]!];
      const facts = { criteria: both };
      const places = new Set([...placesOf(facts, now), ...placesOf(facts, old)]);
      return [...places].flatMap((place): ChangedText[] => {
        const [was, is] = [textAt(old, place), textAt(now, place)];
        if ((was ?? '') === (is ?? '')) return [];
        return [{ place, language, ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) }];
      });
    }),
    essential: both.filter(({ id, essential }) => String([...essential].sort()) !== String([...had.get(id)!].sort())).map(({ id }) => id)
  };
}

/** Whether nothing is different that `differencesOf` looks at. */
export const isSame = ({ added, gone, changed, essential }: Differences): boolean =>
  added.length + gone.length + changed.length + essential.length === 0;
