/**
 * The texts of a rubric by their places, so that languages can be laid side by side, compared and carried in tables.
 *
 * Places: `title`, `short`, `about`; `situations.3.label`, and so on; for a criterion A2 `A2.title`, `A2.3` (the descriptor at level 3),
 * `A2.help.about`, `A2.help.school`, `A2.evidence.1` (counted from 1), `A2.next.3`, `A2.notApplicable.1`.
 */
import { LEVELS, type Level } from '../model.ts';
import type { RubricFacts, RubricFile, Translation } from './rubric.ts';
import { WHOLE } from './whole.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type CriterionPart = Mutable<NonNullable<Translation['criteria'][string]>>;

/** Places come from files too: what every object has, such as “constructor”, is no text. */
const own = <T>(holder: { readonly [key: string]: T } | undefined, key: string): T | undefined =>
  holder && Object.hasOwn(holder, key) ? holder[key] : undefined;

/** The texts of a situation, in reading order. */
export const SITUATION_PARTS = ['label', 'definition', 'exclusions', 'wayIn', 'outOfRole'] as const;

/**
 * Whether a place belongs to the rubric as a whole. A criterion may be called “situations”, as it could be before there were any: none of its
 * own places looks like one of these.
 */
const isWhole = (first: string, second: string, third: string) =>
  WHOLE.includes(first) || (first === 'situations' && /^[1-4]$/.test(second) && (SITUATION_PARTS as readonly string[]).includes(third));

/** More than any list of ideas may have. */
const IDEAS = 100;

/** Places without which a rubric cannot be answered. */
export function requiredPlaces({ criteria, situations }: Pick<RubricFacts, 'criteria' | 'situations'>): string[] {
  return [
    'title',
    'short',
    ...LEVELS.flatMap((level) => {
      const situation = situations?.[level];
      const parts = situation?.outOfRole ? ['label', 'definition', 'outOfRole'] : ['label', 'definition'];
      return situation ? parts.map((part) => `situations.${level}.${part}`) : [];
    }),
    ...criteria.flatMap(({ id, essential }) => [
      `${id}.title`,
      ...LEVELS.map((level) => `${id}.${level}`),
      ...LEVELS.filter((level) => essential.includes(level)).map((level) => `${id}.notApplicable.${level}`)
    ])
  ];
}

/** All places that have a text in these words, in reading order. */
export function placesOf(facts: Pick<RubricFacts, 'criteria'>, words: Translation): string[] {
  const places = ['title', 'short', 'about', ...LEVELS.flatMap((level) => SITUATION_PARTS.map((part) => `situations.${level}.${part}`))];
  for (const { id } of facts.criteria) {
    const part = own(words.criteria, id);
    places.push(
      `${id}.title`,
      ...LEVELS.map((level) => `${id}.${level}`),
      `${id}.help.about`,
      ...Object.keys(part?.help?.examples ?? {}).map((setting) => `${id}.help.${setting}`),
      ...(part?.evidence ?? []).map((_, i) => `${id}.evidence.${i + 1}`),
      ...LEVELS.map((level) => `${id}.next.${level}`),
      ...LEVELS.map((level) => `${id}.notApplicable.${level}`)
    );
  }
  return places.filter((place) => textAt(words, place));
}

/** @returns the text at a place, or `undefined` where nobody wrote one */
export function textAt(words: Translation, place: string): string | undefined {
  const [first = '', second = '', third = ''] = place.split('.');
  if (first === 'title' || first === 'short' || first === 'about') return words[first] || undefined;
  if (first === 'practice') return own(words.practice, second) || undefined;
  if (isWhole(first, second, third)) return own(own(words.situations, second), third) || undefined;
  const part = own(words.criteria, first);
  if (!part) return undefined;
  if (second === 'title') return part.title || undefined;
  if (second === 'help') return (third === 'about' ? part.help?.about : own(part.help?.examples, third)) || undefined;
  if (second === 'evidence') return part.evidence?.[Number(third) - 1] || undefined;
  if (second === 'next' || second === 'notApplicable') return own(part[second], third) || undefined;
  return own(part.descriptors, second) || undefined;
}

/** @returns the same words with another text at a place; an empty text takes it away (a list's ideas stay in their places) */
export function withText(words: Translation, place: string, text: string): Translation {
  const [first = '', second = '', third = ''] = place.split('.');
  if (first === 'title' || first === 'short' || first === 'about') return put(words, first, text);
  if (first === 'practice') return { ...words, practice: put(words.practice ?? {}, second as '1', text) };
  if (isWhole(first, second, third)) {
    const situation = put(own(words.situations, second) ?? {}, third as 'label', text);
    return { ...words, situations: { ...words.situations, [second]: situation } };
  }
  let part: CriterionPart = { ...own(words.criteria, first) };
  if (second === 'title') part = put(part, 'title', text);
  else if (second === 'help')
    part.help =
      third === 'about' ? put(part.help ?? {}, 'about', text) : { ...part.help, examples: put(part.help?.examples ?? {}, third, text) };
  else if (second === 'evidence') {
    const at = Number(third);
    if (!Number.isInteger(at) || at < 1 || at > IDEAS) return words;
    const ideas = [...(part.evidence ?? [])];
    while (ideas.length < at) ideas.push('');
    ideas[at - 1] = text;
    while (ideas.length && !ideas.at(-1)) ideas.pop();
    part.evidence = ideas;
  } else if (second === 'next' || second === 'notApplicable') part[second] = put(part[second] ?? {}, third as '1', text);
  else part.descriptors = put(part.descriptors ?? {}, second as '1', text);
  return { ...words, criteria: { ...words.criteria, [first]: part } };
}

function put<T extends object, K extends keyof T>(holder: T, key: K, text: string): T {
  const next = { ...holder, [key]: text };
  if (!text) delete next[key];
  return next;
}

/** The level that a place belongs to, and its criterion; `null` for texts of the rubric as a whole. */
export function partsOf(place: string): { criterion: string | null; part: string; level: Level | null } {
  const [first = '', second = '', third = ''] = place.split('.');
  const whole = isWhole(first, second, third);
  const last = whole ? second : third || second;
  const level = /^[1-4]$/.test(last) && second !== 'evidence' ? (Number(last) as Level) : null;
  return {
    criterion: whole ? null : first,
    part: whole
      ? third
        ? `${first}.${third}`
        : first
      : /^[1-4]$/.test(second)
        ? 'descriptor'
        : second === 'help'
          ? `help.${third}`
          : second,
    level
  };
}

/** The language that a rubric was written in. */
export const sourceOf = (facts: Pick<RubricFacts, 'source'>): string => facts.source ?? 'en';

/** Whether all the words that a rubric has in a language are in the file. */
export const hasAll = ({ words, elsewhere = {} }: Pick<RubricFile, 'words' | 'elsewhere'>, language: string): boolean =>
  Object.hasOwn(words, language) && !Object.hasOwn(elsewhere, language);

/** The languages whose words are not all in the file. */
export const awayFrom = ({ elsewhere = {} }: Pick<RubricFile, 'elsewhere'>): string[] => Object.keys(elsewhere).sort();

/** The languages that a rubric has words in here, the one that it was written in first. */
export function languagesOf(file: Pick<RubricFile, 'facts' | 'words'>): string[] {
  const source = sourceOf(file.facts);
  return Object.keys(file.words).sort((a, b) => Number(b === source) - Number(a === source) || (a < b ? -1 : 1));
}
