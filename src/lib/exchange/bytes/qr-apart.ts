/** Reads QR codes where the browser cannot: in a worker, which comes with the first picture and goes when none has come for a while. */
import type { PictureToRead, TextRead } from './qr-messages.ts';

/** Milliseconds without a picture after which nobody looks any more. */
const IDLE = 10_000;

interface Waiting {
  done(text: string | null): void;
  fail(error: Error): void;
}

let worker: Worker | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

function start(): Worker {
  const made = new Worker(new URL('./qr-worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data: { number, text } }: MessageEvent<TextRead>) => {
    waiting.get(number)?.done(text);
    waiting.delete(number);
  };
  // Its script did not come, say: the next picture asks for it anew.
  made.onerror = () => {
    end();
    for (const { fail } of waiting.values()) fail(new Error('the worker that reads codes broke down'));
    waiting.clear();
  };
  return made;
}

function end() {
  worker?.terminate();
  worker = null;
}

/** @param picture goes to the worker, and is gone here @returns the text of the code in it; `null` where none is found @throws where no worker can be had */
export function readQrApart(picture: ImageBitmap): Promise<string | null> {
  clearTimeout(idle);
  idle = setTimeout(() => waiting.size || end(), IDLE);
  return new Promise((done, fail) => {
    worker ??= start();
    const number = ++count;
    waiting.set(number, { done, fail });
    worker.postMessage({ number, picture } satisfies PictureToRead, [picture]);
  });
}
