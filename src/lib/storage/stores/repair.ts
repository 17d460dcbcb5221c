/** Rows that cannot be read: where they are, and where they were put aside. */
import type { Damage } from '#lib/domain/damage.ts';
import type { RepairStore } from '#lib/domain/assessment/store.ts';
import { rawText } from '#lib/domain/raw-text.ts';
import * as rows from '../tables/rows.ts';
import { reader, type Key } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { answeredWith, contentFault, readItem } from './shelf.ts';

const ALL = [
  'assessments',
  'entries',
  'aside',
  'digests',
  'plan',
  'shelf',
  'rubrics',
  'workshops',
  'results',
  'participations',
  'asked',
  'given'
] as const;

export class Repair implements RepairStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async list() {
    const read = reader('aside', rows);
    return (await this.#tables.page('aside')).map((raw): Damage => {
      const found = read(raw);
      return 'row' in found ? { ...found.row.damage, table: 'aside', key: found.row.key } : found.damage;
    });
  }

  async remove(damage: Damage) {
    await this.#tables.within('write', ALL, async (tables) => {
      const same = rawText(damage.raw);
      for (const row of (await tables.page('aside')) as { readonly key: number; readonly damage?: Partial<Damage> }[]) {
        if ((damage.table === 'aside' && row.key === damage.key) || rawText(row.damage?.raw) === same)
          await tables.delete('aside', [row.key]);
      }
      await removeWhereItLies(tables, damage);
    });
  }
}

async function removeWhereItLies(tables: Tables, { table, key: place, assessment, criterion }: Damage): Promise<void> {
  const key = place as Key;
  if (assessment) await tables.delete('digests', [assessment]);
  switch (table) {
    case 'workshops':
    case 'results':
    case 'participations':
    case 'asked':
    case 'given':
    case 'assessments':
    case 'plan': {
      const row = await tables.get(table, key);
      if (row !== undefined && 'damage' in reader<typeof table>(table, rows)(row)) await tables.delete(table, [key]);
      return;
    }
    case 'entries': {
      if (criterion !== null || Array.isArray(key)) {
        const row = await tables.get('entries', key);
        if (row !== undefined && 'damage' in reader('entries', rows)(row)) await tables.delete('entries', [key]);
        return;
      }
      const head = await tables.get('assessments', assessment);
      if (head !== undefined && 'row' in reader('assessments', rows)(head)) return;
      // Those that cannot be read are told of one by one, and go one by one.
      const { rows: orphans } = rows.sift(await tables.page('entries', { of: assessment }), reader('entries', rows));
      return tables.delete(
        'entries',
        orphans.map(({ criterion }) => [assessment, criterion] as const)
      );
    }
    case 'shelf':
    case 'rubrics': {
      const [item, content] = [await tables.get('shelf', key), await tables.get('rubrics', key)];
      const read = item === undefined ? null : readItem(item);
      const isSound = content !== undefined && contentFault(content, key, read && 'row' in read ? read.row.kind : null) === null;
      if (isSound && read && 'row' in read) return;
      await tables.delete('shelf', [key]);
      // Without its row it is on no list; an assessment that was answered with it finds it all the same.
      const isUsed = async () => (await tables.page('assessments')).some((head) => answeredWith(head, String(key)));
      if (!isSound || !(await isUsed())) await tables.delete('rubrics', [key]);
    }
  }
}
