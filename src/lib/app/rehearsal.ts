/** A workshop with invented results: in memory only, in the same windows as a real one. With the last of them it is gone. */
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Leading } from '#lib/state/leading.svelte.ts';

/** Its id, which no workshop that is kept has. */
export const REHEARSAL = 'rehearsal';

/** @returns one round of a workshop, or of the rehearsal, in front of whoever leads it */
export const leadingOf = (app: Pick<App, 'workshops' | 'rehearsal' | 'world'>, id: string): Leading =>
  new Leading(id === REHEARSAL ? { workshops: rehearsing(app) } : app, id);

async function rehearsing({ rehearsal, world }: Pick<App, 'rehearsal' | 'world'>) {
  const store = await rehearsal;
  if (await store.read(REHEARSAL)) return store;
  const workshop: Workshop = {
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
  await store.save(workshop);
  await store.take(REHEARSAL, inventedCodes(workshop));
  return store;
}

/** Nothing of it is left, in any window. */
export async function endRehearsal(app: Pick<App, 'rehearsal'>): Promise<void> {
  await (await app.rehearsal).remove(REHEARSAL);
}
