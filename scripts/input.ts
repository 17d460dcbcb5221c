/** What commands share that answer one JSON file with JSON. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataError } from '#lib/domain/faults.ts';

/** @throws DataError where the file cannot be read or is not JSON */
export function readInput(file: string): unknown {
  try {
    // npm starts scripts in the project's folder; the file is meant from where the person stands.
    return JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? '.', file), 'utf8'));
  } catch (error) {
    throw new DataError(file, '', null, {}, error instanceof SyntaxError ? `is not JSON: ${error.message}` : 'cannot be read');
  }
}

/**
 * Prints the answer to the file that the command line names, or, on the error stream, why there is none; then the exit code is 1.
 *
 * @param command its name in package.json
 */
export function report(answer: (file: string) => unknown, command: string): void {
  try {
    const file = process.argv[2];
    if (!file) throw new Error(`say which file: npm run --silent ${command} -- FILE`);
    console.log(JSON.stringify(answer(file), null, 2));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
