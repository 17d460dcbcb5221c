/** Reads the tables of a workbook: its texts, numbers and days, and what a person sees of them. */
import { DataError } from '#lib/domain/faults.ts';
import { walk } from '../bytes/markup.ts';
import type { MarkupFile } from '../bytes/zip.ts';
import { SheetMaker, type TableSheet } from './table-sheet.ts';

/** Sheets that are read. */
const MOST_SHEETS = 100;

/**
 * @param parts the markup in the workbook's packing
 * @returns the sheets with their cells: texts, numbers, days
 * @throws DataError where it is damaged, or has cells further out than are read
 */
export function readXlsx(parts: readonly MarkupFile[], name: string): TableSheet[] {
  const text = (path: string) => parts.find((part) => part.path.toLowerCase() === path.toLowerCase())?.text;
  try {
    const workbook = text(WORKBOOK);
    if (workbook === undefined) throw new SyntaxError('no workbook');
    const { sheets, since1904 } = workbookOf(workbook);
    const targets = relationsOf(text('xl/_rels/workbook.xml.rels') ?? '');
    const ofKind = (kind: string) => text([...targets.values()].find((one) => one.kind.endsWith(`/${kind}`))?.path ?? `xl/${kind}.xml`);
    const shared = sharedOf(ofKind('sharedStrings') ?? '');
    const days = dayStylesOf(ofKind('styles') ?? '');
    const read = sheets.slice(0, MOST_SHEETS).flatMap(({ title, relation, hidden }) => {
      const path = targets.get(relation)?.path ?? '';
      // Charts and macros have sheets of their own.
      const markup = /worksheets\//i.test(path) ? text(path) : undefined;
      return markup === undefined ? [] : [{ title, hidden, markup }];
    });
    if (read.length === 0) throw new SyntaxError('no sheet');
    return read.map(({ title, hidden, markup }) => {
      const maker = new SheetMaker(name, title);
      readCells(markup, maker, { shared, days, since1904 });
      return maker.made(hidden, read.length > 1);
    });
  } catch (error) {
    if (error instanceof SyntaxError) throw new DataError(name, '', 'damaged-file');
    throw error;
  }
}

/** Where a workbook's list of sheets lies. */
const WORKBOOK = 'xl/workbook.xml';

const yes = (value: string | undefined) => value === '1' || value === 'true';

function workbookOf(markup: string) {
  const sheets: { title: string; relation: string; hidden: boolean }[] = [];
  let since1904 = false;
  walk(markup, {
    open(name, { name: title = '', id = '', state, date1904 }) {
      if (name === 'sheet') sheets.push({ title, relation: id, hidden: state === 'hidden' || state === 'veryHidden' });
      if (name === 'workbookPr') since1904 = yes(date1904);
    },
    close() {},
    text() {}
  });
  return { sheets, since1904 };
}

function relationsOf(markup: string) {
  const found = new Map<string, { path: string; kind: string }>();
  walk(markup, {
    open(name, { Id = '', Target = '', Type = '' }) {
      if (name === 'Relationship')
        found.set(Id, { kind: Type, path: Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}` });
    },
    close() {},
    text() {}
  });
  return found;
}

/** How spreadsheets write characters that markup cannot hold. */
const unescaped = (text: string) =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/** Texts that cells point to. */
function sharedOf(markup: string): string[] {
  const texts: string[] = [];
  let [text, within, aside] = ['', false, 0];
  walk(markup, {
    open(name) {
      if (name === 'si') text = '';
      // How the text is pronounced.
      if (name === 'rPh') aside++;
      if (name === 't') within = aside === 0;
    },
    close(name) {
      if (name === 'si') texts.push(unescaped(text));
      if (name === 'rPh') aside--;
      if (name === 't') within = false;
    },
    text(piece) {
      if (within) text += piece;
    }
  });
  return texts;
}

/** Formats for days and times that have a number only. */
const DAYS = (id: number) => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** @returns for each style of cells, by its number, whether it shows a day */
function dayStylesOf(markup: string): boolean[] {
  const formats = new Map<string, boolean>();
  const styles: boolean[] = [];
  let within = false;
  walk(markup, {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'cellXfs') within = true;
      if (name === 'numFmt') formats.set(numFmtId, /[dmyhs]/i.test(formatCode.replace(/\[(?![hms]+\])[^\]]*\]|"[^"]*"|\\.|_.|\*./gi, '')));
      if (name === 'xf' && within) styles.push(formats.get(numFmtId) ?? DAYS(Number(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
    text() {}
  });
  return styles;
}

interface Known {
  readonly shared: readonly string[];
  readonly days: readonly boolean[];
  readonly since1904: boolean;
}

/** @returns row and column of a place such as “B3”, counted from 0 @throws SyntaxError where it is none */
function placeOf(reference: string): { row: number; column: number } {
  const [, column, row] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(reference) ?? [];
  if (!column || !row) throw new SyntaxError(`“${reference}” is no cell`);
  return { row: Number(row) - 1, column: [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 };
}

function rowOf(number: string): number {
  if (!/^[1-9]\d{0,6}$/.test(number)) throw new SyntaxError(`“${number}” is no row`);
  return Number(number) - 1;
}

function readCells(markup: string, maker: SheetMaker, known: Known): void {
  let row = -1;
  let column = -1;
  let kind = 'n';
  let style = 0;
  let value: string | null = null;
  let reading = false;
  let aside = 0;
  walk(markup, {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = attributes.r === undefined ? row + 1 : rowOf(attributes.r);
          column = -1;
          if (yes(attributes.hidden) || attributes.ht === '0') maker.hideRow(row);
          break;
        case 'c':
          if (attributes.r === undefined) column++;
          else ({ row, column } = placeOf(attributes.r));
          kind = attributes.t ?? 'n';
          style = Number(attributes.s ?? 0);
          value = null;
          break;
        case 'rPh':
          aside++;
          break;
        case 'v':
        case 't':
          reading = aside === 0;
          value ??= '';
          break;
        case 'col':
          if (yes(attributes.hidden) || attributes.width === '0') maker.hideColumns(Number(attributes.min) - 1, Number(attributes.max) - 1);
          break;
        case 'mergeCell': {
          const [from = '', to = from] = (attributes.ref ?? '').split(':');
          const [first, last] = [placeOf(from), placeOf(to)];
          maker.join({ top: first.row, left: first.column, bottom: last.row, right: last.column });
        }
      }
    },
    close(name) {
      if (name === 'rPh') aside--;
      if (name === 'v' || name === 't') reading = false;
      if (name === 'c' && value !== null) maker.put(row, column, valueOf(kind, value, style, known));
    },
    text(piece) {
      if (reading) value += piece;
    }
  });
}

function valueOf(kind: string, value: string, style: number, { shared, days, since1904 }: Known): unknown {
  switch (kind) {
    case 's': {
      const text = shared[Number(value)];
      if (text === undefined) throw new SyntaxError('a text that is not there');
      return text;
    }
    case 'b':
      return value === '1';
    case 'd':
      return dayOr(new Date(value), value);
    case 'n': {
      const number = value.trim() === '' ? Number.NaN : Number(value);
      if (Number.isNaN(number)) return value.trim();
      return days[style]
        ? dayOr(new Date(Math.round((number - (since1904 ? 24_107 : 25_569)) * 86_400_000)), value)
        : Number(number.toPrecision(15));
    }
    default:
      return unescaped(value);
  }
}

/** A day that is out of all calendars is what it is written as. */
const dayOr = (day: Date, text: string): Date | string => (Number.isNaN(day.getTime()) ? text : day);
