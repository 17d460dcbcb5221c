/** A guest who answers a rubric of the device takes their answers out with it. */
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { App } from '#lib/state/app.svelte.ts';

/**
 * Keeps a copy of the device's rubrics on a guest's own shelf, beside the answers; whoever is no guest has them on their own.
 *
 * @param hashes of what an assessment is answered with
 */
export async function keepFixed(hashes: readonly string[], app: Pick<App, 'shelf' | 'world'>): Promise<void> {
  try {
    const shelf = await app.shelf;
    const fixed = (await shelf.list()).items.filter((item) => item.fixed && hashes.includes(item.key));
    for (const { key } of fixed) {
      const file = await shelf.read(key);
      if (file) await shelf.save(soundOf(file, key), 'cited', app.world.now());
    }
  } catch {
    // It can be answered all the same.
  }
}
