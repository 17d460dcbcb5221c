/** Reads a rubric from a CASE 1.1 package, Waymark's own or another tool's. */
import {
  CASE_EXTENSION,
  CASE_VERSIONS,
  caseExtensionSchema,
  casePackageSchema,
  type CaseCriterion,
  type CaseLevel,
  type CasePackage
} from '#lib/domain/rubric/case-file.ts';
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { checked, faultIn, FORMAT_VERSION, MOST } from '#lib/domain/rubric/rubric-file.ts';
import type { RubricParts } from '#lib/domain/rubric/sound.ts';
import type { Translation } from '#lib/domain/rubric/rubric.ts';
import { sourceOf, textAt, withText } from '#lib/domain/rubric/places.ts';
import { casePlaces } from './case-write.ts';
import { directionOf, standingOf } from './level-names.ts';
import { idFor, openedAs, partsIn, withoutGone, type OpenedRubric } from './opened.ts';
import { tidy } from './table-cells.ts';
import { objectOf } from '../bytes/text.ts';

interface ReadCriterion {
  readonly id: string;
  readonly title: string;
  readonly levels: readonly string[];
}

/**
 * @param value parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the place in the package
 */
export function readCase(value: unknown, name: string): OpenedRubric {
  const inner = packageIn(value);
  if (!objectOf(inner?.CFDocument)) throw new DataError(name, 'CFDocument', 'not-case');
  const pack = checked(casePackageSchema, inner, name);
  if (!CASE_VERSIONS.includes(pack.CFDocument.caseVersion ?? null)) throw new DataError(name, 'CFDocument.caseVersion', 'not-case');
  const rubrics = (pack.CFRubrics ?? []).filter(({ CFRubricCriteria }) => (CFRubricCriteria ?? []).length > 0);
  if (rubrics.length === 0) throw new DataError(name, 'CFRubrics', 'no-case-rubric');
  if (rubrics.length > 1) throw new DataError(name, 'CFRubrics', 'many-case-rubrics', { count: rubrics.length });
  const rubric = rubrics[0]!;
  const extra = objectOf(pack.CFDocument.extensions)?.[CASE_EXTENSION];
  const fold = extra === undefined ? tidy : (text: string) => text;
  const criteria = criteriaOf(pack, rubric.CFRubricCriteria ?? [], fold, name);
  const competency = (pack.CFItems ?? []).find(({ abbreviatedStatement }) => abbreviatedStatement);
  const whole = {
    title: fold(rubric.title || pack.CFDocument.title || ''),
    short: fold(competency?.abbreviatedStatement ?? ''),
    about: fold(rubric.description || pack.CFDocument.description || '')
  };
  return extra === undefined ? fromElsewhere(pack, whole, criteria, name) : ownCase(extra, whole, criteria, name);
}

/** Some services wrap the package in an object of its own, or send a rubric alone. */
function packageIn(value: unknown): Readonly<Record<string, unknown>> | null {
  const outer = objectOf(value);
  const packed = objectOf(outer?.CFPackage) ?? outer;
  const only = objectOf(packed?.CFRubrics);
  const inner = only ? { ...packed, CFRubrics: [only] } : packed;
  if (inner?.CFDocument !== undefined || !inner) return inner;
  if (Array.isArray(inner.CFRubricCriteria)) return { CFDocument: {}, CFRubrics: [inner] };
  const rubric = objectOf(inner.CFRubric);
  if (rubric) return { CFDocument: {}, CFRubrics: [rubric] };
  return Array.isArray(inner.CFRubrics) ? { CFDocument: {}, ...inner } : inner;
}

function criteriaOf(pack: CasePackage, list: readonly CaseCriterion[], fold: (text: string) => string, name: string): ReadCriterion[] {
  const place = `CFRubrics.${(pack.CFRubrics ?? []).findIndex(({ CFRubricCriteria }) => CFRubricCriteria === list)}.CFRubricCriteria`;
  if (list.length > MOST.criteria) throw new DataError(name, place, 'many-criteria', { most: MOST.criteria });
  const items = new Map((pack.CFItems ?? []).map((item) => [item.identifier ?? '', item]));
  const used = new Set<string>();
  return inOrder(
    list.map((criterion, i) => ({ ...criterion, at: `${place}.${i}` })),
    ({ position }) => numberOf(position)
  ).map((criterion, i) => {
    const item = items.get(criterion.CFItemURI?.identifier ?? '');
    const code = item?.humanCodingScheme ?? '';
    let id = faultIn('criterion', code) === null && !used.has(code) ? code : `c${i + 1}`;
    while (used.has(id)) id = `${id}x`;
    used.add(id);
    const levels = criterion.CFRubricCriterionLevels ?? [];
    if (levels.length !== LEVELS.length)
      throw new DataError(name, `${criterion.at}.CFRubricCriterionLevels`, 'case-levels', { count: levels.length });
    const title = criterion.description || item?.fullStatement || criterion.CFItemURI?.title || criterion.category || '';
    const checkedText = (text: string, where: string) => {
      const code = faultIn('text', fold(text));
      if (code) throw new DataError(name, `${criterion.at}.${where}`, code, { most: MOST.text });
      return fold(text);
    };
    return {
      id,
      title: checkedText(title, 'description'),
      levels: levelsInOrder(levels).map(({ description, quality }, j) =>
        checkedText(description || quality || '', `CFRubricCriterionLevels.${j}.description`)
      )
    };
  });
}

/** From the narrowest: by their scores, where all have one and no two the same; else by position, unless known names say the opposite. */
function levelsInOrder(levels: readonly CaseLevel[]): CaseLevel[] {
  const scores = levels.map(({ score }) => numberOf(score));
  if (scores.every((score) => score !== null) && new Set(scores).size === levels.length)
    return inOrder(levels, ({ score }) => numberOf(score));
  const placed = inOrder(levels, ({ position }) => numberOf(position));
  const { falling, sure } = directionOf(placed.map(({ quality }) => standingOf(quality ?? '')));
  return sure && falling ? placed.reverse() : placed;
}

/** By their numbers where all have one; else as they stand. */
function inOrder<T>(list: readonly T[], numberOf: (one: T) => number | null): T[] {
  const all = list.every((one) => numberOf(one) !== null);
  return all ? [...list].sort((a, b) => numberOf(a)! - numberOf(b)!) : [...list];
}

/** @returns a number that may stand in quotes, also as “4 points”; `null` where there is none */
function numberOf(value: number | string | null | undefined): number | null {
  if (typeof value === 'number') return value;
  const text = /^\s*[-+]?\d+(?:[.,]\d+)?(?=\s*(?:\/\s*\d+|\D*)$)/.exec(value ?? '')?.[0];
  return text ? Number(text.replace(',', '.')) : null;
}

type Whole = Readonly<Record<'title' | 'short' | 'about', string>>;

/** Texts by their places, as CASE's own fields have them. */
const fieldsOf = (whole: Whole, criteria: readonly ReadCriterion[]): (readonly [place: string, text: string])[] => [
  ...(Object.entries(whole) as [string, string][]),
  ...criteria.flatMap(({ id, title, levels }) => [
    [`${id}.title`, title] as const,
    ...levels.map((text, i) => [`${id}.${i + 1}`, text] as const)
  ])
];

function fromElsewhere(pack: CasePackage, whole: Whole, criteria: readonly ReadCriterion[], name: string): OpenedRubric {
  const { creator, version, licenseURI } = pack.CFDocument;
  const language = languageOf(pack.CFDocument.language ?? '');
  const empty: Translation = { language, criteria: Object.fromEntries(criteria.map(({ id }) => [id, {}])) };
  const words = { [language]: fieldsOf(whole, criteria).reduce((own, [place, text]) => withText(own, place, text), empty) };
  const origin = Object.fromEntries(
    Object.entries({ author: tidy(creator ?? ''), licence: tidy(licenseURI?.title ?? '') }).filter(([, text]) => text)
  );
  const facts = {
    version: faultIn('version', version ?? '') === null ? version! : '0.1.0',
    keyLevel: 1 as const,
    source: language,
    criteria: criteria.map(({ id }) => ({ id, essential: [] })),
    ...(Object.keys(origin).length > 0 ? { origin } : {})
  };
  return openedAs('case', { facts: { id: idFor({ facts: { id: 'none', ...facts }, words }), ...facts }, words }, name, null);
}

/** CASE counts languages in three letters; the app in two where there are two. */
function languageOf(code: string): string {
  try {
    const [language = 'en'] = Intl.getCanonicalLocales(code.trim());
    return faultIn('language', language) === null ? language : 'en';
  } catch {
    return 'en';
  }
}

/** Fields of CASE say what they say; everything else comes from Waymark's part of the extensions. */
function ownCase(extra: unknown, whole: Whole, criteria: readonly ReadCriterion[], name: string): OpenedRubric {
  const place = `CFDocument.extensions.${CASE_EXTENSION}.formatVersion`;
  const fault = versionFault(objectOf(extra)?.formatVersion, FORMAT_VERSION, place);
  if (fault) throw new DataError(name, fault.place, fault.code, fault.values);
  const { facts, words, translated, language, madeFrom, borrowed } = checked(
    caseExtensionSchema,
    extra,
    `${name}: CFDocument.extensions.${CASE_EXTENSION}`
  );
  const byId = new Map(facts.criteria.map((one) => [one.id, one]));
  const ids = new Set(criteria.map(({ id }) => id));
  const left = {
    facts: { ...facts, criteria: criteria.map(({ id }) => byId.get(id) ?? { id, essential: [] }) },
    words: Object.fromEntries(
      Object.entries(words).map(([code, own]) => [
        code,
        { ...own, criteria: Object.fromEntries(Object.entries(own.criteria).filter(([id]) => ids.has(id))) }
      ])
    ),
    ...(translated === undefined ? {} : { translated })
  };
  // The shape is looked at before anything is put into it.
  const draft = partsIn(left, name);
  const own = Object.hasOwn(draft.words, language) ? draft.words[language]! : { language, criteria: {} };
  const filled = withFields(draft, own, fieldsOf(whole, criteria), new Set(borrowed));
  const all =
    Object.keys(filled.criteria).length > 0 || Object.hasOwn(words, language) ? { ...draft.words, [language]: filled } : draft.words;
  return openedAs('case', { ...draft, facts: withoutGone(draft.facts, facts), words: all }, name, madeFrom);
}

/** A text that was borrowed from the source's language is none of this language's, unless somebody has changed it. */
function withFields(
  draft: RubricParts,
  own: Translation,
  fields: readonly (readonly [string, string])[],
  borrowed: ReadonlySet<string>
): Translation {
  const source: Translation | undefined = draft.words[sourceOf(draft.facts)];
  const places = new Set(casePlaces(draft.facts));
  return fields.reduce((words, [place, text]) => {
    if (!places.has(place)) return words;
    if (borrowed.has(place) && source && textAt(source, place) === text) return words;
    return text === '' && !textAt(words, place) ? words : withText(words, place, text);
  }, own);
}
