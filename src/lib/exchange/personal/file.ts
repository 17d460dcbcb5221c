/** A person's data as a file: what they download and bring in, and what a researcher scores. */
import type { Assessment, Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { keyed } from '#lib/domain/assessment/entries.ts';
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { LIST_LIMITS } from '#lib/domain/limits.ts';
import { NOTHING, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { FORMAT, FORMAT_VERSION, personalFileSchema } from '#lib/domain/person/personal-file.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { checked, FORMAT as RUBRIC, withoutSchema } from '#lib/domain/rubric/rubric-file.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { decoded, parsedJson } from '../bytes/text.ts';
import { upgraded } from './upgrade.ts';

/** @returns JSON text, indented so that a person can read it */
export function writeData(data: PersonalData): string {
  const assessments = data.assessments.map(({ head, entries }) => ({ head, entries: Object.values(entries) }));
  const rubrics = data.rubrics.map(({ hash: _, ...kept }) => kept);
  return JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...data, assessments, rubrics }, null, 1);
}

/** @returns a file with these assessments alone */
export const writeAssessments = (assessments: readonly Assessment[]): string => writeData({ ...NOTHING, assessments });

/**
 * @param data parsed JSON
 * @param name the file's name, for messages
 * @throws DataError naming the place; a newer version is declined in plain words, and a rubric's file has a fault of its own
 */
export function readData(data: unknown, name: string): PersonalData {
  const outer = (typeof data === 'object' ? (data ?? {}) : {}) as Readonly<Record<string, unknown>>;
  if (outer.format !== FORMAT) throw new DataError(name, '', outer.format === RUBRIC ? 'rubric-file' : 'not-data');
  const fault = versionFault(outer.version, FORMAT_VERSION, 'version');
  if (fault) throw new DataError(name, fault.place, fault.code, fault.values);
  const present = upgraded(withoutSchema(outer) as typeof outer);
  assertLengths(present, name);
  const file = checked(personalFileSchema, present, name);
  const assessments = file.assessments.map(({ head, entries }): Assessment => ({ head: head as Head, entries: keyed(entries as Entry[]) }));
  const rubrics = file.rubrics.map((one, i): KeptRubric => {
    const rubric = within(`rubrics.${i}.file`, () => soundOf(one.file, name));
    return { ...rubric, origin: one.origin, ...(one.from === undefined ? {} : { from: one.from }), at: one.at };
  });
  const hashes = rubrics.map(({ hash }) => hash);
  const twin = hashes.findIndex((hash, i) => hashes.indexOf(hash) < i);
  if (twin >= 0) throw new DataError(name, `rubrics.${twin}`, 'rubric-twice');
  return { assessments, plan: file.plan as PlanStep[], rubrics, drafts: file.drafts as Draft[] };
}

/** How encrypted backups begin, as bytes and as text. */
const ENCRYPTED = /^(?:age-encryption\.org\/|-----BEGIN AGE )/;

/**
 * @returns what a file holds
 * @throws DataError as `readData` does; also where it is no text, no JSON, nested too deep, or an encrypted backup
 */
export function readBytes(bytes: Uint8Array, name: string): PersonalData {
  const start = new TextDecoder().decode(bytes.subarray(0, 40));
  if (ENCRYPTED.test(start)) throw new DataError(name, '', 'backup-file');
  return readData(parsedJson(decoded(bytes, name), name), name);
}

/** Names the part of the file that a check of that part cannot know of. */
function within<T>(place: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new DataError(error.file, error.place ? `${place}.${error.place}` : place, error.code, error.values, error.reason);
  }
}

/** Lists that are far too long are declined before all that is in them is looked at. @throws DataError */
function assertLengths(file: Readonly<Record<string, unknown>>, name: string): void {
  for (const [part, most] of Object.entries(LIST_LIMITS)) {
    const list = file[part];
    if (Array.isArray(list) && list.length > most) throw new DataError(name, part, 'long-list', { most });
  }
}
