/** Opens an assessment that is there already. Apart from the walk, since whoever begins one needs none of it. */
import type { Assessment, Head } from '#lib/domain/assessment/assessment.ts';
import { damageOf, type Damage } from '#lib/domain/damage.ts';
import { isBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { Assessing, unsavedOf } from '#lib/state/assessing.svelte.ts';
import { takeOver } from './begun.ts';
import { outlinesOf, type Found } from './rubrics.ts';

export interface Opening {
  readonly view: 'ready' | 'gone' | 'rubric-missing';
  readonly assessing: Assessing | null;
  /** What answering needs of its rubrics. */
  readonly known: readonly Found[];
  /** Rows that could not be read. */
  readonly damage: readonly Damage[];
}

/**
 * @param id of an assessment: what was begun just now, or what the device would not take and lives in this tab, comes before what is stored
 * @param needs where its answers are
 */
export async function openAssessment(
  id: string,
  needs: Pick<App, 'store' | 'world' | 'unsaved' | 'answerStored'>,
  app: Pick<App, 'shelf'>
): Promise<Opening> {
  const held = takeOver(id) ?? unsavedOf(needs, id);
  const found = held ?? (await needs.store.then((store) => store.load(id)).catch(damageOf));
  const nothing = { assessing: null, known: [], damage: [] };
  if (!found) return { ...nothing, view: 'gone' };
  if ('raw' in found) return { ...nothing, view: 'gone', damage: [found] };
  const known = await rubricsOf(found.head, app);
  if (!known) return { ...nothing, view: 'rubric-missing' };
  if (held) return { view: 'ready', assessing: held, known, damage: [] };
  const loaded = found as Assessment & { readonly damage: readonly Damage[] };
  return { view: 'ready', assessing: new Assessing(needs, known, loaded), known, damage: loaded.damage };
}

/** @returns the rubrics that an assessment was begun with, or `null` where they are not all here */
function rubricsOf({ rubrics }: Head, app: Pick<App, 'shelf'>): Promise<readonly Found[] | null> {
  if (rubrics.every(isBuiltIn)) return Promise.resolve(rubrics.map(({ id }) => outlines.find((outline) => outline.id === id)!));
  return outlinesOf(rubrics, app).catch(() => null);
}
