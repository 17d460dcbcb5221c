/** The version that a format bears, whichever format it is: compared exactly, and in one place. */
import { fault, type Fault } from './faults.ts';

/**
 * @param version as it stands in what came from outside, of any type
 * @param known the version that this app writes; it reads all from 1 up to it
 * @param place where it stands
 * @returns `newer-format` for a whole number above the known one; `bad-format` for all else that is no known version, such as 0, 1.5, "1" or
 *   nothing; `null` where the version is known
 */
export function versionFault(version: unknown, known: number, place: string): Fault | null {
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return fault('bad-format', place, { known });
  return version > known ? fault('newer-format', place, { version, known }) : null;
}
