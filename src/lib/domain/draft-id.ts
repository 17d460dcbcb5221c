/**
 * Ids of drafts. In the tables a draft lies beside published rubrics, which lie under their hash: an id that is a hash would put the draft in
 * a rubric's place. So no draft has one.
 */

/** What `contentHash` makes. */
export const HASH = /^[0-9a-f]{32}$/;

const OWN = 'draft-';

/** @param id any id; the app draws 32 hexadecimal digits, and up to version 0.2 these were a draft's id as they were @returns the draft's id */
export const draftIdOf = (id: string): string => (HASH.test(id) ? `${OWN}${id}` : id);

/** @returns the id that this draft had up to version 0.2; `null` where that was the same */
export function formerDraftId(id: string): string | null {
  const drawn = id.startsWith(OWN) ? id.slice(OWN.length) : '';
  return HASH.test(drawn) ? drawn : null;
}
