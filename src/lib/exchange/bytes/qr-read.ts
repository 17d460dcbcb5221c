/** QR codes, read: three times as large as what writes them, and needed by nothing but the worker that reads. */
import { decodeQR } from 'qr/decode.js';

/** @returns the text of the code in a picture; `null` where none is found */
export function readQr(picture: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }): string | null {
  try {
    return decodeQR(picture);
  } catch {
    return null;
  }
}
