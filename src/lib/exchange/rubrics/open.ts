/**
 * Lets rubrics in from files, the clipboard and links. What cannot be opened at all ends in a DataError that says where; what only lacks
 * something is opened as a draft. Nothing is stored here.
 */
import { DataError } from '#lib/domain/faults.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import { assertSize, CEILING } from './ceilings.ts';
import { unpackLink } from './link.ts';
import { openedAs, type Opened } from './opened.ts';
import type { Sheet } from './table-read.ts';
import { decoded, objectOf, parsedJson } from './text.ts';

export { withKept, type Opened } from './opened.ts';

/**
 * Opens a file: Waymark's JSON, CASE, CSV or a spreadsheet. What it holds decides which, not its name.
 *
 * @param name the file's name, for messages
 * @param language the one that a table is in that does not say it
 * @throws DataError with the place, for tables with row, column and sheet
 */
export async function openRubricBytes(name: string, bytes: Uint8Array, language = 'en'): Promise<Opened> {
  assertSize(bytes.length, CEILING.file, name);
  if (begins(bytes, [0x50, 0x4b])) {
    const { readXlsx } = await import('./xlsx.ts');
    return openTables('xlsx', await readXlsx(new Uint8Array(bytes), name), name, language);
  }
  // An older spreadsheet or word processor; a PDF.
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]) || begins(bytes, [0x25, 0x50, 0x44, 0x46])) throw new DataError(name, '', 'damaged-file');
  return openText(decoded(bytes, name), name, language);
}

const begins = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte);

async function openText(text: string, name: string, language: string): Promise<Opened> {
  if (/^\s*\{/.test(text) || (/^\s*\[/.test(text) && /json$/i.test(name))) return openJson(parsedJson(text, name), name);
  if (/json$/i.test(name)) parsedJson(text, name);
  const { readDelimited } = await import('./csv.ts');
  return openTables('csv', [{ rows: await readDelimited(text, name) }], name, language);
}

async function openJson(value: unknown, name: string): Promise<Opened> {
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
): Opened {
  if (outer?.format !== FORMAT) throw new DataError(name, '', 'not-a-rubric');
  // An author's editor may complete the file from a schema that it names.
  const { $schema: __, format: _, formatVersion: version, facts, words, translated, ...others } = outer;
  if (typeof version === 'number' && version > FORMAT_VERSION)
    throw new DataError(name, 'formatVersion', 'newer-format', { version, known: FORMAT_VERSION });
  if (version !== FORMAT_VERSION) throw new DataError(name, 'formatVersion', 'not-a-rubric');
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

async function openTables(format: 'csv' | 'xlsx' | 'paste', sheets: readonly Sheet[], name: string, language: string): Promise<Opened> {
  const { readTables } = await import('./table-read.ts');
  const { facts, words, returnsTo } = readTables(sheets, name, language);
  return openedAs(format, { facts, words }, name, returnsTo);
}

/** What stands for a file's name in messages about something that has none. */
const PASTED = 'pasted';
const LINK = 'link';

/**
 * Opens what was copied from a spreadsheet or a word processor.
 *
 * @param html what the clipboard has as markup; `null` where it has none
 * @param text the same as text
 * @param language the one that a table is in that does not say it
 * @throws DataError with the place
 */
export async function openPasted(html: string | null, text: string, language: string): Promise<Opened> {
  assertSize(Math.max(html?.length ?? 0, text.length), CEILING.file, PASTED);
  if (html) {
    const { tableInMarkup } = await import('./paste.ts');
    const rows = tableInMarkup(html);
    if (rows) return openTables('paste', [{ rows }], PASTED, language);
  }
  if (text.trim() === '') throw new DataError(PASTED, '', 'empty');
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
export async function openLink(fragment: string): Promise<Opened> {
  const { rubric, of } = await unpackLink(fragment, LINK);
  return openRubric('link', objectOf(rubric), LINK, of);
}
