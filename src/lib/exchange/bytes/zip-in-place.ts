/**
 * Takes the place of `fflate` in the spreadsheet libraries when the app is built (vite.config.ts). They pack and unpack larger files in
 * workers made from strings, which the pages' security policy forbids: the promise would never settle. Here it happens where it is
 * called; what is unpacked has been looked at before and is never large.
 */
import {
  unzipSync,
  zipSync,
  type AsyncUnzipOptions,
  type AsyncZippable,
  type UnzipCallback,
  type Unzipped,
  type Zippable
} from 'fflate/browser';

export { strFromU8, strToU8, unzipSync, zipSync } from 'fflate/browser';

export function zip(files: AsyncZippable, done: (error: Error | null, bytes: Uint8Array | null) => void): void {
  settle(() => zipSync(files as Zippable), done);
}

/** With or without options, as the libraries call it. */
export function unzip(bytes: Uint8Array, ...rest: [UnzipCallback] | [AsyncUnzipOptions, UnzipCallback]): void {
  const [options, done] = rest.length === 1 ? [{}, rest[0]] : rest;
  settle(() => unzipSync(bytes, options), done as (error: Error | null, files: Unzipped | null) => void);
}

function settle<T>(work: () => T, done: (error: Error | null, result: T | null) => void): void {
  let result: T;
  try {
    result = work();
  } catch (error) {
    done(error as Error, null);
    return;
  }
  done(null, result);
}
