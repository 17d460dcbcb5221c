/**
 * What is wrong with a draft, all of it: what it cannot be published with, and what is worth a second look. What is wrong with a text names
 * its language among its values. Drafts are never changed in place, so what was found out about a criterion holds until its own parts are other ones.
 */
import { textState, wordsIn } from './draft-changes.ts';
import { DataError, fault, type Fault } from '../faults.ts';
import { LEVELS, type Thresholds } from '../model.ts';
import { NEAR, nearness } from './similarity.ts';
import { placesOf, requiredPlaces, sourceOf, textAt } from '../rubric/places.ts';
import { eachSituation, type ByLevel, type Criterion, type Draft, type Rubric, type Translation } from '../rubric/rubric.ts';
import { situationFaults, strayPlaces } from '../rubric/rubric-join.ts';
import { checkWording } from '../rubric/wording.ts';

export interface Findings {
  /** What it cannot be published with. */
  readonly must: readonly Fault[];
  /** What it can be published with. */
  readonly advice: readonly Fault[];
}

/** How many criteria are best: fewer give a wide margin, more are seldom worth the minutes. */
const BEST = { least: 5, most: 7 } as const;

type CriterionFacts = Draft['facts']['criteria'][number];

/** A criterion as far as it is written: what is missing is an empty text. */
export function roughCriterion(facts: CriterionFacts, words: Translation): Criterion {
  const { id, essential, beyond, digcomp = [], examples = {} } = facts;
  const at = (part: string | number) => textAt(words, `${id}.${part}`) ?? '';
  const own = Object.hasOwn(words.criteria, id) ? words.criteria[id]! : {};
  return {
    id,
    essential,
    ...(beyond && { beyond }),
    digcomp,
    title: at('title'),
    descriptors: { 1: at(1), 2: at(2), 3: at(3), 4: at(4) },
    notApplicable: (own.notApplicable ?? {}) as ByLevel,
    help: { about: at('help.about'), examples: own.help?.examples ?? {} },
    exampleLevels: examples,
    evidence: own.evidence ?? [],
    next: (own.next ?? {}) as ByLevel
  };
}

/** As much of a rubric as the writing rules look at. */
function rough(draft: Draft, words: Translation, criteria: readonly Criterion[]): Rubric {
  const { id, version, keyLevel } = draft.facts;
  const { title = '', short = '', about = '' } = words;
  const situations = roughSituations(draft, words);
  return { id, version, keyLevel, language: words.language, title, short, about, criteria, ...(situations && { situations }) };
}

/** The situations as far as they are written; `undefined` where a rubric declares none, or not yet all. */
export function roughSituations({ facts }: Pick<Draft, 'facts'>, words: Translation): Rubric['situations'] {
  const declared = facts.situations ?? {};
  if (!LEVELS.every((level) => declared[level])) return undefined;
  return eachSituation(declared as Required<typeof declared>, ({ id }, level) => ({ id, label: '', ...words.situations?.[level] }));
}

/** What breaks a writing rule, with the language of the text. */
const wordingOf = (rubric: Rubric): Fault[] =>
  checkWording(rubric).map((found) => ({ ...found, values: { ...found.values, language: rubric.language } }));

/** What of one criterion is wrong, looked at by itself. */
function criterionFindings(draft: Draft, facts: CriterionFacts, words: Translation): Findings {
  const { id } = facts;
  const { language } = words;
  const must = requiredPlaces({ criteria: [facts] })
    .filter((place) => place.startsWith(`${id}.`) && !textAt(words, place))
    .map((place) => fault('no-text', place, { language }));
  for (const level of LEVELS) {
    const place = `${id}.notApplicable.${level}`;
    if (!facts.essential.includes(level))
      for (const own of Object.values(draft.words))
        if (textAt(own, place)) must.push(fault('not-essential', place, { language: own.language }));
  }
  const criterion = roughCriterion(facts, words);
  criterion.evidence.forEach((idea, i) => {
    if (!idea) must.push(fault('no-text', `${id}.evidence.${i + 1}`, { language }));
  });

  // What nobody wrote is missing, not badly written.
  const advice = wordingOf(rough(draft, words, [criterion])).filter(({ place }) => textAt(words, place));
  for (const level of [2, 3, 4] as const) {
    const [lower, own] = [criterion.descriptors[(level - 1) as 1], criterion.descriptors[level]];
    if (lower && own && lower.toLowerCase() !== own.toLowerCase() && nearness(lower, own) >= NEAR)
      advice.push(fault('near-text', `${id}.${level}`, { place: `${id}.${level - 1}`, language }));
  }
  return { must, advice };
}

/** The statements of a criterion, as they are compared with those of others; empty where there is none. */
const comparable = (id: string, words: Translation) => LEVELS.map((level) => textAt(words, `${id}.${level}`)?.toLowerCase() ?? '');

/** Statements that stand word for word in two criteria; within one, the writing rules find them. */
function twins(criteria: readonly { readonly id: string; readonly texts: readonly string[] }[], language: string): Fault[] {
  const found: Fault[] = [];
  const seen = new Map<string, { readonly id: string; readonly place: string }>();
  for (const { id, texts } of criteria)
    texts.forEach((text, i) => {
      if (!text) return;
      const place = `${id}.${LEVELS[i]!}`;
      const twin = seen.get(text);
      if (twin && twin.id !== id) found.push(fault('same-text', place, { place: twin.place, language }));
      if (!twin) seen.set(text, { id, place });
    });
  return found;
}

const sameFault = (a: Fault, b: Fault) =>
  a === b || (a.code === b.code && a.place === b.place && JSON.stringify(a.values) === JSON.stringify(b.values));

/** @returns the list before, where the new one says the same: what is shown of it need not be drawn again */
function renewed<T>(before: readonly T[] | undefined, now: readonly T[], same: (a: T, b: T) => boolean): readonly T[] {
  return before?.length === now.length && before.every((one, i) => same(one, now[i]!)) ? before : now;
}

const disordered = ({ hold, emerging }: Thresholds) => emerging[0] * hold[1] > hold[0] * emerging[1];

/** Whom copies of a rubric have to name, and under which licence they may be made; by the rubric’s id. */
export type Sources = Readonly<Record<string, { readonly author: string; readonly licence: string }>>;

/** A copy names whom it was made after, whoever else has had a part in it. */
function originFaults({ origin }: Draft['facts'], sources: Sources): Fault[] {
  const id = origin?.from?.id ?? '';
  if (!Object.hasOwn(sources, id)) return [];
  const said = [origin?.author, origin?.licence].join(' ').toLowerCase();
  const { author, licence } = sources[id]!;
  return [author, licence].every((one) => said.includes(one.toLowerCase()))
    ? []
    : [fault('source-unnamed', 'facts.origin', { author, licence })];
}

/** What is wrong with the rubric as a whole, its criteria aside. */
function wholeFindings(draft: Draft, words: Translation, sources: Sources): Findings {
  const { criteria, thresholds } = draft.facts;
  const must = requiredPlaces({ ...draft.facts, criteria: [] })
    .filter((place) => !textAt(words, place))
    .map((place) => fault('no-text', place, { language: words.language }));
  if (criteria.length === 0) must.push(fault('no-criteria', ''));
  if (thresholds && disordered(thresholds)) must.push(fault('threshold-order', 'facts.thresholds'));
  must.push(...originFaults(draft.facts, sources), ...situationFaults(draft.facts));
  const ids = new Set(criteria.map(({ id }) => id));
  for (const own of Object.values(draft.words))
    must.push(...strayPlaces(draft.facts, own).map((place) => fault('stray-situation', place, { language: own.language })));
  for (const own of Object.values(draft.words))
    for (const id of Object.keys(own.criteria)) if (!ids.has(id)) must.push(fault('no-criterion', id, { language: own.language }));
  const advice = wordingOf(rough(draft, words, []));
  if (criteria.length > 0 && criteria.length < BEST.least) advice.push(fault('few-criteria', '', { count: criteria.length }));
  if (criteria.length > BEST.most) advice.push(fault('many-for-a-sitting', '', { count: criteria.length }));
  return { must, advice };
}

/** Texts of a translation that are not there yet, and those whose original has changed. */
export interface Gaps {
  readonly missing: readonly string[];
  readonly stale: readonly string[];
  /** How many texts the original has. */
  readonly of: number;
}

function gapsAmong(draft: Draft, language: string, places: readonly string[]): Gaps {
  const states = places.map((place) => [place, textState(draft, language, place)] as const);
  const which = (wanted: string) => states.filter(([, state]) => state === wanted).map(([place]) => place);
  return { missing: which('missing'), stale: which('stale'), of: places.length };
}

interface Known<T> {
  readonly parts: readonly unknown[];
  readonly value: T;
}

/** Remembers by id what came out, as long as it would come out of the very same parts. */
function remembering<T>(): (id: string, parts: readonly unknown[], work: () => T) => T {
  const known = new Map<string, Known<T>>();
  return (id, parts, work) => {
    const before = known.get(id);
    if (before?.parts.length === parts.length && before.parts.every((part, i) => part === parts[i])) return before.value;
    const value = work();
    known.set(id, { parts, value });
    return value;
  };
}

/** Looks through drafts; one that differs in one criterion from the one before costs that criterion. */
export interface Checker {
  /** @returns everything, in reading order; the very same value as the last time, where nothing else was found */
  check(draft: Draft): Findings;
  /** @returns what a translation lacks, in reading order */
  gaps(draft: Draft, language: string): Gaps;
}

/** @param sources of the rubrics that a draft may be a copy of */
export function newChecker(sources: Sources = {}): Checker {
  const findings = remembering<Findings>();
  const gaps = remembering<Gaps>();
  const compared = remembering<string[]>();
  let last: Findings | null = null;
  const lastGaps = new Map<string, Gaps>();
  return {
    check(draft) {
      const words = wordsIn(draft, sourceOf(draft.facts));
      const whole = wholeFindings(draft, words, sources);
      const each = draft.facts.criteria.map((facts) =>
        findings(facts.id, [facts, words.language, ...Object.values(draft.words).map((own) => own.criteria[facts.id])], () =>
          criterionFindings(draft, facts, words)
        )
      );
      const ids = draft.facts.criteria.map(({ id }) => id);
      const twice = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => fault('criterion-twice', id));
      const texts = ids.map((id) => ({ id, texts: compared(id, [words.criteria[id]], () => comparable(id, words)) }));
      const must = renewed(last?.must, [...whole.must, ...twice, ...each.flatMap((one) => one.must)], sameFault);
      const advice = renewed(
        last?.advice,
        [...whole.advice, ...each.flatMap((one) => one.advice), ...twins(texts, words.language)],
        sameFault
      );
      return last?.must === must && last.advice === advice ? last : (last = { must, advice });
    },
    gaps(draft, language) {
      const source = sourceOf(draft.facts);
      if (language === source) return { missing: [], stale: [], of: 0 };
      const [words, own] = [wordsIn(draft, source), wordsIn(draft, language)];
      const stamps = draft.translated?.[language];
      const whole = gapsAmong(draft, language, placesOf({ criteria: [] }, words));
      const each = draft.facts.criteria.map((facts) =>
        gaps(`${language} ${facts.id}`, [facts, words.criteria[facts.id], own.criteria[facts.id], stamps], () =>
          gapsAmong(draft, language, placesOf({ criteria: [facts] }, { ...words, title: '', short: '', about: '', situations: {} }))
        )
      );
      const equal = (a: string, b: string) => a === b;
      const before = lastGaps.get(language);
      const parts = [whole, ...each];
      const missing = renewed(
        before?.missing,
        parts.flatMap((one) => one.missing),
        equal
      );
      const stale = renewed(
        before?.stale,
        parts.flatMap((one) => one.stale),
        equal
      );
      const of = parts.reduce((sum, one) => sum + one.of, 0);
      if (before?.missing === missing && before.stale === stale && before.of === of) return before;
      const found = { missing, stale, of };
      lastGaps.set(language, found);
      return found;
    }
  };
}

/** @returns a fault that says the same as what the check of a file threw; of a place in words, its language is a value */
export function faultOf(error: DataError): Fault {
  const [whole = '', language] = /^words\.([A-Za-z0-9-]+)\.(?=.)/.exec(error.place) ?? [];
  const values = language ? { ...error.values, language } : error.values;
  return { code: error.code ?? 'bad-shape', values, place: error.place.slice(whole.length), reason: error.reason };
}
