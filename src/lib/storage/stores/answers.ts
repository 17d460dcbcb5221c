/** Answers to one assessment: all that the first answer of a new one needs. The checks of rows come when one is read. */
import {
  changeEntry,
  changeHead,
  emptyEntry,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head,
  type HeadChange
} from '#lib/domain/assessment/assessment.ts';
import { keyed } from '#lib/domain/assessment/entries.ts';
import { type AnswerStore } from '#lib/domain/assessment/store.ts';
import { DamagedError } from '#lib/domain/damage.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { News } from '../tables/news.ts';
import { reader, type Rows, type Table } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

/** Under this topic tabs tell each other what was written of an assessment. */
export const ANSWER_NEWS = 'answers';
export interface Written {
  readonly id: string;
  /** `null`: the assessment was deleted. */
  readonly entries: readonly Entry[] | null;
  /** All that was said of whole situations, where something was. */
  readonly scope?: Head['scope'];
}

const ALL = ['assessments', 'entries', 'aside', 'digests'] as const;

export class Answers implements AnswerStore {
  readonly #tables: Tables;
  /** Other tabs may have the same assessment open. */
  readonly #news: News<Written>;
  #rows: Rows | null = null;
  /** Assessments that this tab began, and nobody has answered yet: there is no row of an answer to check. */
  readonly #begun = new Set<string>();
  /** What this tab last wrote of which row. */
  readonly #written = new Map<string, number>();

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, ANSWER_NEWS);
  }

  /** The check of stored rows is as large as a page; the first answer of a new assessment meets no row and need not wait. */
  async #checks(): Promise<Rows> {
    return (this.#rows ??= await import('../tables/rows.ts'));
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

  async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head) {
    const isFirst = this.#begun.delete(id) || begin;
    const rows = this.#rows ?? (isFirst ? null : await this.#checks());
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
          ...(found && 'damage' in found ? [['aside', { damage: rows!.unreadable(found.damage) }] as const] : []),
          ['entries', entry]
        ],
        delete: [['digests', id]]
      };
    });
    this.#written.set(name, entry.at);
    this.#news.tell({ id, entries: [entry] });
    return entry;
  }

  async amend(id: string, change: HeadChange, now: number, begin?: Head, part?: Participation) {
    // What was said of a whole situation changes positions.
    const moves = change.scope !== undefined;
    let scope: Head['scope'];
    const tables: Table[] = ['assessments', ...(moves ? (['digests'] as const) : []), ...(part ? (['participations'] as const) : [])];
    await this.#tables.edit(tables, 'assessments', id, (head) => {
      const begins = head === undefined && begin;
      if (begins) this.#begun.add(id);
      const next = head === undefined ? begin : changeHead(head as Head, change, now);
      scope = next?.scope;
      const put: [Table, unknown][] = next ? [['assessments', next]] : [];
      if (begins && part) put.push(['participations', part]);
      return { put, delete: moves ? [['digests', id] as const] : [] };
    });
    if (scope && moves) this.#news.tell({ id, entries: [], scope });
  }

  watch(id: string, changed: Parameters<AnswerStore['watch']>[1]) {
    return this.#news.listen((written) => {
      if (written.id === id) changed(written.entries, ...(written.scope ? [written.scope] : []));
    });
  }

  close() {
    this.#news.close();
  }
}
