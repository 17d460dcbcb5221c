/** Spreadsheets for tests, part by part, as no library would write them: hidden, joined, repeated, far out. */
import { strToU8, zipSync } from 'fflate';

export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
  /** Counted from 0. */
  readonly hiddenRows?: readonly number[];
  readonly hiddenColumns?: readonly number[];
  readonly hidden?: boolean;
  /** Such as “A2:A3”. */
  readonly joined?: readonly string[];
  /** More markup: in XLSX, rows at the end. */
  readonly more?: string;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letter = (index: number) => String.fromCharCode(65 + index);

/** @returns the bytes of a workbook (XLSX) */
export function xlsxOf(sheets: readonly Sheet[]): Uint8Array {
  const cell = (value: string | number, row: number, column: number) => {
    const at = `r="${letter(column)}${row + 1}"`;
    if (value === '') return `<c ${at} s="1"/>`;
    return typeof value === 'number'
      ? `<c ${at}><v>${value}</v></c>`
      : `<c ${at} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  };
  const sheet = ({ rows, hiddenRows = [], hiddenColumns = [], joined = [], more = '' }: Sheet) =>
    `<?xml version="1.0"?><worksheet xmlns="x">${
      hiddenColumns.length ? `<cols>${hiddenColumns.map((i) => `<col min="${i + 1}" max="${i + 1}" hidden="1"/>`).join('')}</cols>` : ''
    }<sheetData>${rows
      .map(
        (cells, i) =>
          `<row r="${i + 1}"${hiddenRows.includes(i) ? ' hidden="1"' : ''}>${cells.map((value, j) => cell(value, i, j)).join('')}</row>`
      )
      .join(
        ''
      )}${more}</sheetData>${joined.length ? `<mergeCells>${joined.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`;
  const parts: Record<string, string> = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${sheets
      .map(
        ({ name, hidden }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${sheets
      .map((_, i) => `<Relationship Id="rId${i + 1}" Type="http://x/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`)
      .join('')}</Relationships>`
  };
  sheets.forEach((one, i) => (parts[`xl/worksheets/sheet${i + 1}.xml`] = sheet(one)));
  return packed(parts);
}

/** @returns the bytes of an OpenDocument spreadsheet; `more` stands at the end of each sheet */
export function odsOf(sheets: readonly Sheet[]): Uint8Array {
  const joinedAt = ({ joined = [] }: Sheet) =>
    new Map(
      joined.map((ref) => {
        const [, left, top, right, bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(ref)!;
        const wide = right!.charCodeAt(0) - left!.charCodeAt(0) + 1;
        return [`${Number(top) - 1} ${left!.charCodeAt(0) - 65}`, { wide, high: Number(bottom) - Number(top) + 1 }];
      })
    );
  const table = (one: Sheet) => {
    const joined = joinedAt(one);
    const width = Math.max(...one.rows.map((row) => row.length));
    const columns = Array.from(
      { length: width },
      (_, i) => `<table:table-column${one.hiddenColumns?.includes(i) ? ' table:visibility="collapse"' : ''}/>`
    );
    const rows = one.rows.map((cells, i) => {
      const inner = cells.map((value, j) => {
        const span = joined.get(`${i} ${j}`);
        const spans = span ? ` table:number-columns-spanned="${span.wide}" table:number-rows-spanned="${span.high}"` : '';
        if (value === '') return `<table:table-cell${spans}/>`;
        const kind = typeof value === 'number' ? `office:value-type="float" office:value="${value}"` : 'office:value-type="string"';
        return `<table:table-cell ${kind}${spans}><text:p>${escaped(String(value))}</text:p></table:table-cell>`;
      });
      return `<table:table-row${one.hiddenRows?.includes(i) ? ' table:visibility="collapse"' : ''}>${inner.join('')}</table:table-row>`;
    });
    return `<table:table table:name="${escaped(one.name)}" table:style-name="${one.hidden ? 'gone' : 'ta'}">${columns.join('')}${rows.join('')}${one.more ?? ''}</table:table>`;
  };
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${sheets.map(table).join('')}</office:spreadsheet></office:body></office:document-content>`;
  return packed({ 'content.xml': content });
}

const packed = (parts: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)])));
