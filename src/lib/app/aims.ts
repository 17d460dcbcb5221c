/** What the steps of a plan lead to, as the person knows it: the statement, and where their answer stands today. */
import type { Value } from '#lib/domain/assessment/answer.ts';
import { cellsOf, type Assessment, type Head } from '#lib/domain/assessment/assessment.ts';
import { answeredAt } from '#lib/domain/position/digest.ts';
import type { Level } from '#lib/domain/model.ts';
import type { PlanStep, StepAim } from '#lib/domain/plan/plan.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { statementText } from '#lib/i18n/statement.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { rubricsOf } from './rubrics.ts';

export interface Aim {
  /** The criterion's title, and the statement at the step's level, with its situation. */
  readonly title: string;
  readonly descriptor: string;
  readonly level: Level;
  /** The language that they are in. */
  readonly language: string;
  /** The newest assessment that has this criterion, with the answer in it and when it was answered; `null` where there is none on this device. */
  readonly newest: { readonly id: string; readonly value: Value | null; readonly at: number } | null;
}

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

  const once = <T>(kept: Map<string, Promise<T | null>>, key: string, read: () => Promise<T | null>) => {
    if (!kept.has(key))
      kept.set(
        key,
        read().catch(() => null)
      );
    return kept.get(key)!;
  };

  async function aimOf({ criterion, level, assessment }: StepAim): Promise<Aim | null> {
    const [competency, id] = criterion.split('.') as [string, string];
    const having = heads.filter((head) => head.rubrics.some((ref) => ref.id === competency));
    const newest = having[0] ?? null;
    const from = having.find((head) => head.id === assessment) ?? newest;
    // Where no assessment is left to say which version it was, the built-in one speaks.
    const ref = from?.rubrics.find((one) => one.id === competency) ?? outlines.find((one) => one.id === competency);
    if (!ref) return null;
    const key = `${ref.id} ${ref.version} ${'hash' in ref ? ref.hash : ''}`;
    const rubric = await once(rubrics, key, async () => (await rubricsOf([ref], app))[0] ?? null);
    const found = rubric?.criteria.find((one) => one.id === id);
    if (!rubric || !found) return null;
    const told = newest && (await once(assessments, newest.id, () => store.load(newest.id)));
    return {
      title: found.title,
      descriptor: statementText(rubric, found, level),
      level,
      language: rubric.language,
      newest: newest && {
        id: newest.id,
        value: (told && cellsOf(told, criterion)[level]?.value) ?? null,
        at: (told && answeredAt(told)) ?? newest.createdAt
      }
    };
  }

  const found = await Promise.all(aimed.map(async ({ id, aim }) => [id, await aimOf(aim)] as const));
  return Object.fromEntries(found.flatMap(([id, aim]) => (aim ? [[id, aim]] : [])));
}
