/** A plan over tables in memory, with no more of an app around it than it asks for. */
import { expect, vi } from 'vitest';
import { Planning } from '#lib/state/plan.svelte.ts';
import { Plan } from '#lib/storage/stores/plan.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';

export async function planInMemory(): Promise<Planning> {
  let serial = 0;
  const world = { now: () => 1_000 + serial, newId: () => `s${serial++}` };
  const plan = new Planning({
    plan: Promise.resolve(new Plan(new MemoryTables())),
    world: world as ConstructorParameters<typeof Planning>[0]['world'],
    unsaved: new Set(),
    answerStored: async () => {}
  });
  void plan.read();
  await vi.waitFor(() => expect(plan.view).toBe('ready'));
  return plan;
}
