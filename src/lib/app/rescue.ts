/** Answers that no device holds, as a file. Loaded where somebody asks for it. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { writeAssessments } from '#lib/exchange/personal/file.ts';
import { download, fileName } from '#lib/platform/download.ts';

/** @param at milliseconds since 1970, for the file's name */
export function rescue(assessment: Assessment, at: number): void {
  download(fileName(assessment.head.name, at, 'json'), writeAssessments([assessment]));
}
