/** Which rubrics of a workshop were changed since the earlier round, for whoever leads it: from the rubrics alone, and from nothing that anybody answered. */
import { comparableIn } from '#lib/domain/position/comparable.ts';
import { pathBetween } from '#lib/domain/rubric/versions.ts';
import type { Workshop, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { versionsOf } from './comparison.ts';
import { rubricsOf } from './rubrics.ts';

export interface ChangedTopic {
  readonly id: string;
  /** Titles of criteria that the comparison leaves out; `null` where no version says how the two relate: nothing of it is compared then. */
  readonly left: readonly string[] | null;
}

/** @returns the topics whose rubric is not the same as in the earlier round */
export async function changedTopics(
  { topics, before }: Pick<Workshop, 'topics' | 'before'>,
  app: Pick<App, 'shelf'>
): Promise<readonly ChangedTopic[]> {
  const changed = topics.flatMap((now, i) => {
    const then = before?.topics?.[i];
    return then && then.hash !== now.hash ? [[then, now] as const] : [];
  });
  return Promise.all(changed.map(async ([then, now]) => ({ id: now.id, left: await leftOut(then, now, app) })));
}

async function leftOut(then: WorkshopTopic, now: WorkshopTopic, app: Pick<App, 'shelf'>): Promise<readonly string[] | null> {
  if (then.version === undefined || now.version === undefined) return null;
  // A mended translation makes another hash: what is asked is the same.
  if (then.version === now.version) return [];
  const path = pathBetween(await versionsOf(now.id, [], app), then.version, now.version);
  if (!path) return null;
  const { left, ended } = comparableIn(path);
  const titled = async ({ id, hash, version = '' }: WorkshopTopic, ids: readonly string[]) => {
    const [rubric] = ids.length ? await rubricsOf([{ id, hash, version }], app).catch(() => []) : [];
    return ids.map((one) => rubric?.criteria.find((criterion) => criterion.id === one)?.title ?? one);
  };
  return [...(await titled(now, left)), ...(await titled(then, ended))];
}
