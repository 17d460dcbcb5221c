declare module 'virtual:rubric-index' {
  import type { RubricFace, RubricFacts } from '#lib/domain/rubric/rubric.ts';

  /** What is known of a rubric before its words are there; built from rubrics/ and checked while building. */
  export interface Outline extends Pick<RubricFacts, 'id' | 'version' | 'keyLevel' | 'criteria'> {
    readonly title: string;
    readonly short: string;
  }
  const outlines: readonly Outline[];
  export default outlines;
  /** The language that this build of the app is in. */
  export const language: string;
  /** The part of each rubric that answering needs, by competency. */
  export const faces: Readonly<Record<string, () => Promise<{ default: RubricFace }>>>;
}

declare module 'virtual:rubric-abouts' {
  /** What each competency is about, in a sentence. */
  const abouts: Readonly<Record<string, string>>;
  export default abouts;
}

declare module 'virtual:rubric-hashes' {
  /** The hash of each built-in rubric's content, and of its words in each language. */
  const hashes: Readonly<Record<string, { readonly hash: string; readonly languages: Readonly<Record<string, string>> }>>;
  export default hashes;
}

declare module 'virtual:model-words' {
  import type { ModelWords } from '#lib/domain/model.ts';
  const words: ModelWords;
  export default words;
}

declare module 'virtual:digcomp-titles' {
  /** The titles of DigComp's competences by their numbers, in the language of the page. */
  const titles: Readonly<Record<string, string>>;
  export default titles;
}
