/** A rubric as far as it can be shown: also one of which texts are still missing. */
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { ByLevel, Criterion, Draft, Rubric, Situation } from '#lib/domain/rubric/rubric.ts';
import { sourceOf, textAt } from '#lib/domain/rubric/places.ts';

export interface SheetCriterion extends Pick<Criterion, 'id' | 'essential' | 'beyond'> {
  readonly title?: string;
  readonly descriptors: ByLevel;
  readonly notApplicable?: ByLevel;
}

/** `outOfRole`: absent where the situation cannot be left out as a whole; empty where the words for that are missing. */
export type SheetSituation = Partial<Omit<Situation, 'id'>>;

export interface Sheet extends Pick<Rubric, 'language' | 'borrowed'> {
  readonly title?: string;
  readonly about?: string;
  readonly situations?: { readonly [level in Level]?: SheetSituation };
  readonly criteria: readonly SheetCriterion[];
}

/** What marks the language of a text; `borrowed` where it is not the one of the rubric around it. */
export interface Worded {
  readonly lang: string;
  readonly dir: 'auto';
  readonly borrowed: boolean;
}

/** @returns what the browser may call the language: a pseudo-language of tests is English, in Latin letters */
export const langOf = (code: string): string => code.replace(/-XA$/, '');

/** @returns for each place, the language that its text is really in */
export function wordedIn({ language, borrowed = {} }: Pick<Rubric, 'language' | 'borrowed'>): (place: string) => Worded {
  return (place) => ({ lang: langOf(borrowed[place] ?? language), dir: 'auto', borrowed: borrowed[place] !== undefined });
}

/** @returns the draft as it stands, in the language that it is written in, with what is missing left out */
export function sheetOf({ facts, words }: Pick<Draft, 'facts' | 'words'>): Sheet {
  const language = sourceOf(facts);
  const own = (Object.hasOwn(words, language) ? words[language] : undefined) ?? { language, criteria: {} };
  const byLevel = (place: (level: number) => string): ByLevel =>
    Object.fromEntries(LEVELS.flatMap((level) => (textAt(own, place(level)) ? [[level, textAt(own, place(level))!]] : [])));
  return {
    language,
    title: textAt(own, 'title'),
    about: textAt(own, 'about'),
    ...(facts.situations && {
      situations: Object.fromEntries(
        LEVELS.flatMap((level) => {
          const situation = facts.situations![level];
          const text = (part: string) => textAt(own, `situations.${level}.${part}`);
          const outOfRole = situation?.outOfRole ? { outOfRole: text('outOfRole') ?? '' } : {};
          const told = { label: text('label'), definition: text('definition'), exclusions: text('exclusions'), wayIn: text('wayIn') };
          return situation ? [[level, { ...told, ...outOfRole }]] : [];
        })
      )
    }),
    criteria: facts.criteria.map(({ id, essential, beyond }) => ({
      id,
      essential,
      beyond,
      title: textAt(own, `${id}.title`),
      descriptors: byLevel((level) => `${id}.${level}`),
      notApplicable: byLevel((level) => `${id}.notApplicable.${level}`)
    }))
  };
}
