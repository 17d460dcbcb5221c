/** Reads all QR codes of a picture, and where each is, where the browser cannot: a megabyte, for whoever collects. */
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { ReaderAt } from './many-worker.ts';
import { readingApart } from './reading-apart.ts';

export const readManyApart = readingApart(() => {
  const worker = new Worker(new URL('./many-worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage({ reader: new URL(wasm, location.href).href } satisfies ReaderAt);
  return worker;
});
