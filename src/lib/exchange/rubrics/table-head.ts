/** Finds out what the columns of a table are, from its headings or, where there are none, from their number. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING } from '../bytes/ceilings.ts';
import { fieldOf, NEEDED, type Field } from './table-columns.ts';

export interface TableColumn {
  /** Counted from 0. */
  readonly index: number;
  readonly field: Field;
  /** As it stands in the table. */
  readonly heading: string;
}

export interface TableHead {
  /** By index; columns without a heading are left out. */
  readonly columns: readonly (TableColumn | undefined)[];
  /** Index of the first row below the headings. */
  readonly first: number;
}

const FIELDS: readonly Field[] = ['title', '1', '2', '3', '4'];
const cellText = (cell: unknown) => (cell === null || cell === undefined ? '' : String(cell).trim());

/**
 * @param sheet a table with something in it
 * @returns its columns; an error, for the caller to throw, where it is not a table of a rubric at all
 * @throws DataError where it is one, but a column is not known, stands twice or is missing
 */
export function headOf(
  { name: sheet, rows }: { readonly name?: string; readonly rows: readonly (readonly unknown[])[] },
  name: string
): TableHead | DataError {
  const index = rows.findIndex((row) => row.some((cell) => cellText(cell) !== ''));
  const cells = Array.from(rows[index]!, cellText);
  const at = (column: string) => ({ row: index + 1, column, ...(sheet ? { sheet } : {}) });
  if (cells.length > CEILING.columns) return new DataError(name, at(String(CEILING.columns + 1)), 'unknown-column');
  const fields = cells.map((cell) => (cell ? fieldOf(cell) : null));
  const levels = FIELDS.slice(1).filter((field) => fields.includes(field));
  if (levels.length < 2) {
    const last = Math.max(...rows.map((row) => row.findLastIndex((cell) => cellText(cell) !== '')));
    // Numbers alone, or “Niveau 1” in a language that nobody listed, are headings all the same.
    const numbered = [1, 2, 3, 4].every((level) => new RegExp(`^.{0,29}(?<!\\d)${level}$`).test(cells[level] ?? ''));
    if (last === 4)
      return {
        columns: FIELDS.map((field, i) => ({ index: i, field, heading: NEEDED[i]! })),
        first: numbered ? index + 1 : index
      };
    return new DataError(name, { row: index + 1, ...(sheet ? { sheet } : {}) }, 'no-header', { columns: NEEDED.join(', ') });
  }
  // Without a column of titles, the criteria's own column holds them.
  if (!fields.includes('title') && fields.includes('criterion')) fields[fields.indexOf('criterion')] = 'title';
  const columns = fields.map((field, i): TableColumn | undefined => {
    const heading = cells[i]!;
    if (heading === '') return undefined;
    if (field === null) throw new DataError(name, at(heading.slice(0, 60)), 'unknown-column');
    if (fields.indexOf(field) !== i) throw new DataError(name, at(heading.slice(0, 60)), 'column-twice');
    return { index: i, field, heading };
  });
  FIELDS.forEach((field, i) => {
    if (!fields.includes(field))
      throw new DataError(name, { row: index + 1, ...(sheet ? { sheet } : {}) }, 'missing-column', { column: NEEDED[i]! });
  });
  return { columns, first: index + 1 };
}
