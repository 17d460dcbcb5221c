/** An assessment as a file: what a person downloads, and what a researcher scores. */
import { answersFileSchema, FORMAT, FORMAT_VERSION } from '#lib/domain/assessment-file.ts';
import type { Assessment, Entry, Head } from '#lib/domain/assessment.ts';
import { DataError } from '#lib/domain/faults.ts';
import { checked } from '#lib/domain/rubric-file.ts';

/** @returns JSON text, indented so that a person can read it */
export function writeAssessments(assessments: readonly Assessment[]): string {
  const file = {
    format: FORMAT,
    version: FORMAT_VERSION,
    assessments: assessments.map(({ head, entries }) => ({ head, entries: Object.values(entries) }))
  };
  return JSON.stringify(file, null, 2);
}

/**
 * @param data parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the place; a newer version is declined in plain words
 */
export function readAssessments(data: unknown, name: string): Assessment[] {
  const outer = (data ?? {}) as { format?: unknown; version?: unknown };
  if (outer.format !== FORMAT) throw new DataError(name, '', null, {}, 'is not a file of Waymark answers');
  if (typeof outer.version === 'number' && outer.version > FORMAT_VERSION)
    throw new DataError(name, '', 'newer-format', { version: outer.version, known: FORMAT_VERSION });
  return checked(answersFileSchema, data, name).assessments.map(({ head, entries }) => ({
    head: head as Head,
    entries: Object.fromEntries((entries as Entry[]).map((entry) => [entry.criterion, entry]))
  }));
}
