/** A workshop with invented results: in memory only, in the same windows as a real one. With the last of them it is gone. */
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import type { WorkshopStore } from '#lib/domain/workshop/store.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Leading } from '#lib/state/leading.svelte.ts';

/** Its id, and that of a second round, with the first that it is compared with: no workshop that is kept has one of these. */
export const REHEARSAL = 'rehearsal';
export const REHEARSAL_AGAIN = 'rehearsal-again';
const EARLIER = 'rehearsal-earlier';

export const isRehearsal = (id: string): boolean => [REHEARSAL, REHEARSAL_AGAIN, EARLIER].includes(id);

/** @returns where a workshop is kept, or the rehearsal */
export const storeOf = (app: Pick<App, 'workshops' | 'rehearsal' | 'world'>, id: string): Promise<WorkshopStore> =>
  isRehearsal(id) ? rehearsing(app, id) : app.workshops;

/** @returns one round of a workshop, or of the rehearsal, in front of whoever leads it */
export const leadingOf = (app: Pick<App, 'workshops' | 'rehearsal' | 'world'>, id: string): Leading =>
  new Leading({ workshops: storeOf(app, id) }, id);

async function rehearsing({ rehearsal, world }: Pick<App, 'rehearsal' | 'world'>, id: string): Promise<WorkshopStore> {
  const store = await rehearsal;
  if (await store.read(id)) return store;
  const first: Workshop = {
    id: REHEARSAL,
    number: 0,
    round: 1,
    topics: outlines.map(({ id }) => ({ id, hash: hashOfBuiltIn(id)! })),
    title: '',
    openedAt: world.now(),
    state: 'open',
    picture: null,
    lines: []
  };
  if (id === REHEARSAL) {
    await begin(store, first);
    return store;
  }
  const earlier = { ...first, id: EARLIER, number: 1 };
  await begin(store, earlier);
  await store.close(EARLIER);
  await begin(store, {
    ...earlier,
    id: REHEARSAL_AGAIN,
    round: 2,
    before: { tag: tagOf(earlier), back: true, topics: earlier.topics }
  });
  return store;
}

async function begin(store: WorkshopStore, workshop: Workshop): Promise<void> {
  await store.save(workshop);
  await store.take(workshop.id, inventedCodes(workshop));
}

/** Nothing of it is left, in any window. */
export async function endRehearsal(app: Pick<App, 'rehearsal'>): Promise<void> {
  const store = await app.rehearsal;
  for (const id of [REHEARSAL, REHEARSAL_AGAIN, EARLIER]) await store.remove(id);
}
