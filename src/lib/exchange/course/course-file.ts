/** An educator's choices as a file: written by the page that makes courses, read by the command and by the frame that a page hands it over to. */
import { COURSE_FORMAT, COURSE_FORMAT_VERSION, courseFileSchema, type CourseChoices } from '#lib/domain/course/course-file.ts';
import type { EarlierVersion } from '#lib/domain/course/course.ts';
import type { CourseWishes } from '#lib/domain/course/wishes.ts';
import { DataError, within } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { canonical } from '#lib/domain/hash.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { CEILING, tooLarge } from '../bytes/ceilings.ts';
import { inflated, TooMuch } from '../bytes/deflate.ts';
import { decoded, objectOf, parsedJson } from '../bytes/text.ts';
import { bytesIn, PACKED } from './course-link.ts';
import type { CourseRubric } from './files.ts';

/** What a file of choices says, with the rubrics that do not come with Waymark, by their hashes. */
export interface OpenedCourse extends CourseChoices {
  readonly rubrics: ReadonlyMap<string, SoundRubric>;
}

/**
 * @param rubrics in the order of the topics
 * @param inApp whether Waymark has this very content
 * @returns JSON text: the same choices always make the same
 */
export function writeCourseFile(
  wishes: CourseWishes,
  rubrics: readonly CourseRubric[],
  earlier: readonly EarlierVersion[],
  inApp: (rubric: CourseRubric) => boolean
): string {
  const here = rubrics.map(inApp);
  return canonical({
    format: COURSE_FORMAT,
    formatVersion: COURSE_FORMAT_VERSION,
    wishes,
    topics: rubrics.map(({ file, hash, builtIn }) => ({ id: file.facts.id, hash, builtIn })),
    rubrics: rubrics.flatMap(({ file }, i) => (here[i] ? [] : [file])),
    earlier
  });
}

/**
 * @param value parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the first place that is wrong; a newer format is declined in plain words
 */
function readCourseFile(value: unknown, name: string): OpenedCourse {
  const outer = objectOf(value);
  if (outer?.format !== COURSE_FORMAT) throw new DataError(name, '', 'not-course');
  const fault = versionFault(outer.formatVersion, COURSE_FORMAT_VERSION, 'formatVersion');
  if (fault) throw new DataError(name, fault.place, fault.code, fault.values);
  const { wishes, topics, rubrics, earlier } = checked(courseFileSchema, value, name);
  const sound = rubrics.map((file, i) => within(`rubrics.${i}`, () => soundOf(file, name)));
  const byHash = new Map(sound.map((one) => [one.hash, one]));
  for (const [i, { id, hash, builtIn }] of topics.entries())
    if (byHash.has(hash) ? byHash.get(hash)!.file.facts.id !== id : !builtIn) throw new DataError(name, `topics.${i}`, 'missing');
  return { wishes: wishes as CourseWishes, topics, rubrics: byHash, earlier: earlier as readonly EarlierVersion[] };
}

/**
 * @param bytes of a file
 * @throws DataError as `readCourseFile` does
 */
export const openCourseFile = (bytes: Uint8Array, name: string): OpenedCourse =>
  readCourseFile(parsedJson(decoded(bytes, name), name), name);

/**
 * @param packed as `packCourse` gives it; whatever else an address may hold
 * @throws DataError where it was cut off, unfolds to too much, or is no course
 */
export async function openPackedCourse(packed: string, name: string): Promise<OpenedCourse> {
  if (packed === 'missing') throw new DataError(name, '', 'missing');
  if (packed.length > CEILING.course) throw tooLarge(packed.length, CEILING.course, name);
  const fault = versionFault(/^\d/.test(packed) ? Number(packed[0]) : null, Number(PACKED), '');
  if (fault?.code === 'newer-format') throw new DataError(name, '', fault.code, fault.values);
  const bytes = fault ? null : bytesIn(packed);
  if (!bytes) throw new DataError(name, '', 'damaged-file');
  let json: Uint8Array;
  try {
    json = await inflated(bytes, CEILING.courseUnpacked);
  } catch (error) {
    throw error instanceof TooMuch
      ? tooLarge(CEILING.courseUnpacked + 1, CEILING.courseUnpacked, name)
      : new DataError(name, '', 'damaged-file');
  }
  return openCourseFile(json, name);
}
