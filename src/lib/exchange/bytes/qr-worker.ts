/**
 * Reads QR codes away from the page, one picture after the other: on a slow phone its pixels alone, and then the code, take longer than a page may
 * stand still.
 */
import { readQr } from './qr-read.ts';
import type { PictureToRead, TextRead } from './qr-messages.ts';

/** Larger pictures, such as photos, are made smaller: a code that fills a good part of one has modules enough. */
const MOST = 1_600;

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true })!;

function pixels(picture: ImageBitmap): ImageData {
  const scale = Math.min(1, MOST / Math.max(picture.width, picture.height));
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

const tell = (message: TextRead) => postMessage(message);

addEventListener('message', ({ data: { number, picture } }: MessageEvent<PictureToRead>) =>
  tell({ number, text: readQr(pixels(picture)) })
);
