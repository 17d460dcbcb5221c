import type { Settings } from '#lib/domain/person/store.ts';
import type { App } from './app.svelte.ts';

/** What a page remembers of what was chosen on it: stored at each change, and handed over when the page is left before that is done. */
export class Remembered<T> {
  readonly #app: Pick<App, 'settings' | 'storage'>;
  readonly #key: string;
  #settings: Settings | null = null;
  /** What was chosen last, until the device has it. */
  #unsaved: { readonly value: T } | null = null;

  /** @param key under which it lies among the settings */
  constructor(app: Pick<App, 'settings' | 'storage'>, key: string) {
    this.#app = app;
    this.#key = key;
  }

  /** @returns what was kept last, unchecked; `null` where there is none, or none can be read */
  async read(): Promise<unknown> {
    try {
      this.#settings = await this.#app.settings;
      return (await this.#settings.read(this.#key)) ?? null;
    } catch {
      return null;
    }
  }

  /** @returns whether it is there the next time; of one that a newer one has followed, that one tells */
  async keep(value: T): Promise<boolean> {
    const mine = (this.#unsaved = { value });
    try {
      await (this.#settings ??= await this.#app.settings).save(this.#key, value);
    } catch {
      return this.#unsaved !== mine;
    }
    if (this.#unsaved === mine) this.#unsaved = null;
    return this.#app.storage !== 'blocked';
  }

  /** For `pagehide`. */
  readonly leave = (): void => {
    if (this.#unsaved) this.#settings?.leave(this.#key, this.#unsaved.value);
    this.#unsaved = null;
  };
}
