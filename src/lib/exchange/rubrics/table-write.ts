/** A rubric as one table: one row per criterion and language, and one row per language for the rubric as a whole. */
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { languagesOf, sourceOf, textAt } from '#lib/domain/rubric/places.ts';
import { columnsFor, levelWordIn, placeInWhole, TEXT, wholeIn, type Field } from './table-columns.ts';
import { safe, writeCompetences, writeExampleLevels, writeLevels, writeVersion } from './table-cells.ts';

/**
 * @param file the rubric with the languages to be written
 * @param original the whole rubric that it is a part of
 * @param heads the language of the headings; English where there are none in it
 * @returns the columns' fields; rows of cells, the headings first
 */
export function tableOf(file: RubricFile, original: RubricFile, heads: string): { fields: readonly Field[]; rows: string[][] } {
  const settings = new Set(
    Object.values(file.words).flatMap(({ criteria }) => Object.values(criteria).flatMap(({ help }) => Object.keys(help?.examples ?? {})))
  );
  const columns = columnsFor(
    [...settings].sort(),
    file.facts.criteria.some(({ examples }) => examples),
    heads
  );
  const source = sourceOf(file.facts);
  const rows = languagesOf(file).flatMap((language) => {
    const words = file.words[language]!;
    const facts = language === source;
    const whole = columns.map(([, field]) => wholeCell(file, words, field, facts, original, heads));
    const criteria = file.facts.criteria
      .filter(({ id }) => Object.hasOwn(words.criteria, id))
      .map((criterion) => columns.map(([, field]) => criterionCell(criterion, words, field, facts, levelWordIn(heads))));
    return [whole, ...criteria];
  });
  return { fields: columns.map(([, field]) => field), rows: [columns.map(([heading]) => heading), ...rows.map((row) => row.map(safe))] };
}

function wholeCell(
  { facts }: RubricFile,
  words: Translation,
  field: Field,
  withFacts: boolean,
  original: RubricFile,
  heads: string
): string {
  if (field === 'language') return words.language;
  if (field === 'criterion') return wholeIn(heads);
  const place = placeInWhole(field);
  if (place) return textAt(words, place) ?? '';
  if (!withFacts) return '';
  if (field === 'id') return facts.id;
  if (field === 'version') return writeVersion(facts.version);
  if (field === 'keyLevel') return `${levelWordIn(heads)} ${facts.keyLevel}`;
  if (field === 'source') return facts.source ?? '';
  if (field === 'madeFrom') return contentHash(original);
  return '';
}

function criterionCell(
  criterion: RubricFile['facts']['criteria'][number],
  words: Translation,
  field: Field,
  withFacts: boolean,
  level: string
): string {
  if (field === 'language') return words.language;
  if (field === 'criterion') return criterion.id;
  if (field === 'essential') return withFacts ? writeLevels(criterion.essential, level) : '';
  if (field === 'exampleLevels') return withFacts ? writeExampleLevels(criterion.examples ?? {}, level) : '';
  if (field === 'digcomp') return withFacts ? writeCompetences(criterion.digcomp ?? []) : '';
  const own = words.criteria[criterion.id]!;
  if (field === 'evidence') return (own.evidence ?? []).join('\n');
  // A setting may be called “about”, which `places.ts` would take for the help itself.
  if (field.startsWith('example.')) return own.help?.examples?.[field.slice('example.'.length)] ?? '';
  return TEXT.test(field) ? (textAt(words, `${criterion.id}.${field}`) ?? '') : '';
}

/** @returns characters that a column of a spreadsheet is wide */
export function widthOf(field: Field): number {
  if (field === 'title') return 28;
  if (field === 'madeFrom') return 20;
  return /^(?:language|criterion|essential|digcomp|short|version|keyLevel|source|id)$/.test(field) ? 14 : 44;
}
