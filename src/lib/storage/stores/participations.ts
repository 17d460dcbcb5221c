/** Workshops that somebody takes part in: one row for each assessment that was begun for one. */
import type { ParticipationStore } from '#lib/domain/workshop/store.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { reader, type Rows } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

export class Participations implements ParticipationStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** The check of stored rows is as large as a page, and whoever joins meets none. */
  async #checks(): Promise<Rows> {
    return import('../tables/rows.ts');
  }

  async list() {
    const rows = await this.#checks();
    const all = rows.sift(await this.#tables.page('participations'), reader('participations', rows)).rows;
    return all.sort((a, b) => b.joinedAt - a.joinedAt);
  }

  async read(assessment: string) {
    const raw = await this.#tables.get('participations', assessment);
    if (raw === undefined) return null;
    const rows = await this.#checks();
    const [row] = rows.sift([raw], reader('participations', rows)).rows;
    return row ?? null;
  }

  save(participation: Participation) {
    const put = [['participations', participation] as const];
    return this.#tables.edit(['participations'], 'participations', participation.assessment, () => ({ put, delete: [] }));
  }
}
