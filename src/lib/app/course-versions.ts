/** Versions of before that a course brings along as facts, so that answers to them find the way to today's. */
import type { EarlierVersion } from '#lib/domain/course/course.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { onTheWay, type VersionFacts } from '#lib/domain/rubric/versions.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { versionsOf } from './comparison.ts';

/** As much of a version as carrying answers over needs. */
export function factsAlone({ id, version, criteria, changes, situations }: VersionFacts): EarlierVersion {
  const facts = {
    id,
    version,
    criteria: criteria.map(({ id, essential }) => ({ id, essential })),
    ...(changes && { changes }),
    ...(situations && { situations })
  };
  return { hash: contentHash({ facts, words: {} }), facts, words: {} };
}

/**
 * @param rubrics of a course
 * @param there versions that it brings along already
 * @returns these, and what is on the way from versions that a rubric itself says nothing of. Waymark's own speak of all before them
 */
export async function withVersionsOnTheWay(
  rubrics: readonly CourseRubric[],
  there: readonly EarlierVersion[],
  app: Pick<App, 'shelf'>
): Promise<readonly EarlierVersion[]> {
  const found = await Promise.all(
    rubrics
      .filter(({ builtIn }) => !builtIn)
      .map(async ({ file: { facts } }) => onTheWay(await versionsOf(facts.id, [], app), facts).map(factsAlone))
  );
  const isThere = ({ facts }: EarlierVersion) => there.some((one) => one.facts.id === facts.id && one.facts.version === facts.version);
  return [...there, ...found.flat().filter((one) => !isThere(one))];
}
