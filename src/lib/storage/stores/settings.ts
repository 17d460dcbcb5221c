/** Small things to remember about the app itself. */
import type { Settings } from '#lib/domain/person/store.ts';
import type { Tables } from '../tables/tables.ts';

export class TableSettings implements Settings {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async read(key: string) {
    return ((await this.#tables.get('settings', key)) as { readonly value?: unknown } | undefined)?.value;
  }

  async save(key: string, value: unknown) {
    await this.#tables.edit(['settings'], 'settings', key, () => ({ put: [['settings', { key, value }]], delete: [] }));
  }

  leave(key: string, value: unknown) {
    this.#tables.putNow?.([['settings', { key, value }]]);
  }
}
