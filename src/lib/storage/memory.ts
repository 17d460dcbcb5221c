/** The same promises without a database: for a browser that keeps nothing, and for tests. */
import {
  changeEntry,
  criterionState,
  emptyEntry,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head
} from '#lib/domain/assessment.ts';
import { DamagedError, type AssessmentStore, type Damage, type Kept, type Settings } from '#lib/domain/ports.ts';
import { answeredWith, readEntry, readHead, sift } from './rows.ts';

export class MemoryStore implements AssessmentStore, Settings {
  readonly #heads = new Map<string, unknown>();
  readonly #entries = new Map<string, Map<string, unknown>>();
  readonly #settings = new Map<string, unknown>();
  #aside: Damage[] = [];

  /** Whether an assessment was answered with the rubric of this hash. */
  answeredWith = (hash: string): boolean => [...this.#heads.values()].some((head) => answeredWith(head, hash));

  #rowsOf(id: string) {
    return [...(this.#entries.get(id)?.values() ?? [])];
  }

  async list(limit: number) {
    const { rows, damage } = sift([...this.#heads.values()], readHead);
    const heads = rows.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, limit);
    return { heads, total: this.#heads.size, damage };
  }

  async doneCounts(ids: readonly string[]) {
    const done = (id: string) => sift(this.#rowsOf(id), readEntry).rows.filter((entry) => criterionState(entry.cells) === 'done').length;
    return Object.fromEntries(ids.map((id) => [id, done(id)]));
  }

  async load(id: string) {
    if (!this.#heads.has(id)) return null;
    const read = readHead(this.#heads.get(id));
    if ('damage' in read) throw new DamagedError(read.damage);
    const { rows, damage } = sift(this.#rowsOf(id), readEntry);
    return { head: read.row, entries: Object.fromEntries(rows.map((entry) => [entry.criterion, entry])), damage };
  }

  async create(head: Head) {
    this.#heads.set(head.id, structuredClone(head));
  }

  async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head): Promise<Entry> {
    if (begin) await this.create(begin);
    const rows = this.#entries.get(id) ?? new Map<string, unknown>();
    this.#entries.set(id, rows);
    const read = rows.has(criterion) ? readEntry(rows.get(criterion)) : null;
    if (read && 'damage' in read) this.#aside.push(read.damage);
    const next = structuredClone(changeEntry(read && 'row' in read ? read.row : emptyEntry(id, criterion), change, now));
    rows.set(criterion, next);
    return next;
  }

  async amend(id: string, fields: Partial<Omit<Head, 'id'>>) {
    const head = this.#heads.get(id);
    if (head) this.#heads.set(id, structuredClone({ ...(head as Head), ...fields }));
  }

  async remove(id: string): Promise<Kept | null> {
    const kept = { head: this.#heads.get(id), entries: this.#rowsOf(id) };
    this.#heads.delete(id);
    this.#entries.delete(id);
    return kept.head === undefined && kept.entries.length === 0 ? null : kept;
  }

  async restore({ head, entries }: Kept) {
    if (head !== undefined) this.#heads.set((head as Head).id, head);
    for (const row of entries as Entry[]) {
      const rows = this.#entries.get(row.assessment) ?? new Map<string, unknown>();
      this.#entries.set(row.assessment, rows.set(row.criterion, row));
    }
  }

  async putAside() {
    return this.#aside;
  }

  async discardDamage(damage: Damage) {
    const same = JSON.stringify(damage.raw);
    this.#aside = this.#aside.filter((kept) => JSON.stringify(kept.raw) !== same);
    if (damage.criterion === null) {
      if (this.#heads.has(damage.assessment) && 'damage' in readHead(this.#heads.get(damage.assessment)))
        this.#heads.delete(damage.assessment);
    } else {
      const rows = this.#entries.get(damage.assessment);
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
