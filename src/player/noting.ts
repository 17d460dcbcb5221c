/** An answer store that says for what an assessment is begun, before its first answer is stored. */
import type { AnswerStore } from '#lib/domain/assessment/store.ts';

/** @param begun is told the id of each assessment that is no look back; the answer waits for it */
export function noting(store: AnswerStore, begun: (id: string) => Promise<void>): AnswerStore {
  const note = async (begin: { readonly id: string; readonly retrospectOf?: string } | undefined) => {
    if (begin && begin.retrospectOf === undefined) await begun(begin.id);
  };
  return {
    load: (id) => store.load(id),
    watch: (...args) => store.watch(...args),
    change: async (id, criterion, change, now, begin) => (await note(begin), store.change(id, criterion, change, now, begin)),
    amend: async (id, change, now, begin, part) => (await note(begin), store.amend(id, change, now, begin, part))
  };
}
