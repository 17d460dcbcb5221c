/** How the list of rubrics is laid out: versions of one rubric together, newest first. */
import type { ShelfItem } from './store.ts';
import { compareVersions } from './versions.ts';

/** Rows of the shelf that are one rubric in several versions. */
export interface ShelfGroup<T extends ShelfItem = ShelfItem> {
  readonly id: string;
  /** Newest version first; of one version, what changed last. */
  readonly items: readonly T[];
}

export interface ShelfSections<T extends ShelfItem = ShelfItem> {
  readonly own: readonly ShelfGroup<T>[];
  readonly received: readonly ShelfGroup<T>[];
  readonly drafts: readonly T[];
}

/** What is only kept for the sake of an assessment is in none of them. @param items newest change first */
export function sectionsOf<T extends ShelfItem>(items: readonly T[]): ShelfSections<T> {
  const published = items.filter(({ kind }) => kind === 'published');
  return {
    own: grouped(published.filter(({ origin }) => origin === 'own')),
    received: grouped(published.filter(({ origin }) => origin === 'received')),
    drafts: items.filter(({ kind }) => kind === 'draft')
  };
}

function grouped<T extends ShelfItem>(items: readonly T[]): ShelfGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.id);
    if (group) group.push(item);
    else groups.set(item.id, [item]);
  }
  return [...groups].map(([id, own]) => ({ id, items: own.sort((a, b) => compareVersions(b.version, a.version) || b.at - a.at) }));
}

/** The title as somebody who reads these languages would like it, the first that there is; the source's otherwise. */
export function titleIn(
  item: Pick<ShelfItem, 'titles' | 'source'>,
  language: string
): { readonly text: string; readonly language: string } | null {
  for (const wanted of [language, item.source, ...Object.keys(item.titles)])
    if (Object.hasOwn(item.titles, wanted)) return { text: item.titles[wanted]!, language: wanted };
  return null;
}
