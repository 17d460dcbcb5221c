/**
 * Takes the place of `fflate` in the library that writes spreadsheets, when the app is built (vite.config.ts). It packs larger files in workers
 * made from strings, which the pages' security policy forbids: the promise would never settle. Here it happens where it is called.
 */
import { zipSync, type AsyncZippable, type Zippable } from 'fflate/browser';

export { strToU8, zipSync } from 'fflate/browser';

export function zip(files: AsyncZippable, done: (error: Error | null, bytes: Uint8Array | null) => void): void {
  let bytes: Uint8Array;
  try {
    bytes = zipSync(files as Zippable);
  } catch (error) {
    done(error as Error, null);
    return;
  }
  done(null, bytes);
}
