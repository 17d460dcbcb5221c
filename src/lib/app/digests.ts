/** Digests of many assessments: those that are kept are read, the others worked out in slices that leave the page room to breathe. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { digestKey, digestOf, type Digest } from '#lib/domain/position/digest.ts';
import type { Rubric, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { model } from '#lib/library/model.ts';
import { hashOfBuiltIn, isBuiltIn } from '#lib/library/built-in.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { rubricsOf } from './rubrics.ts';

/** How many assessments are worked out before the page may draw. */
const SLICE = 10;

export interface Digested {
  readonly digests: ReadonlyMap<string, Digest>;
  /** How many rows of an assessment cannot be read, by id. */
  readonly torn: ReadonlyMap<string, number>;
}

/** What an assessment's rubrics are by content: for a built-in one that of this build, which is what it is scored with. */
const exact = (refs: readonly RubricRef[]): RubricRef[] =>
  refs.map((ref) => ({ ...ref, hash: isBuiltIn(ref) ? (hashOfBuiltIn(ref.id) ?? '') : ref.hash }));
const keyOf = ({ rubrics, scope }: Pick<Head, 'rubrics' | 'scope'>) => digestKey(exact(rubrics), scope, model.thresholds);

/**
 * @param progress is told how many of those that have to be worked out are done
 * @returns digests by assessment; those whose rubrics are not here have none
 */
export async function digestsOf(
  heads: readonly Head[],
  app: Pick<App, 'digests' | 'shelf'>,
  progress: (done: number, of: number) => void
): Promise<Digested> {
  const store = await app.digests;
  const keys = new Map(heads.map((head) => [head.id, keyOf(head)]));
  const digests = new Map(await store.read(keys));
  const torn = new Map<string, number>();
  const missing = heads.filter(({ id }) => !digests.has(id));
  const rubrics = new Map<string, readonly Rubric[] | null>();
  for (let from = 0; from < missing.length; from += SLICE) {
    progress(from, missing.length);
    const slice = missing.slice(from, from + SLICE);
    for (const head of slice) {
      const key = keys.get(head.id)!;
      if (!rubrics.has(key)) rubrics.set(key, await rubricsOf(head.rubrics, app).catch(() => null));
    }
    const made = await store.compute(
      slice.map(({ id }) => id),
      (assessment) => {
        const key = keyOf(assessment.head);
        const whole = rubrics.get(key);
        return whole ? digestOf(assessment, whole, model, key) : null;
      }
    );
    for (const [id, digest] of made.digests) digests.set(id, digest);
    for (const [id, rows] of made.torn) torn.set(id, rows);
    await breath();
  }
  return { digests, torn };
}

/** Lets the page draw and hear. */
const breath = () => new Promise<void>((done) => setTimeout(done));
