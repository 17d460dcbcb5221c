/** A person's data as a file: what they download and bring in, and what a researcher scores. */
import type { Assessment, Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { keyed } from '#lib/domain/assessment/entries.ts';
import { DataError, within } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { LIST_LIMITS } from '#lib/domain/limits.ts';
import { isAboutSomebody, NOTHING, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { FORMAT, FORMAT_VERSION, personalFileSchema } from '#lib/domain/person/personal-file.ts';
import type { LedWorkshop } from '#lib/domain/workshop/led.ts';
import { writtenWorkshop } from '#lib/domain/workshop/workshop-file.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { checkGiven } from '#lib/domain/second/second-file.ts';
import type { Asked } from '#lib/domain/second/second.ts';
import { checked, withoutSchema } from '#lib/domain/rubric/rubric-file.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { decoded, parsedJson } from '../bytes/text.ts';
import { readShownWorkshops, WORKSHOPS } from './shown-workshops.ts';
import { strangerIn, strangerOf } from './strangers.ts';
import { upgraded } from './upgrade.ts';

/**
 * @param locked whether it will be locked: only then the results of open workshops go along
 * @returns JSON text, indented so that a person can read it; rubrics and drafts alone do not say whose they are, since they are handed on
 */
export function writeData({ owner, ...data }: PersonalData, locked = false): string {
  const assessments = data.assessments.map(({ head, entries }) => ({ head, entries: Object.values(entries) }));
  const rubrics = data.rubrics.map(({ hash: _, ...kept }) => kept);
  const workshops = data.workshops.map(({ workshop, results }) => ({
    workshop: writtenWorkshop(workshop),
    results: locked ? results : []
  }));
  const whose = owner !== undefined && isAboutSomebody(data) ? { owner } : {};
  return JSON.stringify({ format: FORMAT, version: FORMAT_VERSION, ...whose, ...data, assessments, rubrics, workshops }, null, 1);
}

/** @returns a file with these assessments alone, and the rubrics that they were answered with */
export const writeAssessments = (assessments: readonly Assessment[], rubrics: readonly KeptRubric[] = []): string =>
  writeData({ ...NOTHING, assessments, rubrics });

/**
 * @param data parsed JSON
 * @param name the file's name, for messages
 * @returns what is in it; of another trainer's workshops, what was shown
 * @throws DataError naming the place; a newer version is declined in plain words, and a rubric's file has a fault of its own
 */
export function readData(data: unknown, name: string): PersonalData {
  const outer = (typeof data === 'object' ? (data ?? {}) : {}) as Readonly<Record<string, unknown>>;
  if (outer.format === WORKSHOPS) return { ...NOTHING, workshops: readShownWorkshops(outer, name) };
  if (outer.format !== FORMAT) throw new DataError(name, '', strangerOf(data));
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
  return {
    ...(file.owner === undefined ? {} : { owner: file.owner }),
    assessments,
    plan: file.plan as PlanStep[],
    rubrics,
    drafts: file.drafts as Draft[],
    workshops: file.workshops as LedWorkshop[],
    participations: file.participations as Participation[],
    asked: file.asked as Asked[],
    given: file.given.map((one, i) => within(`given.${i}`, () => checkGiven(one)))
  };
}

/**
 * @returns what a file holds
 * @throws DataError as `readData` does; also where it is no text, no JSON, nested too deep, an encrypted backup, or a file of another kind
 */
export function readBytes(bytes: Uint8Array, name: string): PersonalData {
  const stranger = strangerIn(bytes);
  if (stranger) throw new DataError(name, '', stranger);
  return readData(parsedJson(decoded(bytes, name), name), name);
}

/** Lists that are far too long are declined before all that is in them is looked at. @throws DataError */
function assertLengths(file: Readonly<Record<string, unknown>>, name: string): void {
  for (const [part, most] of Object.entries(LIST_LIMITS)) {
    const list = file[part];
    if (Array.isArray(list) && list.length > most) throw new DataError(name, part, 'long-list', { most });
  }
}
