/** Where the plan is kept. Each adapter passes the same tests. */
import type { Damage } from '../damage.ts';
import type { PlanStep } from './plan.ts';

/** The steps that a person means to try. */
export interface PlanStore {
  /** In their order; and the rows that could not be read, which stay where they are. */
  list(): Promise<{ readonly steps: readonly PlanStep[]; readonly damage: readonly Damage[] }>;
  /** @returns those of these steps that are there and can be read */
  read(ids: readonly string[]): Promise<readonly PlanStep[]>;
  /** Writes new steps and changed ones, all or none. */
  save(steps: readonly PlanStep[]): Promise<void>;
  remove(id: string): Promise<void>;
  /** Calls back when another tab has changed some steps, or, where it does not say which, `null`. @returns a function that ends it */
  watch(changed: (ids: readonly string[] | null) => void): () => void;
}
