/** Finds what a comparison needs: two assessments with their rubrics, the ways between versions, and looks back. */
import { answeredAt } from '#lib/domain/position/digest.ts';
import type { Assessment, Head } from '#lib/domain/assessment/assessment.ts';
import type { Paths, Side } from '#lib/domain/position/compare.ts';
import type { Damage } from '#lib/domain/damage.ts';
import type { Rubric, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { compareVersions, pathBetween, type VersionFacts } from '#lib/domain/rubric/versions.ts';
import { isBuiltIn, outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { rubricsOf } from './rubrics.ts';

/** One side as it was found, with the time at which it was answered and the rows that could not be read. */
export interface Found extends Side {
  readonly at: number;
  readonly damage: readonly Damage[];
}

/**
 * @returns the assessment with its rubrics; `null` where it is not here
 * @throws MissingRubric where a rubric of it is not on this device; DamagedError where its own row cannot be read
 */
export async function sideOf(id: string, app: Pick<App, 'store' | 'shelf'>, known: Map<string, Rubric>): Promise<Found | null> {
  const found = await (await app.store).load(id);
  if (!found) return null;
  const assessment: Assessment = { head: found.head, entries: found.entries };
  return {
    assessment,
    rubrics: await wholeRubrics(found.head.rubrics, app, known),
    at: answeredAt(assessment) ?? found.head.createdAt,
    damage: found.damage
  };
}

/** Both sides mostly have the same rubrics, and opening one costs some time. @param known takes those that are opened */
async function wholeRubrics(refs: readonly RubricRef[], app: Pick<App, 'shelf'>, known: Map<string, Rubric>): Promise<Rubric[]> {
  const nameOf = (ref: RubricRef) => (isBuiltIn(ref) ? ref.id : `${ref.id} ${ref.hash ?? ref.version}`);
  const missing = refs.filter((ref) => !known.has(nameOf(ref)));
  (await rubricsOf(missing, app)).forEach((rubric, i) => known.set(nameOf(missing[i]!), rubric));
  return refs.map((ref) => known.get(nameOf(ref))!);
}

/** What a rubric asks, as one text: answers of before hashes were kept and later ones may have had the same, from two places. */
const asks = ({ version, criteria }: Rubric): string =>
  JSON.stringify([version, criteria.map(({ id, essential, descriptors }) => [id, essential, descriptors])]);

/** The ways between the versions of the competencies that both sides have. */
export async function pathsBetween(before: Side, after: Side, app: Pick<App, 'shelf'>): Promise<Paths> {
  const paths = new Map<string, readonly VersionFacts[] | null>();
  for (const earlier of before.rubrics) {
    const later = after.rubrics.find(({ id }) => id === earlier.id);
    // The same rubric is mostly the same object: there is nothing to carry over.
    if (!later || later === earlier || asks(earlier) === asks(later)) continue;
    const order = compareVersions(earlier.version, later.version);
    const [from, to] = order < 0 ? [earlier, later] : [later, earlier];
    // Two contents under one version number: nothing says how they relate.
    paths.set(earlier.id, order === 0 ? null : pathBetween(await versionsOf(earlier.id, app), from.version, to.version));
  }
  return paths;
}

/** Every version of a rubric that anything here knows of. */
async function versionsOf(id: string, app: Pick<App, 'shelf'>): Promise<VersionFacts[]> {
  const [{ releasedVersions }, { loadWholeRubric }, shelf] = await Promise.all([
    import('#lib/library/released.ts'),
    import('#lib/library/rubrics.ts'),
    app.shelf
  ]);
  const builtIn = outlines.some((outline) => outline.id === id) ? [(await loadWholeRubric(id)).file.facts] : [];
  const { items } = await shelf.list();
  const kept = items.filter((item) => item.id === id && item.kind === 'published');
  const files = await Promise.all(kept.map(({ key }) => shelf.read(key).catch(() => null)));
  return [...builtIn, ...files.flatMap((file) => (file ? [file.facts] : [])), ...releasedVersions(id)];
}

/** @returns looking-back assessments of a time, newest first */
export async function retrospectsOf(id: string, app: Pick<App, 'assessments'>): Promise<Head[]> {
  const { heads } = await (await app.assessments).list(100_000);
  return heads.filter(({ retrospectOf }) => retrospectOf === id).sort((a, b) => b.createdAt - a.createdAt);
}

/** How many assessments are opened to find the one that was answered last. */
const FEW = 20;

/**
 * @param retrospect id of a look back
 * @returns the time that it rates again, and the newest later one that shares a topic with it; `null` where one of them is not here
 */
export async function timesOf(
  retrospect: string,
  app: Pick<App, 'store' | 'assessments'>
): Promise<[earlier: string, later: string] | null> {
  const [store, list] = await Promise.all([app.store, app.assessments]);
  const { heads } = await list.list(100_000);
  const of = heads.find(({ id }) => id === retrospect);
  const earlier = of?.retrospectOf && (await timeOf(of.retrospectOf));
  if (!of || !earlier) return null;
  const topics = new Set(of.rubrics.map(({ id }) => id));
  const others = heads.filter(
    ({ id, retrospectOf, rubrics }) => !retrospectOf && id !== earlier.id && rubrics.some((ref) => topics.has(ref.id))
  );
  const times = await Promise.all(others.slice(0, FEW).map(({ id }) => timeOf(id)));
  const later = times
    .filter((time) => time !== null)
    .filter(({ at }) => at >= earlier.at)
    .sort((a, b) => b.at - a.at)[0];
  return later ? [earlier.id, later.id] : null;

  async function timeOf(id: string): Promise<{ id: string; at: number } | null> {
    const found = await store.load(id).catch(() => null);
    return found && { id, at: answeredAt(found) ?? found.head.createdAt };
  }
}
