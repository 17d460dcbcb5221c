/** The round of a workshop, as a course carries it: topics in the content that the round has, and versions of before where that changed. */
import type { Course, EarlierVersion } from '#lib/domain/course/course.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import type { Workshop, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import { loadWholeRubric } from '#lib/library/rubrics.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { versionsOf } from './comparison.ts';
import { factsAlone } from './course-versions.ts';

/** Rounds whose results a course may collect: those that still take some, newest first. */
export async function roundsForCourses(app: Pick<App, 'workshops'>): Promise<readonly Workshop[]> {
  const { workshops } = await (await app.workshops).list();
  return workshops.filter(({ state, collector, received }) => state === 'open' && !collector && !received);
}

export interface RoundParts {
  readonly round: NonNullable<Course['round']>;
  readonly rubrics: readonly CourseRubric[];
  readonly earlier: readonly EarlierVersion[];
}

const isOurs = (id: string) => outlines.some((outline) => outline.id === id);

/** @throws Error where a rubric of the round is not here */
async function fileOf({ id, hash, version }: WorkshopTopic, app: Pick<App, 'shelf'>): Promise<RubricFile> {
  if (hash === hashOfBuiltIn(id)) return (await loadWholeRubric(id)).file;
  const kept = await (await app.shelf).read(hash);
  if (kept) return kept;
  const { loadWholeEarlier } = await import('#lib/library/earlier.ts');
  const before = version === undefined || !isOurs(id) ? null : await loadWholeEarlier({ id, version, hash });
  if (before?.hash === hash) return before.file;
  throw new Error(`the rubric ${hash} of “${id}” is not here`);
}

/**
 * @param languages of the course
 * @throws Error where a rubric of the round is not here. Where one of before is not, its topic cannot be compared by answers, and learners are told so
 */
export async function roundParts(workshop: Workshop, languages: readonly string[], app: Pick<App, 'shelf'>): Promise<RoundParts> {
  const { number, round, topics, before, title } = workshop;
  const plain = (all: readonly WorkshopTopic[]) => all.map(({ id, hash }) => ({ id, hash }));
  const rubrics = await Promise.all(
    topics.map(async (topic): Promise<CourseRubric> => ({ file: await fileOf(topic, app), hash: topic.hash, builtIn: isOurs(topic.id) }))
  );
  const earlier = await Promise.all(
    topics.map(async ({ id, hash }, i) => {
      const then = before?.topics?.[i];
      return then && then.hash !== hash ? versionsBetween(then, rubrics[i]!.file, id, languages, app) : [];
    })
  );
  return {
    round: {
      number,
      round,
      topics: plain(topics),
      ...(before && { before: { tag: before.tag, back: before.back, ...(before.topics && { topics: plain(before.topics) }) } }),
      title
    },
    rubrics,
    earlier: earlier.flat()
  };
}

/** The version of before with its words, and what came between that and today's, of which only the facts are needed. */
async function versionsBetween(
  then: WorkshopTopic,
  today: RubricFile,
  id: string,
  languages: readonly string[],
  app: Pick<App, 'shelf'>
): Promise<readonly EarlierVersion[]> {
  const old = await fileOf(then, app).catch(() => null);
  if (!old) return [];
  const wanted = new Set([...languages, sourceOf(old.facts)]);
  const words = Object.fromEntries(Object.entries(old.words).filter(([language]) => wanted.has(language)));
  const all = await versionsOf(id, [], app);
  const between = all.filter(
    ({ version }) => compareVersions(version, old.facts.version) > 0 && compareVersions(version, today.facts.version) < 0
  );
  return [{ hash: then.hash, facts: old.facts, words }, ...between.map(factsAlone)];
}
