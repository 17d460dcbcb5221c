/** Rubric tables as spreadsheets. The libraries come when a spreadsheet is read or written. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING } from '../bytes/ceilings.ts';
import type { TableSheet } from './table-read.ts';
import { markupIn } from '../bytes/zip.ts';

/** Characters of a column's width, by its heading. */
const WIDTHS: readonly (readonly [heading: RegExp, width: number])[] = [
  [/^(language|criterion|essential|digcomp|short|version|key level|source language|rubric id)$/, 14],
  [/^title$/, 28],
  [/^made from$/, 20]
];
const OTHERWISE = 44;

/** @returns the bytes of a workbook with one sheet, its headings always in sight */
export async function writeXlsx(rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal');
  const [headings = [], ...rest] = rows;
  const cell = (text: string) => ({ value: escaped(text), type: String, wrap: true, alignVertical: 'top' as const });
  const blob = await write(
    [
      headings.map((text) => ({ ...cell(text), fontWeight: 'bold' as const })),
      ...rest.map((row) => row.map((text) => (text ? cell(text) : null)))
    ],
    {
      sheet: 'rubric',
      stickyRowsCount: 1,
      columns: headings.map((heading) => ({ width: WIDTHS.find(([which]) => which.test(heading))?.[1] ?? OTHERWISE }))
    }
  ).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

/**
 * What the writer would drop or confuse goes as “_xHHHH_”, which is how spreadsheets write such characters: the library leaves out
 * characters that mean nothing, and looks texts up in a plain object, in which “constructor” is always there.
 */
function escaped(text: string): string {
  const code = (char: string) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  const plain = text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, code)
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFD-\uFFFF]/g, code)
    .replace(/\p{Noncharacter_Code_Point}/gu, (char) => [...char.split('')].map(code).join(''));
  return plain in {} ? code(plain[0]!) + plain.slice(1) : plain;
}

/**
 * @returns the sheets with their cells: texts, numbers, days
 * @throws DataError where it is no spreadsheet, damaged, or larger than is read
 */
export async function readXlsx(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<TableSheet[]> {
  const parts = await markupIn(bytes, name);
  if (!parts.some(({ path }) => path === 'xl/workbook.xml')) throw new DataError(name, '', 'damaged-file');
  for (const { path, text } of parts) if (/worksheets\//i.test(path)) assertInReach(text, name);
  const { default: read } = await import('read-excel-file/universal');
  let sheets: { sheet: string; data: unknown[][] }[];
  try {
    sheets = await read(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength), { trim: false });
  } catch {
    throw new DataError(name, '', 'damaged-file');
  }
  return sheets.map(({ sheet, data }) => ({ ...(sheets.length > 1 ? { name: sheet } : {}), rows: data }));
}

/** Every attribute that the library would take for “r”, whatever prefix it has: where a row or a cell stands. */
const WHERE = /(?:([^\s"'<>=/:]+):|[^\p{L}\p{N}_.:-])r\s*=\s*(["'])([^"']*)\2/gu;

/** A cell may say that it stands in the millionth row; the library would make up all rows before it. */
function assertInReach(markup: string, name: string): void {
  for (const [, prefix, , value = ''] of markup.matchAll(WHERE)) {
    if (prefix === 'xmlns') continue;
    const [, column, row] = /^([A-Z]*)(\d{1,12})$/.exec(value) ?? [];
    // Written as 1e9, or with digits behind “&#”, it would be a number all the same.
    if (row === undefined) throw new DataError(name, '', 'damaged-file');
    if (Number(row) > CEILING.rows) throw new DataError(name, { row: CEILING.rows + 1 }, 'many-rows', { most: CEILING.rows });
    if (column!.length > 2) throw new DataError(name, { row: Number(row), column: column!.slice(0, 10) }, 'unknown-column');
  }
}
