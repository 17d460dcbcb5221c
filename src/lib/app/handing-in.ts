/** What somebody hands in to a workshop, worked out from their answers as their result is. Nothing is stored of it. */
import { essentialsNotInPlace, positionsOf } from '#lib/domain/position/position.ts';
import { handedTopics, type Answered, type HandedLine, type HandedTopic } from '#lib/domain/workshop/handing-in.ts';
import { mayBeOpen } from '#lib/domain/workshop/limits.ts';
import type { Participation, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { langAt } from '#lib/i18n/words.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { model } from '#lib/library/model.ts';
import type { Assessing } from '#lib/state/assessing.svelte.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { hashAnswered, rubricsOf } from './rubrics.ts';
import { hasPoints } from './workshop-topics.ts';

/** @returns a line for each topic of the workshop, in the order of the codes @throws MissingRubric, or DataError, as `rubricsOf` does */
export async function linesOf(
  part: Participation,
  assessing: Assessing,
  app: Pick<App, 'shelf' | 'store' | 'assessments' | 'participations'>
): Promise<readonly HandedLine[]> {
  const { head, entries } = assessing;
  const rubrics = await rubricsOf(head.rubrics, app);
  const positions = positionsOf(assessing, rubrics, model);
  const answered = rubrics.map((rubric, i): Answered => ({
    id: rubric.id,
    hash: hashAnswered(head.rubrics[i]!),
    level: positions[i]!.level,
    open: essentialsNotInPlace(positions[i]!, rubric).length > 0
  }));
  const before = part.before && (await (await import('./before.ts')).toldBefore(part, { assessment: { head, entries }, rubrics }, app));
  const all = before ? answered.map((one) => ({ ...one, ...before.told[one.id] })) : answered;
  return handedTopics(part.topics, all).map((topic): HandedLine => {
    const rubric = rubrics.find(({ id }) => id === topic.id);
    const left = before?.left[topic.id];
    const why = before?.why[topic.id];
    return {
      ...topic,
      ...(left?.length && { left }),
      ...(why && { why }),
      title: rubric?.title ?? topic.id,
      lang: langAt(rubric, 'title'),
      version: rubric?.version ?? null,
      points: !rubric || hasPoints(rubric)
    };
  });
}

/**
 * Keeps with a part the levels as they stand, whichever of the two its person chose. Once its round cannot be open any more, those of then stay.
 *
 * @returns the part as it is kept @throws where the device does not take it
 */
export async function keepLevels(
  part: Participation,
  lines: readonly HandedTopic[],
  app: Pick<App, 'participations' | 'world'>
): Promise<Participation> {
  const parts = await app.participations;
  // Something else may have been kept with it meanwhile.
  const now = (await parts.read(part.assessment)) ?? part;
  if (!mayBeOpen(part.joinedAt, app.world.now())) return now;
  const next: Participation = { ...now, levels: lines.map(({ level }) => level) };
  await parts.save(next);
  return next;
}

/** @returns the topics of a workshop whose rubrics are not on this device */
export async function topicsNotHere(topics: readonly WorkshopTopic[], app: Pick<App, 'shelf'>): Promise<readonly WorkshopTopic[]> {
  const shelf = await app.shelf;
  const kept = await Promise.all(topics.map(async ({ id, hash }) => hash === hashOfBuiltIn(id) || (await shelf.read(hash)) !== null));
  return topics.filter((_, i) => !kept[i]);
}
