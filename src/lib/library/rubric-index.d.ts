declare module 'virtual:rubric-index' {
  import type { RubricFace, RubricFacts } from '#lib/domain/rubric.ts';

  /** What is known of a rubric before its words are there; built from rubrics/ and checked while building. */
  export interface Outline extends RubricFacts {
    readonly title: string;
    readonly short: string;
    readonly about: string;
  }
  const outlines: readonly Outline[];
  export default outlines;
  /** The part of each rubric that answering needs, by competency. */
  export const faces: Readonly<Record<string, () => Promise<{ default: RubricFace }>>>;
}
