/** One round of a workshop in front of whoever leads it: read again when another window changes it. */
import type { Verdict } from '#lib/domain/workshop/round.ts';
import type { OpenWorkshop, WorkshopStore } from '#lib/domain/workshop/store.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import type { App } from './app.svelte.ts';
import { turns } from './turns.ts';
import { watching } from './watching.ts';

export class Leading {
  readonly id: string;
  readonly #app: Pick<App, 'workshops'>;
  readonly #turn = turns();
  view = $state.raw<'loading' | 'ready' | 'gone' | 'failed'>('loading');
  #open = $state.raw<OpenWorkshop | null>(null);
  /** The device would not take the last change. */
  refused = $state.raw(false);

  constructor(app: Pick<App, 'workshops'>, id: string) {
    this.#app = app;
    this.id = id;
  }

  get workshop() {
    return this.#open?.workshop ?? null;
  }

  get handedIn() {
    return this.#open?.handedIn ?? 0;
  }

  async read(): Promise<void> {
    const isWanted = this.#turn();
    try {
      const found = await (await this.#app.workshops).read(this.id);
      if (!isWanted()) return;
      this.#open = found;
      this.view = found ? 'ready' : 'gone';
    } catch {
      if (isWanted()) this.view = 'failed';
    }
  }

  /** Reads now, and whenever another window changes something. @returns a function that ends it */
  watch(): () => void {
    void this.read();
    return watching(this.#app.workshops, (store) => store.watch((id) => (id === null || id === this.id) && void this.read()));
  }

  /** @param texts of codes @returns what is to be said of each; `null` where the device took none of them */
  async take(texts: readonly string[]): Promise<readonly Verdict[] | null> {
    return this.#change(async (store) => {
      const { verdicts } = await store.take(this.id, texts);
      return verdicts;
    });
  }

  /** Shows the picture, and freezes the round with it; of fewer than five nothing is shown. */
  reveal = () => this.#change((store) => store.reveal(this.id));

  /** Closes the round: its results are deleted. */
  close = () => this.#change((store) => store.close(this.id));

  /** @param words title, lines of the talk, or topics; these change while nothing is in */
  async say(words: Partial<Pick<Workshop, 'title' | 'lines' | 'topics'>>): Promise<void> {
    const { workshop } = this;
    if (workshop) await this.#change((store) => store.save({ ...workshop, ...words }));
  }

  async #change<T>(change: (store: WorkshopStore) => Promise<T>): Promise<T | null> {
    let done: T | null = null;
    try {
      done = await change(await this.#app.workshops);
      this.refused = false;
    } catch {
      this.refused = true;
    }
    await this.read();
    return done;
  }
}
