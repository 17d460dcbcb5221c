/** Reads all codes of a picture away from the page. Here the compiled reader may run: a worker has a policy of its own, and pages need none that allows it. */
import { prepareMany, readMany } from './many-read.ts';
import { pixelsOf } from './picture-pixels.ts';
import type { CodesRead, PictureToRead } from './reading-apart.ts';

/** Comes first. */
export interface ReaderAt {
  /** Address of the compiled reader. */
  readonly reader: string;
}

/** Codes of a whole table are small in the picture: it is read as the camera gives it. */
const MOST = 1_920;

let reader: Promise<unknown> = Promise.reject(new Error('it is not said where the reader lies'));
reader.catch(() => {});

addEventListener('message', ({ data }: MessageEvent<ReaderAt | PictureToRead>) => {
  if ('reader' in data) reader = prepareMany(data.reader);
  else void read(data);
});

async function read({ number, picture }: PictureToRead) {
  const tell = (found: CodesRead['found']) => postMessage({ number, found } satisfies CodesRead);
  try {
    await reader;
    tell(await readMany(pixelsOf(picture, MOST)));
  } catch {
    tell(null);
  }
}
