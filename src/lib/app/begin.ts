/** Begins an assessment of what somebody has chosen. */
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Assessing } from '#lib/state/assessing.svelte.ts';
import { handOver } from './begun.ts';
import { foundIn, type Found } from './rubrics.ts';

interface Chosen extends Partial<Pick<Head, 'name' | 'role' | 'setting' | 'targets'>> {
  /** The workshop that it is for, without the assessment's id. */
  readonly part?: Omit<Participation, 'assessment'>;
  /** Ids of built-in rubrics. */
  readonly topics: readonly string[];
  /** Others, which lie on the shelf. */
  readonly kept: readonly Pick<ShelfItem, 'key' | 'fixed'>[];
}

/**
 * @returns the id of the assessment; what the device refuses of it is kept in this tab, and the next page says so
 * @throws where it is for a workshop, and the device does not keep both: then nothing is begun
 */
export async function beginWith(
  { part, topics, kept, name = '', role = null, setting = null, targets = {} }: Chosen,
  app: App
): Promise<string> {
  const shelf = kept.length ? await app.shelf : null;
  const own = await Promise.all(
    kept.map(async ({ key }) => {
      const file = await shelf!.read(key);
      if (!file) return [];
      // Before it is answered, whatever words of it can be had are fetched.
      const whole = file.elsewhere ? await (await import('./links.ts')).withWords(file, app) : file;
      return [await foundIn(whole, key)];
    })
  );
  const all: readonly Found[] = [...outlines.filter(({ id }) => topics.includes(id)), ...own.flat()];
  const head = newHead({ rubrics: all, name, role, setting, targets }, app.world.newId(), app.world.now());
  const assessing = new Assessing(app, all, head);
  await assessing.begin(part && { ...part, assessment: head.id });
  if (part && !assessing.stored) {
    app.unsaved.delete(assessing);
    throw new Error('the device does not keep which workshop it is for');
  }
  handOver(assessing);
  const fixed = kept.flatMap((item) => (item.fixed ? [item.key] : []));
  if (fixed.length) await (await import('./keep-fixed.ts')).keepFixed(fixed, app);
  return head.id;
}
