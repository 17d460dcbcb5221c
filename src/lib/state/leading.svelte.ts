/** One round of a workshop in front of whoever leads it: read again when another window changes it. */
import type { Verdict } from '#lib/domain/workshop/round.ts';
import type { OpenWorkshop, WorkshopStore } from '#lib/domain/workshop/store.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import type { App } from './app.svelte.ts';
import { watching } from './watching.ts';

export class Leading {
  readonly id: string;
  readonly #app: Pick<App, 'workshops'>;
  view = $state.raw<'loading' | 'ready' | 'gone' | 'failed'>('loading');
  #open = $state.raw<OpenWorkshop | null>(null);
  /** The device would not take the last change. */
  refused = $state.raw(false);
  /** How many readings were begun, and which of them was answered last. */
  #begun = 0;
  #answered = 0;

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

  /**
   * Once it is over, what is here is at least as new as the call: an answer is left out only where a later question was answered before. Others
   * may ask all the time, and then the last question is never over.
   */
  async read(): Promise<void> {
    const own = ++this.#begun;
    const isNewer = () => own > this.#answered && ((this.#answered = own), true);
    try {
      const found = await (await this.#app.workshops).read(this.id);
      if (!isNewer()) return;
      this.#open = found;
      this.view = found ? 'ready' : 'gone';
    } catch {
      if (isNewer()) this.view = 'failed';
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

  /** @param text what a second device hands over @returns what is to be said of it, and how many are in; `null` where this device did not take it */
  takeOver = (text: string) => this.#change((store) => store.takeHandOver(this.id, text));

  /** Counts what waits on a laptop that is handed round. */
  async settle(): Promise<void> {
    await this.#change((store) => store.settle(this.id));
  }

  /** Shows the picture, and freezes the round with it; of fewer than five nothing is shown. */
  reveal = () => this.#change((store) => store.reveal(this.id));

  /** Closes the round: its results are deleted. */
  close = () => this.#change((store) => store.close(this.id));

  /** @param words title, lines of the talk, or topics; these change while nothing is in @returns whether the device took it */
  async say(words: Partial<Pick<Workshop, 'title' | 'lines' | 'topics'>>): Promise<boolean> {
    const { workshop } = this;
    if (workshop) await this.#change((store) => store.save({ ...workshop, ...words }));
    return workshop !== null && !this.refused;
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
