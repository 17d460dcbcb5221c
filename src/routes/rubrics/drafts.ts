/** From a rubric to a draft of one's own: what several pages of the library offer. */
import { resolve } from '$app/paths';
import { copyDraft, newRubricId, nextDraft } from '#lib/domain/drafting.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric.ts';
import type { App } from '#lib/state/app.svelte.ts';

const addressOf = (id: string) => resolve(`/rubrics/edit/?draft=${id}`);

async function begin(app: App, make: (making: { id: string; now: number }) => Draft): Promise<string> {
  const draft = make({ id: app.world.newId(), now: app.world.now() });
  await (await app.shelf).saveDraft(draft, null);
  return addressOf(draft.id);
}

/** Begins a rubric of one's own, made from another. @returns where it is written */
export function copyOf(app: App, file: RubricFile, hash: string): Promise<string> {
  return begin(app, (making) => copyDraft(file, hash, making, newRubricId(app.world.newId())));
}

/** Begins the next version of a rubric of one's own, or goes on with the one that is begun. @returns where it is written */
export async function nextOf(app: App, file: RubricFile, hash: string): Promise<string> {
  const { items } = await (await app.shelf).shelf();
  const begun = items.find(({ kind, id }) => kind === 'draft' && id === file.facts.id);
  return begun ? addressOf(begun.key) : begin(app, (making) => nextDraft(file, hash, making));
}

/** Keeps what came from outside as a draft. @returns where it is written */
export function draftOf(app: App, opened: Omit<Draft, 'id' | 'at'>): Promise<string> {
  return begin(app, ({ id, now }) => ({ ...opened, id, at: now }));
}
