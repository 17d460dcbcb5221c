/** QR codes, written. Loaded only where something is shown or printed. */
import { encodeQR } from 'qr';
import { QR_VERSION } from './frames.ts';

/** Modules of white that a reader needs around a code. */
export const QUIET = 4;

/** @returns its rows with the white around it; `true` is dark */
export const qrRows = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', version: QR_VERSION, border: QUIET });

/**
 * @param code of up to 30 symbols
 * @returns the rows of the smallest QR code that holds it, as well protected as it can be, with the white around it: a camera reads it from as far
 *   as can be
 */
export const resultRows = (code: string): boolean[][] => {
  const [version, ecc] =
    code.length <= 16
      ? ([1, 'quartile'] as const)
      : code.length <= 20
        ? ([1, 'medium'] as const)
        : code.length <= 25
          ? ([1, 'low'] as const)
          : ([2, 'medium'] as const);
  return encodeQR(code, 'raw', { ecc, encoding: 'alphanumeric', version, border: QUIET });
};

/** The largest that is shown by itself: a phone reads it off the screen of a computer. */
const MOST_VERSION = 23;
/** Modules of a side, with the white around it. */
const sideOf = (version: number) => 17 + 4 * version + 2 * QUIET;

/** The largest that a laptop's camera reads off a phone. */
const MOST_ON_PHONE = 13;

/** @returns the rows of a code for an address that a phone's own camera reads, as small as it can be; `null` where it is too long for one */
export const addressRows = (address: string): boolean[][] | null => smallest(address, MOST_VERSION, ['medium', 'low']);

/**
 * @param text of symbols, which has a check of its own
 * @returns the same for a text that goes from screen to camera by hand; `null` where it takes several pictures
 */
export const handedRows = (text: string): boolean[][] | null => smallest(text, MOST_ON_PHONE, ['low'], 'alphanumeric');

function smallest(text: string, most: number, protections: readonly ('medium' | 'low')[], encoding?: 'alphanumeric'): boolean[][] | null {
  for (const ecc of protections) {
    try {
      const rows = encodeQR(text, 'raw', { ecc, border: QUIET, ...(encoding && { encoding }) });
      if (rows.length <= sideOf(most)) return rows;
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
