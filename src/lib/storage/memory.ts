/** The same promises without a database: for a browser that keeps nothing, and for tests. */
import {
  changeEntry,
  criterionState,
  emptyEntry,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head
} from '#lib/domain/assessment/assessment.ts';
import { DamagedError, type AssessmentStore, type Damage, type Kept } from '#lib/domain/assessment/store.ts';
import { type Settings } from '#lib/domain/person/store.ts';
import { MemoryRows } from './memory-rows.ts';
import { readEntry, readHead, sift } from './rows.ts';

export class MemoryStore implements AssessmentStore, Settings {
  readonly #rows: MemoryRows;
  readonly #settings = new Map<string, unknown>();

  constructor(rows = new MemoryRows()) {
    this.#rows = rows;
  }

  #rowsOf(id: string) {
    return [...(this.#rows.entries.get(id)?.values() ?? [])];
  }

  async list(limit: number) {
    const { rows, damage } = sift([...this.#rows.heads.values()], readHead);
    const heads = rows.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, limit);
    return { heads, total: this.#rows.heads.size, damage };
  }

  async doneCounts(ids: readonly string[]) {
    const done = (id: string) => sift(this.#rowsOf(id), readEntry).rows.filter((entry) => criterionState(entry.cells) === 'done').length;
    return Object.fromEntries(ids.map((id) => [id, done(id)]));
  }

  async load(id: string) {
    if (!this.#rows.heads.has(id)) return null;
    const read = readHead(this.#rows.heads.get(id));
    if ('damage' in read) throw new DamagedError(read.damage);
    const { rows, damage } = sift(this.#rowsOf(id), readEntry);
    return { head: read.row, entries: Object.fromEntries(rows.map((entry) => [entry.criterion, entry])), damage };
  }

  async create(head: Head) {
    this.#rows.heads.set(head.id, structuredClone(head));
  }

  async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head): Promise<Entry> {
    if (begin) await this.create(begin);
    const rows = this.#rows.entries.get(id) ?? new Map<string, unknown>();
    this.#rows.entries.set(id, rows);
    const read = rows.has(criterion) ? readEntry(rows.get(criterion)) : null;
    if (read && 'damage' in read) this.#rows.aside.push(read.damage);
    const next = structuredClone(changeEntry(read && 'row' in read ? read.row : emptyEntry(id, criterion), change, now));
    rows.set(criterion, next);
    this.#rows.digests.delete(id);
    return next;
  }

  async amend(id: string, fields: Partial<Omit<Head, 'id'>>) {
    const head = this.#rows.heads.get(id);
    if (head) this.#rows.heads.set(id, structuredClone({ ...(head as Head), ...fields }));
  }

  async remove(id: string): Promise<Kept | null> {
    const kept = { head: this.#rows.heads.get(id), entries: this.#rowsOf(id) };
    this.#rows.heads.delete(id);
    this.#rows.entries.delete(id);
    this.#rows.digests.delete(id);
    return kept.head === undefined && kept.entries.length === 0 ? null : kept;
  }

  async restore({ head, entries }: Kept) {
    if (head !== undefined) this.#rows.heads.set((head as Head).id, head);
    for (const row of entries as Entry[]) {
      this.#rows.putEntry(row);
      this.#rows.digests.delete(row.assessment);
    }
  }

  async putAside() {
    return this.#rows.aside;
  }

  async discardDamage(damage: Damage) {
    this.#rows.digests.delete(damage.assessment);
    const same = JSON.stringify(damage.raw);
    this.#rows.aside = this.#rows.aside.filter((kept) => JSON.stringify(kept.raw) !== same);
    if (damage.criterion === null) {
      if (this.#rows.heads.has(damage.assessment) && 'damage' in readHead(this.#rows.heads.get(damage.assessment)))
        this.#rows.heads.delete(damage.assessment);
    } else {
      const rows = this.#rows.entries.get(damage.assessment);
      if (rows?.has(damage.criterion) && 'damage' in readEntry(rows.get(damage.criterion))) rows.delete(damage.criterion);
    }
  }

  /** There is one tab only: nobody else can change anything. */
  watch() {
    return () => {};
  }

  async setting(key: string) {
    return this.#settings.get(key);
  }

  async set(key: string, value: unknown) {
    this.#settings.set(key, structuredClone(value));
  }
}
