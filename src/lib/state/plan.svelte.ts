/** The plan in front of the person: its steps, in their order, and whether all of them are safe. */
import type { CriterionKey } from '#lib/domain/assessment/assessment.ts';
import type { Damage } from '#lib/domain/damage.ts';
import { later } from '#lib/domain/time.ts';
import type { Level } from '#lib/domain/model.ts';
import { changeStep, droppedStep, moveStep, newStep, type StepFields } from '#lib/domain/plan/plan-changes.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { App } from './app.svelte.ts';
import { turns } from './turns.ts';

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
  /** As stored, when it was last read. */
  #kept: readonly PlanStep[] = [];
  /** In the order in which they were made. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never shown itself
  readonly #waiting = new Map<string, Waiting>();
  #writing: Promise<void> | null = null;
  readonly #turn = turns();

  constructor(app: Needs) {
    this.#app = app;
  }

  /** Reads the plan, and follows what other tabs write to it. @returns a function that ends it */
  follow(): () => void {
    let unwatch: (() => void) | null = null;
    let ended = false;
    void this.read().then(async () => {
      const store = await this.#app.plan.catch(() => null);
      if (store && !ended) unwatch = store.watch(() => void this.read());
    });
    return () => {
      ended = true;
      unwatch?.();
    };
  }

  async read(): Promise<void> {
    const isWanted = this.#turn();
    try {
      const { steps, damage } = await (await this.#app.plan).list();
      if (!isWanted()) return;
      this.#kept = steps;
      this.damage = damage;
      this.view = 'ready';
      this.#show();
    } catch {
      if (this.view === 'loading') this.view = 'failed';
    }
  }

  /** Adds a step out of the advice; one that was dropped is taken up again. */
  addAdvice(what: string, criterion: CriterionKey, level: Level, assessment: string): Promise<void> {
    const dropped = droppedStep(this.steps, criterion, level);
    const step = dropped
      ? { ...changeStep(dropped, { state: 'todo' }, this.#now()), aim: { criterion, level, assessment } }
      : newStep(this.steps, { what, aim: { criterion, level, assessment } }, this.#app.world.newId(), this.#now());
    return this.#put([step]);
  }

  /** Adds a step of the person's own. @returns its id */
  async addOwn(what: string): Promise<string> {
    const step = newStep(this.steps, { what }, this.#app.world.newId(), this.#now());
    await this.#put([step]);
    return step.id;
  }

  change(id: string, fields: StepFields): Promise<void> {
    const step = this.steps.find((one) => one.id === id);
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
    const step = this.steps.find((one) => one.id === id) ?? null;
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
    this.#show();
    return this.#flush();
  }

  #flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
      if (this.saving === 'failed') return;
      // What came when the write was all but over is written too; and another tab may have written meanwhile.
      return this.#waiting.size ? this.#flush() : this.read();
    });
    return this.#writing;
  }

  async #write(): Promise<void> {
    this.saving = 'saving';
    while (this.#waiting.size) {
      const batch = [...this.#waiting];
      try {
        const store = await this.#app.plan;
        const put = batch.flatMap(([, step]) => step ?? []);
        if (put.length) await store.save(put);
        for (const [id, step] of batch) if (!step) await store.remove(id);
      } catch {
        this.saving = 'failed';
        this.#app.unsaved.add(this);
        return;
      }
      for (const [id, step] of batch) if (this.#waiting.get(id) === step) this.#waiting.delete(id);
      // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never shown itself
      const kept = new Map(this.#kept.map((step) => [step.id, step]));
      for (const [id, step] of batch)
        if (step) kept.set(id, step);
        else kept.delete(id);
      this.#kept = inOrder([...kept.values()]);
      // Whatever is being read now knows less than this.
      this.#turn();
      this.#show();
    }
    this.saving = 'saved';
    this.#app.unsaved.delete(this);
    void this.#app.answerStored();
  }

  #show() {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never shown itself
    const all = new Map(this.#kept.map((step) => [step.id, step]));
    for (const [id, step] of this.#waiting)
      if (step) all.set(id, step);
      else all.delete(id);
    this.steps = inOrder([...all.values()]);
  }
}

const plans = new WeakMap<Needs, Planning>();

/** @returns the one plan of this tab: what the device has refused is still there on the next page */
export function planOf(app: Needs): Planning {
  const plan = plans.get(app) ?? new Planning(app);
  plans.set(app, plan);
  return plan;
}
