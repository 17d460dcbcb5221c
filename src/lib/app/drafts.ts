/** From a rubric to a draft of one's own: what several pages of the library offer. */
import { copyDraft, newRubricId, nextDraft } from '#lib/domain/authoring/drafting.ts';
import { draftIdOf } from '#lib/domain/draft-id.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import type { App } from '#lib/state/app.svelte.ts';

type Here = Pick<App, 'shelf' | 'world'>;

async function begin(app: Here, make: (making: { id: string; now: number }) => Draft): Promise<string> {
  const draft = make({ id: draftIdOf(app.world.newId()), now: app.world.now() });
  await (await app.shelf).saveDraft(draft, null);
  return draft.id;
}

/** Begins a rubric of one's own, made from another. @returns the draft's id */
export function copyOf(app: Here, file: RubricFile, hash: string): Promise<string> {
  return begin(app, (making) => copyDraft(file, hash, making, newRubricId(app.world.newId())));
}

/** Begins the next version of a rubric of one's own, or goes on with the one that is begun. @returns the draft's id */
export async function nextOf(app: Here, file: RubricFile, hash: string): Promise<string> {
  const { items } = await (await app.shelf).list();
  const begun = items.find(({ kind, id }) => kind === 'draft' && id === file.facts.id);
  return begun ? begun.key : begin(app, (making) => nextDraft(file, hash, making));
}

/** Keeps what came from outside as a draft. @returns the draft's id */
export function draftOf(app: Here, opened: Omit<Draft, 'id' | 'at'>): Promise<string> {
  return begin(app, ({ id, now }) => ({ ...opened, id, at: now }));
}
