/** The steps that a person means to try. */
import type { Damage } from '#lib/domain/damage.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import { News } from '../tables/news.ts';
import { pieces } from '../tables/pieces.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

/** Data that comes in brings steps with it: whoever writes to the plan tells of it under this topic. */
export const PLAN_NEWS = 'personal';
/** Ids of the steps that were written or removed; `null`: any of them. */
export type PlanNews = readonly string[] | null;

/** Rows that are read and checked before the page may draw. */
const PIECE = 100;

export class Plan implements PlanStore {
  readonly #tables: Tables;
  readonly #news: News<PlanNews>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, PLAN_NEWS);
  }

  async list() {
    const steps: PlanStep[] = [];
    const damage: Damage[] = [];
    for await (const piece of pieces(this.#tables, 'plan', PIECE)) {
      const found = rows.sift(piece, reader('plan', rows));
      steps.push(...found.rows);
      damage.push(...found.damage);
    }
    return { steps: inOrder(steps), damage };
  }

  async read(ids: readonly string[]) {
    const raws = await this.#tables.within('read', ['plan'], (tables) => Promise.all(ids.map((id) => tables.get('plan', id))));
    return rows.sift(raws, reader('plan', rows)).rows;
  }

  async save(steps: readonly PlanStep[]) {
    await this.#tables.put('plan', steps);
    this.#news.tell(steps.map(({ id }) => id));
  }

  async remove(id: string) {
    await this.#tables.delete('plan', [id]);
    this.#news.tell([id]);
  }

  watch(changed: (ids: PlanNews) => void) {
    // Tabs of earlier versions do not say which.
    return this.#news.listen((ids) => changed(Array.isArray(ids) ? ids : null));
  }
}
