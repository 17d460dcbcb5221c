/** Second views: what somebody asked of others with what they kept of it, and what they answer about others. Loaded where it is used. */
import { fitOf, withoutView, withView, type Asked, type Given, type KeptView, type SecondView } from '#lib/domain/second/second.ts';
import type { SecondStore } from '#lib/domain/second/store.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

const readAsked = reader('asked', rows);
const readGiven = reader('given', rows);

export class Second implements SecondStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async asked(assessment?: string) {
    const raws = await this.#tables.page('asked', assessment === undefined ? {} : { of: assessment });
    return rows.sift(raws, readAsked).rows.sort((a, b) => b.askedAt - a.askedAt);
  }

  async ask(asked: Asked) {
    await this.#tables.put('asked', [asked]);
  }

  async keep(asked: Asked, view: SecondView, now: number) {
    await this.#change(asked, (stored) => {
      if (typeof fitOf(view, [stored]) === 'string') throw new RangeError('the view does not fit any more');
      return withView(stored, view, now);
    });
  }

  drop(asked: Asked, { id }: KeptView) {
    return this.#change(asked, (stored) => withoutView(stored, id));
  }

  withdraw(asked: Asked, now: number) {
    return this.#change(asked, (stored) => ({ ...stored, withdrawnAt: stored.withdrawnAt ?? now }));
  }

  /** Upon what is stored at that moment: another tab may have kept a view meanwhile. */
  async #change({ assessment, number }: Asked, change: (stored: Asked) => Asked) {
    await this.#tables.edit(['asked'], 'asked', [assessment, number], (raw) => {
      const read = raw === undefined ? null : readAsked(raw);
      if (!read || 'damage' in read) throw new RangeError('the request is not here any more');
      return { put: [['asked', change(read.row)]], delete: [] };
    });
  }

  async forget({ assessment, number }: Asked) {
    await this.#tables.delete('asked', [[assessment, number]]);
  }

  async given() {
    return rows.sift(await this.#tables.page('given'), readGiven).rows.sort((a, b) => b.at - a.at);
  }

  async readGiven(number: string) {
    const raw = await this.#tables.get('given', number);
    return raw === undefined ? null : (rows.sift([raw], readGiven).rows[0] ?? null);
  }

  async saveGiven(given: Given) {
    await this.#tables.put('given', [given]);
  }

  async changeGiven(number: string, change: (given: Given) => Given) {
    let now: Given | null = null;
    await this.#tables.edit(['given'], 'given', number, (raw) => {
      // Deleted in another tab: what was written before must not come back.
      const read = raw === undefined ? null : readGiven(raw);
      if (!read || 'damage' in read) return { put: [], delete: [] };
      now = change(read.row);
      return { put: [['given', now]], delete: [] };
    });
    return now;
  }

  async forgetGiven(number: string) {
    await this.#tables.delete('given', [number]);
  }
}
