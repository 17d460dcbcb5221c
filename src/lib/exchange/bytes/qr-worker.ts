/** Reads QR codes away from the page, one picture after the other: on a slow phone each takes longer than a page may stand still. */
import { readQr } from './qr-read.ts';
import type { PictureToRead, TextRead } from './qr-messages.ts';

const tell = (message: TextRead) => postMessage(message);

addEventListener('message', ({ data: { number, picture } }: MessageEvent<PictureToRead>) => tell({ number, text: readQr(picture) }));
