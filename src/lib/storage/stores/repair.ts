/** Rows that cannot be read: where they are, and where they were put aside. */
import type { Damage, RepairStore } from '#lib/domain/assessment/store.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

export class Repair implements RepairStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async list() {
    const read = reader('aside', rows);
    return (await this.#tables.page('aside')).map((raw) => {
      const found = read(raw);
      return 'row' in found ? found.row.damage : found.damage;
    });
  }

  async remove(damage: Damage) {
    await this.#tables.within('write', ['assessments', 'entries', 'aside', 'digests'], async (tables) => {
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
}
