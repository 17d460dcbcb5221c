/** Which rubrics this build has, by their content. Few need it before the first answer, so it is apart from index.ts. */
import hashes from 'virtual:rubric-hashes';
import { outlines } from './index.ts';

/** The hash of a built-in rubric's content in this build; `null` for a rubric that is not built in. */
export const hashOfBuiltIn = (id: string): string | null => hashes[id]?.hash ?? null;

/** The languages that a built-in rubric has words in; English, which they were written in, first. */
export function languagesOfBuiltIn(id: string): string[] {
  return [...(hashes[id]?.languages ?? [])].sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b));
}

/**
 * @returns whether this is a built-in rubric in the version that this build has. Answers name a hash once a copy is kept: another content under
 *   the same version is another rubric
 */
export const isBuiltIn = ({ id, version, hash }: { readonly id: string; readonly version: string; readonly hash?: string }): boolean =>
  outlines.some((outline) => outline.id === id && outline.version === version) && (hash === undefined || hash === hashOfBuiltIn(id));
