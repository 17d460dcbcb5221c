/** QR codes: written, and read where the browser cannot read them itself. Loaded only where data moves by pictures. */
import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { QR_VERSION } from './frames.ts';

/** Modules of white that a reader needs around a code. */
export const QUIET = 4;

/** @returns its rows with the white around it; `true` is dark */
export const qrRows = (text: string): boolean[][] =>
  encodeQR(text, 'raw', { ecc: 'medium', encoding: 'alphanumeric', version: QR_VERSION, border: QUIET });

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

/** @returns the text of the code in a picture; `null` where none is found */
export function readQr(picture: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }): string | null {
  try {
    return decodeQR(picture);
  } catch {
    return null;
  }
}
