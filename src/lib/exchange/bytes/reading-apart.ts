/** Reads codes away from the page: a worker comes with the first picture, and goes when none has come for a while. */

/** What goes to the worker. */
export interface PictureToRead {
  readonly number: number;
  /** It goes over, and is gone where it came from. */
  readonly picture: ImageBitmap;
}

/** A code in a picture. */
export interface CodeInPicture {
  readonly text: string;
  /** Its middle, as parts of the picture’s width and height; `null` where the reader does not tell. */
  readonly at: { readonly x: number; readonly y: number } | null;
}

/** What comes back. */
export interface CodesRead {
  /** Of the picture. */
  readonly number: number;
  /** `null` where the worker could not read at all. */
  readonly found: readonly CodeInPicture[] | null;
}

/** Milliseconds without a picture after which nobody looks any more. */
const IDLE = 10_000;

interface Waiting {
  done(found: readonly CodeInPicture[]): void;
  fail(error: Error): void;
}

const broken = () => new Error('the worker that reads codes broke down');

/**
 * @param create starts the worker, which answers each {@link PictureToRead} with {@link CodesRead}
 * @returns reads a picture, which goes to the worker and is gone here; rejects where no worker can be had
 */
export function readingApart(create: () => Worker): (picture: ImageBitmap) => Promise<readonly CodeInPicture[]> {
  let worker: Worker | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let count = 0;
  const waiting = new Map<number, Waiting>();

  function end() {
    worker?.terminate();
    worker = null;
  }

  function start(): Worker {
    const made = create();
    made.onmessage = ({ data: { number, found } }: MessageEvent<CodesRead>) => {
      const one = waiting.get(number);
      waiting.delete(number);
      if (found) return one?.done(found);
      one?.fail(broken());
      if (!waiting.size) end();
    };
    // Its script did not come, say: the next picture asks for it anew.
    made.onerror = () => {
      end();
      for (const { fail } of waiting.values()) fail(broken());
      waiting.clear();
    };
    return made;
  }

  return (picture) => {
    clearTimeout(idle);
    idle = setTimeout(() => waiting.size || end(), IDLE);
    return new Promise((done, fail) => {
      worker ??= start();
      const number = ++count;
      waiting.set(number, { done, fail });
      worker.postMessage({ number, picture } satisfies PictureToRead, [picture]);
    });
  };
}
