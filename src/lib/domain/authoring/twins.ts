/**
 * One version of a rubric has one content. Two devices may have published two under the same number all the same; answers to them must not be
 * taken for answers to one rubric. So a device offers only one of them: the one that it had first. Another is a draft of the next version,
 * so that no text is lost, and is kept as `cited` where answers need it.
 */
import { draftIdOf } from '../draft-id.ts';
import type { KeptRubric } from '../person/personal-data.ts';
import type { Draft, RubricFile } from '../rubric/rubric.ts';
import { nextDraft } from './drafting.ts';

/** A published rubric that is offered here. */
export interface Offered {
  readonly id: string;
  readonly version: string;
  /** The hash of its content. */
  readonly key: string;
}

/** @returns the one of those offered that has the same id and version, and other content; none where this very content is offered as well */
export function twinOf<T extends Offered>(one: Offered, offered: readonly T[]): T | undefined {
  const same = offered.filter(({ id, version }) => id === one.id && version === one.version);
  return same.some(({ key }) => key === one.key) ? undefined : same[0];
}

/** @param at when it was kept, in milliseconds since 1970 @returns the draft of the next version: the same one, however often the twin comes */
export const twinDraft = (file: RubricFile, hash: string, at: number): Draft => nextDraft(file, hash, { id: draftIdOf(hash), now: at });

const RANK: Readonly<Record<KeptRubric['origin'], number>> = { own: 0, received: 1, cited: 2 };

/**
 * @param offered what is offered here
 * @param incoming rubrics that come; of two that are twins, one's own comes before a received one, then the earlier one
 * @param isAnswered whether answers, here or on their way, are to the rubric of this hash
 * @returns them, and how many of them became drafts
 */
export function withoutTwins(
  offered: readonly Offered[],
  incoming: readonly KeptRubric[],
  isAnswered: (hash: string) => boolean
): { readonly rubrics: readonly KeptRubric[]; readonly drafts: readonly Draft[] } {
  const all: Offered[] = [...offered];
  const rubrics: KeptRubric[] = [];
  const drafts: Draft[] = [];
  const order = (a: KeptRubric, b: KeptRubric) => RANK[a.origin] - RANK[b.origin] || a.at - b.at || (a.hash < b.hash ? -1 : 1);
  for (const one of [...incoming].sort(order)) {
    const { id, version } = one.file.facts;
    const own = { id, version, key: one.hash };
    if (one.origin === 'cited' || !twinOf(own, all)) {
      if (one.origin !== 'cited') all.push(own);
      rubrics.push(one);
      continue;
    }
    drafts.push(twinDraft(one.file, one.hash, one.at));
    if (isAnswered(one.hash)) rubrics.push({ ...one, origin: 'cited' });
  }
  return { rubrics, drafts };
}
