/** What a link starts an assessment with: built-in topics, rubrics on the shelf, and such as come along and are not kept yet. */
import { LIMITS } from '#lib/domain/limits.ts';
import type { SoundRubric } from '#lib/domain/rubric/sound.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import type { LinkRequest } from '#lib/exchange/door.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { langAt } from '#lib/i18n/words.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { beginWith } from './begin.ts';

/** One rubric that can be started with. */
export interface Named {
  readonly id: string;
  readonly title: string;
  /** Where the title is in another language. */
  readonly lang?: string;
  /** How many. */
  readonly criteria: number;
  /** On the shelf under this hash, or built in. */
  readonly key: string | null;
  /** It comes along and is not kept yet. `link`: what follows “#”, where it came in one. */
  readonly coming?: { readonly rubric: SoundRubric; readonly link?: string; readonly author?: string };
}

/** What could not be found, or cannot be started with. */
export type Left =
  | { readonly kind: 'topic' | 'rubric'; readonly id: string }
  /** There is no room for it. */
  | { readonly kind: 'many'; readonly title: string }
  /** Somebody has to look at it before it can be kept. */
  | { readonly kind: 'look'; readonly title: string; readonly link?: string }
  | { readonly kind: 'failed'; readonly error: unknown };

interface Wanted {
  /** Ids of built-in rubrics. */
  readonly topics?: readonly string[];
  /** Hashes of others. */
  readonly keys?: readonly string[];
  readonly carried?: readonly LinkRequest['carried'][];
}

/** @returns what can be started with, in the order in which it is wanted, and what cannot */
export async function namesOf(
  { topics = [], keys = [], carried = [] }: Wanted,
  app: Pick<App, 'shelf' | 'world'>
): Promise<{ readonly named: readonly Named[]; readonly left: readonly Left[] }> {
  const named: Named[] = [];
  const left: Left[] = [];
  const take = (one: Named) => {
    // Answers are kept by a rubric's id, so two with the same one cannot be in one assessment.
    if (named.some(({ id }) => id === one.id)) return;
    if (named.length < LIMITS.rubricsAnswered) named.push(one);
    else left.push({ kind: 'many', title: one.title });
  };
  const takeBuiltIn = (id: string) => {
    const outline = outlines.find((one) => one.id === id);
    if (outline) take({ id, title: outline.title, criteria: outline.criteria.length, key: null });
    else left.push({ kind: 'topic', id });
  };
  topics.forEach(takeBuiltIn);
  const items = keys.length + carried.length ? await shelved(app) : [];
  for (const key of keys) {
    const item = items.find((one) => one.key === key);
    if (item) take(await kept(item));
    else left.push({ kind: 'rubric', id: key });
  }
  for (const one of carried) {
    try {
      const first = await takeCarried(one, items, take, takeBuiltIn, app);
      if (first) left.push(first);
    } catch (error) {
      left.push({ kind: 'failed', error });
    }
  }
  return { named, left };
}

async function shelved(app: Pick<App, 'shelf'>): Promise<readonly ShelfItem[]> {
  const shelf = await app.shelf.catch(() => null);
  return shelf ? (await shelf.list()).items.filter(({ kind, origin }) => kind === 'published' && origin !== 'cited') : [];
}

async function kept(item: ShelfItem): Promise<Named> {
  const { titleIn } = await import('#lib/domain/rubric/shelf-list.ts');
  const title = titleIn(item, pageLanguage());
  return {
    id: item.id,
    title: title?.text ?? item.id,
    lang: title && title.language !== pageLanguage() ? title.language : undefined,
    criteria: item.criteria,
    key: item.key
  };
}

/** @returns it, where somebody has to look at it before it can be kept */
async function takeCarried(
  carried: LinkRequest['carried'],
  items: readonly ShelfItem[],
  take: (one: Named) => void,
  takeBuiltIn: (id: string) => void,
  app: Pick<App, 'shelf' | 'world'>
): Promise<Left | void> {
  const [{ linkIn }, { addWords, openLink }, { rubricIn }, { hashOfBuiltIn }] = await Promise.all([
    import('#lib/exchange/bytes/find-link.ts'),
    import('./links.ts'),
    import('#lib/domain/rubric/rubric-join.ts'),
    import('#lib/library/built-in.ts')
  ]);
  const link = typeof carried === 'string' ? (linkIn(`#${carried}`) ?? carried) : undefined;
  const { rubric, draft } = await openLink(link ?? carried);
  const { id, version, origin } = draft.facts;
  if (rubric && rubric.hash === hashOfBuiltIn(id)) return takeBuiltIn(id);
  const here = items.find(({ key }) => key === rubric?.hash);
  if (here) {
    await addWords(rubric!, app);
    return take(await kept(here));
  }
  // One that is not whole, that bears the name of a built-in one, or of which there is another content here, has to be looked at first.
  const twin = items.some((item) => item.id === id && item.version === version);
  if (!rubric || twin || outlines.some((one) => one.id === id)) {
    const title = Object.values(draft.words).find((own) => own.title)?.title ?? id;
    return { kind: 'look', title, link };
  }
  const read = rubricIn(rubric.file, pageLanguage());
  const author = origin?.author;
  take({
    id,
    title: read.title,
    lang: langAt(read, 'title'),
    criteria: read.criteria.length,
    key: rubric.hash,
    coming: { rubric, link, ...(author === undefined ? {} : { author }) }
  });
}

/**
 * Begins an assessment of them; what comes along is kept first.
 *
 * @param part the workshop that it is for, without the assessment's id
 * @returns the id of the assessment
 * @throws where the device does not keep what comes along, or which workshop it is for
 */
export async function startWith(named: readonly Named[], app: App, part?: Omit<Participation, 'assessment'>): Promise<string> {
  const coming = named.flatMap((one) => one.coming ?? []);
  if (coming.length) {
    const shelf = await app.shelf;
    for (const { rubric } of coming) await shelf.save(rubric, 'received', app.world.now(), 'link');
  }
  const items = new Map((named.some(({ key }) => key) ? await shelved(app) : []).map((item) => [item.key, item]));
  return beginWith(
    {
      part,
      topics: named.flatMap(({ id, key }) => (key === null ? [id] : [])),
      kept: named.flatMap(({ key }) => (key === null ? [] : [items.get(key) ?? { key }]))
    },
    app
  );
}
