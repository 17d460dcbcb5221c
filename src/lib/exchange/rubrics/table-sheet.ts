/** A table as it lies in a file or on the clipboard, before anybody knows what its columns are. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING } from '../bytes/ceilings.ts';

/** Cells that were joined into one, counted from 0, all of them included. */
export interface Joined {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface TableSheet {
  /** Absent where there is only one table. */
  readonly name?: string;
  /** What the file says that the rubric in it is called. */
  readonly title?: string;
  /** Texts, numbers, days; what is empty is `null`, `undefined` or `''`. */
  readonly rows: readonly (readonly unknown[])[];
  readonly joined?: readonly Joined[];
  /** Whether nobody sees the sheet, and the rows and columns of it that nobody sees, counted from 0. */
  readonly hidden?: boolean;
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
}

/** Joined cells that are kept in mind. */
const MOST_JOINED = 5_000;
/** Characters of a cell: more than any that is read. */
const LONGEST = 30_000;

/** Puts a sheet together cell by cell. Empty cells take no place, however far out they are. */
export class SheetMaker {
  readonly #rows: unknown[][] = [];
  readonly #joined: Joined[] = [];
  readonly #hiddenRows: number[] = [];
  readonly #hiddenColumns: number[] = [];

  /** @param name the file's, for messages @param sheet the sheet's */
  constructor(
    readonly name: string,
    readonly sheet: string
  ) {}

  /**
   * @param row counted from 0, as is the column
   * @throws DataError where there is something further out than is read
   */
  put(row: number, column: number, value: unknown): void {
    if (value === null || value === undefined || value === '') return;
    // A space somewhere far below is nothing.
    if (row >= CEILING.rows && typeof value === 'string' && value.trim() === '') return;
    if (row >= CEILING.rows)
      throw new DataError(this.name, { row: CEILING.rows + 1, sheet: this.sheet }, 'many-rows', { most: CEILING.rows });
    if (column >= CEILING.columns)
      throw new DataError(this.name, { row: row + 1, column: letters(column), sheet: this.sheet }, 'unknown-column');
    while (this.#rows.length <= row) this.#rows.push([]);
    this.#rows[row]![column] = typeof value === 'string' ? value.slice(0, LONGEST) : value;
  }

  /** Whether there is room for a row with something in it. */
  reaches(row: number): boolean {
    return row < CEILING.rows;
  }

  join(joined: Joined): void {
    if (this.#joined.length < MOST_JOINED) this.#joined.push(joined);
  }

  hideRow(row: number): void {
    if (row < CEILING.rows) this.#hiddenRows.push(row);
  }

  /** @param last the last of them, included */
  hideColumns(first: number, last: number): void {
    for (let column = Math.max(0, first); column <= last && column < CEILING.columns; column++) this.#hiddenColumns.push(column);
  }

  /** @param hidden whether nobody sees the sheet @param named whether there are others */
  made(hidden: boolean, named: boolean): TableSheet {
    return {
      ...(named ? { name: this.sheet } : {}),
      rows: this.#rows.map((row) => Array.from(row)),
      ...(this.#joined.length > 0 ? { joined: this.#joined } : {}),
      ...(hidden ? { hidden } : {}),
      ...(this.#hiddenRows.length > 0 ? { hiddenRows: this.#hiddenRows } : {}),
      ...(this.#hiddenColumns.length > 0 ? { hiddenColumns: this.#hiddenColumns } : {})
    };
  }
}

/** @param index counted from 0 @returns how spreadsheets count columns: A, B … Z, AA */
export const letters = (index: number): string =>
  (index > 25 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
