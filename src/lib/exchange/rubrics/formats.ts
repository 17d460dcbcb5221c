/** The formats that rubrics travel in, and how they are written. */
import type { Level } from '#lib/domain/model.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { partFor, type Format } from './carries.ts';
import type { Maker } from './case-write.ts';

export { lossesOf, type Format, type Loss } from './carries.ts';

/** `reads`: whether a file of this kind can come back. */
export const FORMATS: readonly { readonly id: Format; readonly ending: string; readonly type: string; readonly reads: boolean }[] = [
  { id: 'json', ending: '.json', type: 'application/json', reads: true },
  { id: 'xlsx', ending: '.xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', reads: true },
  { id: 'csv', ending: '.csv', type: 'text/csv', reads: true },
  { id: 'case', ending: '.case.json', type: 'application/json', reads: true },
  { id: 'moodle', ending: '.moodle.csv', type: 'text/csv', reads: false }
];

export interface WriteOptions {
  /** Names of the four levels in the language that is written, for CASE and Moodle; “Level 1” to “Level 4” when left out. */
  readonly levelNames?: Readonly<Record<Level, string>>;
  /** The language of a table's headings; English when left out, and where there are none in it. */
  readonly heads?: string;
  /** The time that CASE says that the file was last changed, in milliseconds since 1970; now when left out. */
  readonly now?: number;
  /** Whom CASE and Moodle name where the rubric itself names nobody: the built-in ones do not. */
  readonly maker?: Maker;
  /** From which level on Moodle shows people as competent; has to be said for Moodle. */
  readonly competentFrom?: Level;
}

export interface Written {
  readonly content: string | Uint8Array;
  readonly type: string;
  readonly ending: string;
}

const LEVEL_NAMES: Readonly<Record<Level, string>> = { 1: 'Level 1', 2: 'Level 2', 3: 'Level 3', 4: 'Level 4' };

/**
 * @param file a sound rubric's
 * @param language only this language, and where a format cannot say what is elsewhere, the one that it was written in; all when left out. CASE's own fields, and all of
 *   Moodle's, are in this language, and in the one that it was written in when left out
 * @throws RangeError for Moodle without `competentFrom`
 */
export async function writeRubricAs(file: RubricFile, format: Format, language?: string, options: WriteOptions = {}): Promise<Written> {
  const { ending, type } = FORMATS.find(({ id }) => id === format)!;
  return { content: await contentOf(file, format, language, options), type, ending };
}

async function contentOf(
  file: RubricFile,
  format: Format,
  language: string | undefined,
  { levelNames = LEVEL_NAMES, heads = 'en', now = Date.now(), maker = {}, competentFrom }: WriteOptions
): Promise<string | Uint8Array> {
  const part = partFor(file, format, language);
  const shown = language !== undefined && Object.hasOwn(part.words, language) ? language : sourceOf(file.facts);
  switch (format) {
    case 'json':
      return `${JSON.stringify(part, null, 2)}\n`;
    case 'case': {
      const { casePackage } = await import('./case-write.ts');
      return `${JSON.stringify(casePackage(part, file, { language: shown, levelNames, now, maker }), null, 2)}\n`;
    }
    case 'moodle': {
      if (!competentFrom) throw new RangeError('which level counts as competent has to be said');
      const [{ moodleRows }, { writeCsv }] = await Promise.all([import('./moodle.ts'), import('./csv.ts')]);
      // Moodle takes a byte order mark for a part of the first heading.
      return (await writeCsv(moodleRows(part, { language: shown, levelNames, competentFrom, maker }))).replace(/^\uFEFF/, '');
    }
    case 'csv': {
      const [{ tableOf }, { writeCsv, separatorIn }] = await Promise.all([import('./table-write.ts'), import('./csv.ts')]);
      return writeCsv(tableOf(part, file, heads).rows, separatorIn(heads));
    }
    case 'xlsx': {
      const [{ tableOf, widthOf }, { writeXlsx }] = await Promise.all([import('./table-write.ts'), import('./xlsx.ts')]);
      const { fields, rows } = tableOf(part, file, heads);
      return writeXlsx(rows, 'rubric', fields.map(widthOf));
    }
  }
}
