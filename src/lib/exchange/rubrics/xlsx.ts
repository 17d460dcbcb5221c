/** Tables as spreadsheets. The library comes when one is written. */

/**
 * @param sheet its name
 * @param widths of the columns, in characters
 * @returns the bytes of a workbook with one sheet, its headings always in sight
 */
export async function writeXlsx(
  rows: readonly (readonly (string | number)[])[],
  sheet: string,
  widths: readonly number[]
): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal');
  const [headings = [], ...rest] = rows;
  const look = { wrap: true, alignVertical: 'top' as const };
  const cell = (value: string | number) =>
    typeof value === 'number' ? { value, type: Number, ...look } : { value: escaped(value), type: String, ...look };
  const blob = await write(
    [
      headings.map((text) => ({ ...cell(text), fontWeight: 'bold' as const })),
      ...rest.map((row) => row.map((value) => (value === '' ? null : cell(value))))
    ],
    { sheet, stickyRowsCount: 1, columns: widths.map((width) => ({ width })) }
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
