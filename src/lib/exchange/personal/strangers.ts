/** What somebody may choose by mistake when they bring their data in, so that it can be said what it is and where it belongs. */
import { COURSE_FORMAT } from '#lib/domain/course/course-file.ts';
import type { FaultCode } from '#lib/domain/faults.ts';
import { FORMAT as RUBRIC } from '#lib/domain/rubric/rubric-file.ts';
import { REQUEST, VIEW } from '#lib/domain/second/second-file.ts';
import { objectOf } from '../bytes/text.ts';
import { COLUMNS } from './answers-table.ts';

/** How files begin: encrypted backups, spreadsheets of two kinds, printed reports, calendars, pictures, our table of answers. */
const BEGINNINGS: readonly (readonly [FaultCode, RegExp])[] = [
  ['backup-file', /^\s*(?:age-encryption\.org\/|-----BEGIN AGE )/],
  ['spreadsheet-file', /^(?:PK..|\xd0\xcf..)/s],
  ['picture-file', /^(?:%PDF-|\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|\s*<(?:svg|\?xml[^>]*>\s*<svg))/],
  ['calendar-file', /^(?:\xef\xbb\xbf)?BEGIN:VCALENDAR/i],
  ['answers-table', new RegExp(`^(?:\xef\xbb\xbf)?"?${COLUMNS[0]}"?[,;\\t]"?${COLUMNS[1]}\\b`)]
];

/** One sign per byte, each with the byte's own number: what browsers call latin1 is another code, in which 0x89 is “‰”. */
const signsOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

/** @returns what the file is, where its first bytes tell; `null` where it may be data of a person */
export function strangerIn(bytes: Uint8Array): FaultCode | null {
  const start = signsOf(bytes.subarray(0, 200));
  const [code] = BEGINNINGS.find(([, looks]) => looks.test(start)) ?? [];
  if (code) return code;
  // A table of anything else has a heading that is no JSON.
  const isText = [...start].every((sign) => sign >= ' ' || '\t\r\n'.includes(sign));
  return isText && /^(?:\xef\xbb\xbf)?\s*"?[^{["\n]+"?[,;\t]/.test(start) ? 'spreadsheet-file' : null;
}

/** @param data parsed JSON that is not ours by its `format` */
export function strangerOf(data: unknown): FaultCode {
  const { format, CFDocument, CFRubrics, CFPackage, assessments, entries } = objectOf(data) ?? {};
  if (format === RUBRIC || CFDocument !== undefined || CFRubrics !== undefined || CFPackage !== undefined) return 'rubric-file';
  if (format === REQUEST || format === VIEW) return 'second-view-file';
  if (format === COURSE_FORMAT) return 'course-file';
  return Array.isArray(assessments) && Array.isArray(entries) ? 'raw-file' : 'not-data';
}
