declare module 'virtual:rubric-index' {
  import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';

  /** What is known of each rubric in any language; built from rubrics/ and checked while building. */
  const facts: readonly Pick<RubricFacts, 'id' | 'version' | 'keyLevel' | 'criteria' | 'situations'>[];
  export default facts;
}

declare module 'virtual:rubric-hashes' {
  /** The hash of each built-in rubric's content, and the languages that it has words in. */
  const hashes: Readonly<Record<string, { readonly hash: string; readonly languages: readonly string[] }>>;
  export default hashes;
}
