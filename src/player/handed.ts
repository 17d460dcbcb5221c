/** A course that the address of a frame bears: own rubrics, a round, questions for a journal. It is checked as any file is. */
import type { EarlierVersion } from '#lib/domain/course/course.ts';
import { wishFaults } from '#lib/domain/course/wishes.ts';
import { DataError } from '#lib/domain/faults.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { SoundRubric } from '#lib/domain/rubric/sound.ts';
import { openPackedCourse } from '#lib/exchange/course/course-file.ts';
import { courseOf, topicOf } from '#lib/exchange/course/files.ts';
import type { CourseData } from './data.ts';

/**
 * @param packed as it stands in the address
 * @param all what comes with Waymark: of its own topics, the course has the present version
 * @throws DataError naming the first place that is wrong
 */
export async function handedOver(packed: string, all: CourseData): Promise<CourseData> {
  const NAME = 'course';
  const { wishes, topics, rubrics, earlier } = await openPackedCourse(packed, NAME);
  const own = new Map<string, SoundRubric>();
  const known = topics.map(({ id, hash, builtIn }, i) => {
    const rubric = rubrics.get(hash);
    if (rubric) own.set(id, rubric);
    const topic = rubric ? topicOf({ ...rubric, builtIn }) : all.course.topics.find((one) => one.id === id);
    if (!topic) throw new DataError(NAME, `topics.${i}`, 'missing');
    return topic;
  });
  const [fault] = wishFaults({ ...wishes, standsIn: 'frame' }, known, all.course.languages);
  if (fault)
    throw new DataError(NAME, `${fault.wish}`, null, fault.values, `${fault.code} ${Object.values(fault.values).join(', ')}`.trim());
  const course = courseOf({ ...wishes, standsIn: 'frame' }, known, earlier);
  return {
    ...all,
    course,
    async texts(language) {
      const texts = await all.texts(language);
      const named = [...own].map(([id, { file }]) => {
        const { title, short } = rubricIn(file, language);
        return [id, { title, short }] as const;
      });
      return { ...texts, names: { ...texts.names, ...Object.fromEntries(named) } };
    },
    async rubric(id, language) {
      const rubric = own.get(id);
      return rubric ? all.note(rubricIn(rubric.file, language)) : all.rubric(id, language);
    },
    own: async () => topics.flatMap(({ builtIn, hash }) => (builtIn ? [] : [rubrics.get(hash)!.file])),
    earlier: async (): Promise<readonly EarlierVersion[]> => earlier
  };
}
