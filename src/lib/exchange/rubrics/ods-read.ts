/** Reads the tables of an OpenDocument spreadsheet (ODS): its texts, numbers and days, and what a person sees of them. */
import { DataError } from '#lib/domain/faults.ts';
import { walk } from '../bytes/markup.ts';
import { CEILING } from '../bytes/ceilings.ts';
import { SheetMaker, type TableSheet } from './table-sheet.ts';

/** Parts whose text is no part of a cell's. */
const ASIDE = new Set(['annotation', 'shapes', 'frame', 'custom-shape', 'note', 'tracked-changes', 'ruby-text', 'forms']);
/** More than any spreadsheet has. */
const MOST_REPEATED = 20_000_000;

/**
 * @param markup of the file's content
 * @returns the sheets with their cells: texts, numbers, days
 * @throws DataError where it is damaged, or has cells further out than are read
 */
export function readOds(markup: string, name: string): TableSheet[] {
  const reader = new OdsReader(name);
  try {
    walk(markup, reader);
  } catch (error) {
    if (error instanceof SyntaxError) throw new DataError(name, '', 'damaged-file');
    throw error;
  }
  const { sheets } = reader;
  if (sheets.length === 0) throw new DataError(name, '', 'damaged-file');
  return sheets.map(({ maker, hidden }) => maker.made(hidden, sheets.length > 1));
}

interface Cell {
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  paragraphs: number;
}

class OdsReader {
  readonly sheets: { maker: SheetMaker; hidden: boolean }[] = [];
  readonly #hiddenStyles = new Set<string>();
  #style = '';
  #aside = 0;
  #row = 0;
  #rowTimes = 1;
  #column = 0;
  #columns = 0;
  /** The row's cells, put down when it ends: it may stand for several. */
  #cells: { column: number; times: number; value: unknown; right: number; bottom: number }[] = [];
  #cell: Cell | null = null;
  #inText = 0;

  constructor(readonly name: string) {}

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (ASIDE.has(name)) this.#aside++;
    if (this.#aside > 0) return;
    const maker = this.sheets.at(-1)?.maker;
    switch (name) {
      case 'style':
        this.#style = attributes.name ?? '';
        return;
      case 'table-properties':
        if (attributes.display === 'false') this.#hiddenStyles.add(this.#style);
        return;
      case 'table': {
        const hidden = this.#hiddenStyles.has(attributes['style-name'] ?? '') || attributes.display === 'false';
        this.sheets.push({ maker: new SheetMaker(this.name, attributes.name ?? ''), hidden });
        [this.#row, this.#columns] = [0, 0];
        return;
      }
      case 'table-column': {
        const times = count(attributes['number-columns-repeated']);
        if (unseen(attributes)) maker?.hideColumns(this.#columns, this.#columns + times - 1);
        this.#columns += times;
        return;
      }
      case 'table-row': {
        this.#rowTimes = count(attributes['number-rows-repeated']);
        if (unseen(attributes)) for (let i = 0; i < this.#rowTimes && maker?.reaches(this.#row + i); i++) maker.hideRow(this.#row + i);
        [this.#column, this.#cells] = [0, []];
        return;
      }
      case 'table-cell':
      case 'covered-table-cell':
        this.#cell = { attributes, text: '', paragraphs: 0 };
        return;
      case 'p':
      case 'h':
        if (this.#cell && this.#cell.paragraphs++ > 0) this.#add('\n');
        this.#inText++;
        return;
      case 's':
        return this.#add(' '.repeat(Math.min(count(attributes.c), 100)));
      case 'tab':
        return this.#add(' ');
      case 'line-break':
        return this.#add('\n');
    }
  }

  close(name: string): void {
    if (ASIDE.has(name)) this.#aside--;
    else if (this.#aside > 0) return;
    else if (name === 'p' || name === 'h') this.#inText--;
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#endCell();
    else if (name === 'table-row') this.#endRow();
  }

  text(piece: string): void {
    // Outside of paragraphs there is only the layout of the file.
    if (this.#aside === 0 && this.#inText > 0) this.#add(piece.replace(/[ \t\r\n]+/g, ' '));
  }

  #add(text: string): void {
    if (this.#cell && this.#inText > 0) this.#cell.text += text;
  }

  #endCell(): void {
    const { attributes, text } = this.#cell!;
    const times = count(attributes['number-columns-repeated']);
    const [wide, high] = [count(attributes['number-columns-spanned']), count(attributes['number-rows-spanned'])];
    const value = valueOf(attributes, text);
    if (value !== '' || wide > 1 || high > 1)
      this.#cells.push({ column: this.#column, times, value, right: this.#column + wide - 1, bottom: this.#row + high - 1 });
    this.#column += times;
    this.#cell = null;
  }

  #endRow(): void {
    const maker = this.sheets.at(-1)?.maker;
    const filled = this.#cells.filter(({ value }) => value !== '');
    if (maker)
      for (let i = 0; i < this.#rowTimes && filled.length > 0; i++)
        for (const { column, times, value } of filled)
          // One more than is read, so that it is said.
          for (let n = 0; n < Math.min(times, CEILING.columns + 1); n++) maker.put(this.#row + i, column + n, value);
    for (const { column, right, bottom } of this.#cells)
      if (right > column || bottom > this.#row) maker?.join({ top: this.#row, left: column, bottom, right });
    this.#row += this.#rowTimes;
  }
}

/** @returns a number of times, 1 where none is said @throws SyntaxError where it is none */
function count(value: string | undefined): number {
  if (value === undefined) return 1;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > MOST_REPEATED) throw new SyntaxError(`“${value.slice(0, 20)}” is no number of times`);
  return number;
}

const unseen = ({ visibility }: Readonly<Record<string, string>>) => visibility === 'collapse' || visibility === 'filter';

function valueOf({ 'value-type': kind, value, 'date-value': day }: Readonly<Record<string, string>>, text: string): unknown {
  if (kind === 'date' && day) {
    const date = new Date(day);
    return Number.isNaN(date.getTime()) ? text : date;
  }
  return kind === 'float' && value !== undefined && Number.isFinite(Number(value)) ? Number(value) : text;
}
