/** An assessment of somebody else: looked at, and not kept. */
import type { Head } from '../assessment/assessment.ts';
import type { Position } from '../position/position.ts';

export interface LookedTopic {
  readonly id: string;
  readonly title: string;
  /** Of the title, where it is not the page's. */
  readonly language: string | undefined;
  readonly position: Position;
  /** What the level is called; `undefined` where this rubric's levels have numbers only, and where there is none. */
  readonly level: string | undefined;
  /** How many safety points are answered otherwise than Yes, or not answered. */
  readonly safety: number;
}

export interface Looked {
  readonly head: Head;
  /** When it was answered, in milliseconds since 1970; `null` without answers. */
  readonly at: number | null;
  /** `null` where a rubric that it was answered with is neither in the file nor here. */
  readonly topics: readonly LookedTopic[] | null;
}
