/** What of a rubric each format carries: one table, which the list of losses is made from and which a test holds against the truth. */
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { wordsHash } from '#lib/domain/hash.ts';
import { hasAll, languagesOf, sourceOf, textAt, withText } from '#lib/domain/rubric/places.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { judged } from '#lib/domain/rubric/sound.ts';

export type Format = 'json' | 'xlsx' | 'csv' | 'case' | 'moodle';

/** What is pasted carries what a table does, as other spreadsheets do, and a link what a file of Waymark's does. */
export const carriedAs = (format: Format | 'ods' | 'paste' | 'link'): Format =>
  format === 'paste' || format === 'ods' ? 'csv' : format === 'link' ? 'json' : format;

const PARTS = [
  'situations',
  'thresholds',
  'changes',
  'origin',
  'translated',
  'languages',
  'digcomp',
  'essential',
  'notApplicable',
  'help',
  'examples',
  'evidence',
  'next',
  'about',
  'keyLevel',
  'short',
  'ids'
] as const;
export type RubricPart = (typeof PARTS)[number];

/** Something that a rubric has and a format cannot carry, and how much of it there is. */
export interface Loss {
  readonly part: RubricPart;
  readonly count: number;
}

const NOT_IN_TABLES: readonly RubricPart[] = ['situations', 'thresholds', 'changes', 'origin', 'translated'];

/** Whether a format can come back at all stands in formats.ts. */
export const NOT_CARRIED: Readonly<Record<Format, readonly RubricPart[]>> = {
  json: [],
  xlsx: NOT_IN_TABLES,
  csv: NOT_IN_TABLES,
  case: [],
  // One language, one scale; conditions, steps and evidence have no field, and nothing can be essential. What a criterion is about
  // stands in its description with the levels; examples do not. Who made it stands in the framework's description.
  moodle: PARTS.filter((part) => !['about', 'ids', 'origin'].includes(part))
};

/**
 * The same rubric with the words of one language, and in others what that one lacks; all else is elsewhere. For what can say so: our own file
 * and links.
 *
 * @param file a sound rubric's
 * @param language one that it has words in
 */
export function narrowed(file: RubricFile, language: string): RubricFile {
  const { facts, translated = {} } = file;
  const words: Record<string, Translation> = { [language]: file.words[language]! };
  for (const [place, lender] of Object.entries(rubricIn(file, language).borrowed ?? {}))
    words[lender] = withText(words[lender] ?? { language: lender, criteria: {} }, place, textAt(file.words[lender]!, place)!);
  const others = languagesOf(file).filter((code) => code !== language && hasAll(file, code));
  const elsewhere = { ...file.elsewhere, ...Object.fromEntries(others.map((code) => [code, wordsHash(file.words[code]!)])) };
  const stamps = Object.hasOwn(translated, language) ? { [language]: translated[language]! } : undefined;
  return judged({ facts, words, translated: stamps, elsewhere }).rubric!.file;
}

/**
 * A rubric with the language that it was written in and one other, so that a file is whole by itself which cannot say what is elsewhere.
 *
 * @param language all languages when left out
 */
export function withSource(file: RubricFile, language?: string): RubricFile {
  const keep = kept(file, language);
  if (keep.length === Object.keys(file.words).length) return file;
  const only = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([code]) => keep.includes(code)));
  const { translated, ...rest } = file;
  const stamps = translated ? only(translated) : {};
  return { ...rest, words: only(file.words), ...(Object.keys(stamps).length > 0 ? { translated: stamps } : {}) };
}

const kept = (file: RubricFile, language?: string) =>
  languagesOf(file).filter((code) => language === undefined || code === language || code === sourceOf(file.facts));

/** What of a rubric is written. @param language only this one, as far as the format can do without the others; all when left out */
export const partFor = (file: RubricFile, format: Format, language?: string): RubricFile =>
  format === 'json' && language !== undefined ? narrowed(file, language) : withSource(file, language);

/**
 * What this rubric has and a format cannot carry. Nothing is listed that the rubric does not have.
 *
 * @param language as for `partFor`
 */
export function lossesOf(file: RubricFile, format: Format, language?: string): readonly Loss[] {
  const part = partFor(file, format, language);
  const counts = countsOf(part);
  const all = Object.keys(file.words).length;
  const written = format === 'moodle' ? 1 : languagesOf(part).filter((code) => hasAll(part, code)).length;
  return PARTS.flatMap((part): Loss[] => {
    if (part === 'languages') return all > written ? [{ part, count: all - written }] : [];
    return NOT_CARRIED[format].includes(part) && counts[part] > 0 ? [{ part, count: counts[part] }] : [];
  });
}

/** How much of each part a rubric has: texts are counted over all its languages. */
function countsOf({ facts, words, translated }: RubricFile): Record<RubricPart, number> {
  const each = (count: (own: Translation) => number) => Object.values(words).reduce((sum, own) => sum + count(own), 0);
  const inCriteria = (count: (own: Translation['criteria'][string]) => number) =>
    each((own) => Object.values(own.criteria).reduce((sum, criterion) => sum + count(criterion), 0));
  const filled = (texts: object | undefined) => Object.values(texts ?? {}).filter(Boolean).length;
  return {
    // With all that goes with them: their texts, and which conditions are wider.
    situations: Object.keys(facts.situations ?? {}).length,
    thresholds: facts.thresholds ? 1 : 0,
    changes: facts.changes?.length ?? 0,
    origin: facts.origin ? 1 : 0,
    translated: Object.values(translated ?? {}).reduce((sum, stamps) => sum + Object.keys(stamps).length, 0),
    languages: Object.keys(words).length,
    digcomp: facts.criteria.reduce((sum, { digcomp }) => sum + (digcomp?.length ?? 0), 0),
    essential: facts.criteria.reduce((sum, { essential }) => sum + essential.length, 0),
    notApplicable: inCriteria(({ notApplicable }) => filled(notApplicable)),
    examples: facts.criteria.reduce((sum, { examples }) => sum + filled(examples), 0),
    help: inCriteria(({ help }) => (help?.about ? 1 : 0) + filled(help?.examples)),
    evidence: inCriteria(({ evidence }) => filled(evidence)),
    next: inCriteria(({ next }) => filled(next)),
    about: each(({ about }) => (about ? 1 : 0)),
    keyLevel: 1,
    short: each(({ short }) => (short ? 1 : 0)),
    ids: facts.criteria.length
  };
}
