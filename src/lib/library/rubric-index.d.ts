declare module 'virtual:rubric-index' {
  import type { RubricFace, RubricFacts } from '#lib/domain/rubric.ts';

  /** What is known of a rubric before its words are there; built from rubrics/ and checked while building. */
  export interface Outline extends RubricFacts {
    readonly title: string;
    readonly short: string;
  }
  const outlines: readonly Outline[];
  export default outlines;
  /** The part of each rubric that answering needs, by competency. */
  export const faces: Readonly<Record<string, () => Promise<{ default: RubricFace }>>>;
}

declare module 'virtual:rubric-abouts' {
  /** What each competency is about, in a sentence. */
  const abouts: Readonly<Record<string, string>>;
  export default abouts;
}
