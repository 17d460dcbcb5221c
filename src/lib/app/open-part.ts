/** The workshop that an assessment was for. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { mayBeOpen } from '#lib/domain/workshop/limits.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import type { App } from '#lib/state/app.svelte.ts';

/** @returns it, where it may still be open, or its picture is here; else `null` */
export async function openPartOf(
  { id, updatedAt }: Pick<Head, 'id' | 'updatedAt'>,
  app: Pick<App, 'participations' | 'world'>
): Promise<Participation | null> {
  const part = await (await app.participations).read(id);
  // Since then the clock may have been put right.
  return part && (part.group || mayBeOpen(Math.max(part.joinedAt, updatedAt), app.world.now())) ? part : null;
}
