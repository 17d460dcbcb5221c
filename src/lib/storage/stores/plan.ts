/** The steps that a person means to try. */
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

/** Data that comes in brings steps with it: whoever writes to the plan tells of it under this topic. */
export const PLAN_NEWS = 'personal';

export class Plan implements PlanStore {
  readonly #tables: Tables;
  readonly #news: News<string>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, PLAN_NEWS);
  }

  async list() {
    const { rows: steps, damage } = rows.sift(await this.#tables.page('plan'), reader('plan', rows));
    return { steps: inOrder(steps), damage };
  }

  async save(steps: readonly PlanStep[]) {
    await this.#tables.put('plan', steps);
    this.#news.tell('');
  }

  async remove(id: string) {
    await this.#tables.delete('plan', [id]);
    this.#news.tell('');
  }

  watch(changed: () => void) {
    return this.#news.listen(changed);
  }
}
