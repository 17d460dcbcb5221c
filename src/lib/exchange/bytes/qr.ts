/** QR codes, written. Loaded only where something is shown or printed. */
import { encodeQR } from 'qr';
import { QR_VERSION } from './frames.ts';

/** Modules of white that a reader needs around a code. */
export const QUIET = 4;

/** @returns its rows with the white around it; `true` is dark */
export const qrRows = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', version: QR_VERSION, border: QUIET });

/** @param code 16 symbols @returns the rows of the smallest code there is, with the white around it: a camera reads it from as far as can be */
export const resultRows = (code: string): boolean[][] =>
  encodeQR(code, 'raw', { ecc: 'quartile', encoding: 'alphanumeric', version: 1, border: QUIET });

/** The largest that is shown by itself: a phone reads it off the screen of a computer. */
const MOST_VERSION = 23;
/** Modules of a side, with the white around it. */
const sideOf = (version: number) => 17 + 4 * version + 2 * QUIET;

/** @returns the rows of a code for an address that a phone's own camera reads, as small as it can be; `null` where it is too long for one */
export function addressRows(address: string): boolean[][] | null {
  for (const ecc of ['medium', 'low'] as const) {
    try {
      const rows = encodeQR(address, 'raw', { ecc, border: QUIET });
      if (rows.length <= sideOf(MOST_VERSION)) return rows;
    } catch {
      // More than the largest code there is.
    }
  }
  return null;
}

/** @returns how to draw the rows: an SVG path in units of one module, each run of dark modules a line */
export function qrPath(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x++;
      path += `M${from} ${y}h${x + 1 - from}v1H${from}z`;
    }
  });
  return path;
}
