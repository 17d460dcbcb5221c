/** A person's data, or a part of it, packed tightly for pictures, and unpacked again. */
import { markTime, timed, type Assessment, type Entry } from '#lib/domain/assessment/assessment.ts';
import { DataError } from '#lib/domain/faults.ts';
import { NOTHING, withoutSecond, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { readData, writeData } from './file.ts';
import { deflated, inflated, TooMuch } from '../bytes/deflate.ts';
import { tooLarge } from '../bytes/ceilings.ts';
import { decoded, objectOf, parsedJson } from '../bytes/text.ts';

export interface MovedPart {
  /** An assessment's id: only it, and the rubrics that it was answered with. `null` for everything. */
  readonly assessment: string | null;
  /** Without the notes to criteria. A step's note stays: a newer step takes the place of an older one whole, and would take its note away. */
  readonly withoutNotes: boolean;
}

/**
 * @param builtIn hashes of the rubrics that the other device has because it has the app; copies of them stay here
 * @returns the part of the data that is to move. Second views stay: whoever films the screen could read what others say
 */
export function partOf(data: PersonalData, { assessment, withoutNotes }: MovedPart, builtIn: ReadonlySet<string>): PersonalData {
  const own = data.rubrics.filter(({ hash }) => !builtIn.has(hash));
  const assessments = data.assessments.filter(({ head }) => assessment === null || head.id === assessment);
  const answeredWith = new Set(assessments.flatMap(({ head }) => head.rubrics.map(({ hash }) => hash)));
  const part: PersonalData = {
    ...(assessment === null ? withoutSecond(data) : NOTHING),
    assessments,
    rubrics: own.filter(({ hash }) => assessment === null || answeredWith.has(hash))
  };
  return withoutNotes ? { ...part, assessments: part.assessments.map(noteless) } : part;
}

/** A note that is not there is as old as can be: it takes the place of none. */
function noteless({ head, entries }: Assessment): Assessment {
  const bare = Object.values(entries).map((entry) => [entry.criterion, timed({ ...entry, note: '' }, 0, markTime(entry))] as const);
  return { head, entries: Object.fromEntries(bare) as Readonly<Record<string, Entry>> };
}

/** @returns the data as few bytes as possible; line breaks and indents stay here */
export const packed = (data: PersonalData): Promise<Uint8Array<ArrayBuffer>> =>
  deflated(new TextEncoder().encode(JSON.stringify(JSON.parse(writeData(data)))));

/** What comes out at most of what pictures can hold; somebody may have packed a few bytes that unfold to gigabytes. */
const MOST = 16_000_000;

/**
 * @param name what stands for a file's name in messages
 * @throws DataError where it is no data of this app
 */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<PersonalData> {
  let json: Uint8Array;
  try {
    json = await inflated(bytes, MOST);
  } catch (error) {
    throw error instanceof TooMuch ? tooLarge(MOST + 1, MOST, name) : new DataError(name, '', 'damaged-file');
  }
  const value = parsedJson(decoded(json, name), name);
  const { rubric, difference } = objectOf(value) ?? {};
  // Rubrics are shown as pictures too; another page scans those.
  if (rubric ?? difference) throw new DataError(name, '', 'rubric-file');
  return readData(value, name);
}
