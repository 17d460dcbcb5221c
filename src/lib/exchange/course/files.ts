/** What a course consists of as files: its facts, and for each language the texts and the rubrics as they are shown. */
import { COURSE_FILES, type Course, type CourseTexts, type CourseTopic, type EarlierVersion } from '#lib/domain/course/course.ts';
import type { CourseWishes } from '#lib/domain/course/wishes.ts';
import { canonical, wordsHash } from '#lib/domain/hash.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { SoundRubric } from '#lib/domain/rubric/sound.ts';

export interface CourseRubric extends Pick<SoundRubric, 'file' | 'hash'> {
  /** Whether it comes with Waymark. */
  readonly builtIn: boolean;
}

/** The texts that the player needs in a language, as the app has them. */
export interface PlayerTexts extends Omit<CourseTexts, 'names'> {
  /** Areas that it can begin without. */
  readonly more: CourseTexts['areas'];
}

export function topicOf({ file: { facts }, hash, builtIn }: CourseRubric): CourseTopic {
  const { id, version, keyLevel, criteria, changes, situations, origin } = facts;
  const { author, licence } = origin ?? {};
  return {
    id,
    version,
    hash,
    keyLevel,
    criteria,
    ...(changes && { changes }),
    ...(situations && { situations }),
    ...(!builtIn && { own: true as const }),
    ...((author || licence) && { origin: { ...(author && { author }), ...(licence && { licence }) } })
  };
}

/** @returns the facts of a course */
export const courseOf = (wishes: CourseWishes, topics: readonly CourseTopic[], earlier: readonly EarlierVersion[] = []): Course => ({
  id: courseId(wishes, topics),
  ...wishes,
  topics,
  ...(earlier.length > 0 && { renewed: true as const })
});

/** @returns by path, what each file holds: the same wishes, rubrics and texts always make the same files, in whatever order their parts came */
export function courseFiles(
  wishes: CourseWishes,
  rubrics: readonly CourseRubric[],
  texts: readonly PlayerTexts[],
  earlier: readonly EarlierVersion[] = []
): Readonly<Record<string, string>> {
  const course = courseOf(wishes, rubrics.map(topicOf), earlier);
  const own = rubrics.filter(({ builtIn }) => !builtIn).map(({ file }) => file);
  const files: Record<string, unknown> = { [COURSE_FILES.course]: course };
  for (const { more, ...one } of texts) {
    const shown = rubrics.map(({ file }) => rubricIn(file, one.language));
    const names = Object.fromEntries(shown.map(({ id, title, short }) => [id, { title, short }]));
    files[COURSE_FILES.texts(one.language)] = { ...one, names };
    files[COURSE_FILES.more(one.language)] = more;
    shown.forEach((rubric, i) => (files[COURSE_FILES.topic(one.language, i)] = rubric));
  }
  if (own.length) files[COURSE_FILES.own] = own;
  if (earlier.length) files[COURSE_FILES.earlier] = earlier;
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, canonical(content)]));
}

/**
 * Another title or topic is another course; another wording of a rubric is not: answers go on where its new version lets them. The rounds of a workshop are
 * one course, whatever they are called and whatever they stand in: a later one finds on the device what was answered in those before.
 */
const courseId = ({ title, standsIn, round }: CourseWishes, topics: readonly CourseTopic[]): string => {
  const ids = topics.map(({ id }) => id);
  return wordsHash({ of: canonical(round ? ['rounds', round.number, [...ids].sort()] : [title, standsIn, ids]) }).slice(0, 12);
};
