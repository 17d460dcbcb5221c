/** Rubrics that are not built in, in IndexedDB and in memory. Apart from answers: no first answer waits for this. */
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { DraftConflict, type RubricStore, type ShelfDamage, type ShelfItem, type Taken } from '#lib/domain/ports.ts';
import { checked, draftSchema, shelfItemSchema } from '#lib/domain/rubric-file.ts';
import { readRubricFile } from '#lib/domain/rubric-join.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric.ts';
import { sourceOf } from '#lib/domain/texts.ts';
import type { Database } from './database.ts';

const titlesOf = ({ words }: Pick<RubricFile, 'words'>) =>
  Object.fromEntries(Object.entries(words).flatMap(([language, own]) => (own.title ? [[language, own.title]] : [])));

function itemOf(file: RubricFile, hash: string, origin: ShelfItem['origin'], at: number, from?: string): ShelfItem {
  const { id, version, criteria } = file.facts;
  const item = { key: hash, kind: 'published', id, version, titles: titlesOf(file), source: sourceOf(file.facts) } as const;
  return { ...item, criteria: criteria.length, origin, ...(from ? { from: from.slice(0, 300) } : {}), at };
}

function draftItem({ id, facts, words, at }: Draft): ShelfItem {
  const item = { key: id, kind: 'draft', id: facts.id, version: facts.version, titles: titlesOf({ words }) } as const;
  return { ...item, source: sourceOf(facts), criteria: facts.criteria.length, origin: 'own', at };
}

const readItem = (row: unknown): ShelfItem => checked(shelfItemSchema, row, 'shelf') as ShelfItem;

function readAll(rows: readonly unknown[]): { items: ShelfItem[]; damage: ShelfDamage[] } {
  const items: ShelfItem[] = [];
  const damage: ShelfDamage[] = [];
  for (const row of rows)
    try {
      items.push(readItem(row));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      damage.push({ key: String((row as { key?: unknown } | null)?.key ?? ''), reason: error.message });
    }
  return { items: items.sort((a, b) => b.at - a.at), damage };
}

/** The tables of the shelf, as little as is needed of them: IndexedDB's and the memory's behave alike. */
interface Tables {
  /** Runs all of it or nothing. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  items(): Promise<unknown[]>;
  item(key: string): Promise<unknown>;
  content(key: string): Promise<unknown>;
  put(item: ShelfItem, content?: unknown): Promise<void>;
  putRaw(item: unknown, content: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Whether an assessment was answered with the rubric of this hash. */
  used(hash: string): Promise<boolean>;
}

export class Shelf implements RubricStore {
  readonly #tables: Tables;
  readonly #channel: BroadcastChannel | null;
  readonly #watchers = new Set<(key: string) => void>();

  /** @param channel name of the channel on which tabs tell each other of changes; `null` where there is one tab only */
  constructor(tables: Tables, channel: string | null) {
    this.#tables = tables;
    this.#channel = channel ? new BroadcastChannel(channel) : null;
    if (this.#channel) this.#channel.onmessage = (event: MessageEvent<string>) => this.#watchers.forEach((tell) => tell(event.data));
  }

  async shelf() {
    return readAll(await this.#tables.items());
  }

  async keep(file: RubricFile, origin: ShelfItem['origin'], at: number, from?: string) {
    const hash = contentHash(file);
    const item = await this.#tables.whole(async () => {
      const there = await this.#tables.item(hash);
      const before = there === undefined ? null : readAll([there]).items[0];
      // What is offered is not put out of sight because an assessment needs it too.
      const next = before && (before.origin !== 'kept' || origin === 'kept') ? before : itemOf(file, hash, origin, at, from);
      await this.#tables.put(next, file);
      return next;
    });
    this.#tell(hash);
    return item;
  }

  async rubric(hash: string) {
    const content = await this.#tables.content(hash);
    return content === undefined ? null : readRubricFile(content, 'rubric');
  }

  async draft(id: string) {
    const content = await this.#tables.content(id);
    return content === undefined ? null : (checked(draftSchema, content, 'draft') as Draft);
  }

  async saveDraft(draft: Draft, before: number | null) {
    await this.#tables.whole(async () => {
      // The row of the list says when it changed: a large draft need not be read to be written.
      const there = (await this.#tables.item(draft.id)) as Partial<ShelfItem> | undefined;
      // A draft that was thrown away in another tab comes back with what is written here: nothing is lost.
      if (there !== undefined && there.at !== before) throw new DraftConflict(draft.id);
      await this.#tables.put(draftItem(draft), draft);
    });
    this.#tell(draft.id);
  }

  async take(key: string): Promise<Taken | null> {
    const taken = await this.#tables.whole(async () => {
      const [item, content] = [await this.#tables.item(key), await this.#tables.content(key)];
      if (item === undefined && content === undefined) return null;
      if (item !== undefined && (await this.#tables.used(key))) {
        const read = readAll([item]).items[0];
        if (read) await this.#tables.put({ ...read, origin: 'kept' });
      } else await this.#tables.delete(key);
      return { item, content };
    });
    this.#tell(key);
    return taken;
  }

  async putBack({ item, content }: Taken) {
    await this.#tables.putRaw(item, content);
    this.#tell(String((item as { key?: unknown } | null)?.key ?? ''));
  }

  watchShelf(changed: (key: string) => void) {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  #tell(key: string) {
    this.#channel?.postMessage(key);
  }
}

export function databaseShelf(db: Database): Shelf {
  const { shelf, rubrics, assessments } = db;
  return new Shelf(
    {
      whole: (work) => db.transaction('rw', shelf, rubrics, assessments, work),
      items: () => shelf.toArray(),
      item: (key) => shelf.get(key),
      content: async (key) => (await rubrics.get(key))?.content,
      put: async (item, content) => {
        await shelf.put(item);
        if (content !== undefined) await rubrics.put({ key: item.key, content });
      },
      putRaw: (item, content) =>
        db.transaction('rw', shelf, rubrics, async () => {
          const key = (item as ShelfItem | undefined)?.key;
          if (key === undefined) return;
          await shelf.put(item);
          if (content !== undefined) await rubrics.put({ key, content });
        }),
      delete: async (key) => {
        await shelf.delete(key);
        await rubrics.delete(key);
      },
      used: async (hash) => {
        const first = await assessments
          .filter((row) => ((row as { rubrics?: { hash?: string }[] }).rubrics ?? []).some((rubric) => rubric.hash === hash))
          .first();
        return first !== undefined;
      }
    },
    `${db.name}-shelf`
  );
}

/** @param used whether an assessment was answered with the rubric of this hash */
export function memoryShelf(used: (hash: string) => boolean): Shelf {
  const items = new Map<string, unknown>();
  const contents = new Map<string, unknown>();
  const putRaw = async (item: unknown, content: unknown) => {
    const key = (item as ShelfItem | undefined)?.key;
    if (key === undefined) return;
    items.set(key, structuredClone(item));
    if (content !== undefined) contents.set(key, structuredClone(content));
  };
  return new Shelf(
    {
      whole: (work) => work(),
      items: async () => [...items.values()],
      item: async (key) => items.get(key),
      content: async (key) => contents.get(key),
      put: putRaw,
      putRaw,
      delete: async (key) => {
        items.delete(key);
        contents.delete(key);
      },
      used: async (hash) => used(hash)
    },
    null
  );
}
