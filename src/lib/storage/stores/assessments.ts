/** Assessments as lists have them. */
import type { Assessment, Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { answeredAt, doneCount } from '#lib/domain/assessment/entries.ts';
import type { Asked } from '#lib/domain/second/second.ts';
import type { AssessmentList, RemovedAssessment } from '#lib/domain/assessment/store.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { ANSWER_NEWS, type Written } from './answers.ts';

const WHOLE = ['assessments', 'entries', 'digests', 'participations', 'asked'] as const;

export class Assessments implements AssessmentList {
  readonly #tables: Tables;
  readonly #news: News<Written>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, ANSWER_NEWS);
  }

  async list(limit: number) {
    const read = reader('assessments', rows);
    return this.#tables.within('read', ['assessments'], async (tables) => {
      const [total, dated] = [await tables.count('assessments'), await tables.count('assessments', 'indexed')];
      const newest = async (most: number) => {
        const raws = await tables.page('assessments', { newest: true, limit: most });
        return { ...rows.sift(raws, read), all: raws.length < most };
      };
      let found = await newest(limit);
      // Those that cannot be read take no other's place.
      for (let most = limit; found.rows.length < limit && !found.all;) found = await newest((most *= 2));
      const known = new Set(found.damage.map(({ key }) => JSON.stringify(key)));
      // A row whose date is gone is in no index, so the newest ones cannot show it.
      const dateless = dated < total ? rows.sift(await tables.page('assessments'), read).damage : [];
      const damage = [...found.damage, ...dateless.filter(({ key }) => !known.has(JSON.stringify(key)))];
      return { heads: found.rows.slice(0, limit), total, damage };
    });
  }

  async progressOf(heads: readonly Pick<Head, 'id' | 'scope' | 'createdAt'>[]) {
    const read = reader('entries', rows);
    const progress = async (head: (typeof heads)[number]) => {
      const { rows: entries } = rows.sift(await this.#tables.page('entries', { of: head.id }), read);
      return { done: doneCount(head, entries), at: answeredAt(entries) ?? head.createdAt };
    };
    return Object.fromEntries(await Promise.all(heads.map(async (head) => [head.id, await progress(head)] as const)));
  }

  async save({ head, entries }: Assessment) {
    await this.#tables.within('write', ['assessments', 'entries', 'digests'], async (tables) => {
      await tables.put('assessments', [head]);
      await tables.put('entries', Object.values(entries));
      await tables.delete('digests', [head.id]);
    });
  }

  async remove(id: string): Promise<RemovedAssessment | null> {
    const removed = await this.#tables.within('write', WHOLE, async (tables) => {
      const [head, entries] = [await tables.get('assessments', id), await tables.page('entries', { of: id })];
      const part = await tables.get('participations', id);
      const asked = await tables.page('asked', { of: id });
      await tables.delete('assessments', [id]);
      await tables.delete('participations', [id]);
      await tables.delete(
        'entries',
        (entries as Entry[]).map(({ criterion }) => [id, criterion] as const)
      );
      await tables.delete(
        'asked',
        (asked as Asked[]).map(({ number }) => [id, number] as const)
      );
      await tables.delete('digests', [id]);
      return { head, entries, part, asked };
    });
    this.#news.tell({ id, entries: null });
    return removed.head === undefined && removed.entries.length === 0 ? null : removed;
  }

  async restore({ head, entries, part, asked = [] }: RemovedAssessment) {
    await this.#tables.within('write', WHOLE, async (tables) => {
      if (head !== undefined) await tables.put('assessments', [head]);
      await tables.put('entries', entries);
      if (part !== undefined) await tables.put('participations', [part]);
      await tables.put('asked', asked);
      await tables.delete('digests', [...new Set((entries as Entry[]).map(({ assessment }) => assessment))]);
    });
  }
}
