/** Assessments and their answers. What the first answer of a new assessment needs is all in here; the checks of rows come when one is read. */
import {
  changeEntry,
  changeHead,
  doneCount,
  emptyEntry,
  keyed,
  type Assessment,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head,
  type HeadChange
} from '#lib/domain/assessment/assessment.ts';
import { DamagedError, type AssessmentStore, type Damage, type RemovedAssessment } from '#lib/domain/assessment/store.ts';
import { News } from '../news.ts';
import { reader, type Rows } from '../schema.ts';
import type { Tables } from '../tables.ts';

/** `entries`: what was written; `null`: the assessment was deleted. */
interface Written {
  readonly id: string;
  readonly entries: readonly Entry[] | null;
}

const ALL = ['assessments', 'entries', 'aside', 'digests'] as const;

export class Answers implements AssessmentStore {
  readonly #tables: Tables;
  /** Other tabs may have the same assessment open. */
  readonly #news: News<Written>;
  #rows: Rows | null = null;
  /** What this tab last wrote of which row. */
  readonly #written = new Map<string, number>();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, 'answers');
  }

  /** The check of stored rows is as large as a page; the first answer of a new assessment meets no row and need not wait. */
  async #checks(): Promise<Rows> {
    return (this.#rows ??= await import('../rows.ts'));
  }

  async list(limit: number) {
    const rows = await this.#checks();
    const [total, dated, newest, all] = await this.#tables.within('read', ['assessments'], async (tables) => {
      const counts = [await tables.count('assessments'), await tables.count('assessments', 'indexed')] as const;
      // A row whose date is gone is in no index, so the newest ones cannot show it.
      const every = counts[1] < counts[0] ? await tables.page('assessments') : [];
      return [...counts, await tables.page('assessments', { newest: true, limit }), every] as const;
    });
    const read = reader('assessments', rows);
    const { rows: heads, damage } = rows.sift(newest, read);
    const found = new Set(damage.map(({ assessment }) => assessment));
    const dateless = dated < total ? all.filter((row) => typeof (row as Partial<Head>).updatedAt !== 'number') : [];
    damage.push(...rows.sift(dateless, read).damage.filter(({ assessment }) => !found.has(assessment)));
    return { heads, total, damage };
  }

  async doneCounts(ids: readonly string[]) {
    const rows = await this.#checks();
    const read = reader('entries', rows);
    const done = async (id: string) => doneCount(rows.sift(await this.#tables.page('entries', { of: id }), read).rows);
    return Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await done(id)] as const)));
  }

  async load(id: string) {
    const rows = await this.#checks();
    const [head, raws] = await this.#tables.within('read', ['assessments', 'entries'], (tables) =>
      Promise.all([tables.get('assessments', id), tables.page('entries', { of: id })])
    );
    if (head === undefined) return null;
    const read = reader('assessments', rows)(head);
    if ('damage' in read) throw new DamagedError(read.damage);
    const { rows: entries, damage } = rows.sift(raws, reader('entries', rows));
    return { head: read.row, entries: keyed(entries), damage };
  }

  async save({ head, entries }: Assessment) {
    await this.restore({ head, entries: Object.values(entries) });
  }

  async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head) {
    const rows = this.#rows ?? (begin ? null : await this.#checks());
    const read = rows && reader('entries', rows);
    const name = `${id} ${criterion}`;
    let entry!: Entry;
    await this.#tables.edit(begin ? ALL : ALL.slice(1), 'entries', [id, criterion], (raw) => {
      // The row that this tab wrote last needs no check, whatever order answers come in; one that it does not know does.
      const last = this.#written.get(name);
      const own = last !== undefined && (raw as Partial<Entry> | undefined)?.at === last;
      const found = raw === undefined ? null : own || !read ? { row: raw as Entry } : read(raw);
      entry = changeEntry(found && 'row' in found ? found.row : emptyEntry(id, criterion), change, now);
      return {
        put: [
          ...(begin ? [['assessments', begin] as const] : []),
          ...(found && 'damage' in found ? [['aside', { damage: found.damage }] as const] : []),
          ['entries', entry]
        ],
        delete: [['digests', id]]
      };
    });
    this.#written.set(name, entry.at);
    this.#news.tell({ id, entries: [entry] });
    return entry;
  }

  async amend(id: string, change: HeadChange, now: number) {
    await this.#tables.within('write', ['assessments'], async (tables) => {
      const head = (await tables.get('assessments', id)) as Head | undefined;
      if (head !== undefined) await tables.put('assessments', [changeHead(head, change, now)]);
    });
  }

  async remove(id: string): Promise<RemovedAssessment | null> {
    const removed = await this.#tables.within('write', ['assessments', 'entries', 'digests'], async (tables) => {
      const [head, entries] = [await tables.get('assessments', id), await tables.page('entries', { of: id })];
      await tables.delete('assessments', [id]);
      await tables.delete(
        'entries',
        (entries as Entry[]).map(({ criterion }) => [id, criterion] as const)
      );
      await tables.delete('digests', [id]);
      return { head, entries };
    });
    this.#news.tell({ id, entries: null });
    return removed.head === undefined && removed.entries.length === 0 ? null : removed;
  }

  async restore({ head, entries }: RemovedAssessment) {
    await this.#tables.within('write', ['assessments', 'entries', 'digests'], async (tables) => {
      if (head !== undefined) await tables.put('assessments', [head]);
      await tables.put('entries', entries);
      await tables.delete('digests', [...new Set((entries as Entry[]).map(({ assessment }) => assessment))]);
    });
  }

  async listAside() {
    const rows = await this.#checks();
    const read = reader('aside', rows);
    return (await this.#tables.page('aside')).map((raw) => {
      const found = read(raw);
      return 'row' in found ? found.row.damage : found.damage;
    });
  }

  async discard(damage: Damage) {
    const rows = await this.#checks();
    await this.#tables.within('write', ALL, async (tables) => {
      await tables.delete('digests', [damage.assessment]);
      const same = JSON.stringify(damage.raw);
      const aside = (await tables.page('aside')) as { readonly key: number; readonly damage?: Damage }[];
      const gone = aside.filter((row) => JSON.stringify(row.damage?.raw ?? row) === same);
      await tables.delete(
        'aside',
        gone.map(({ key }) => key)
      );
      if (damage.criterion === null) {
        const row = await tables.get('assessments', damage.assessment);
        if (row !== undefined && 'damage' in reader('assessments', rows)(row)) await tables.delete('assessments', [damage.assessment]);
      } else {
        const key = [damage.assessment, damage.criterion] as const;
        const row = await tables.get('entries', key);
        if (row !== undefined && 'damage' in reader('entries', rows)(row)) await tables.delete('entries', [key]);
      }
    });
  }

  watch(id: string, changed: (entries: readonly Entry[] | null) => void) {
    return this.#news.listen((written) => {
      if (written.id === id) changed(written.entries);
    });
  }

  close() {
    this.#news.close();
  }
}
