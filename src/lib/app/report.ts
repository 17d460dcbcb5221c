/** Finds everything that a report is made of. */
import { dateOf } from '#lib/domain/assessment/entries.ts';
import { damageOf, type Damage } from '#lib/domain/damage.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { besideOf, viewsOf, type BesideCriterion, type BesideView } from '#lib/domain/second/beside.ts';
import { model } from '#lib/library/model.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import { nameOf } from '#lib/i18n/words.ts';
import { unsavedOf } from '#lib/state/assessing.svelte.ts';
import type { Picture } from '#lib/domain/workshop/picture.ts';
import { newestOf } from './newest.ts';
import { MissingRubric, rubricsOf } from './rubrics.ts';
import { calledTopics, type CalledTopic } from './workshop-topics.ts';

/** Why there is nothing to report on; its own row as it was stored where that cannot be read. */
export type Without = 'none' | 'gone' | 'rubric-missing' | 'words-failed' | Damage;

/** @param wanted an assessment's id; `null` for the one that was changed last */
export async function reportData(
  wanted: string | null,
  app: Pick<App, 'store' | 'assessments' | 'shelf' | 'plan' | 'unsaved'>
): Promise<ReportData | Without> {
  const store = await app.store;
  const id = wanted ?? unsavedOf(app)?.head.id ?? (await newestOf(await app.assessments))?.id;
  if (!id) return 'none';
  // Answers that the device would not take are in this tab only.
  const held = unsavedOf(app, id);
  const found = held ? { head: held.head, entries: held.entries, damage: [] } : await store.load(id).catch(damageOf);
  if (!found) return 'gone';
  if ('raw' in found) return found;
  const { head, entries, damage } = found;
  try {
    const rubrics = await rubricsOf(head.rubrics, app);
    const back = head.retrospectOf ? await store.load(head.retrospectOf).catch(() => null) : undefined;
    const plan = await app.plan.then((plan) => plan.list()).catch(() => null);
    return {
      head,
      entries,
      rubrics,
      positions: positionsOf({ head, entries }, rubrics, model),
      damage,
      ...(back === undefined ? {} : { back: back && nameOf(back.head, dateOf(back)) }),
      plan
    };
  } catch (error) {
    return error instanceof MissingRubric ? 'rubric-missing' : 'words-failed';
  }
}

/** What was shown of the group of somebody's workshop, and what its topics are called. */
export interface ReportGroup {
  readonly picture: Picture;
  readonly called: readonly CalledTopic[];
}

/** @returns `null` where the assessment was for no workshop, or its picture is not here */
export async function reportGroup(assessment: string, app: Pick<App, 'participations' | 'shelf'>): Promise<ReportGroup | null> {
  const part = await (await app.participations).read(assessment);
  if (part?.group === undefined) return null;
  const picture = (await import('./group-code.ts')).groupOf(part);
  return picture && { picture, called: await calledTopics(part.topics, app) };
}

/** Second views of an assessment, side by side with its own answers. */
export interface ReportSecond {
  readonly views: readonly BesideView[];
  readonly all: readonly BesideCriterion[];
}

/** @returns `null` where none was kept, or none is about the questions as they are */
export async function reportSecond(data: ReportData, app: Pick<App, 'second'>): Promise<ReportSecond | null> {
  const views = viewsOf(await (await app.second).asked(data.head.id), data.head);
  return views.length ? { views, all: besideOf(data, data.rubrics, views) } : null;
}
