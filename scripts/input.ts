/** What commands share that answer one JSON file with JSON. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataError } from '#lib/domain/faults.ts';
import { decoded, parsedJson } from '#lib/exchange/bytes/text.ts';

export interface Input {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What they are as JSON. */
  readonly value: unknown;
}

/** @throws DataError where the file cannot be read or is not JSON */
export function readInput(file: string): Input {
  let bytes: Input['bytes'];
  try {
    // npm starts scripts in the project's folder; the file is meant from where the person stands.
    bytes = new Uint8Array(readFileSync(resolve(process.env.INIT_CWD ?? '.', file)));
  } catch {
    throw new DataError(file, '', null, {}, 'cannot be read');
  }
  return { bytes, value: parsedJson(decoded(bytes, file), file) };
}

/**
 * Prints the answer to the file that the command line names, or, on the error stream, why there is none; then the exit code is 1.
 *
 * @param command its name in package.json
 */
export async function report(answer: (file: string) => unknown, command: string): Promise<void> {
  try {
    const file = process.argv[2];
    if (!file) throw new Error(`say which file: npm run --silent ${command} -- FILE`);
    console.log(JSON.stringify(await answer(file), null, 2));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
