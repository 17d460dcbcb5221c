/**
 * Lets rubrics in from files, the clipboard and links. What cannot be opened at all ends in a DataError that says where; what only lacks
 * something is opened as a draft. Nothing is stored here.
 */
import { DataError, fault } from '#lib/domain/faults.ts';
import { versionFault } from '#lib/domain/format-version.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import { assertSize, CEILING } from '../bytes/ceilings.ts';
import type { Difference } from '#lib/domain/rubric/difference-file.ts';
import { readDifference } from './difference.ts';
import { unpackBytes, unpackLink } from './link.ts';
import { isPacked, strangerIn, strangerInJson } from './other-files.ts';
import { PASTED, tableInMarkup } from './paste.ts';
import { openedAs, type OpenedRubric } from './opened.ts';
import type { TableAnswers } from './table-asks.ts';
import type { TableSheet } from './table-sheet.ts';
import { objectOf, parsedJson, textOf } from '../bytes/text.ts';

/**
 * Opens a file: Waymark's JSON, CASE, CSV or a spreadsheet. What it holds decides which, not its name.
 *
 * @param name the file's name, for messages
 * @param language the one that a table is in that does not say it
 * @param answers what the person answered about the table before
 * @throws DataError with the place, for tables with row, column and sheet
 */
export async function openRubricBytes(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  language: string,
  answers: TableAnswers
): Promise<OpenedRubric> {
  const stranger = strangerIn(bytes, name);
  if (stranger) throw stranger;
  if (!isPacked(bytes)) return openText(textOf(bytes, name), name, language, answers);
  const { markupIn } = await import('../bytes/zip.ts');
  const parts = await markupIn(bytes, name);
  if (parts.some(({ path, text }) => path === 'META-INF/manifest.xml' && text.includes('encryption-data')))
    throw new DataError(name, '', 'locked-file');
  const content = parts.find(({ path }) => path === 'content.xml');
  if (content) return openTables('ods', await tablesOf(content.text, name), name, language, answers);
  const { readXlsx } = await import('./xlsx-read.ts');
  return openTables('xlsx', readXlsx(parts, name), name, language, answers);
}

const tablesOf = async (markup: string, name: string) => (await import('./ods-read.ts')).readOds(markup, name);

async function openText(text: string, name: string, language: string, answers: TableAnswers): Promise<OpenedRubric> {
  if (/^\s*\{/.test(text) || (/^\s*\[/.test(text) && /json$/i.test(name))) return openJson(parsedJson(text, name), name);
  if (/json$/i.test(name)) parsedJson(text, name);
  // A spreadsheet without its packing.
  if (/^\s*<\?xml[\s\S]{0,4000}<office:document /.test(text)) return openTables('ods', await tablesOf(text, name), name, language, answers);
  const { readDelimited } = await import('./csv.ts');
  return openTables('csv', [{ rows: await readDelimited(text, name) }], name, language, answers);
}

async function openJson(value: unknown, name: string): Promise<OpenedRubric> {
  const outer = unwrapped(value);
  if (outer && isCase(outer)) {
    const { readCase } = await import('./case-read.ts');
    return readCase(outer, name);
  }
  const stranger = strangerInJson(outer, name);
  if (stranger) throw stranger;
  return openRubric('json', outer, name, null);
}

/** Levels of wrapping that are looked into. */
const DEEPEST = 3;

/** Some services wrap what they send in objects of their own, or in a list of one. */
function unwrapped(value: unknown, depth = 0): Readonly<Record<string, unknown>> | null {
  if (Array.isArray(value)) return value.length === 1 && depth <= DEEPEST ? unwrapped(value[0], depth + 1) : null;
  const outer = objectOf(value);
  if (!outer || isCase(outer) || outer.format !== undefined || depth >= DEEPEST) return outer;
  const inside = Object.values(outer)
    .slice(0, 20)
    .map((one) => unwrapped(one, depth + 1))
    .filter((one) => one !== null && (isCase(one) || one.format === FORMAT));
  return inside.length === 1 ? inside[0]! : outer;
}

const isCase = ({ CFDocument, CFRubrics, CFRubric, CFPackage, CFRubricCriteria }: Readonly<Record<string, unknown>>) =>
  [CFDocument, CFRubrics, CFRubric, CFPackage, CFRubricCriteria].some((part) => part !== undefined);

/** Waymark's own file; one that is not finished is a draft. */
function openRubric(
  format: 'json' | 'link',
  outer: Readonly<Record<string, unknown>> | null,
  name: string,
  returnsTo: string | null
): OpenedRubric {
  if (outer?.format !== FORMAT) throw new DataError(name, '', 'not-a-rubric');
  // An author's editor may complete the file from a schema that it names.
  const { $schema: __, format: _, formatVersion: version, facts, words, elsewhere, translated, ...others } = outer;
  const wrong = versionFault(version, FORMAT_VERSION, 'formatVersion');
  if (wrong) throw new DataError(name, wrong.place, wrong.code, wrong.values);
  const keys = Object.keys(others);
  if (keys.length > 0)
    throw new DataError(name, '', 'unknown-key', {
      keys: keys
        .slice(0, 5)
        .map((key) => key.slice(0, 40))
        .join(', ')
    });
  const parts = Object.entries({ facts, words, elsewhere, translated }).filter(([, one]) => one !== undefined);
  return openedAs(format, Object.fromEntries(parts), name, returnsTo);
}

async function openTables(
  format: 'csv' | 'xlsx' | 'ods' | 'paste',
  sheets: readonly TableSheet[],
  name: string,
  language: string,
  answers: TableAnswers
): Promise<OpenedRubric> {
  const { readTables } = await import('./table-read.ts');
  const { facts, words, returnsTo, reading, joined } = readTables(sheets, name, language, answers);
  const opened = openedAs(format, { facts, words }, name, returnsTo);
  const faults = opened.faults.map((one) =>
    one.code === 'no-text' && joined.includes(one.place) ? fault('no-text-joined', one.place) : one
  );
  return { ...opened, faults, table: reading };
}

/** What stands for a file's name in messages about a link. */
const LINK = 'link';

/**
 * Opens what was copied from a spreadsheet or a word processor.
 *
 * @param table the clipboard's markup, or the table in it; `null` where it has none
 * @param text the same as text
 * @param language the one that a table is in that does not say it
 * @param answers what the person answered about the table before
 * @throws DataError with the place
 */
export async function openPasted(
  table: string | TableSheet | null,
  text: string,
  language: string,
  answers: TableAnswers
): Promise<OpenedRubric> {
  const sheet = typeof table === 'string' ? tableInMarkup(table) : table;
  // One address alone, and no link in it: mail filters hide where some lead.
  if (/^\s*<?https?:\S+\s*$/i.test(text)) throw new DataError(PASTED, '', 'hidden-link');
  if (sheet) return openTables('paste', [sheet], PASTED, language, answers);
  assertSize(text.trim().length, CEILING.file, PASTED);
  if (/^\s*\{/.test(text)) return { ...(await openJson(parsedJson(text, PASTED), PASTED)), format: 'paste' };
  const { readDelimited } = await import('./csv.ts');
  const rows = await readDelimited(text, PASTED, text.includes('\t') ? '\t' : undefined);
  return openTables('paste', [{ rows }], PASTED, language, answers);
}

/**
 * Opens what `linkOf` made.
 *
 * @param carried the link's fragment, or its bytes
 * @returns the rubric, or its difference to a built-in one, which has to be put together where those can be had (`rebuilt`)
 * @throws DataError where it was cut off or is no such link
 */
export async function openLink(carried: string | Uint8Array<ArrayBuffer>): Promise<OpenedRubric | Difference> {
  const found = await (typeof carried === 'string' ? unpackLink(carried, LINK) : unpackBytes(carried, LINK));
  return 'difference' in found ? readDifference(found.difference, LINK) : openRubric('link', objectOf(found.rubric), LINK, found.of);
}
