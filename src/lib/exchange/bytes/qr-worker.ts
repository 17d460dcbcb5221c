/**
 * Reads QR codes away from the page, one picture after the other: on a slow phone its pixels alone, and then the code, take longer than a page may
 * stand still.
 */
import { pixelsOf } from './picture-pixels.ts';
import { readQr } from './qr-read.ts';
import type { CodesRead, PictureToRead } from './reading-apart.ts';

/** Larger pictures, such as photos, are made smaller: a code that fills a good part of one has modules enough. */
const MOST = 1_600;

addEventListener('message', ({ data: { number, picture } }: MessageEvent<PictureToRead>) => {
  const text = readQr(pixelsOf(picture, MOST));
  postMessage({ number, found: text === null ? [] : [{ text, at: null }] } satisfies CodesRead);
});
