/** The rubrics that an assessment names: from this build, or from the ones kept on this device. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { Rubric, RubricFile, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { language } from '#lib/i18n/texts.ts';
import { hashOfBuiltIn, isBuiltIn } from '#lib/library/built-in.ts';
import { outlines, type Outline } from '#lib/library/index.ts';
import type { RubricStore } from '#lib/domain/rubric/store.ts';
import type { VersionFacts } from '#lib/domain/rubric/versions.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { Assessing } from '#lib/state/assessing.svelte.ts';

/** An assessment was answered with a rubric that is not on this device. */
export class MissingRubric extends Error {
  override name = 'MissingRubric';
  constructor(readonly ref: RubricRef) {
    super(`${ref.id} ${ref.version} is not here`);
  }
}

/** @returns the hash of what was answered; `null` where that is not known */
export const hashAnswered = (ref: RubricRef): string | null => ref.hash ?? (isBuiltIn(ref) ? hashOfBuiltIn(ref.id) : null);

/** Where rubrics lie that are not built in. */
interface Shelved {
  readonly shelf: Promise<Pick<RubricStore, 'read'>>;
}

/** What answering needs to know of a rubric, and, where it is not built in, all of it in the language of the page. */
export interface Found extends Outline {
  readonly hash?: string;
  readonly whole?: Rubric;
}

/**
 * @param refs what an assessment was answered with
 * @returns ids, names and essential cells of each, in that order
 * @throws MissingRubric, or Error where words that come with the app cannot be fetched
 */
export async function outlinesOf(refs: readonly RubricRef[], app: Shelved): Promise<Found[]> {
  return Promise.all(
    refs.map(async (ref) => {
      if (isBuiltIn(ref)) return outlines.find(({ id }) => id === ref.id)!;
      return foundIn(await keptFile(ref, app), ref.hash);
    })
  );
}

/** What answering needs of a kept rubric. */
export async function foundIn(file: Pick<RubricFile, 'facts' | 'words'>, hash?: string): Promise<Found> {
  const { rubricIn } = await import('#lib/domain/rubric/rubric-join.ts');
  const whole = rubricIn(file, language);
  const { id, version, keyLevel, criteria, situations } = file.facts;
  return { id, version, keyLevel, criteria, situations, title: whole.title, short: whole.short, ...(hash && { hash }), whole };
}

/**
 * Whole rubrics, for scoring and advice.
 *
 * @throws MissingRubric, or DataError where a built-in file is broken
 */
export async function rubricsOf(refs: readonly RubricRef[], app: Shelved): Promise<Rubric[]> {
  const found = await outlinesOf(refs, app);
  const ids = found.filter(({ whole }) => !whole).map(({ id }) => id);
  const builtIn = ids.length ? await (await import('#lib/library/rubrics.ts')).loadRubrics(ids) : [];
  return found.map(({ id, whole }) => whole ?? builtIn.find((rubric) => rubric.id === id)!);
}

async function keptFile(ref: RubricRef, app: Shelved): Promise<Pick<RubricFile, 'facts' | 'words'>> {
  const file = (ref.hash ? await (await app.shelf).read(ref.hash) : null) ?? (await earlierFile(ref));
  if (!file) throw new MissingRubric(ref);
  return file;
}

/**
 * Earlier versions of the built-in rubrics come with the app: for assessments of before copies were kept, which name no hash, and for such as
 * came from a device that had no need of a copy.
 */
async function earlierFile(ref: RubricRef): Promise<Pick<RubricFile, 'facts' | 'words'> | null> {
  if (!outlines.some(({ id }) => id === ref.id)) return null;
  const { loadEarlier, loadWholeEarlier } = await import('#lib/library/earlier.ts');
  if (!ref.hash) return loadEarlier(ref);
  const whole = await loadWholeEarlier(ref);
  return whole?.hash === ref.hash ? whole.file : null;
}

/**
 * Keeps the built-in rubrics of an assessment beside its answers: a later version of the app has others, and this one was answered with
 * these. Does nothing where that is done, and where the device refuses it, it is tried again the next time.
 */
export async function keepRubrics(assessing: Assessing, app: Pick<App, 'shelf' | 'world'>): Promise<void> {
  const waiting = assessing.head.rubrics.filter((ref) => !ref.hash);
  if (!assessing.stored || waiting.length === 0) return;
  try {
    const [{ loadWholeRubric }, { loadWholeEarlier }, shelf] = await Promise.all([
      import('#lib/library/rubrics.ts'),
      import('#lib/library/earlier.ts'),
      app.shelf
    ]);
    const there = new Set((await shelf.list()).items.map(({ key }) => key));
    const hashes: Record<string, string> = {};
    for (const ref of waiting) {
      const own = isBuiltIn(ref);
      const whole = own && there.has(hashOfBuiltIn(ref.id)!) ? null : await (own ? loadWholeRubric(ref.id) : loadWholeEarlier(ref));
      if (!own && !whole) continue;
      if (whole && !there.has(whole.hash)) await shelf.save(whole, 'cited', app.world.now());
      hashes[ref.id] = whole?.hash ?? hashOfBuiltIn(ref.id)!;
    }
    if (Object.keys(hashes).length === 0) return;
    const rubrics: Head['rubrics'] = assessing.head.rubrics.map((ref) => (hashes[ref.id] ? { ...ref, hash: hashes[ref.id] } : ref));
    await assessing.answeredWith(rubrics);
  } catch {
    // The answers are safe; only an update of the app would need the copy.
  }
}

/** A newer version of one of an assessment's rubrics to which its answers can be carried over. */
export interface Newer {
  readonly ref: RubricRef;
  /** From the version answered to the newest, as `carryOver` wants it. */
  readonly path: readonly VersionFacts[];
  readonly found: Found;
}

/** @returns for each rubric of the assessment that has a newer version here, the way to it */
export async function newerOf(refs: readonly RubricRef[], app: Pick<App, 'shelf'>): Promise<Newer[]> {
  if (refs.every(isBuiltIn)) return [];
  const [{ compareVersions, pathBetween }, { loadWholeRubric }, { releasedVersions }, shelf] = await Promise.all([
    import('#lib/domain/rubric/versions.ts'),
    import('#lib/library/rubrics.ts'),
    import('#lib/library/released.ts'),
    app.shelf
  ]);
  const { items } = await shelf.list();
  const found: Newer[] = [];
  for (const ref of refs) {
    if (isBuiltIn(ref)) continue;
    const kept = items.filter(({ id, kind }) => id === ref.id && kind === 'published');
    const read = await Promise.all(kept.map(async ({ key }) => ({ hash: key, file: await shelf.read(key).catch(() => null) })));
    const here = read.flatMap(({ hash, file }) => (file ? [{ hash, file }] : []));
    const own = outlines.some(({ id }) => id === ref.id) ? await loadWholeRubric(ref.id) : null;
    if (own) here.push(own);
    // Of one version, the content that was answered comes first, then what is offered.
    const offered = new Set(kept.filter(({ origin }) => origin !== 'cited').map(({ key }) => key));
    const rank = ({ hash }: { readonly hash: string }) => (hash === ref.hash ? 0 : offered.has(hash) ? 1 : 2);
    here.sort((a, b) => rank(a) - rank(b));
    const newest = own ?? here.reduce((a, b) => (compareVersions(b.file.facts.version, a.file.facts.version) > 0 ? b : a), here[0]!);
    if (!newest || compareVersions(newest.file.facts.version, ref.version) <= 0) continue;
    const path = pathBetween(
      [...here.map(({ file }) => file.facts), ...(own ? releasedVersions(ref.id) : [])],
      ref.version,
      newest.file.facts.version
    );
    if (path) found.push({ ref, path, found: await foundIn(newest.file, newest.hash) });
  }
  return found;
}
