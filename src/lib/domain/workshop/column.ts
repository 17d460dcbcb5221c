/**
 * A column of codes, as a form of a learning platform exports it or as it stands in a file: one code per line, perhaps among other columns, under
 * a heading.
 */
import { codeLike } from './result-code.ts';

export interface ColumnLine {
  /** Its number in what was pasted, from 1. */
  readonly number: number;
  /** What stands where a code should. */
  readonly code: string;
}

export interface Column {
  /** Lines with nothing where a code should be are left out. */
  readonly lines: readonly ColumnLine[];
  /** The number of the line that was taken for a heading; `null` where there is none. */
  readonly heading: number | null;
}

const isWhole = (cell: string) => codeLike(cell) !== null;
const isRight = (cell: string) => codeLike(cell) === 'right';
/** Whether somebody may have meant a code: about as many letters and digits, a digit among them. */
const isMeant = (cell: string) => /^(?=.*\d)[0-9a-z]{12,34}$/i.test(cell.replace(/[\s\p{Pd}\p{Cf}]/gu, ''));
/** A code holds none of these, so quotes around a comma need no care. */
const cellsOf = (line: string) => line.split(/[\t;,]/).map((cell) => cell.replace(/^[\s"'\uFEFF]+|[\s"']+$/g, ''));
/** So many lines tell in which column the codes are. */
const LOOKED_AT = 1_000;

export function readColumn(text: string): Column {
  const rows = text
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ number: i + 1, cells: cellsOf(line) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const found = new Map<number, { right: number; whole: number }>();
  for (const { cells } of rows.slice(0, LOOKED_AT))
    cells.forEach((cell, at) => {
      const like = codeLike(cell);
      if (!like) return;
      const { right, whole } = found.get(at) ?? { right: 0, whole: 0 };
      found.set(at, { right: right + Number(like === 'right'), whole: whole + 1 });
    });
  // A form's own numbers for its answers may have sixteen signs too.
  const [at] = [...found].sort(([, a], [, b]) => b.right - a.right || b.whole - a.whole)[0] ?? [0];
  const lines = rows.map(({ number, cells }): ColumnLine => {
    const own = cells[at] ?? '';
    return { number, code: isRight(own) ? own : (cells.find(isRight) ?? (isWhole(own) ? own : (cells.find(isWhole) ?? own))) };
  });
  const first = lines[0];
  const heading = lines.length > 1 && first && !isWhole(first.code) && !isMeant(first.code) ? first.number : null;
  return { lines: lines.filter(({ number, code }) => code !== '' && number !== heading), heading };
}
