/** Positions that were worked out once. Loaded where a history is shown. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { keyed } from '#lib/domain/assessment/entries.ts';
import type { Digest } from '#lib/domain/position/digest.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

const byId = (digests: readonly Digest[]) => new Map(digests.map((digest) => [digest.id, digest]));

export class Digests implements DigestStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async read(keys: ReadonlyMap<string, string>) {
    const read = reader('digests', rows);
    const raws = await this.#tables.within('read', ['digests'], (tables) =>
      Promise.all([...keys.keys()].map((id) => tables.get('digests', id)))
    );
    const found = [...keys].flatMap(([id, key], i) => {
      // The cheap question first: what was made for something else need not be looked at.
      if ((raws[i] as Partial<Digest> | undefined)?.key !== key) return [];
      const digest = read(raws[i]);
      return 'row' in digest && digest.row.id === id ? [digest.row] : [];
    });
    return byId(found);
  }

  async compute(ids: readonly string[], make: (assessment: Assessment) => Digest | null) {
    const made: Digest[] = [];
    const torn = new Map<string, number>();
    const work = async (tables: Tables, keep: boolean) => {
      made.length = 0;
      for (const id of ids) {
        const raw = await tables.get('assessments', id);
        if (raw === undefined) continue;
        const head = reader('assessments', rows)(raw);
        if ('damage' in head) continue;
        const { rows: entries, damage } = rows.sift(await tables.page('entries', { of: id }), reader('entries', rows));
        if (damage.length) torn.set(id, damage.length);
        const digest = make({ head: head.row, entries: keyed(entries) });
        if (digest) made.push(digest);
      }
      // Where rows cannot be read, that is to be seen every time.
      if (keep)
        await tables.put(
          'digests',
          made.filter(({ id }) => !torn.has(id))
        );
    };
    const about = ['assessments', 'entries', 'digests'] as const;
    // Read and written in one: an answer of another tab is stored before, and then read, or after, and then takes the digest away.
    // A device that takes no more shows the history all the same, and works it out again the next time.
    await this.#tables
      .within('write', about, (tables) => work(tables, true))
      .catch(() => this.#tables.within('read', about, (tables) => work(tables, false)));
    return { digests: byId(made), torn };
  }
}
