/** Finds what a comparison needs: two assessments with their rubrics, the ways between versions, and looks back. */
import { answeredAt, dateOf } from '#lib/domain/assessment/entries.ts';
import type { Assessment, Head } from '#lib/domain/assessment/assessment.ts';
import { compare, type Comparison, type Paths, type Side } from '#lib/domain/position/compare.ts';
import type { Damage } from '#lib/domain/damage.ts';
import type { Rubric, RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { compareVersions, pathBetween, type VersionFacts } from '#lib/domain/rubric/versions.ts';
import { isBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import { model } from '#lib/library/model.ts';
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
    at: dateOf(assessment),
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
    paths.set(earlier.id, order === 0 ? null : pathBetween(await versionsOf(earlier.id, [before, after], app), from.version, to.version));
  }
  return paths;
}

/** Every version of a rubric that anything here knows of; of one version, the content that was answered comes first, then what is offered. */
export async function versionsOf(id: string, sides: readonly Side[], app: Pick<App, 'shelf'>): Promise<VersionFacts[]> {
  const [{ releasedVersions }, { loadWholeRubric }, shelf] = await Promise.all([
    import('#lib/library/released.ts'),
    import('#lib/library/rubrics.ts'),
    app.shelf
  ]);
  const builtIn = outlines.some((outline) => outline.id === id) ? [(await loadWholeRubric(id)).file.facts] : [];
  const { items } = await shelf.list();
  const answered = new Set(sides.flatMap(({ assessment }) => assessment.head.rubrics.map(({ hash }) => hash)));
  const rank = ({ key, origin }: ShelfItem) => (answered.has(key) ? 0 : origin === 'cited' ? 2 : 1);
  const kept = items.filter((item) => item.id === id && item.kind === 'published').sort((a, b) => rank(a) - rank(b));
  const files = await Promise.all(kept.map(({ key }) => shelf.read(key).catch(() => null)));
  return [...builtIn, ...files.flatMap((file) => (file ? [file.facts] : [])), ...releasedVersions(id)];
}

/** What an assessment says that the one before it did not. */
export interface Since {
  readonly before: Found;
  readonly comparison: Comparison;
}

/**
 * @param after an assessment as it stands in this tab, and its whole rubrics
 * @returns how it compares with the newest of those that were answered before, can be read and share a topic with it; `null` where there is
 *   none, and for one that looks back
 */
export async function changeSince(after: Side, app: Pick<App, 'store' | 'assessments' | 'shelf'>): Promise<Since | null> {
  const { head } = after.assessment;
  if (head.retrospectOf) return null;
  const list = await app.assessments;
  const topics = new Set(head.rubrics.map(({ id }) => id));
  const others = (await list.list(FEW)).heads.filter(
    ({ id, retrospectOf, rubrics }) => id !== head.id && !retrospectOf && rubrics.some((ref) => topics.has(ref.id))
  );
  const dates = await list.progressOf(others);
  const at = dateOf(after.assessment);
  // Answers that were carried over keep their date: on one date nothing can have changed, whichever of the two is opened.
  const earlier = others
    .filter(({ id }) => dates[id]!.at < at)
    .sort((a, b) => dates[b.id]!.at - dates[a.id]!.at || b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  for (const { id } of earlier) {
    const before = await sideOf(id, app, new Map()).catch(() => null);
    if (!before || answeredAt(Object.values(before.assessment.entries)) === null) continue;
    return { before, comparison: compare(before, after, await pathsBetween(before, after, app), model) };
  }
  return null;
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
    .filter(({ at }) => at > earlier.at)
    .sort((a, b) => b.at - a.at || b.createdAt - a.createdAt)[0];
  return later ? [earlier.id, later.id] : null;

  async function timeOf(id: string): Promise<{ id: string; at: number; createdAt: number } | null> {
    const found = await store.load(id).catch(() => null);
    return found && { id, at: dateOf(found), createdAt: found.head.createdAt };
  }
}
