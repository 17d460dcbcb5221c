/**
 * Versions of a rubric. A published version never changes; its file says how answers to earlier ones carry over
 * (`changes`), criterion by criterion. How versions relate is worked out here; `assessment/carry-over.ts` takes answers along.
 */
import { LEVELS, type Level } from '../model.ts';
import type { RubricFacts, RubricFile, Translation, VersionChange } from './rubric.ts';
import { hasAll, languagesOf, sourceOf, textAt } from './places.ts';

/** @returns less than 0 where `a` comes before `b`, 0 where they are the same, more than 0 where it comes after */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const i = left.findIndex((part, at) => part !== right[at]);
  return i < 0 ? 0 : left[i]! - right[i]!;
}

/** How a cell of the newer version relates to the earlier one; `new`: there was nothing like it. */
export type Kind = VersionChange['criteria'][number]['kind'] | 'new';

/** Worst last: over several steps the worst counts. */
const ORDER: readonly Kind[] = ['same', 'split', 'merged', 'comparable', 'not-comparable', 'new'];
export const worse = (a: Kind, b: Kind): Kind => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/** Where a cell comes from. */
export interface Link {
  readonly kind: Kind;
  /** Criteria of the earlier version that it comes from. */
  readonly from: readonly string[];
}

/** Facts of one version, as far as carrying over needs them. */
export type VersionFacts = Pick<RubricFacts, 'id' | 'version' | 'criteria' | 'changes' | 'situations'>;

/**
 * @param change how the newer version says that the earlier one carries over
 * @param had whether the earlier version had a criterion with this id
 * @returns where a cell of the newer version comes from
 */
export function linkOf(change: VersionChange, criterion: string, level: Level, had: boolean): Link {
  const here = change.criteria.filter(({ levels }) => !levels || levels.includes(level));
  const named = here.find(({ to }) => to.includes(criterion));
  if (named) return { kind: named.kind, from: named.from };
  // What moved to another criterion, or ended, left its id free: whatever stands there now is something else.
  const left = here.some(({ from }) => from.includes(criterion));
  return had && !left ? { kind: 'same', from: [criterion] } : { kind: 'new', from: [] };
}

/**
 * The versions to go through from an earlier one to a newer one, each with what it says about the one before. The shortest way
 * counts: where a version says itself how a far earlier one carries over, that was meant.
 *
 * @param versions all versions at hand
 * @returns `null` where no version says how to get there
 */
export function pathBetween(versions: readonly VersionFacts[], from: string, to: string): VersionFacts[] | null {
  const of = (version: string) => versions.find((one) => one.version === version);
  const goal = of(to);
  const seen = new Set([to]);
  let paths: VersionFacts[][] = goal ? [[goal]] : [];
  while (paths.length) {
    const there = paths.find(([first]) => first!.version === from);
    if (there) return there;
    paths = paths.flatMap((path) =>
      (path[0]!.changes ?? []).flatMap(({ from: before }) => {
        const earlier = of(before);
        if (!earlier || seen.has(before)) return [];
        seen.add(before);
        return [[earlier, ...path]];
      })
    );
  }
  return null;
}

/**
 * A version says mostly of every earlier one how its answers carry over. Of some it says nothing, and another one in between does.
 *
 * @param versions all versions at hand
 * @returns those that answers to such versions go through before they come to `today`, the versions themselves too; oldest first
 */
export function onTheWay(versions: readonly VersionFacts[], today: VersionFacts): VersionFacts[] {
  const told = new Set(today.changes?.map(({ from }) => from));
  const older = versions.filter(({ id, version }) => id === today.id && compareVersions(version, today.version) < 0);
  const all = [today, ...older];
  const found = older.filter(({ version }) => !told.has(version)).flatMap(({ version }) => pathBetween(all, version, today.version) ?? []);
  return older
    .filter((one, i) => found.includes(one) && older.findIndex(({ version }) => version === one.version) === i)
    .sort((a, b) => compareVersions(a.version, b.version));
}

/**
 * What a new version would say about the one before, as far as a program can tell: descriptors with the same text ask the same,
 * under the same id or under a new one; a criterion with another title and four other descriptors asks something else; others are
 * comparable until somebody who knows says otherwise.
 */
export function proposeChange(earlier: RubricFile, later: Pick<RubricFile, 'facts' | 'words'>): VersionChange {
  // The language that the earlier one was written in: what was translated since says the same in other words. Where that is elsewhere,
  // another one that both have.
  const has = (language: string) => hasAll(earlier, language) && Object.hasOwn(later.words, language);
  const original = sourceOf(earlier.facts);
  const source = hasAll(earlier, original) ? original : (languagesOf(earlier).find(has) ?? original);
  const before = earlier.words[source] ?? { language: source, criteria: {} };
  const now = later.words[source] ?? { language: source, criteria: {} };
  const comparing = Object.hasOwn(later.words, source);
  const descriptorsOf = (words: Translation, id: string) => LEVELS.map((level) => textAt(words, `${id}.${level}`));
  const all = (words: Translation, id: string) => JSON.stringify(descriptorsOf(words, id));
  const had = earlier.facts.criteria.map(({ id }) => id);
  const gone = had.filter((id) => !later.facts.criteria.some((criterion) => criterion.id === id));
  const criteria = later.facts.criteria.flatMap(({ id }): VersionChange['criteria'] => {
    const [old, texts] = [descriptorsOf(before, id), descriptorsOf(now, id)];
    if (!had.includes(id)) {
      const former = texts.every(Boolean) && gone.find((one) => all(before, one) === all(now, id));
      return former ? [{ kind: 'same', from: [former], to: [id] }] : [];
    }
    const levels = LEVELS.filter((_, i) => old[i] !== texts[i]);
    if (levels.length === 0) return [];
    if (levels.length < 4) return [{ kind: 'comparable', from: [id], to: [id], levels }];
    const near = !comparing || textAt(before, `${id}.title`) === textAt(now, `${id}.title`);
    return [{ kind: near ? 'comparable' : 'not-comparable', from: [id], to: [id] }];
  });
  return { from: earlier.facts.version, criteria };
}
