/** What a step of a plan leads to, as the person knows it. */
import type { Value } from '../assessment/answer.ts';
import type { Level } from '../model.ts';

export interface Aim {
  /** The short name of the rubric's topic, and whether the statement is one of its safety points. */
  readonly topic: string;
  readonly safety: boolean;
  /** The criterion's title, and the statement at the step's level, with its situation. */
  readonly title: string;
  readonly descriptor: string;
  readonly level: Level;
  /** The language that they are in. */
  readonly language: string;
  /**
   * The newest assessment that has this criterion, with the answer in it and when it was answered; `null` where there is none on this device, and
   * where it asks something else in this place: then its answer is none to the statement here.
   */
  readonly newest: { readonly id: string; readonly value: Value | null; readonly at: number } | null;
}
