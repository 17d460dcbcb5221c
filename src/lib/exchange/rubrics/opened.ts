/** A rubric that came in: a draft always, and the rubric itself where it is whole. */
import { contentHash } from '#lib/domain/hash.ts';
import { fault, type Fault } from '#lib/domain/faults.ts';
import { newRubricId } from '#lib/domain/authoring/drafting.ts';
import { checked, draftSchema } from '#lib/domain/rubric/rubric-file.ts';
import { readRubricFile, rubricFile, wholeFaults } from '#lib/domain/rubric/rubric-join.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
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
  const draft = checked(draftSchema, { ...(content as object), id: 'opened', at: 0 }, name);
  const { format: _, formatVersion: __, ...parts } = rubricFile(draft.facts, draft.words, draft.translated);
  const faults = faultsOf(parts);
  const file = faults.length === 0 ? readRubricFile(rubricFile(parts.facts, parts.words, parts.translated), name) : null;
  return { format, draft: parts, file, faults, returnsTo };
}

/**
 * A made-up id for a rubric that came without one: the same content gets the same id, and no other does.
 */
export const idFor = (content: Pick<RubricFile, 'facts' | 'words'>): string => newRubricId(contentHash(content));

/** @returns what a rubric of sound shape lacks; texts of the language that it was written in by the places of `places.ts` alone */
function faultsOf({ facts, words, translated }: Content): Fault[] {
  const own = `words.${sourceOf(facts)}.`;
  const found = wholeFaults(rubricFile(facts, words, translated));
  const none = facts.criteria.length === 0 ? [fault('no-criteria', '')] : [];
  return [...none, ...found.map((one) => (one.place.startsWith(own) ? { ...one, place: one.place.slice(own.length) } : one))];
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
