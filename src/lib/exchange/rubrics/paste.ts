/** A table that was copied: spreadsheets and word processors put it on the clipboard as markup, and as text with tabs. */
import { assertSize, CEILING } from '../bytes/ceilings.ts';
import type { Joined, TableSheet } from './table-sheet.ts';

/** What stands for a file's name in messages about what was pasted. */
export const PASTED = 'pasted';

/** Elements after which a new line begins. */
const BLOCKS = new Set(['P', 'DIV', 'LI', 'TR', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
const SILENT = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT']);
/** Places of joined cells that are kept in mind. */
const MOST_TAKEN = 20_000;
/** Deeper than any word processor nests. */
const DEEPEST = 100;

/**
 * Reads the largest table of some markup. The markup is parsed into a document of its own, in which no script runs and nothing is
 * loaded, and only text is taken from it.
 *
 * @returns the table's cells; `null` where there is no table, or nothing that parses markup
 * @throws DataError where there is too much of it
 */
export function tableInMarkup(html: string): TableSheet | null {
  if (html.length > 0) assertSize(html.length, CEILING.file, PASTED);
  if (typeof DOMParser === 'undefined') return null;
  const tables = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table')];
  const largest = tables.reduce<HTMLTableElement | null>((most, one) => (one.rows.length > (most?.rows.length ?? 0) ? one : most), null);
  return largest && sheetOf(largest);
}

/** Cells that were joined keep their text in the first of their places. */
function sheetOf(table: HTMLTableElement): TableSheet {
  const rows: string[][] = [];
  const joined: Joined[] = [];
  const taken = new Map<string, true>();
  // One more than is read, so that the reader can say so.
  for (const [i, row] of [...table.rows].slice(0, CEILING.rows + 1).entries()) {
    const cells: string[] = [];
    for (const cell of row.cells) {
      while (taken.has(`${i} ${cells.length}`)) cells.push('');
      if (cells.length > CEILING.columns) break;
      const [wide, high] = [span(cell.colSpan), span(cell.rowSpan)];
      if ((wide > 1 || high > 1) && joined.length < MOST_TAKEN)
        joined.push({ top: i, left: cells.length, bottom: i + high - 1, right: cells.length + wide - 1 });
      for (let down = 1; down < high && taken.size < MOST_TAKEN; down++)
        for (let along = 0; along < wide; along++) taken.set(`${i + down} ${cells.length + along}`, true);
      cells.push(linesOf(cell), ...Array<string>(wide - 1).fill(''));
    }
    rows.push(cells);
  }
  return { rows, ...(joined.length > 0 ? { joined } : {}) };
}

const span = (count: number) => Math.min(Math.max(1, count || 1), 50);

/** The text of a cell: paragraphs and list items on lines of their own, bullets as word processors draw them taken off. */
function linesOf(cell: Element): string {
  let text = '';
  const walk = (node: Node, depth: number) => {
    if (node.nodeType === 3) text += (node.textContent ?? '').replace(/\s+/g, ' ');
    if (node.nodeType !== 1 || depth > DEEPEST) return;
    const tag = (node as Element).tagName.toUpperCase();
    if (SILENT.has(tag)) return;
    if (tag === 'BR') text += '\n';
    for (const child of node.childNodes) walk(child, depth + 1);
    if (BLOCKS.has(tag)) text += '\n';
  };
  for (const child of cell.childNodes) walk(child, 0);
  return text
    .split('\n')
    .map((line) => line.trim().replace(/^[·•§▪]\s+/, ''))
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
