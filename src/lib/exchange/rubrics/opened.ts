/** A rubric that came in: a draft always, and the rubric itself where it is whole. */
import { contentHash } from '#lib/domain/hash.ts';
import type { Fault } from '#lib/domain/faults.ts';
import { newRubricId } from '#lib/domain/authoring/drafting.ts';
import { checked, draftSchema, partSchema } from '#lib/domain/rubric/rubric-file.ts';
import { judged, type FileParts, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sourceOf, withText } from '#lib/domain/rubric/places.ts';
import { changesWithout } from '#lib/domain/rubric/version-changes.ts';
import { strayPlaces } from '#lib/domain/rubric/rubric-join.ts';
import type { TableReading } from './table-asks.ts';
import { carriedAs, NOT_CARRIED, type Format, type RubricPart } from './carries.ts';

export interface OpenedRubric {
  readonly format: Format | 'ods' | 'paste' | 'link';
  readonly draft: Omit<Draft, 'id' | 'at'>;
  /** The same where it is whole; else `null`, and `faults` says what it lacks. */
  readonly rubric: SoundRubric | null;
  readonly faults: readonly Fault[];
  /** Content hash of the rubric that this was exported from, where the file tells. */
  readonly returnsTo: string | null;
  /** What a table left open: questions, what was left out of it, which way its levels go. Absent where it is no table. */
  readonly table?: TableReading;
}

/**
 * @param content facts and words, of any shape
 * @param name the file's name, for messages
 * @throws DataError where the shape is wrong
 */
export function partsIn(content: unknown, name: string): FileParts {
  const { elsewhere, ...parts } = content as { readonly elsewhere?: unknown };
  const { facts, words, translated } = checked(draftSchema, { ...parts, id: 'opened', at: 0 }, name);
  const { elsewhere: away } = elsewhere === undefined ? {} : checked(partSchema, { elsewhere }, name);
  return { facts, words, ...(translated ? { translated } : {}), ...(away ? { elsewhere: away } : {}) };
}

/** @throws DataError where the shape is wrong; what is only missing is listed in `faults` */
export function openedAs(format: OpenedRubric['format'], content: unknown, name: string, returnsTo: string | null): OpenedRubric {
  const { parts, faults, rubric } = judged(partsIn(content, name));
  // Texts of the language that it was written in go by the places of `places.ts` alone.
  const own = `words.${sourceOf(parts.facts)}.`;
  const named = faults.map((one) => (one.place.startsWith(own) ? { ...one, place: one.place.slice(own.length) } : one));
  return { format, draft: parts, rubric, faults: named, returnsTo };
}

/**
 * A made-up id for a rubric that came without one: the same content gets the same id, and no other does.
 */
export const idFor = (content: Pick<RubricFile, 'facts' | 'words'>): string => newRubricId(contentHash(content));

/**
 * Puts back what the format could not carry, from the rubric that the file was exported from. What the file says itself stays as the
 * file says it.
 *
 * @param original the rubric that `returnsTo` names
 */
export function withKept(opened: OpenedRubric, original: RubricFile): OpenedRubric {
  const { draft } = opened;
  const { words, translated } = draft;
  const format = carriedAs(opened.format);
  const lost = (part: RubricPart) => NOT_CARRIED[format].includes(part);
  const kept = Object.fromEntries(
    (['situations', 'thresholds', 'changes', 'origin'] as const).flatMap((part) =>
      lost(part) && draft.facts[part] === undefined && original.facts[part] !== undefined ? [[part, original.facts[part]]] : []
    )
  );
  const { criteria, told } = kept.situations ? withSituations(draft, original) : { criteria: draft.facts.criteria, told: words };
  const ids = new Map(criteria.map(({ id, essential }) => [id, essential]));
  const facts = withoutGone({ ...draft.facts, criteria, ...kept }, original.facts);
  // A file with only some of the languages does not say that the others are gone.
  const others = Object.entries(original.words).flatMap(([language, own]) => {
    if (Object.hasOwn(words, language)) return [];
    const left = Object.entries(own.criteria).filter(([id]) => ids.has(id));
    const whole = { ...own, criteria: Object.fromEntries(left.map(([id, one]) => [id, asked(one, ids.get(id)!)])) };
    return [[language, strayPlaces(facts, whole).reduce((rest, place) => withText(rest, place, ''), whole)] as const];
  });
  const stampsOf = Object.entries(original.translated ?? {}).filter(([language]) => lost('translated') || !Object.hasOwn(words, language));
  const stamps = { ...Object.fromEntries(stampsOf), ...translated };
  const content = {
    facts,
    words: { ...told, ...Object.fromEntries(others) },
    ...(Object.keys(stamps).length > 0 ? { translated: stamps } : {})
  };
  // Words that are elsewhere still are, where nothing was changed; to another content nobody knows them.
  const same =
    original.elsewhere && openedAs(opened.format, { ...content, elsewhere: original.elsewhere }, original.facts.id, opened.returnsTo);
  const again =
    same?.rubric && same.rubric.hash === opened.returnsTo ? same : openedAs(opened.format, content, original.facts.id, opened.returnsTo);
  return {
    ...again,
    ...(opened.table ? { table: opened.table } : {}),
    draft: { ...again.draft, ...(opened.returnsTo ? { basedOn: opened.returnsTo } : {}) }
  };
}

/** A criterion that was taken out elsewhere is named no more where the file says how answers carry over. @param had the facts as they left */
export function withoutGone(facts: Draft['facts'], had: { readonly criteria: readonly { readonly id: string }[] }): Draft['facts'] {
  const gone = had.criteria.map(({ id }) => id).filter((id) => !facts.criteria.some((one) => one.id === id));
  return facts.changes && gone.length > 0 ? { ...facts, changes: changesWithout(facts.changes, new Set(gone)) } : facts;
}

/** Of situations, what does not stand in the facts of the rubric as a whole: their texts, and which conditions are wider. */
function withSituations({ facts, words }: OpenedRubric['draft'], original: RubricFile) {
  const wider = new Map(original.facts.criteria.map(({ id, beyond = [] }) => [id, beyond]));
  const criteria = facts.criteria.map((one) => {
    const beyond = (wider.get(one.id) ?? []).filter((level) => one.essential.includes(level));
    return beyond.length > 0 ? { ...one, beyond } : one;
  });
  const told = Object.entries(words).map(([language, own]) => {
    const situations = Object.hasOwn(original.words, language) ? original.words[language]!.situations : undefined;
    return [language, situations ? { ...own, situations } : own] as const;
  });
  return { criteria, told: Object.fromEntries(told) };
}

type CriterionWords = RubricFile['words'][string]['criteria'][string];

/** Conditions stand only with essential levels; where one is not essential any more, its condition goes. */
function asked(words: CriterionWords, essential: readonly number[]): CriterionWords {
  if (!words.notApplicable) return words;
  const { notApplicable, ...rest } = words;
  const left = Object.entries(notApplicable).filter(([level]) => essential.includes(Number(level)));
  return left.length > 0 ? { ...rest, notApplicable: Object.fromEntries(left) } : rest;
}
