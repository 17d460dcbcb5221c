/**
 * Lets rubrics in from files, the clipboard and links. What cannot be opened at all ends in a DataError that says where; what only lacks
 * something is opened as a draft. Nothing is stored here.
 */
import { DataError } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import { assertSize, CEILING } from '../bytes/ceilings.ts';
import { unpackLink } from './link.ts';
import { PASTED, tableInMarkup } from './paste.ts';
import { openedAs, type OpenedRubric } from './opened.ts';
import type { TableSheet } from './table-read.ts';
import { decoded, objectOf, parsedJson } from '../bytes/text.ts';

/** A table as texts, row by row. */
export type Rows = readonly (readonly string[])[];

/**
 * Opens a file: Waymark's JSON, CASE, CSV or a spreadsheet. What it holds decides which, not its name.
 *
 * @param name the file's name, for messages
 * @param language the one that a table is in that does not say it
 * @throws DataError with the place, for tables with row, column and sheet
 */
export async function openRubricBytes(name: string, bytes: Uint8Array<ArrayBuffer>, language: string): Promise<OpenedRubric> {
  if (begins(bytes, [0x50, 0x4b])) {
    const { readXlsx } = await import('./xlsx.ts');
    return openTables('xlsx', await readXlsx(bytes, name), name, language);
  }
  // An older spreadsheet or word processor; a PDF.
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || begins(bytes, [0x25, 0x50, 0x44, 0x46])) throw new DataError(name, '', 'damaged-file');
  return openText(decoded(bytes, name), name, language);
}

const begins = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte);

async function openText(text: string, name: string, language: string): Promise<OpenedRubric> {
  if (/^\s*\{/.test(text) || (/^\s*\[/.test(text) && /json$/i.test(name))) return openJson(parsedJson(text, name), name);
  if (/json$/i.test(name)) parsedJson(text, name);
  const { readDelimited } = await import('./csv.ts');
  return openTables('csv', [{ rows: await readDelimited(text, name) }], name, language);
}

async function openJson(value: unknown, name: string): Promise<OpenedRubric> {
  const outer = objectOf(value);
  if (outer && (outer.CFDocument !== undefined || outer.CFRubrics !== undefined || outer.CFPackage !== undefined)) {
    const { readCase } = await import('./case-read.ts');
    return readCase(value, name);
  }
  return openRubric('json', outer, name, null);
}

/** Waymark's own file; one that is not finished is a draft. */
function openRubric(
  format: 'json' | 'link',
  outer: Readonly<Record<string, unknown>> | null,
  name: string,
  returnsTo: string | null
): OpenedRubric {
  if (outer?.format !== FORMAT) throw new DataError(name, '', 'not-a-rubric');
  // An author's editor may complete the file from a schema that it names.
  const { $schema: __, format: _, formatVersion: version, facts, words, translated, ...others } = outer;
  const fault = versionFault(version, FORMAT_VERSION, 'formatVersion');
  if (fault) throw new DataError(name, fault.place, fault.code, fault.values);
  const keys = Object.keys(others);
  if (keys.length > 0)
    throw new DataError(name, '', 'unknown-key', {
      keys: keys
        .slice(0, 5)
        .map((key) => key.slice(0, 40))
        .join(', ')
    });
  return openedAs(format, { facts, words, ...(translated === undefined ? {} : { translated }) }, name, returnsTo);
}

async function openTables(
  format: 'csv' | 'xlsx' | 'paste',
  sheets: readonly TableSheet[],
  name: string,
  language: string
): Promise<OpenedRubric> {
  const { readTables } = await import('./table-read.ts');
  const { facts, words, returnsTo } = readTables(sheets, name, language);
  return openedAs(format, { facts, words }, name, returnsTo);
}

/** What stands for a file's name in messages about a link. */
const LINK = 'link';

/**
 * Opens what was copied from a spreadsheet or a word processor.
 *
 * @param table the clipboard's markup, or the rows of its table; `null` where it has none
 * @param text the same as text
 * @param language the one that a table is in that does not say it
 * @throws DataError with the place
 */
export async function openPasted(table: string | Rows | null, text: string, language: string): Promise<OpenedRubric> {
  const rows = typeof table === 'string' ? tableInMarkup(table) : table;
  if (rows) return openTables('paste', [{ rows }], PASTED, language);
  assertSize(text.trim().length, CEILING.file, PASTED);
  if (/^\s*\{/.test(text)) return { ...(await openJson(parsedJson(text, PASTED), PASTED)), format: 'paste' };
  const { readDelimited } = await import('./csv.ts');
  return openTables('paste', [{ rows: await readDelimited(text, PASTED, text.includes('\t') ? '\t' : undefined) }], PASTED, language);
}

/**
 * Opens a link that `linkOf` made.
 *
 * @param fragment with or without “#”, or a whole address
 * @throws DataError where it was cut off or is no such link
 */
export async function openLink(fragment: string): Promise<OpenedRubric> {
  const { rubric, of } = await unpackLink(fragment, LINK);
  return openRubric('link', objectOf(rubric), LINK, of);
}
