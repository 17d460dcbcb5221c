/** The timer of a workshop, as the clock tells it: what is kept is when it began, so sleep and a reload take nothing from it. */
import { begun, moved, paused, resumed, runIn, setBack, timesOf, type PlanId, type Run } from '#lib/domain/workshop/plans.ts';
import type { App } from './app.svelte.ts';

/** Under this key among the settings. */
const SETTING = 'timer';

export class Timing {
  run = $state.raw<Run | null>(null);
  #now = $state.raw(0);
  readonly #app: Pick<App, 'settings' | 'world'>;

  constructor(app: Pick<App, 'settings' | 'world'>) {
    this.#app = app;
    this.tick();
  }

  /** What the step has left and how long the rest takes, in milliseconds. */
  readonly times = $derived.by(() => this.run && timesOf(this.run, this.#now));
  /** When it ends if it goes on now, in milliseconds since 1970. */
  readonly endsAt = $derived.by(() => this.times && this.#now + this.times.rest);

  /** Reads the clock, which somebody may have set. */
  tick(): void {
    const [before, now] = [this.#now, this.#app.world.now()];
    this.#now = now;
    if (this.run && now < before) this.#become(setBack(this.run, before, now));
  }

  /** Goes on with what this device remembers; where it remembers nothing, or cannot be asked, none runs. */
  async read(): Promise<void> {
    const found = runIn(await this.#app.settings.then((settings) => settings.read(SETTING)).catch(() => null));
    this.tick();
    if (this.run || !found) return;
    // While no page looked, the clock may have been set back to before it began.
    if (found.since !== null && this.#now < found.since) this.#become(setBack(found, found.since, this.#now));
    else this.run = found;
  }

  start = (plan: PlanId) => this.#become(begun(plan, this.#clock()));
  pause = () => this.run && this.#become(paused(this.run, this.#clock()));
  resume = () => this.run && this.#become(resumed(this.run, this.#clock()));
  move = (by: 1 | -1) => this.run && this.#become(moved(this.run, by, this.#clock()));
  end = () => this.#become(null);

  #clock(): number {
    this.tick();
    return this.#now;
  }

  #become(run: Run | null): void {
    this.run = run;
    // Where the device takes nothing, it runs for as long as the page is open.
    this.#app.settings.then((settings) => settings.save(SETTING, run)).catch(() => {});
  }
}
