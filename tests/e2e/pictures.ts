/** Pictures as files: whole, torn, too large to be true, and things that only call themselves pictures. */
import { encodeQR } from 'qr';
import { crc32, deflateSync } from 'node:zlib';
import type { Chance } from '../support/hostile.ts';

export interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A picture in grey. @param size as its head says; @param grey the light of a pixel; @param rows how many are really there */
export function png(size: readonly [width: number, height: number], grey: (x: number, y: number) => number, rows = size[1]): Buffer {
  const [width, height] = size;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const pixels = Buffer.alloc(rows * (width + 1));
  for (let y = 0; y < rows; y++) for (let x = 0; x < width; x++) pixels[y * (width + 1) + 1 + x] = grey(x, y);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

const SCALE = 4;

/** @param torn how many of its rows are there */
export function qrPng(text: string, torn = Infinity): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 });
  const side = rows.length * SCALE;
  const grey = (x: number, y: number) => (rows[Math.floor(y / SCALE)]![Math.floor(x / SCALE)] ? 0 : 255);
  return png([side, side], grey, Math.min(side, torn));
}

/** What a page must not be led to, nor be filled with. */
export const TEXTS: readonly string[] = [
  'https://elsewhere.example/steal?to=1',
  'javascript:alert(1)',
  '<img src=x onerror=alert(1)>',
  'WIFI:S:Guests;T:WPA;P:secret;;',
  'BEGIN:VCARD\nFN:Somebody\nEND:VCARD',
  'x'.repeat(1_500),
  '\u0007\u001B[2J\u202E',
  'https://elsewhere.example/join/#w=000000'
];

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="99999" height="99999"><script>alert(1)</script><image href="http://elsewhere.example/x"/></svg>';

/** @returns a picture in which no result is @param text of a code that is spoilt */
export function hostilePicture(c: Chance, name: string, text: string): Picture {
  const of = (buffer: Buffer, mimeType = 'image/png'): Picture => ({ name, mimeType, buffer });
  switch (c.below(9)) {
    case 0:
      return of(png([1 + c.below(90), 1 + c.below(90)], () => c.below(256)));
    case 1:
      return of(
        Buffer.from(Array.from({ length: c.below(2_000) }, () => c.below(256))),
        c.pick(['image/png', 'image/jpeg', 'image/webp', 'image/heic'])
      );
    case 2: {
      const whole = qrPng(text);
      return of(whole.subarray(0, 8 + c.below(60)));
    }
    case 3:
      return of(qrPng(text, c.below(60)));
    case 4:
      return of(png([c.pick([1, 30_000, 2 ** 31 - 1]), c.pick([1, 60_000, 2 ** 31 - 1])], () => 0, 0));
    case 5:
      return of(Buffer.from(SVG), c.pick(['image/svg+xml', 'image/png']));
    case 6:
      return of(Buffer.from(`%PDF-1.7\n${'\xFF'.repeat(300)}`, 'latin1'), c.pick(['image/png', 'application/pdf', 'text/plain']));
    case 7:
      return of(Buffer.alloc(0));
    default:
      return of(qrPng(c.pick(TEXTS)));
  }
}
