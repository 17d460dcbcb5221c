/** Rubrics that are not built in, in IndexedDB and in memory. Apart from answers: no first answer waits for this. */
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { DraftConflict, type RubricStore, type ShelfDamage, type ShelfItem, type Taken } from '#lib/domain/rubric/store.ts';
import { checked, draftSchema, shelfItemSchema } from '#lib/domain/rubric/rubric-file.ts';
import { readRubricFile, rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import type { Database } from './database.ts';
import type { MemoryRows } from './memory-rows.ts';
import { answeredWith } from './rows.ts';

const titlesOf = ({ words }: Pick<RubricFile, 'words'>) =>
  Object.fromEntries(Object.entries(words).flatMap(([language, own]) => (own.title ? [[language, own.title]] : [])));

export function itemOf(file: RubricFile, hash: string, origin: ShelfItem['origin'], at: number, from?: string): ShelfItem {
  const { id, version, criteria } = file.facts;
  const item = { key: hash, kind: 'published', id, version, titles: titlesOf(file), source: sourceOf(file.facts) } as const;
  return { ...item, criteria: criteria.length, origin, ...(from ? { from: from.slice(0, 300) } : {}), at };
}

export function draftItem({ id, facts, words, at }: Draft): ShelfItem {
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
  putRaw(key: string, item: unknown, content: unknown): Promise<void>;
  delete(key: string, only?: 'item'): Promise<void>;
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

  async keep({ facts, words, translated }: RubricFile, origin: ShelfItem['origin'], at: number, from?: string) {
    const file = rubricFile(facts, words, translated);
    const hash = contentHash(file);
    const item = await this.#tables.whole(async () => {
      const there = await this.#tables.item(hash);
      const before = there === undefined ? null : readAll([there]).items[0];
      // What is offered is not put out of sight because an assessment needs it too.
      const next = before && (before.origin !== 'kept' || origin === 'kept') ? before : itemOf(file, hash, origin, at, from);
      // What is kept never changes, not even by what the hash leaves out; what was torn is made whole again.
      const whole = isSound(await this.#tables.content(hash), hash);
      await this.#tables.put(next, whole ? undefined : file);
      return next;
    });
    this.#tell(hash);
    return item;
  }

  async rubric(hash: string) {
    const content = await this.#tables.content(hash);
    if (content === undefined) return null;
    const file = readRubricFile(content, 'rubric');
    // Answers belong to one content; another one under its name would change what somebody has said.
    if (contentHash(file) !== hash) throw new DataError('rubric', '', 'damaged-file');
    return file;
  }

  async draft(id: string) {
    const content = await this.#tables.content(id);
    return content === undefined ? null : (checked(draftSchema, content, 'draft') as Draft);
  }

  async saveDraft(draft: Draft, before: number | null) {
    await this.#tables.whole(async () => {
      // The row of the list says when it changed: a large draft need not be read to be written.
      const there = (await this.#tables.item(draft.id)) as Partial<ShelfItem> | null | undefined;
      // A draft that was thrown away in another tab comes back with what is written here: nothing is lost.
      if (there !== undefined && there?.at !== before) throw new DraftConflict(draft.id);
      await this.#tables.put(draftItem(draft), draft);
    });
    this.#tell(draft.id);
  }

  async take(key: string): Promise<Taken | null> {
    const taken = await this.#tables.whole(async () => {
      const [item, content] = [await this.#tables.item(key), await this.#tables.content(key)];
      if (item === undefined && content === undefined) return null;
      if (await this.#tables.used(key)) {
        const read = readAll([item]).items[0];
        // A row that cannot be read goes; the rubric itself stays for the assessment.
        if (read) await this.#tables.put({ ...read, origin: 'kept' });
        else await this.#tables.delete(key, 'item');
      } else await this.#tables.delete(key);
      return { key, item, content };
    });
    this.#tell(key);
    return taken;
  }

  async putBack({ key, item, content }: Taken) {
    await this.#tables.whole(() => this.#tables.putRaw(key, item, content));
    this.#tell(key);
  }

  watchShelf(changed: (key: string) => void) {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  #tell(key: string) {
    this.#channel?.postMessage(key);
  }
}

function isSound(content: unknown, hash: string): boolean {
  try {
    return content !== undefined && contentHash(readRubricFile(content, 'rubric')) === hash;
  } catch {
    return false;
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
      putRaw: async (key, item, content) => {
        if (item !== undefined) await shelf.put(item);
        if (content !== undefined) await rubrics.put({ key, content });
      },
      delete: async (key, only) => {
        await shelf.delete(key);
        if (!only) await rubrics.delete(key);
      },
      used: async (hash) => (await assessments.filter((row) => answeredWith(row, hash)).first()) !== undefined
    },
    `${db.name}-shelf`
  );
}

export function memoryShelf(rows: MemoryRows): Shelf {
  const putRaw = async (key: string, item: unknown, content: unknown) => {
    if (item !== undefined) rows.items.set(key, structuredClone(item));
    if (content !== undefined) rows.contents.set(key, structuredClone(content));
  };
  return new Shelf(
    {
      whole: (work) => work(),
      items: async () => [...rows.items.values()],
      item: async (key) => rows.items.get(key),
      content: async (key) => rows.contents.get(key),
      put: (item, content) => putRaw(item.key, item, content),
      putRaw,
      delete: async (key, only) => {
        rows.items.delete(key);
        if (!only) rows.contents.delete(key);
      },
      used: async (hash) => rows.answeredWith(hash)
    },
    null
  );
}
