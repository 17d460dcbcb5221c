/** What lies on the shelf, as the list shows it: read again when another tab changes it, and what was taken off can be put back. */
import type { Damage } from '#lib/domain/damage.ts';
import type { RemovedRubric, ShelfItem } from '#lib/domain/rubric/store.ts';
import type { App } from './app.svelte.ts';
import { turns } from './turns.ts';
import { watching } from './watching.ts';

/** A row of the list; what was removed keeps its place there, to be put back. */
export interface ListRow extends ShelfItem {
  readonly removed: boolean;
}

interface Removed {
  readonly key: string;
  readonly item: ShelfItem;
  readonly taken: RemovedRubric;
}

export class ShelfList {
  readonly #app: Pick<App, 'shelf'>;
  readonly #turn = turns();
  view = $state.raw<'loading' | 'ready' | 'failed'>('loading');
  /** The device would not take the last change. */
  refused = $state.raw(false);
  /** Rows that could not be read. */
  damage = $state.raw<readonly Damage[]>([]);
  #items = $state.raw<readonly ShelfItem[]>([]);
  #removed = $state.raw<readonly Removed[]>([]);

  readonly rows: readonly ListRow[] = $derived.by(() => {
    const there = this.#items.filter(({ key }) => !this.#find(key)).map((item) => ({ ...item, removed: false }));
    const gone = this.#removed.map(({ item }) => ({ ...item, removed: true }));
    // As the shelf orders them: what came at the same time is in the order of the keys.
    return [...there, ...gone].sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
  });

  constructor(app: Pick<App, 'shelf'>) {
    this.#app = app;
  }

  async read(): Promise<void> {
    const isWanted = this.#turn();
    try {
      const { items, damage } = await (await this.#app.shelf).list();
      if (!isWanted()) return;
      this.#items = items;
      this.damage = damage;
      // What somebody put back in another tab, or kept again, is not removed any more.
      const back = items.filter(({ key, origin }) => origin !== 'cited' && this.#find(key));
      back.forEach(({ key }) => this.#forget(key));
      this.view = 'ready';
    } catch {
      if (isWanted()) this.view = 'failed';
    }
  }

  /** Reads now, and whenever another tab changes something. @returns a function that ends it */
  watch(): () => void {
    void this.read();
    return watching(this.#app.shelf, (shelf) => shelf.watch(() => void this.read()));
  }

  /** @returns whether it is gone now */
  async remove(key: string, item: ShelfItem): Promise<boolean> {
    return this.#change(async () => {
      const taken = await (await this.#app.shelf).remove(key);
      if (taken) this.#removed = [...this.#removed, { key, item, taken }];
    });
  }

  /** @returns whether it is back */
  async undo(key: string): Promise<boolean> {
    const removed = this.#find(key);
    if (!removed) return false;
    return this.#change(async () => {
      await (await this.#app.shelf).restore(removed.taken);
      this.#forget(key);
    });
  }

  #find(key: string): Removed | undefined {
    return this.#removed.find((one) => one.key === key);
  }

  #forget(key: string) {
    this.#removed = this.#removed.filter((one) => one.key !== key);
  }

  async #change(change: () => Promise<void>): Promise<boolean> {
    try {
      await change();
      this.refused = false;
    } catch {
      this.refused = true;
    }
    await this.read();
    return !this.refused;
  }
}
