/** Made-up drafts, so that a test says only what it is about. */
import { emptyDraft } from '#lib/domain/authoring/drafting.ts';
import { addCriterion, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';

export const empty = (language = 'en'): Draft => emptyDraft({ id: 'd1', now: 1 }, 'own-abcdefgh', language);

const PEOPLE = ['many readers', 'one person', 'a group that I guide', 'a community that I belong to'];

/** @returns a draft that could be published, with criteria c1, c2, ... */
export function whole(size = 2, language = 'en'): Draft {
  let draft = writeText(writeText(empty(language), language, 'title', 'Writing online'), language, 'short', 'Writing');
  for (let c = 1; c <= size; c++) {
    draft = addCriterion(draft, `c${c}`);
    draft = writeText(draft, language, `c${c}.title`, `Aspect ${c}`);
    for (const level of LEVELS) draft = writeText(draft, language, `c${c}.${level}`, `For ${PEOPLE[level - 1]}, I do thing number ${c}.`);
  }
  return draft;
}
