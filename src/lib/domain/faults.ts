/**
 * Everything that can be wrong with a rubric or its file. A code and values, so that each language has its own words for it
 * (`ui/faults.ts`); the English beside it is for commands and logs.
 */
export const FAULTS = {
  // A rubric's parts.
  'no-text': 'has no text',
  'long-text': 'has more than {most} characters',
  'unseen-character': 'has a character that cannot be seen or that turns the direction of writing',
  'bad-id': 'an id is a letter, then letters, digits or hyphens, 40 at most',
  'bad-record-id': 'an id is a line of 1 to 64 characters that can be seen, and none of the names that every object has',
  'bad-hash': 'is not what a hash looks like',
  'bad-criterion-key': 'is not a competency and a criterion, such as privacy.C4',
  'bad-time': 'is not a time: whole milliseconds since 1970, up to the year 9999',
  'bad-day': 'is not a day such as 2026-03-09',
  'bad-version': 'a version looks like 1.0.0',
  'bad-language': 'a language is a code such as en or sv',
  'bad-competence': 'is not the number of a DigComp 3.0 competence, such as 2.4',
  'bad-shape': 'is not what belongs here',
  'needs-text': 'has to be a text',
  'needs-number': 'has to be a number',
  'needs-whole-number': 'has to be a whole number',
  'bad-number': 'is too small or too large a number',
  'needs-list': 'has to be a list, in square brackets',
  'short-list': 'has to be a list of at least {least}',
  'long-list': 'has to be a list of at most {most}',
  'needs-parts': 'has to have parts of its own, in braces',
  'needs-choice': 'has to be one of these: {choices}',
  'unknown-key': 'holds something that does not belong here ({keys})',
  'no-criteria': 'a rubric has at least one criterion',
  'many-criteria': 'a rubric has at most {most} criteria',
  'many-languages': 'a rubric has at most {most} languages',
  'criterion-twice': 'stands twice',
  'no-words': 'has no words',
  'no-criterion': 'has words but is not a criterion of this rubric',
  'no-source-words': 'has no words in “{language}”, the language that it was written in',
  'essential-unsaid': 'is essential and needs a notApplicable text',
  'not-essential': 'has a notApplicable text but is not essential',
  'no-situation': 'has no situation; a rubric has one for each level, or none at all',
  'situation-twice': 'has the same id as the situation at level {level}',
  'first-situation': 'cannot be left out of somebody’s role as a whole: an assessment is begun by answering level 1',
  'stray-situation': 'has a text, but the rubric declares nothing there that it could belong to',
  'beyond-not-essential': 'is to be asked beyond its situation, but is not essential',
  'beyond-no-situation': 'is to be asked beyond its situation, but the rubric declares no situations',
  'source-unnamed': 'is made from a rubric by {author}, {licence}, and has to name both',
  'no-evidence': 'needs at least one idea',
  'many-ideas': 'has more than {most} ideas',
  'unknown-change': 'names the criterion “{id}”, which is not in this version',
  'change-from-itself': 'leads from this version to itself',
  'change-from-later': 'leads from version {version}, which comes after this one',
  'change-twice': 'says twice where “{place}” comes from',
  'change-one': 'is “{kind}” from {from} to {to}: that kind goes from one criterion to one',
  'change-split': 'is “{kind}” from {from} to {to}: that kind goes from one criterion to several',
  'change-merged': 'is “{kind}” from {from} to {to}: that kind goes from several criteria to one',
  'no-levels': 'names no level; leave “levels” out for all four',
  'threshold-order': 'a level would be held with fewer points than it needs to be emerging',
  // Wording.
  'many-words': 'has {words} words, at most {most}',
  'few-words': 'has {words} words, at least {least}',
  'stray-spaces': 'has stray spaces',
  markup: 'has an exclamation mark or markup',
  'says-word': 'says “{word}”',
  'not-first-person': 'is not in the first person',
  'no-full-stop': 'does not end with a full stop',
  'same-text': 'is the same text as {place}',
  'near-text': 'says nearly the same as {place}',
  untranslated: 'has no text in “{language}”',
  stale: 'was translated from a text that has changed since',
  'few-criteria': 'a rubric of {count} criteria gives a wide margin; five to seven are best',
  'many-for-a-sitting': 'more than seven criteria are seldom worth the minutes',
  // A file as a whole.
  missing: 'is not there',
  'not-json': 'is not JSON',
  'not-json-at': 'is not JSON at line {line}, character {character}',
  'not-a-rubric': 'is not a file of a Waymark rubric',
  'bad-format': 'is not the number of a format: a whole number, at most {known}',
  'newer-format': 'was made by a newer Waymark (format {version}; this one reads up to {known})',
  'too-large': 'has {size}, at most {most} are read',
  'too-deep': 'is nested deeper than anything that Waymark writes',
  'not-text': 'is not a text file in UTF-8',
  empty: 'has nothing in it',
  'damaged-file': 'is damaged, or of another kind than its name says',
  'not-course': 'is not a file of choices for a course',
  // A person's data.
  'not-data': 'is not a file of Waymark data',
  'course-file': 'holds choices for a course, not data of a person',
  'rubric-file': 'is a rubric, not data of a person',
  'backup-file': 'is an encrypted backup',
  'answers-table': 'is a table of answers, which does not come in again',
  'spreadsheet-file': 'is a table, not data of a person',
  'calendar-file': 'is a calendar entry',
  'picture-file': 'is a picture or a printed page',
  'raw-file': 'holds rows as they lay on a device, unchecked',
  'second-view-file': 'belongs to a second view, not to the data of a person',
  'not-second-view': 'is neither a request for a second view nor a second view',
  // An encrypted backup.
  'not-age': 'is not an encrypted backup',
  'other-key': 'is locked with a key, not with a passphrase',
  'too-much-work': 'would take more time and memory to open than a device should give',
  'wrong-passphrase': 'is not opened by this passphrase',
  // Parts of a person's data.
  'other-assessment': 'belongs to another assessment than the one it is in',
  'not-answered': 'is no rubric of this assessment',
  'id-twice': 'is there twice',
  'rubric-twice': 'has the same content as another rubric in the file',
  'too-many-here': 'would be {count} with what is here already, and at most {most} fit',
  // Tables.
  'no-header': 'has no row with the names of the columns; it needs at least {columns}',
  'unknown-column': 'is not a column of a rubric table',
  'column-twice': 'stands twice among the columns',
  'missing-column': 'lacks the column “{column}”',
  'bad-level': 'is not a level from 1 to 4',
  'not-text-cell': 'is “{value}”; it has to be text',
  'not-empty': 'is “{value}”; there has to be nothing',
  'not-same': 'is “{value}”; another row says “{other}”',
  'bad-stamp': 'is “{value}”; it has to be 32 of the signs 0–9 and a–f',
  'many-rows': 'has more than {most} rows',
  'table-levels': 'has {count} levels; Waymark’s model has four',
  'table-of-marks': 'has marks or numbers where statements belong',
  'points-of-levels': 'has levels with the same points, or with none',
  'no-text-joined': 'has no text; its cell is joined to another one',
  'save-as-xlsx': 'is a file of another kind ({kind}), which is not read',
  'copy-table': 'is a document ({kind}), not a table',
  'image-file': 'is a picture',
  'locked-file': 'is locked with a password',
  'packed-file': 'is a packed folder',
  'other-system': 'is a file for {system}, which is not read',
  // Links.
  'broken-link': 'does not carry a whole rubric: a part of it may have been cut off',
  'hidden-link': 'is an address that holds no rubric; a mail filter may have hidden the one that does',
  'other-base': 'is made from “{title}” in version {version}, which this app does not have',
  'words-away': 'needs words in “{language}” that are not on this device',
  'long-link': 'would be {size} characters long; links of up to {most} are safe to send',
  // CASE.
  'not-case': 'is not a CASE 1.1 package',
  'no-case-rubric': 'has no CFRubrics with criteria and levels',
  'many-case-rubrics': 'has {count} rubrics; one is read',
  'case-levels': 'has {count} levels; Waymark’s model has four'
} as const;

export type FaultCode = keyof typeof FAULTS;
export type FaultValues = Readonly<Record<string, string | number>>;

/** A cell of a table, counted as spreadsheets do: rows from 1, columns by their heading. */
export interface TablePlace {
  readonly row: number;
  readonly column?: string;
  readonly sheet?: string;
}

export interface Fault {
  readonly code: FaultCode;
  readonly values: FaultValues;
  /** Where in a rubric, for example "A2.3" (criterion A2, level 3) or "A2.next.1"; empty for the whole. */
  readonly place: string;
  /** In English. */
  readonly reason: string;
}

/** The English words for a fault. */
export function reasonOf(code: FaultCode, values: FaultValues = {}): string {
  return FAULTS[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

export function fault(code: FaultCode, place: string, values: FaultValues = {}): Fault {
  return { code, values, place, reason: reasonOf(code, values) };
}

/** Says where in which file something is wrong, and what. */
export class DataError extends Error {
  override name = 'DataError';
  readonly place: string;
  /** Set where the place is a cell of a table. */
  readonly cell: TablePlace | null;
  readonly reason: string;

  /**
   * @param file name of the file or place that the data came from
   * @param place where in it; empty for the whole
   */
  constructor(
    readonly file: string,
    place: string | TablePlace,
    readonly code: FaultCode | null,
    readonly values: FaultValues = {},
    reason?: string
  ) {
    const words = reason ?? (code ? reasonOf(code, values) : '');
    const where = typeof place === 'string' ? place : cellName(place);
    super(`${file}: ${where ? `${where} ` : ''}${words}`);
    this.place = where;
    this.cell = typeof place === 'string' ? null : place;
    this.reason = words;
  }
}

/** Says of what goes wrong in a part where in the whole that part stands. @throws what `check` throws */
export function within<T>(place: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw new DataError(error.file, error.place ? `${place}.${error.place}` : place, error.code, error.values, error.reason);
  }
}

/** @returns for example "sheet “en”, row 5, column “level 2”:" */
function cellName({ sheet, row, column }: TablePlace): string {
  return `${sheet ? `sheet “${sheet}”, ` : ''}row ${row}${column ? `, column “${column}”` : ''}:`;
}
