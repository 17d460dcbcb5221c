/** The plan in front of the person: its steps, in their order, and whether all of them are safe. */
/* eslint-disable svelte/prefer-svelte-reactivity -- maps here are never shown themselves */
import type { Damage } from '#lib/domain/damage.ts';
import { later } from '#lib/domain/time.ts';
import { changeStep, droppedStep, moveStep, newStep, type Advised, type StepFields } from '#lib/domain/plan/plan-changes.ts';
import { withChanges, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { App } from './app.svelte.ts';
import { watching } from './watching.ts';

/** What waits to be stored of one step: as it will be, or `null` where it goes. */
type Waiting = PlanStep | null;

/** What the plan needs of the app. */
type Needs = Pick<App, 'plan' | 'world' | 'unsaved' | 'answerStored'>;

export class Planning {
  view = $state.raw<'loading' | 'ready' | 'failed'>('loading');
  /** In their order, with what the device has not taken yet. */
  steps = $state.raw<readonly PlanStep[]>([]);
  /** Stored ones that could not be read. */
  damage = $state.raw<readonly Damage[]>([]);
  /** `failed`: the device did not take the last changes; they are in this tab only. */
  saving = $state.raw<'saved' | 'saving' | 'failed'>('saved');

  readonly #app: Needs;
  /** As stored, as far as this tab knows. */
  readonly #kept = new Map<string, PlanStep>();
  /** Those of `steps`, by id. */
  readonly #shown = new Map<string, PlanStep>();
  /** In the order in which they were made. */
  readonly #waiting = new Map<string, Waiting>();
  #writing: Promise<void> | null = null;
  /** Counts what is read and written, in order: what was read before something else became known of a step says nothing of it any more. */
  #count = 0;
  /** When something last became known of a step, and of all of them. */
  readonly #known = new Map<string, number>();
  #knownAll = 0;
  /** What other tabs changed while this one was writing: it is read afterwards. */
  readonly #heard = new Set<string>();

  constructor(app: Needs) {
    this.#app = app;
  }

  /** Steps that the device has not taken yet. One that is to go is still there. */
  get held(): PlanStep[] {
    return [...this.#waiting.values()].filter((step) => step !== null);
  }

  /** Reads the plan, and follows what other tabs write to it. @returns a function that ends it */
  follow(): () => void {
    const end = watching(this.#app.plan, (store) => store.watch((ids) => this.#hear(ids)));
    void this.read();
    return end;
  }

  async read(): Promise<void> {
    const began = ++this.#count;
    try {
      const { steps, damage } = await (await this.#app.plan).list();
      if (began < this.#knownAll) return;
      const found = new Map<string, Waiting>(steps.map((step) => [step.id, step]));
      for (const id of this.#kept.keys()) if (!found.has(id)) found.set(id, null);
      this.#learn(found, began);
      this.#knownAll = began;
      this.damage = damage;
      this.view = 'ready';
    } catch {
      if (this.view === 'loading') this.view = 'failed';
    }
  }

  /** Of thousands of steps, one that another tab has changed is read by itself. */
  #hear(ids: readonly string[] | null) {
    if (ids === null) return void this.read();
    for (const id of ids) this.#heard.add(id);
    // Whether what is being written is older than what was heard, only the device can tell.
    if (!this.#writing) void this.#readHeard();
  }

  async #readHeard(): Promise<void> {
    if (this.#heard.size === 0) return;
    const ids = [...this.#heard];
    this.#heard.clear();
    const began = ++this.#count;
    try {
      const found = await (await this.#app.plan).read(ids);
      this.#learn(new Map(ids.map((id) => [id, found.find((step) => step.id === id) ?? null])), began);
    } catch {
      // What was heard is not read: it is shown when the plan is read again.
    }
  }

  /** Takes what is known of steps, unless something later is known of them. */
  #learn(found: ReadonlyMap<string, Waiting>, as: number) {
    const changed: string[] = [];
    for (const [id, step] of found) {
      if (Math.max(this.#known.get(id) ?? 0, this.#knownAll) > as) continue;
      this.#known.set(id, as);
      if (step) this.#kept.set(id, step);
      else this.#kept.delete(id);
      changed.push(id);
    }
    this.#show(changed);
  }

  /** Adds a step out of the advice; one that was dropped is taken up again. */
  addAdvice(advised: Advised): Promise<void> {
    const { what, ...aim } = advised;
    const dropped = droppedStep(this.steps, advised);
    const step = dropped
      ? { ...changeStep(dropped, { state: 'todo' }, this.#now()), aim }
      : newStep(this.steps, { what, aim }, this.#app.world.newId(), this.#now());
    return this.#put([step]);
  }

  /** Adds a step of the person's own. @returns its id */
  async addOwn(what: string): Promise<string> {
    const step = newStep(this.steps, { what }, this.#app.world.newId(), this.#now());
    await this.#put([step]);
    return step.id;
  }

  change(id: string, fields: StepFields): Promise<void> {
    const step = this.#shown.get(id);
    const changed = step && changeStep(step, fields, this.#now());
    return changed && changed !== step ? this.#put([changed]) : Promise.resolve();
  }

  /** @param to its place among `shown` afterwards, from 0 */
  move(shown: readonly PlanStep[], id: string, to: number): Promise<void> {
    const changed = moveStep(this.steps, shown, id, to, this.#now());
    return changed.length ? this.#put(changed) : Promise.resolve();
  }

  /** @returns the step, so that it can be put back */
  async remove(id: string): Promise<PlanStep | null> {
    const step = this.#shown.get(id) ?? null;
    if (step) await this.#wait([[id, null]]);
    return step;
  }

  restore(step: PlanStep): Promise<void> {
    return this.#put([{ ...step, at: later(this.#now(), step.at) }]);
  }

  /** Tries again to store what the device would not take. */
  retry(): Promise<void> {
    return this.#flush();
  }

  #now = () => this.#app.world.now();

  #put(steps: readonly PlanStep[]): Promise<void> {
    return this.#wait(steps.map((step) => [step.id, step]));
  }

  /** Shows the change and writes it, in the very event; letters that come while a write is under way are written together. */
  #wait(changes: readonly (readonly [string, Waiting])[]): Promise<void> {
    for (const [id, step] of changes) {
      this.#waiting.delete(id);
      this.#waiting.set(id, step);
    }
    this.#show(changes.map(([id]) => id));
    return this.#flush();
  }

  #flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
      void this.#readHeard();
      // What came when the write was all but over is written too.
      return this.saving !== 'failed' && this.#waiting.size ? this.#flush() : undefined;
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    this.saving = 'saving';
    while (this.#waiting.size) {
      const batch = new Map(this.#waiting);
      try {
        const store = await this.#app.plan;
        const put = [...batch.values()].filter((step) => step !== null);
        if (put.length) await store.save(put);
        for (const [id, step] of batch) if (!step) await store.remove(id);
      } catch {
        this.saving = 'failed';
        this.#app.unsaved.add(this);
        return;
      }
      for (const [id, step] of batch) if (this.#waiting.get(id) === step) this.#waiting.delete(id);
      this.#learn(batch, ++this.#count);
    }
    this.saving = 'saved';
    this.#app.unsaved.delete(this);
    void this.#app.answerStored();
  }

  /** @param ids of the steps that may be other than before */
  #show(ids: readonly string[]) {
    const changes = new Map<string, Waiting>();
    for (const id of ids) {
      const waiting = this.#waiting.get(id);
      const step = waiting === undefined ? (this.#kept.get(id) ?? null) : waiting;
      if ((this.#shown.get(id) ?? null) === step) continue;
      changes.set(id, step);
      if (step) this.#shown.set(id, step);
      else this.#shown.delete(id);
    }
    // What has just been stored is shown already: nobody has to look at all of the plan again.
    if (changes.size) this.steps = withChanges(this.steps, changes);
  }
}

const plans = new WeakMap<Needs, Planning>();

/** @returns the one plan of this tab: what the device has refused is still there on the next page */
export function planOf(app: Needs): Planning {
  const plan = plans.get(app) ?? new Planning(app);
  plans.set(app, plan);
  return plan;
}
