/** What a person means to try, step by step: out of the advice, or their own. */
import type { CriterionKey } from '../assessment/assessment.ts';
import type { Level } from '../model.ts';

export const STEP_STATES = ['todo', 'doing', 'done', 'dropped'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** The descriptor that a step leads to. */
export interface StepAim {
  readonly criterion: CriterionKey;
  readonly level: Level;
  /** The assessment that it came from; it may be gone. */
  readonly assessment: string;
  /** The version of the criterion's rubric, where that was noted: in another one, another statement may stand in this place. */
  readonly version?: string;
}

export interface PlanStep {
  readonly id: string;
  /** What to do, in the person's words. */
  readonly what: string;
  readonly why: string;
  /** `null` for a step of their own that leads to no descriptor in particular. */
  readonly aim: StepAim | null;
  /** A day such as 2026-03-09, on the person's calendar; `null` where none was set. */
  readonly by: string | null;
  readonly with: string;
  readonly state: StepState;
  /** When it was done, in milliseconds since 1970; absent where it is not done, or where nobody noted that. */
  readonly doneAt?: number;
  /** What happened. */
  readonly note: string;
  /** Steps with a smaller number stand before those with a larger one. */
  readonly order: number;
  readonly createdAt: number;
  /** When anything in it last changed, in milliseconds since 1970. */
  readonly at: number;
}

export const STEP_LENGTH = { what: 500, why: 1_000, with: 200, note: 20_000 } as const;

/** First what stands first; steps with the same place, as two devices can make them, by id. */
export const inOrder = (steps: readonly PlanStep[]): PlanStep[] =>
  [...steps].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** @param changes by id: a step as it is now, or `null` where it is gone @returns the steps in their order, with these changes */
export function withChanges(steps: readonly PlanStep[], changes: ReadonlyMap<string, PlanStep | null>): PlanStep[] {
  const others = steps.filter(({ id }) => !changes.has(id));
  // All but these are in order already, so that sorting is one walk.
  return inOrder([...others, ...[...changes.values()].filter((step) => step !== null)]);
}
