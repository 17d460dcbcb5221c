/** Answers as a file: the same that the app writes and reads. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import { writeAssessments } from '#lib/exchange/personal/file.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { CourseData } from './data.ts';
import type { Run } from './run.svelte.ts';

/** @param data where the rubrics are that do not come with Waymark: the file takes them along */
export async function handOut(
  { head, entries }: Assessment,
  { course, app }: Pick<Run, 'course' | 'app'>,
  data: CourseData
): Promise<void> {
  const own = (await data.own().catch(() => [])).map((file) => readRubric(file, 'course'));
  const rubrics = own.map((rubric) => ({ ...rubric, origin: 'cited' as const, at: app.world.now() }));
  download(fileName(course.title, app.world.now(), 'json'), writeAssessments([{ head, entries }], rubrics));
}
