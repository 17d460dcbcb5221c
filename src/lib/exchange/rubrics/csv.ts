/** Tables as text: commas, semicolons or tabs between the cells. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING } from '../bytes/ceilings.ts';
import { fieldOf } from './table-columns.ts';

/**
 * @returns text for spreadsheets: in UTF-8 with a byte order mark, since some of them take everything else for an old encoding; every cell
 *   in quotation marks
 */
export async function writeCsv(rows: readonly (readonly string[])[]): Promise<string> {
  const { default: papa } = await import('papaparse');
  return `\uFEFF${papa.unparse(rows as string[][], { quotes: true, newline: '\r\n' })}\r\n`;
}

/**
 * @param delimiter found out when left out
 * @returns rows of cells; never more than are read
 * @throws DataError naming the row where a quotation mark is never closed
 */
export async function readDelimited(text: string, name: string, delimiter?: string): Promise<string[][]> {
  const { default: papa } = await import('papaparse');
  const body = text.replace(/^\uFEFF/, '');
  // Spreadsheets write their separator into a line of its own.
  const [told, separator] = /^sep=(.)\r?\n/i.exec(body) ?? [''];
  const parse = (by: string, preview: number) =>
    papa.parse<string[]>(body.slice(told!.length), { delimiter: by, preview, skipEmptyLines: false });
  const by = separator ?? delimiter ?? bestOf([',', ';', '\t'], (one) => parse(one, 5).data);
  const { data, errors } = parse(by, CEILING.rows + 1);
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken) throw new DataError(name, { row: (broken.row ?? 0) + 1 }, 'damaged-file');
  if (data.length > CEILING.rows) {
    const rest = data.slice(CEILING.rows).some((row) => row.some(Boolean));
    if (rest) throw new DataError(name, { row: CEILING.rows + 1 }, 'many-rows', { most: CEILING.rows });
  }
  return data.slice(0, CEILING.rows);
}

/** The separator under which the first row has the most headings, and failing that, the most cells. */
function bestOf(separators: readonly string[], first: (separator: string) => string[][]): string {
  const scored = separators.map((separator) => {
    const row = first(separator).find((cells) => cells.some((cell) => cell.trim() !== '')) ?? [];
    return { separator, known: row.filter((cell) => fieldOf(cell) !== null).length, cells: row.length };
  });
  return scored.reduce((best, one) => (one.known > best.known || (one.known === best.known && one.cells > best.cells) ? one : best))
    .separator;
}
