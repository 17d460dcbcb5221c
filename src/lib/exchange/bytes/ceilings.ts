/** How much is read at most: enough for whatever somebody would make, and little enough that a device copes. */
import { DataError } from '#lib/domain/faults.ts';

export const CEILING = {
  /** Bytes of a rubric's file, or characters of what is pasted. */
  file: 5_000_000,
  /** Bytes of a file of a person's data: about three thousand assessments. */
  data: 50_000_000,
  /** Bytes of a backup. Five hundred full assessments with notes take some 10 MB. */
  backup: 64_000_000,
  /** Bytes of a request for a second view, which may bring rubrics along, or of a view. */
  second: 2_000_000,
  /** Bytes of a spreadsheet when unpacked. */
  unpacked: 16_000_000,
  /** Files in a spreadsheet. */
  packedFiles: 500,
  /** Levels of brackets in JSON; what Waymark writes has seven. */
  depth: 40,
  /** Rows of a table, with its headings. */
  rows: 2_000,
  columns: 200,
  /** Characters in all cells of a table, counted as often as they stand there. */
  cells: 10_000_000,
  /** Characters of a link's fragment: what mail and messengers pass on whole. */
  link: 16_000,
  /** Bytes of what a link carries when unpacked. */
  linkUnpacked: 1_000_000,
  /** Characters of a course in the address of a frame: browsers take a million and more. */
  course: 400_000,
  /** Bytes of it when unpacked: ten rubrics in four languages, with versions of before. */
  courseUnpacked: 4_000_000
} as const;

/** @returns for example "5.2 MB" */
const megabytes = (bytes: number) => `${Math.ceil(bytes / 100_000) / 10} MB`;

/** @throws DataError when there is nothing or too much of it */
export function assertSize(size: number, most: number, name: string): void {
  if (size === 0) throw new DataError(name, '', 'empty');
  if (size > most) throw tooLarge(size, most, name);
}

export const tooLarge = (size: number, most: number, name: string): DataError =>
  new DataError(name, '', 'too-large', { size: megabytes(size), most: megabytes(most) });
