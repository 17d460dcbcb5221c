/** From a draft to a version that never changes again: its number, and what it says of the version before. */
import { canonical } from '../hash.ts';
import { FORMAT } from '../rubric/rubric-file.ts';
import { formatOf, rubricFile } from '../rubric/rubric-join.ts';
import type { Draft, RubricFile, VersionChange } from '../rubric/rubric.ts';
import { readRubric, type SoundRubric } from '../rubric/sound.ts';
import { sourceOf } from '../rubric/places.ts';
import { compareVersions, proposeChange } from '../rubric/versions.ts';

/**
 * What a new version means to those who answered the one before. `wording`: it asks the same in other words. `asks`: some of it asks
 * something else. `apart`: answers no longer compare.
 */
export type Step = 'wording' | 'asks' | 'apart';
export const STEPS: readonly Step[] = ['wording', 'asks', 'apart'];

const numbers = (version: string) => version.split('.').map(Number) as [number, number, number];

/** @returns the latest of some versions; `null` where there is none */
export function latestOf<T extends { readonly version: string }>(all: readonly T[]): T | null {
  return all.reduce<T | null>((best, one) => (best === null || compareVersions(one.version, best.version) > 0 ? one : best), null);
}

/**
 * @param version the one before
 * @returns wording: the last number is one more; asks: the middle one; apart: the first, but while it is 0 nothing is settled yet, and
 *   the middle one says it
 */
export function versionAfter(version: string, step: Step): string {
  const [major, minor, patch] = numbers(version);
  if (step === 'wording') return `${major}.${minor}.${patch + 1}`;
  return step === 'asks' || major === 0 ? `${major}.${minor + 1}.0` : `${major + 1}.0.0`;
}

/** What the author says of one criterion that the version before has too: how its answers carry over. */
export type ChangedKind = 'same' | 'comparable' | 'not-comparable';

/** What the author says about two versions; as proposed, until they say otherwise. */
export interface Relation {
  /** Criteria that both have, and whose statements differ. */
  readonly changed: Readonly<Record<string, ChangedKind>>;
  /** Criteria that only the later one has: which of the earlier one they are a part of; `null` for new ones. */
  readonly begun: Readonly<Record<string, string | null>>;
  /** Criteria that only the earlier one has: which of the later one they went into; `null` for those that end. */
  readonly ended: Readonly<Record<string, string | null>>;
}

/** @returns what a program can tell: changed statements are comparable, or the same where only the wording was changed */
export function proposeRelation(earlier: RubricFile, draft: Pick<Draft, 'facts' | 'words'>, step: Step): Relation {
  const change = proposeChange(earlier, draft as RubricFile);
  const [had, has] = [earlier.facts.criteria, draft.facts.criteria].map((all) => new Set(all.map(({ id }) => id))) as [
    Set<string>,
    Set<string>
  ];
  const kind: ChangedKind = step === 'wording' ? 'same' : 'comparable';
  return {
    changed: Object.fromEntries(change.criteria.flatMap(({ to }) => to.map((id) => [id, kind]))),
    begun: Object.fromEntries([...has].filter((id) => !had.has(id)).map((id) => [id, null])),
    ended: Object.fromEntries([...had].filter((id) => !has.has(id)).map((id) => [id, null]))
  };
}

/** @returns the step that a draft needs at least: a criterion that comes or goes is more than wording */
export function proposeStep(relation: Relation): Step {
  return Object.keys(relation.begun).length || Object.keys(relation.ended).length || Object.keys(relation.changed).length
    ? 'asks'
    : 'wording';
}

type Links = Readonly<Record<string, string | null>>;

/** Ids that name the same other one, by that one. */
function groups(links: Links): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const [id, other] of Object.entries(links)) if (other !== null) found.set(other, [...(found.get(other) ?? []), id]);
  return [...found];
}

type Part = VersionChange['criteria'][number];

function splits({ begun }: Relation, draft: Pick<Draft, 'facts'>): Part[] {
  const has = new Set(draft.facts.criteria.map(({ id }) => id));
  return groups(begun).map(([from, parts]) => {
    const to = has.has(from) ? [from, ...parts] : parts;
    // What became one has not been split: it goes on under another name.
    return { kind: to.length > 1 ? 'split' : 'comparable', from: [from], to };
  });
}

/** @returns criteria that come from a split: nothing can be merged into them as well, since nobody could tell what holds */
export const splitOff = (relation: Relation, draft: Pick<Draft, 'facts'>): string[] => splits(relation, draft).flatMap(({ to }) => to);

/** @returns what the later version says of the earlier one */
export function changeOf(earlier: RubricFile, draft: Pick<Draft, 'facts' | 'words'>, relation: Relation): VersionChange {
  const had = new Set(earlier.facts.criteria.map(({ id }) => id));
  const split = splits(relation, draft);
  const taken = new Set(split.flatMap(({ to }) => to));
  const merged = groups(relation.ended)
    .filter(([to]) => !taken.has(to))
    .map(([to, parts]): Part => {
      const from = had.has(to) ? [to, ...parts] : parts;
      return { kind: from.length > 1 ? 'merged' : 'comparable', from, to: [to] };
    });
  const told = new Set([...taken, ...merged.flatMap(({ to }) => to)]);
  const plain = proposeChange(earlier, draft as RubricFile)
    .criteria.filter(({ to }) => !to.some((id) => told.has(id)))
    .map((one) => ({ ...one, kind: relation.changed[one.to[0]!] ?? one.kind }));
  return { from: earlier.facts.version, criteria: [...split, ...merged, ...plain] };
}

/** @returns whether publishing would say nothing that the version before does not say */
export function sameAs(earlier: RubricFile, draft: Draft): boolean {
  const plain = ({ facts, words }: Pick<RubricFile, 'facts' | 'words'>) => {
    const { version: _, changes: __, ...rest } = facts;
    return canonical(rubricFile({ ...rest, source: sourceOf(facts), version: '0.0.0' }, written(words)));
  };
  return plain(earlier) === plain(draft);
}

/** Languages that somebody began and left without a text are left out. */
function written(words: Draft['words']): Draft['words'] {
  const isEmpty = (value: unknown): boolean =>
    typeof value === 'string' ? value === '' : Object.values((value ?? {}) as object).every((one) => isEmpty(one));
  return Object.fromEntries(Object.entries(words).filter(([, { language: _, ...own }]) => !isEmpty(own)));
}

/**
 * @param changes what it says of earlier versions, as `changesOf` gives it; nothing where there is none, or where answers do not compare
 * @returns the rubric as it is published, looked through as if it came from outside
 * @throws DataError for a draft that is not whole
 */
export function publish(draft: Draft, version: string, changes: readonly VersionChange[]): SoundRubric {
  // What the version before said of its own predecessors is not true of this one as it stands.
  const { changes: _, ...facts } = draft.facts;
  const words = written(draft.words);
  const stamps = Object.fromEntries(Object.entries(draft.translated ?? {}).filter(([language]) => Object.hasOwn(words, language)));
  const whole = { ...facts, version, ...(changes.length ? { changes } : {}) };
  const file = { format: FORMAT, formatVersion: formatOf({ facts: whole }), facts: whole, words, translated: stamps };
  return readRubric(JSON.parse(JSON.stringify(file)), facts.id);
}
