/**
 * Rubrics in links, both ways. A link may say no more than how a rubric differs from one that comes with the app; here is that one found, as
 * far as its words can be had.
 */
import { DataError } from '#lib/domain/faults.ts';
import type { RubricFile, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import type { LinkRequest } from '#lib/exchange/door.ts';
import type { Link } from '#lib/exchange/rubrics/link.ts';
import type { OpenedRubric } from '#lib/exchange/rubrics/opened.ts';
import { outlines } from '#lib/library/index.ts';
import { loadBase, loadWholeEarlier } from '#lib/library/earlier.ts';
import { hashOfBuiltIn, isBuiltIn } from '#lib/library/built-in.ts';
import type { App } from '#lib/state/app.svelte.ts';

/** The hash of a built-in rubric in a version that this build has; `null` where it has not, or where it cannot be had now. */
async function hashOf(ref: RubricRef): Promise<string | null> {
  if (isBuiltIn({ id: ref.id, version: ref.version })) return hashOfBuiltIn(ref.id);
  return (await loadWholeEarlier(ref).catch(() => null))?.hash ?? null;
}

/**
 * @param rubric a sound one
 * @param language only this one comes along, as far as it can do without others; all when left out
 */
export async function linkFor(rubric: { readonly file: RubricFile; readonly hash: string }, language?: string): Promise<Link> {
  const { linkOf } = await import('#lib/exchange/rubrics/link.ts');
  const { facts } = rubric.file;
  const from = outlines.some(({ id }) => id === facts.id) ? facts : facts.origin?.from;
  const found = from && outlines.some(({ id }) => id === from.id) ? await loadBase(from) : null;
  // How a language differs from words that cannot be had now, nobody can say.
  const wanted = Object.keys(rubric.file.words).filter((one) => language === undefined || one === language);
  const base = found && wanted.every((one) => !found.languages.includes(one) || Object.hasOwn(found.words, one)) ? found : null;
  const hash = base && (await hashOf(from!));
  return linkOf(rubric, language, base && hash ? { base, ref: { id: from!.id, version: from!.version, hash } } : undefined);
}

/** @throws DataError, as the door does; and where a link is about a version of a built-in rubric that this app does not have */
export async function openLink(carried: LinkRequest['carried'], signal?: AbortSignal): Promise<OpenedRubric> {
  const { openApart } = await import('#lib/exchange/apart.ts');
  const opened = await openApart({ kind: 'link', carried }, signal);
  if (!('base' in opened)) return opened;
  const { rebuilt } = await import('#lib/exchange/rubrics/difference.ts');
  const { id, version, hash } = opened.base;
  const outline = outlines.find((one) => one.id === id);
  const here = outline?.version === version ? hashOfBuiltIn(id) === hash : outline !== undefined;
  const base = here ? await loadBase({ id, version }) : null;
  signal?.throwIfAborted();
  const whole = base && rebuilt(opened, base, 'link');
  if (!whole) throw new DataError('link', '', 'other-base', { title: outline?.title ?? id, version });
  return whole;
}

/** Keeps words that have come with the rubric of this device that lacks them. @param rubric the very same, with other words */
export async function addWords(rubric: SoundRubric, app: Pick<App, 'shelf' | 'world'>): Promise<void> {
  const shelf = await app.shelf;
  const lacks = (await shelf.read(rubric.hash).catch(() => null))?.elsewhere;
  if (lacks) await shelf.save(rubric, 'cited', app.world.now()).catch(() => {});
}

/**
 * Fetches the words that a rubric on this device lacks, where they come with the app, and keeps them with it.
 *
 * @returns the rubric with all that can be had now
 */
export async function withWords(file: RubricFile, app: Pick<App, 'shelf' | 'world'>): Promise<RubricFile> {
  const from = file.facts.origin?.from;
  if (!file.elsewhere || !from || !outlines.some(({ id }) => id === from.id)) return file;
  try {
    const [base, { completed }] = await Promise.all([loadBase(from), import('#lib/exchange/rubrics/difference.ts')]);
    const had = soundOf(file, file.facts.id);
    const more = base ? completed(had, base) : had;
    if (more !== had) await (await app.shelf).save(more, 'cited', app.world.now());
    return more.file;
  } catch {
    // What is here can be shown all the same.
    return file;
  }
}
