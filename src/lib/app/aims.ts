/** What the steps of a plan lead to, as the person knows it: the statement, and where their answer stands today. */
import { cellsOf, type Assessment, type Head } from '#lib/domain/assessment/assessment.ts';
import { dateOf } from '#lib/domain/assessment/entries.ts';
import type { Aim } from '#lib/domain/plan/aim.ts';
import type { PlanStep, StepAim } from '#lib/domain/plan/plan.ts';
import { isSameRubric, type Rubric, type RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { statementText } from '#lib/i18n/statement.ts';
import { isBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { rubricsOf } from './rubrics.ts';

/** How many assessments are looked through for the newest that has a criterion. */
const LOOK = 200;

/** @returns by step id; a step that leads to nothing, or to what is not on this device any more, is absent */
export async function aimsOf(
  steps: readonly PlanStep[],
  app: Pick<App, 'store' | 'assessments' | 'shelf'>
): Promise<Readonly<Record<string, Aim>>> {
  const aimed = steps.flatMap(({ id, aim }) => (aim ? [{ id, aim }] : []));
  if (!aimed.length) return {};
  const [store, list] = await Promise.all([app.store, app.assessments]);
  const heads = (await list.list(LOOK).catch(() => ({ heads: [] as readonly Head[] }))).heads.filter(({ retrospectOf }) => !retrospectOf);
  const rubrics = new Map<string, Promise<Rubric | null>>();
  const assessments = new Map<string, Promise<Assessment | null>>();
  let shelved: Promise<readonly ShelfItem[]> | undefined;

  const once = <T>(kept: Map<string, Promise<T | null>>, key: string, read: () => Promise<T | null>) => {
    if (!kept.has(key))
      kept.set(
        key,
        read().catch(() => null)
      );
    return kept.get(key)!;
  };

  async function aimOf({ criterion, level, assessment, version }: StepAim): Promise<Aim | null> {
    const [competency, id] = criterion.split('.') as [string, string];
    const having = heads.filter((head) => head.rubrics.some((ref) => ref.id === competency));
    const newest = having[0] ?? null;
    const refIn = (head: Head | null | undefined) => head?.rubrics.find((one) => one.id === competency);
    // Where nothing is left to say which version it was, the newest answers' speaks, or the built-in one.
    const ref: RubricRef | undefined =
      refIn(having.find((head) => head.id === assessment)) ??
      (version ? await refOf(competency, version, having.map(refIn)) : (refIn(newest) ?? outlines.find((one) => one.id === competency)));
    if (!ref) return null;
    const rubric = await rubricOf(ref);
    const found = rubric?.criteria.find((one) => one.id === id);
    if (!rubric || !found) return null;
    const descriptor = statementText(rubric, found, level);
    const answered = newest && (await asksThis(refIn(newest)!)) ? newest : null;
    const told = answered && (await once(assessments, answered.id, () => store.load(answered.id)));
    return {
      topic: rubric.short,
      safety: found.essential.includes(level),
      title: found.title,
      descriptor,
      level,
      language: rubric.language,
      newest: answered && {
        id: answered.id,
        value: (told && cellsOf(told, criterion)[level]?.value) ?? null,
        at: told ? dateOf(told) : answered.createdAt
      }
    };

    /** Whether a rubric asks what is shown here. */
    async function asksThis(other: RubricRef): Promise<boolean> {
      if (isSameRubric(other, ref!)) return true;
      const its = await rubricOf(other);
      const same = its?.criteria.find((one) => one.id === id);
      return Boolean(its && same) && statementText(its!, same!, level) === descriptor;
    }
  }

  function rubricOf(ref: RubricRef): Promise<Rubric | null> {
    const key = `${ref.id} ${ref.version} ${ref.hash ?? ''}`;
    return once(rubrics, key, async () => (await rubricsOf([ref], app))[0] ?? null);
  }

  /** A version of a rubric that is not built in is found by its hash: other answers name it, or the shelf does. */
  async function refOf(id: string, version: string, named: readonly (RubricRef | undefined)[]): Promise<RubricRef> {
    const bare = { id, version };
    if (isBuiltIn(bare)) return bare;
    const there = named.find((ref) => ref?.version === version);
    if (there) return there;
    shelved ??= app.shelf.then(async (shelf) => (await shelf.list()).items).catch(() => []);
    const kept = (await shelved).find((item) => item.kind === 'published' && item.id === id && item.version === version);
    return kept ? { ...bare, hash: kept.key } : bare;
  }

  const found = await Promise.all(aimed.map(async ({ id, aim }) => [id, await aimOf(aim)] as const));
  return Object.fromEntries(found.flatMap(([id, aim]) => (aim ? [[id, aim]] : [])));
}
