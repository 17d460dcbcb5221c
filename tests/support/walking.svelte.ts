/** A walk through an assessment in a page that is not there: it says where it stands, and hears where it is led. */
import { vi } from 'vitest';
import { ownSources } from '#lib/app/sources.ts';
import { Walk, type Moves, type Place } from '#lib/app/walk.svelte.ts';
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import type { RubricFile, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { ownDevice } from '#lib/holder/own-device.ts';
import { firstFace } from '#lib/library/first.ts';
import { App } from '#lib/state/app.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';

/** A device of its own, in memory. */
export function device() {
  const stores = storesOver(new MemoryTables());
  let [clock, ids] = [1_000, 0];
  const app = () =>
    new App({
      open: async () => ({ ...stores, state: 'kept' }),
      people: () => Promise.reject(new Error('nobody')),
      askToPersist: async () => true,
      isPersisted: async () => true,
      now: () => clock++,
      newId: () => `a${ids++}`,
      settled: () => {}
    });
  /** Begins an assessment with rubrics that are not built in. @returns its id */
  async function beginWith(files: readonly RubricFile[], id = 'own'): Promise<string> {
    const shelf = await stores.shelf();
    const rubrics: (RubricFile['facts'] & RubricRef)[] = [];
    for (const file of files) {
      const { key } = await shelf.save(readRubric(JSON.parse(JSON.stringify(file)), 'made up'), 'received', clock++);
      rubrics.push({ ...file.facts, hash: key });
    }
    await stores.store.amend(id, {}, clock, newHead({ rubrics }, id, clock++));
    return id;
  }
  return { ...stores, app, beginWith };
}

const ended: (() => void)[] = [];
/** Ends every walk that was begun. */
export const endWalks = () => ended.splice(0).forEach((end) => end());

const NOWHERE: Place = { id: null, at: null, pause: null };

/**
 * A walk as a page begins it.
 *
 * @param at where the page stands at first
 * @param tapped levels that were tapped before the script came
 * @param holder who holds the answers
 */
export function walkOn(
  app: App,
  at: Partial<Place> = {},
  tapped: Parameters<Walk<null>['begin']>[0] = [],
  holder: Holder = ownDevice(app)
) {
  let place = $state.raw<Place>({ ...NOWHERE, ...at });
  const moves = {
    show: vi.fn<Moves['show']>((to) => void (place = to)),
    finish: vi.fn<(head: Head) => void>(),
    reload: vi.fn<Moves['reload']>()
  };
  const walk = new Walk(
    app,
    holder,
    ownSources(app, firstFace(), async () => null),
    () => place,
    moves
  );
  const endEffects = $effect.root(() => walk.follow());
  const endWalk = walk.begin(tapped);
  ended.push(() => {
    endWalk();
    endEffects();
  });
  return { walk, moves, place: () => place, go: (to: Partial<Place>) => void (place = { ...place, pause: null, ...to }) };
}
