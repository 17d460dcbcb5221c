/** What an author does to a draft: each change takes one and gives another, and leaves the one before as it was. */
import { stampOf } from '../hash.ts';
import { LEVELS, type Level } from '../model.ts';
import type { Draft, Translation } from '../rubric/rubric.ts';
import { partsOf, placesOf, SITUATION_PARTS, sourceOf, textAt, withText } from '../rubric/places.ts';

type Stamps = Draft['translated'];
type Facts = Draft['facts'];

/** The words of a draft in a language; without any text where nobody has begun. */
export function wordsIn(draft: Pick<Draft, 'words'>, language: string): Translation {
  return Object.hasOwn(draft.words, language) ? draft.words[language]! : { language, criteria: {} };
}

const stampAt = (stamps: Stamps, language: string, place: string): string | undefined =>
  stamps && Object.hasOwn(stamps, language) && Object.hasOwn(stamps[language]!, place) ? stamps[language]![place] : undefined;

/** @param stamp `undefined` takes it away */
function withStamp(stamps: Stamps, language: string, place: string, stamp: string | undefined): Stamps {
  if (stampAt(stamps, language, place) === stamp) return stamps;
  const { [place]: _, ...others } = (stamps && Object.hasOwn(stamps, language) ? stamps[language] : undefined) ?? {};
  return { ...stamps, [language]: stamp === undefined ? others : { ...others, [place]: stamp } };
}

const withStamps = (draft: Draft, stamps: Stamps): Draft => (stamps === draft.translated ? draft : { ...draft, translated: stamps });

/**
 * Writes a text. A translation remembers which text it was made from; and where the original changes, translations that
 * remember nothing yet remember the text that stood there until now, so that they show as stale. A translation that fitted, and is given
 * another text by itself, is stale as well: its original does not say that.
 *
 * @param place as `places.ts` names places
 * @param text empty takes it away
 * @param opened the draft as it was when its author sat down to it: a translation that was missing or stale then, or whose original has
 *   another text since, is being written anew. Without it, any text is taken for a translation of the original
 */
export function writeText(draft: Draft, language: string, place: string, text: string, opened?: Draft): Draft {
  const source = sourceOf(draft.facts);
  const before = textAt(wordsIn(draft, language), place);
  const words = { ...draft.words, [language]: withText(wordsIn(draft, language), place, text) };
  let stamps = draft.translated;
  if (language !== source) {
    const original = textAt(wordsIn(draft, source), place);
    stamps = withStamp(stamps, language, place, text && original ? stampFor(opened, language, place, text, original) : undefined);
  } else if (before && before !== text) {
    for (const other of Object.keys(draft.words))
      if (other !== source && textAt(draft.words[other]!, place) && stampAt(stamps, other, place) === undefined)
        stamps = withStamp(stamps, other, place, stampOf(before));
  }
  return withStamps({ ...draft, words }, stamps);
}

/** @returns what a translation that somebody writes was made from; of one that parts from an original that it fitted: from none that is there */
function stampFor(opened: Draft | undefined, language: string, place: string, text: string, original: string): string | undefined {
  const fitted =
    opened && textState(opened, language, place) === 'there' && textAt(wordsIn(opened, sourceOf(opened.facts)), place) === original
      ? textAt(wordsIn(opened, language), place)
      : undefined;
  if (fitted === undefined) return stampOf(original);
  return text === fitted ? stampAt(opened!.translated, language, place) : stampOf([original, fitted].join('\n'));
}

/** Says that a translation fits, although one of the two has changed. */
export function stillRight(draft: Draft, language: string, place: string): Draft {
  const original = textAt(wordsIn(draft, sourceOf(draft.facts)), place);
  return original ? withStamps(draft, withStamp(draft.translated, language, place, stampOf(original))) : draft;
}

/** How a text stands beside its original; `none`: neither is there. `extra`: there is no original. */
export type TextState = 'none' | 'missing' | 'stale' | 'there' | 'extra';

export function textState(draft: Draft, language: string, place: string): TextState {
  const original = textAt(wordsIn(draft, sourceOf(draft.facts)), place);
  const own = textAt(wordsIn(draft, language), place);
  if (!original) return own ? 'extra' : 'none';
  if (!own) return 'missing';
  const stamp = stampAt(draft.translated, language, place);
  return stamp !== undefined && stamp !== stampOf(original) ? 'stale' : 'there';
}

/**
 * Makes another language the one that the rubric is written in. Which translations fit, and which are stale, stays as it was: what did not
 * fit the former original does not fit the new one, and what the new one has not followed is stale in all others.
 */
export function writeIn(draft: Draft, language: string): Draft {
  const source = sourceOf(draft.facts);
  if (language === source) return draft;
  const all = addLanguage(draft, language);
  const own = all.words[language]!;
  /** What an old stamp says once the new original is what it is measured by. */
  const stampOn = (other: string, place: string): string | undefined => {
    const both = [language, other].filter((one) => one !== source);
    const stale = both.find((one) => textState(all, one, place) === 'stale');
    if (stale) return stampAt(all.translated, stale, place);
    const known = both.every((one) => stampAt(all.translated, one, place) !== undefined);
    return known ? stampOf(textAt(own, place)!) : undefined;
  };
  const translated = Object.fromEntries(
    Object.entries(all.words)
      .filter(([other]) => other !== language)
      .map(([other, words]) => {
        const places = placesOf(all.facts, own).filter((place) => textAt(words, place));
        const stamps = places.flatMap((place) => {
          const stamp = stampOn(other, place);
          return stamp === undefined ? [] : [[place, stamp] as const];
        });
        return [other, Object.fromEntries(stamps)] as const;
      })
      .filter(([, stamps]) => Object.keys(stamps).length)
  );
  return { ...all, facts: { ...all.facts, source: language }, translated };
}

/** Begins a language, so that it is there to be chosen. */
export function addLanguage(draft: Draft, language: string): Draft {
  return Object.hasOwn(draft.words, language) ? draft : { ...draft, words: { ...draft.words, [language]: wordsIn(draft, language) } };
}

/** Takes a translation away with all its texts. */
export function dropLanguage(draft: Draft, language: string): Draft {
  if (language === sourceOf(draft.facts)) return draft;
  const { [language]: _, ...words } = draft.words;
  const { [language]: __, ...stamps } = draft.translated ?? {};
  return { ...draft, words, translated: stamps };
}

/** @param facts a value that is `undefined` takes the fact away */
export function changeFacts(draft: Draft, facts: Partial<Pick<Facts, 'keyLevel' | 'thresholds' | 'origin'>>): Draft {
  const next: Record<string, unknown> = { ...draft.facts, ...facts };
  for (const key of Object.keys(facts)) if (next[key] === undefined) delete next[key];
  return { ...draft, facts: next as Facts };
}

/** Who made it and under which licence; an empty text takes it away. */
export function changeOrigin(draft: Draft, part: 'author' | 'licence', text: string): Draft {
  const { [part]: _, ...others } = draft.facts.origin ?? {};
  const origin = text ? { ...others, [part]: text } : others;
  return changeFacts(draft, { origin: Object.keys(origin).length ? origin : undefined });
}

/** Whether it declares situations, or has words for some. */
export const hasSituations = ({ facts, words }: Pick<Draft, 'facts' | 'words'>): boolean =>
  facts.situations !== undefined || Object.values(words).some((own) => own.situations !== undefined);

/**
 * Declares situations, with their words in the languages that the draft has. What it had before goes.
 *
 * @param words by language; where a language of the draft has none, they are to be written
 */
export function takeSituations(
  draft: Draft,
  situations: NonNullable<Facts['situations']>,
  words: Readonly<Record<string, NonNullable<Translation['situations']>>>
): Draft {
  const bare = dropSituations(draft);
  let next: Draft = { ...bare, facts: { ...bare.facts, situations } };
  const source = sourceOf(draft.facts);
  // The original first: translations remember what they were made from.
  const languages = [source, ...Object.keys(draft.words).filter((language) => language !== source)];
  for (const language of languages)
    for (const level of LEVELS)
      for (const part of SITUATION_PARTS) {
        const text = Object.hasOwn(words, language) ? words[language]![level]?.[part] : undefined;
        if (text) next = writeText(next, language, `situations.${level}.${part}`, text);
      }
  return next;
}

/** Characters of a rubric's id that its own situations are named after. */
const NAMED_AFTER = 36;

/** The ids of a rubric's own situations: nothing that was said of another rubric's holds for them. */
const ownSituation = ({ id }: Pick<Facts, 'id'>, level: Level) => `${id.slice(0, NAMED_AFTER)}-s${level}`;

/** Declares situations of its own, whose words are still to be written; what it had before goes. */
export function ownSituations(draft: Draft): Draft {
  const bare = dropSituations(draft);
  const declared = LEVELS.map((level) => [level, { id: ownSituation(draft.facts, level), ...(level > 1 && { outOfRole: true }) }] as const);
  return { ...bare, facts: { ...bare.facts, situations: Object.fromEntries(declared) } };
}

/** Whether a situation is the rubric's own: what it means, and whether it can be left out, its author says. */
export const isOwnSituation = ({ facts }: Pick<Draft, 'facts'>, level: Level): boolean =>
  facts.situations?.[level]?.id === ownSituation(facts, level);

/** Says whether a situation can be left out of somebody's role as a whole; where it cannot, there are no words for it. */
export function setOutOfRole(draft: Draft, level: Level, on: boolean): Draft {
  const { outOfRole: _, ...situation } = draft.facts.situations?.[level] ?? { id: ownSituation(draft.facts, level) };
  const situations = { ...draft.facts.situations, [level]: on ? { ...situation, outOfRole: true } : situation };
  const next: Draft = { ...draft, facts: { ...draft.facts, situations } };
  if (on) return next;
  const place = `situations.${level}.outOfRole`;
  return {
    ...next,
    words: eachLanguage(next, (own) => (textAt(own, place) ? withText(own, place, '') : own)),
    ...eachStamp(next, (name) => (name === place ? [] : [name]))
  };
}

/** Takes the situations away, with their texts in all languages and all that was said because of them. */
export function dropSituations(draft: Draft): Draft {
  const { situations: _, ...facts } = draft.facts;
  const criteria = facts.criteria.map(({ beyond: __, ...criterion }) => criterion);
  return {
    ...draft,
    facts: { ...facts, criteria },
    words: eachLanguage(draft, ({ situations: __, ...own }) => own),
    ...eachStamp(draft, (place) => (partsOf(place).part.startsWith('situations.') ? [] : [place]))
  };
}

// ------------------------------------------------------------------------------------------------------------- criteria

/**
 * An id that no criterion of this rubric has or had.
 *
 * @param used ids of criteria that were here before: of earlier versions, or taken away
 * @returns for example "c4"
 */
export function nextCriterionId(draft: Draft, used: Iterable<string> = []): string {
  const all = [
    ...used,
    ...draft.facts.criteria.map(({ id }) => id),
    ...Object.values(draft.words).flatMap((own) => Object.keys(own.criteria))
  ];
  const numbers = all.map((id) => Number(/^c(\d{1,6})$/.exec(id)?.[1] ?? 0));
  return `c${Math.max(0, ...numbers) + 1}`;
}

const withCriteria = (draft: Draft, criteria: Facts['criteria']): Draft => ({ ...draft, facts: { ...draft.facts, criteria } });

export function addCriterion(draft: Draft, id: string): Draft {
  return withCriteria(draft, [...draft.facts.criteria, { id, essential: [] }]);
}

/** Changes the parts of every language that belong to one criterion. */
function eachLanguage(draft: Draft, change: (own: Translation) => Translation): Draft['words'] {
  return Object.fromEntries(Object.entries(draft.words).map(([language, own]) => [language, change(own)]));
}

/** @param rename a place's new name; `null` lets its stamp go */
function eachStamp(draft: Draft, rename: (place: string) => readonly string[]): Pick<Draft, 'translated'> {
  if (!draft.translated) return {};
  const renamed = (stamps: Record<string, string>) =>
    Object.fromEntries(Object.entries(stamps).flatMap(([place, stamp]) => rename(place).map((name) => [name, stamp] as const)));
  return { translated: Object.fromEntries(Object.entries(draft.translated).map(([language, stamps]) => [language, renamed(stamps)])) };
}

/** Takes a criterion away with its texts in all languages. */
export function removeCriterion(draft: Draft, id: string): Draft {
  return {
    ...withCriteria(
      draft,
      draft.facts.criteria.filter((one) => one.id !== id)
    ),
    words: eachLanguage(draft, (own) => {
      const { [id]: _, ...criteria } = own.criteria;
      return { ...own, criteria };
    }),
    ...eachStamp(draft, (place) => (place.startsWith(`${id}.`) ? [] : [place]))
  };
}

/** A copy with all its texts, right after the criterion. */
export function duplicateCriterion(draft: Draft, id: string, copy: string): Draft {
  return {
    ...withCriteria(
      draft,
      draft.facts.criteria.flatMap((one) => (one.id === id ? [one, { ...one, id: copy }] : [one]))
    ),
    words: eachLanguage(draft, (own) =>
      Object.hasOwn(own.criteria, id) ? { ...own, criteria: { ...own.criteria, [copy]: own.criteria[id]! } } : own
    ),
    ...eachStamp(draft, (place) => (place.startsWith(`${id}.`) ? [place, `${copy}${place.slice(id.length)}`] : [place]))
  };
}

/** @param index where it stands afterwards, from 0; what lies outside is taken as the nearest end */
export function moveCriterion(draft: Draft, id: string, index: number): Draft {
  const { criteria } = draft.facts;
  const from = criteria.findIndex((one) => one.id === id);
  const to = Math.min(criteria.length - 1, Math.max(0, index));
  if (from < 0 || from === to) return draft;
  const next = criteria.filter((one) => one.id !== id);
  next.splice(to, 0, criteria[from]!);
  return withCriteria(draft, next);
}

function changeCriterion(draft: Draft, id: string, change: Partial<Facts['criteria'][number]>): Draft {
  return withCriteria(
    draft,
    draft.facts.criteria.map((one) => (one.id === id ? { ...one, ...change } : one))
  );
}

/** A cell that is no longer essential needs no text about when it is not part of a role. */
export function setEssential(draft: Draft, id: string, level: Level, on: boolean): Draft {
  const criterion = draft.facts.criteria.find((one) => one.id === id);
  if (!criterion || criterion.essential.includes(level) === on) return draft;
  if (on) return changeCriterion(draft, id, { essential: [...criterion.essential, level].sort() });
  const others = (levels: readonly Level[] | undefined) => levels?.filter((one) => one !== level) ?? [];
  const next = changeCriterion(draft, id, { essential: others(criterion.essential), beyond: orNone(others(criterion.beyond)) });
  const place = `${id}.notApplicable.${level}`;
  return {
    ...next,
    words: eachLanguage(next, (own) => (textAt(own, place) ? withText(own, place, '') : own)),
    ...eachStamp(next, (name) => (name === place ? [] : [name]))
  };
}

const orNone = <T>(list: readonly T[]) => (list.length ? [...list] : undefined);

/** Says of an essential level that its condition is wider than its situation, or that it is not. */
export function setBeyond(draft: Draft, id: string, level: Level, on: boolean): Draft {
  const before = draft.facts.criteria.find((one) => one.id === id)?.beyond ?? [];
  const beyond = on ? [...new Set([...before, level])].sort() : before.filter((one) => one !== level);
  return changeCriterion(draft, id, { beyond: orNone(beyond) });
}

/** @param digcomp ids such as "2.4" */
export function setDigcomp(draft: Draft, id: string, digcomp: readonly string[]): Draft {
  return changeCriterion(draft, id, { digcomp: orNone(digcomp) });
}

/** Takes one idea of evidence away in all languages, so that the others stay beside each other. @param number counted from 1 */
export function removeIdea(draft: Draft, id: string, number: number): Draft {
  const place = new RegExp(`^${id}\\.evidence\\.(\\d+)$`);
  return {
    ...draft,
    words: eachLanguage(draft, (own) => {
      const ideas = Object.hasOwn(own.criteria, id) ? own.criteria[id]!.evidence : undefined;
      if (!ideas) return own;
      return { ...own, criteria: { ...own.criteria, [id]: { ...own.criteria[id], evidence: ideas.filter((_, i) => i !== number - 1) } } };
    }),
    ...eachStamp(draft, (name) => {
      const own = Number(place.exec(name)?.[1] ?? 0);
      if (own === number) return [];
      return [own > number ? `${id}.evidence.${own - 1}` : name];
    })
  };
}

/** How many ideas of evidence any language has. */
export function ideaCount(draft: Pick<Draft, 'words'>, id: string): number {
  return Math.max(
    0,
    ...Object.values(draft.words).map((own) => (Object.hasOwn(own.criteria, id) ? (own.criteria[id]!.evidence?.length ?? 0) : 0))
  );
}

/**
 * Appends what was pasted: its criteria under ids that are free here, with their texts in the language that the draft is
 * written in. The rubric's own texts are taken where the draft has none; its situations only where nothing has been written to others,
 * or to none.
 *
 * @param pasted a draft, its source language taken for this draft's
 * @param most how many criteria a rubric may have; more are left out
 * @returns the draft, and the ids of what was added
 */
export function appendCriteria(
  draft: Draft,
  pasted: Pick<Draft, 'facts' | 'words'>,
  used: Iterable<string>,
  most: number
): { draft: Draft; added: string[] } {
  const language = sourceOf(draft.facts);
  const theirs = wordsIn(pasted, sourceOf(pasted.facts));
  const gone = new Set(used);
  const added: string[] = [];
  let next = draft;
  for (const part of ['title', 'short', 'about'] as const)
    if (theirs[part] && !textAt(wordsIn(next, language), part)) next = writeText(next, language, part, theirs[part]);
  const { situations } = pasted.facts;
  if (situations && !draft.facts.situations && draft.facts.criteria.length === 0) {
    const words = { ...wordsIn(next, language), ...(theirs.situations ? { situations: theirs.situations } : {}) };
    next = { ...next, facts: { ...next.facts, situations }, words: { ...next.words, [language]: words } };
  }
  for (const { beyond, ...criterion } of pasted.facts.criteria) {
    if (next.facts.criteria.length >= most) break;
    const id = nextCriterionId(next, gone);
    gone.add(id);
    added.push(id);
    next = withCriteria(next, [...next.facts.criteria, { ...criterion, ...(beyond && next.facts.situations ? { beyond } : {}), id }]);
    const own = Object.hasOwn(theirs.criteria, criterion.id) ? theirs.criteria[criterion.id]! : {};
    const words = wordsIn(next, language);
    next = { ...next, words: { ...next.words, [language]: { ...words, criteria: { ...words.criteria, [id]: own } } } };
  }
  return { draft: next, added };
}
