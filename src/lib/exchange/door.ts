/**
 * The one door through which anything comes in from outside: files, backups, pictures, tables, links. What stands behind it is checked, or
 * there is a DataError with its place; nothing is stored here. It runs anywhere. Pages call `openApart`, which has a worker do it.
 */
import { DataError } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { assertSize, CEILING } from './bytes/ceilings.ts';
import type { Rows } from './rubrics/open.ts';
import type { OpenedRubric } from './rubrics/opened.ts';

/** A file, or what one held. A file is read only after a look at its size. */
type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** All that belongs to a person, or a part of it. `name` is the file's, for messages. */
export type DataRequest =
  | { readonly kind: 'data'; readonly bytes: Bytes; readonly name: string }
  | { readonly kind: 'backup'; readonly bytes: Bytes; readonly name: string; readonly passphrase: string }
  /** The bytes that a `FrameCollector` put together; `name` stands for them in messages. */
  | { readonly kind: 'pictures'; readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string };

/** A rubric. `language` is the one that a table is in that does not say it. */
export type RubricRequest =
  /** JSON, CASE, CSV or a spreadsheet: what it holds decides which, not its name. */
  | { readonly kind: 'rubric'; readonly bytes: Bytes; readonly name: string; readonly language: string }
  /**
   * What was copied from a spreadsheet or a word processor. `table` is the clipboard's markup, or the rows of its table; `null` where there
   * is none, and where nothing can parse markup, which only pages can.
   */
  | { readonly kind: 'paste'; readonly table: string | Rows | null; readonly text: string; readonly language: string }
  /** `fragment` with or without “#”, or a whole address. */
  | { readonly kind: 'link'; readonly fragment: string };

export type Request = DataRequest | RubricRequest;

/**
 * @throws DataError with the place, for tables with row, column and sheet; Error where a part of the app cannot be loaded
 */
export function open(request: DataRequest): Promise<PersonalData>;
export function open(request: RubricRequest): Promise<OpenedRubric>;
export function open(request: Request): Promise<PersonalData | OpenedRubric>;
export async function open(request: Request): Promise<PersonalData | OpenedRubric> {
  switch (request.kind) {
    case 'data': {
      const bytes = await bytesOf(request.bytes, CEILING.data, request.name);
      return (await import('./personal/file.ts')).readBytes(bytes, request.name);
    }
    case 'backup': {
      const bytes = await bytesOf(request.bytes, CEILING.backup, request.name);
      return (await import('./personal/backup.ts')).openBackup(bytes, request.passphrase, request.name);
    }
    case 'pictures':
      return (await import('./personal/pictures.ts')).unpacked(request.bytes, request.name);
    case 'rubric': {
      const bytes = await bytesOf(request.bytes, CEILING.file, request.name);
      return (await import('./rubrics/open.ts')).openRubricBytes(request.name, bytes, request.language);
    }
    case 'paste':
      return (await import('./rubrics/open.ts')).openPasted(request.table, request.text, request.language);
    case 'link':
      return (await import('./rubrics/open.ts')).openLink(request.fragment);
  }
}

/** @throws DataError where there is nothing or too much of it, and where the file changed or went away meanwhile */
async function bytesOf(bytes: Bytes, most: number, name: string): Promise<Uint8Array<ArrayBuffer>> {
  assertSize(bytes instanceof Uint8Array ? bytes.length : bytes.size, most, name);
  if (bytes instanceof Uint8Array) return bytes;
  try {
    return new Uint8Array(await bytes.arrayBuffer());
  } catch {
    throw new DataError(name, '', 'missing');
  }
}
