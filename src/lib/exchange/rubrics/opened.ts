/** A rubric that came in: a draft always, and the rubric itself where it is whole. */
import { contentHash } from '#lib/domain/hash.ts';
import { DataError, fault, type Fault } from '#lib/domain/faults.ts';
import { newRubricId } from '#lib/domain/drafting.ts';
import { checked, draftSchema, FORMAT, FORMAT_VERSION, MOST } from '#lib/domain/rubric-file.ts';
import { readRubricFile, rubricFile } from '#lib/domain/rubric-join.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric.ts';
import { requiredPlaces, sourceOf, textAt } from '#lib/domain/texts.ts';
import { NOT_CARRIED, type Format, type Part } from './carries.ts';

export interface Opened {
  readonly format: Format | 'paste' | 'link';
  readonly draft: Omit<Draft, 'id' | 'at'>;
  /** The same where it is whole; else `null`, and `faults` says what it lacks. */
  readonly file: RubricFile | null;
  readonly faults: readonly Fault[];
  /** Content hash of the rubric that this was exported from, where the file tells. */
  readonly returnsTo: string | null;
}

type Content = Pick<Draft, 'facts' | 'words' | 'translated'>;

/**
 * @param content facts and words, of any shape
 * @param name the file's name, for messages
 * @throws DataError where the shape is wrong; what is only missing is listed in `faults`
 */
export function openedAs(format: Opened['format'], content: unknown, name: string, returnsTo: string | null): Opened {
  const { id: _, at: __, ...draft } = checked(draftSchema, { ...(content as object), id: 'opened', at: 0 }, name);
  const languages = Object.keys(draft.words).length;
  if (languages > MOST.languages) throw new DataError(name, 'words', 'many-languages', { most: MOST.languages });
  const faults = faultsOf(draft);
  const file = faults.length === 0 ? rubricOf(draft) : null;
  if (!file) return { format, draft, file, faults, returnsTo };
  try {
    return { format, draft, file: readRubricFile(file, name), faults, returnsTo };
  } catch (error) {
    if (!(error instanceof DataError) || !error.code) throw error;
    const { code, place, values } = error;
    return { format, draft, file: null, faults: [fault(code, place, values)], returnsTo };
  }
}

const rubricOf = ({ facts, words, translated }: Content): RubricFile => ({
  format: FORMAT,
  formatVersion: FORMAT_VERSION,
  facts,
  words,
  ...(translated ? { translated } : {})
});

/**
 * A made-up id for a rubric that came without one: the same content gets the same id, and no other does.
 */
export const idFor = (content: Pick<RubricFile, 'facts' | 'words'>): string => newRubricId(contentHash(content));

/** @returns what a rubric of sound shape lacks, by the places of `texts.ts`; an empty list where it can be answered */
export function faultsOf({ facts, words }: Content): Fault[] {
  const found: Fault[] = [];
  const source = sourceOf(facts);
  if (facts.criteria.length === 0) found.push(fault('no-criteria', ''));
  const ids = new Set<string>();
  for (const { id } of facts.criteria) {
    if (ids.has(id)) found.push(fault('criterion-twice', id));
    ids.add(id);
  }
  const own = words[source];
  if (!own) found.push(fault('no-source-words', '', { language: source }));
  for (const place of own ? requiredPlaces(facts) : [])
    if (!textAt(own!, place)) found.push(fault(place.includes('.notApplicable.') ? 'essential-unsaid' : 'no-text', place));
  const essential = new Map(facts.criteria.map((one) => [one.id, one.essential]));
  for (const [language, translation] of Object.entries(words)) {
    const at = (place: string) => (language === source ? place : `words.${language}.${place}`);
    if (translation.language !== language) found.push(fault('bad-language', `words.${language}.language`));
    for (const id of Object.keys(translation.criteria)) {
      if (!ids.has(id)) found.push(fault('no-criterion', at(id)));
      else
        for (const level of LEVELS)
          // A language of its own may not make a level essential: the others would not ask the same.
          if (textAt(translation, `${id}.notApplicable.${level}`) && !essential.get(id)!.includes(level))
            found.push(fault('not-essential', at(`${id}.notApplicable.${level}`)));
    }
  }
  return found;
}

/**
 * Puts back what the format could not carry, from the rubric that the file was exported from. What the file says itself stays as the
 * file says it.
 *
 * @param original the rubric that `returnsTo` names
 */
export function withKept(opened: Opened, original: RubricFile): Opened {
  const { facts, words, translated } = opened.draft;
  const format = opened.format === 'paste' ? 'csv' : opened.format === 'link' ? 'json' : opened.format;
  const lost = (part: Part) => NOT_CARRIED[format].includes(part);
  const kept = Object.fromEntries(
    (['thresholds', 'changes', 'origin'] as const).flatMap((part) =>
      lost(part) && facts[part] === undefined && original.facts[part] !== undefined ? [[part, original.facts[part]]] : []
    )
  );
  const ids = new Map(facts.criteria.map(({ id, essential }) => [id, essential]));
  // A file with only some of the languages does not say that the others are gone.
  const others = Object.entries(original.words).flatMap(([language, own]) => {
    if (Object.hasOwn(words, language)) return [];
    const criteria = Object.entries(own.criteria).filter(([id]) => ids.has(id));
    return [[language, { ...own, criteria: Object.fromEntries(criteria.map(([id, one]) => [id, asked(one, ids.get(id)!)])) }] as const];
  });
  const stampsOf = Object.entries(original.translated ?? {}).filter(([language]) => lost('translated') || !Object.hasOwn(words, language));
  const stamps = { ...Object.fromEntries(stampsOf), ...translated };
  const content = rubricFile(
    { ...facts, ...kept },
    { ...words, ...Object.fromEntries(others) },
    Object.keys(stamps).length > 0 ? stamps : undefined
  );
  const { format: _, formatVersion: __, ...parts } = content;
  const again = openedAs(opened.format, parts, original.facts.id, opened.returnsTo);
  return { ...again, draft: { ...again.draft, basedOn: contentHash(original) } };
}

type CriterionWords = RubricFile['words'][string]['criteria'][string];

/** Conditions stand only with essential levels; where one is not essential any more, its condition goes. */
function asked(words: CriterionWords, essential: readonly number[]): CriterionWords {
  if (!words.notApplicable) return words;
  const { notApplicable, ...rest } = words;
  const left = Object.entries(notApplicable).filter(([level]) => essential.includes(Number(level)));
  return left.length > 0 ? { ...rest, notApplicable: Object.fromEntries(left) } : rest;
}
