/** Assessments in IndexedDB, through Dexie. One row an assessment, one a criterion. */
import { Dexie, type EntityTable, type Table } from 'dexie';
import {
  changeEntry,
  criterionState,
  emptyEntry,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head
} from '#lib/domain/assessment/assessment.ts';
import type { Sealing } from './seal.ts';
import { DamagedError, type AssessmentStore, type Damage, type Kept } from '#lib/domain/assessment/store.ts';
import { type Settings } from '#lib/domain/person/store.ts';

export const DATABASE = 'waymark';

/** How to seal rows, and what does so on the way to every table; handed in, for its code is loaded for those alone who have a passphrase. */
export interface Sealed {
  readonly sealing: Sealing;
  readonly tables: (typeof import('./seal.ts'))['sealedTables'];
}

interface AsideRow {
  key: number;
  damage: Damage;
}

/** Versions only grow: a shipped step is never edited, the next one is added below it. */
export class Database extends Dexie {
  assessments!: Table<unknown, string>;
  entries!: Table<unknown, [string, string]>;
  aside!: EntityTable<AsideRow, 'key'>;
  settings!: Table<{ key: string; value: unknown }, string>;
  /** Rubrics as a list shows them, and what they contain: a list of a hundred must not read a hundred rubrics. */
  shelf!: Table<unknown, string>;
  rubrics!: Table<{ key: string; content: unknown }, string>;
  plan!: Table<unknown, string>;
  /** Positions as they were worked out, so that a history of hundreds need not score them anew. Gone as soon as an answer changes. */
  digests!: Table<unknown, string>;

  /** How rows are sealed; `null`: not at all. */
  readonly sealing: Sealing | null;

  constructor(name = DATABASE, sealed: Sealed | null = null) {
    // Answers exist nowhere else, so a commit is reported when it is on the disk, not when the system has promised it.
    super(name, { chromeTransactionDurability: 'strict' });
    this.sealing = sealed?.sealing ?? null;
    if (sealed) this.use(sealed.tables(sealed.sealing));
    this.version(1).stores({
      assessments: 'id, updatedAt',
      entries: '[assessment+criterion]',
      aside: '++key',
      settings: 'key'
    });
    this.version(2).stores({ shelf: 'key', rubrics: 'key' });
    this.version(3).stores({ plan: 'id', digests: 'id' });
  }
}

/** The check of stored rows is as large as a page; the first answer of a new assessment meets no row and need not wait. */
type Rows = typeof import('./rows.ts');

interface News {
  readonly id: string;
  /** `null`: the assessment was deleted. */
  readonly entries: readonly Entry[] | null;
}

export class DatabaseStore implements AssessmentStore, Settings {
  readonly #db: Database;
  /** Tells other tabs what was written; they may have the same assessment open. */
  readonly #channel: BroadcastChannel;
  readonly #watchers = new Set<(news: News) => void>();
  #rows: Rows | null = null;
  /** When this tab last wrote which row. */
  readonly #written = new Map<string, number>();

  constructor(db: Database) {
    this.#db = db;
    this.#channel = new BroadcastChannel(`${db.name}-answers`);
    this.#channel.onmessage = (event: MessageEvent<News>) => this.#watchers.forEach((tell) => tell(event.data));
  }

  async #reader(): Promise<Rows> {
    return (this.#rows ??= await import('./rows.ts'));
  }

  #rowsOf(id: string) {
    return this.#db.entries.where(':id').between([id, Dexie.minKey], [id, Dexie.maxKey]);
  }

  async list(limit: number) {
    const { assessments } = this.#db;
    const { readHead, sift } = await this.#reader();
    const [total, indexed, newest] = await Promise.all([
      assessments.count(),
      assessments.orderBy('updatedAt').count(),
      assessments.orderBy('updatedAt').reverse().limit(limit).toArray()
    ]);
    const { rows, damage } = sift(newest, readHead);
    // A row whose date is gone is in no index, so the list above cannot see it.
    if (indexed < total) {
      const dateless = await assessments.filter((row) => (row as Partial<Head>).updatedAt === undefined).toArray();
      damage.push(...sift(dateless, readHead).damage);
    }
    return { heads: rows, total, damage };
  }

  async doneCounts(ids: readonly string[]) {
    const { readEntry, sift } = await this.#reader();
    const counts = await Promise.all(
      ids.map(
        async (id) =>
          sift(await this.#rowsOf(id).toArray(), readEntry).rows.filter((entry) => criterionState(entry.cells) === 'done').length
      )
    );
    return Object.fromEntries(ids.map((id, i) => [id, counts[i]!]));
  }

  async load(id: string) {
    const { readEntry, readHead, sift } = await this.#reader();
    const [head, raws] = await this.#db.transaction('r', this.#db.assessments, this.#db.entries, () =>
      Promise.all([this.#db.assessments.get(id), this.#rowsOf(id).toArray()])
    );
    if (head === undefined) return null;
    const read = readHead(head);
    if ('damage' in read) throw new DamagedError(read.damage);
    const { rows, damage } = sift(raws, readEntry);
    return { head: read.row, entries: Object.fromEntries(rows.map((entry) => [entry.criterion, entry])), damage };
  }

  async create(head: Head) {
    await this.#db.assessments.put(head);
  }

  async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head) {
    const rows = this.#rows ?? (begin ? null : await this.#reader());
    if (!this.#db.isOpen()) await this.#db.open();
    const entry = await this.#inOneTransaction(id, criterion, begin, (raw, putAside) => {
      // The row that this tab wrote last needs no check, whatever order answers come in; one that it does not know does.
      const last = this.#written.get(`${id} ${criterion}`);
      const own = last !== undefined && (raw as Partial<Entry> | undefined)?.at === last;
      const read = raw === undefined ? null : own || !rows ? { row: raw as Entry } : rows.readEntry(raw);
      if (read && 'damage' in read) putAside(read.damage);
      return changeEntry(read && 'row' in read ? read.row : emptyEntry(id, criterion), change, now);
    });
    this.#written.set(`${id} ${criterion}`, now);
    this.#tell({ id, entries: [entry] });
    return entry;
  }

  /**
   * Reads a row, changes it and writes it back, on the bare database: this is the one write that a person waits for, and
   * on a slow phone Dexie's own layers cost as much script as all the rest of an answer.
   */
  #inOneTransaction(
    id: string,
    criterion: CriterionKey,
    begin: Head | undefined,
    edit: (raw: unknown, putAside: (damage: Damage) => void) => Entry
  ) {
    return new Promise<Entry>((resolve, reject) => {
      const names = begin ? ['assessments', 'entries', 'aside', 'digests'] : ['entries', 'aside', 'digests'];
      const { sealing } = this.#db;
      const sealed = (table: string, row: unknown) => (sealing ? sealing.seal(table, row) : row);
      const transaction = this.#db.backendDB().transaction(names, 'readwrite', { durability: 'strict' });
      let entry: Entry;
      transaction.oncomplete = () => resolve(entry);
      transaction.onabort = () => reject(transaction.error);
      if (begin) transaction.objectStore('assessments').put(sealed('assessments', begin));
      transaction.objectStore('digests').delete(id);
      const entries = transaction.objectStore('entries');
      const stored = entries.get([id, criterion]);
      stored.onsuccess = () => {
        const raw: unknown = sealing ? sealing.open('entries', stored.result) : stored.result;
        entry = edit(raw, (damage) => transaction.objectStore('aside').add(sealed('aside', { damage })));
        entries.put(sealed('entries', entry));
      };
    });
  }

  async amend(id: string, fields: Partial<Omit<Head, 'id'>>) {
    await this.#db.assessments.update(id, fields);
  }

  async remove(id: string): Promise<Kept | null> {
    const kept = await this.#db.transaction('rw', this.#db.assessments, this.#db.entries, this.#db.digests, async () => {
      const head = await this.#db.assessments.get(id);
      await this.#db.digests.delete(id);
      const entries = await this.#rowsOf(id).toArray();
      await this.#db.assessments.delete(id);
      await this.#rowsOf(id).delete();
      return { head, entries };
    });
    this.#tell({ id, entries: null });
    return kept.head === undefined && kept.entries.length === 0 ? null : kept;
  }

  async restore({ head, entries }: Kept) {
    await this.#db.transaction('rw', this.#db.assessments, this.#db.entries, this.#db.digests, async () => {
      if (head !== undefined) await this.#db.assessments.put(head);
      await this.#db.entries.bulkPut([...entries]);
      await this.#db.digests.bulkDelete([...new Set((entries as Entry[]).map(({ assessment }) => assessment))]);
    });
  }

  async putAside() {
    return (await this.#db.aside.toArray()).map((row) => row.damage);
  }

  async discardDamage(damage: Damage) {
    const { assessments, entries, aside } = this.#db;
    const { readEntry, readHead } = await this.#reader();
    await this.#db.transaction('rw', assessments, entries, aside, this.#db.digests, async () => {
      await this.#db.digests.delete(damage.assessment);
      const same = JSON.stringify(damage.raw);
      await aside.filter((row) => JSON.stringify(row.damage.raw) === same).delete();
      if (damage.criterion === null) {
        const row = await assessments.get(damage.assessment);
        if (row !== undefined && 'damage' in readHead(row)) await assessments.delete(damage.assessment);
      } else {
        const row = await entries.get([damage.assessment, damage.criterion]);
        if (row !== undefined && 'damage' in readEntry(row)) await entries.delete([damage.assessment, damage.criterion]);
      }
    });
  }

  watch(id: string, changed: (entries: readonly Entry[] | null) => void) {
    const tell = (news: News) => {
      if (news.id === id) changed(news.entries);
    };
    this.#watchers.add(tell);
    return () => void this.#watchers.delete(tell);
  }

  async setting(key: string) {
    return (await this.#db.settings.get(key))?.value;
  }

  async set(key: string, value: unknown) {
    await this.#db.settings.put({ key, value });
  }

  close() {
    this.#channel.close();
    this.#db.close();
  }

  #tell(news: News) {
    this.#channel.postMessage(news);
  }
}
