/** Tables as text: commas, semicolons, tabs or bars between the cells. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING } from '../bytes/ceilings.ts';
import { standingOf } from './level-names.ts';
import { fieldOf } from './table-columns.ts';

/** Where numbers have a decimal comma, spreadsheets expect semicolons between cells. */
export const separatorIn = (language: string): ',' | ';' =>
  new Intl.NumberFormat(language).formatToParts(0.5).some(({ type, value }) => type === 'decimal' && value === ',') ? ';' : ',';

/**
 * @returns text for spreadsheets: in UTF-8 with a byte order mark, since some of them take everything else for an old encoding; every cell
 *   in quotation marks
 */
export async function writeCsv(rows: readonly (readonly string[])[], separator: ',' | ';' = ','): Promise<string> {
  const { default: papa } = await import('papaparse');
  return `\uFEFF${papa.unparse(rows as string[][], { quotes: true, newline: '\r\n', delimiter: separator })}\r\n`;
}

/**
 * @param delimiter found out when left out
 * @returns rows of cells; never more than are read
 * @throws DataError naming the row where a quotation mark is never closed
 */
export async function readDelimited(text: string, name: string, delimiter?: string): Promise<string[][]> {
  const { default: papa } = await import('papaparse');
  // Files that were put together have line breaks of more than one kind.
  const body = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  // Spreadsheets write their separator into a line of its own.
  const [told, separator] = /^"?sep=(.)"?\n/i.exec(body) ?? [''];
  const table = body.slice(told!.length);
  const parse = (by: string, preview: number) => {
    const parsed = (from: string) =>
      papa.parse<string[]>(from, { delimiter: by, preview, newline: '\n', skipEmptyLines: false, quoteChar: '"' });
    const found = parsed(table);
    const apart = found.errors.some(({ type }) => type === 'Quotes') || found.data.some((row) => row.some((cell) => APART.test(cell)));
    return apart ? parsed(withoutGaps(table, by)) : found;
  };
  const by = separator ?? delimiter ?? bestOf([',', ';', '\t', '|'], (one) => parse(one, LOOKED_AT));
  const { data, errors } = parse(by, CEILING.rows + 1);
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new DataError(name, { row: (broken.row ?? 0) + 1 }, 'damaged-file');
  if (data.length > CEILING.rows) {
    const rest = data.slice(CEILING.rows).some((row) => row.some(Boolean));
    if (rest) throw new DataError(name, { row: CEILING.rows + 1 }, 'many-rows', { most: CEILING.rows });
  }
  const rows = data.slice(0, CEILING.rows);
  // A table in a text of plain words has a line of hyphens below its headings.
  return by === '|'
    ? rows.map((row) => (row.every((cell) => /^\s*(?::?-+:?)?\s*$/.test(cell)) ? [] : row.map((cell) => cell.trim())))
    : rows;
}

/** Spaces, and what nobody sees. */
const GAP = '[ \\u00A0\\p{Default_Ignorable_Code_Point}]+';
const APART = new RegExp(`^${GAP}"`, 'u');

/** Some programs write a space between a separator and a quotation mark, or marks of direction, which would then be a part of the text. */
const withoutGaps = (table: string, by: string) =>
  table.replace(new RegExp(`(^|[${by}])${GAP}"(?!")`, 'gmu'), '$1"').replace(new RegExp(`(?<!")"${GAP}(?=[${by}]|$)`, 'gmu'), '"');

/** Rows that tell the separator. */
const LOOKED_AT = 60;
/** A title and four levels. */
const FEWEST = 5;

/** What speaks for a separator, the weightiest first. */
interface Signs {
  readonly separator: string;
  readonly signs: readonly number[];
}

/** The separator that gives headings, five cells, and the same number of them in all rows. */
function bestOf(
  separators: readonly string[],
  first: (separator: string) => { data: string[][]; errors: readonly { type: string }[] }
): string {
  const judged = separators.map((separator): Signs => {
    const { data, errors } = first(separator);
    const rows = data.filter((row) => row.some((cell) => cell.trim() !== ''));
    const counts = rows.map((row) => row.findLastIndex((cell) => cell.trim() !== '') + 1);
    const most = mode(counts.filter((count) => count > 1));
    const same = most === 0 ? 0 : counts.filter((count) => count === most).length / rows.length;
    const heads = Math.max(
      0,
      ...rows.slice(0, 10).map((row) => {
        // Where four of another separator stand in a row, the commas are those of lists in its sentences.
        const others = [...row.join('').matchAll(/[;|\t]/g)].length;
        return separator === ',' && others >= FEWEST - 1 ? 0 : row.filter((cell) => isHeading(cell, separator)).length;
      })
    );
    const cells = rows.flatMap((row) => row.slice(1)).filter((cell) => cell.trim() !== '');
    // In a sentence a space follows the comma.
    const spaced = cells.length === 0 ? 1 : cells.filter((cell) => /^\s/.test(cell)).length / cells.length;
    const broken = errors.some(({ type }) => type === 'Quotes') ? 1 : 0;
    return {
      separator,
      signs: [
        heads >= 4 ? 1 : 0,
        most >= FEWEST ? 1 : 0,
        -broken,
        spaced > 0.5 && separator === ',' ? 0 : 1,
        Math.round(same * 20),
        most === FEWEST ? 1 : 0,
        most
      ]
    };
  });
  return judged.reduce((best, one) => (firstDifference(one.signs, best.signs) > 0 ? one : best)).separator;
}

/** A letter alone says nothing, and what stands behind a comma and a space is a part of a sentence. */
function isHeading(cell: string, separator: string): boolean {
  if (cell === '' || (separator === ',' && /^\s/.test(cell))) return false;
  const standing = standingOf(cell);
  return fieldOf(cell) !== null || (standing !== null && standing.letter === undefined);
}

function mode(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  return [...seen].reduce((best, one) => (one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best), [0, 0])[0]!;
}

const firstDifference = (a: readonly number[], b: readonly number[]): number =>
  a.map((one, i) => one - b[i]!).find((difference) => difference !== 0) ?? 0;
