/**
 * The one door through which anything comes in from outside: files, backups, pictures, tables, links. What stands behind it is checked, or
 * there is a DataError with its place; nothing is stored here. It runs anywhere. Pages call `openApart`, which has a worker do it.
 */
import { DataError } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { assertSize, CEILING } from './bytes/ceilings.ts';
import type { Difference } from '#lib/domain/rubric/difference-file.ts';
import type { OpenedSecond } from '#lib/domain/second/second-file.ts';
import type { OpenedRubric } from './rubrics/opened.ts';
import type { TableAnswers } from './rubrics/table-asks.ts';
import type { TableSheet } from './rubrics/table-sheet.ts';

/** A file, or what one held. A file is read only after a look at its size. */
type Bytes = Blob | Uint8Array<ArrayBuffer>;

/** All that belongs to a person, or a part of it. `name` is the file's, for messages. */
export type DataRequest =
  | { readonly kind: 'data'; readonly bytes: Bytes; readonly name: string }
  | { readonly kind: 'backup'; readonly bytes: Bytes; readonly name: string; readonly passphrase: string }
  /** The bytes that a `FrameCollector` put together; `name` stands for them in messages. */
  | { readonly kind: 'pictures'; readonly bytes: Uint8Array<ArrayBuffer>; readonly name: string };

/**
 * A rubric. `language` is the one that a table is in that does not say it; `answers` is what the person answered when the same table was opened
 * before.
 */
export type RubricRequest =
  /** JSON, CASE, CSV or a spreadsheet: what it holds decides which, not its name. */
  | { readonly kind: 'rubric'; readonly bytes: Bytes; readonly name: string; readonly language: string; readonly answers?: TableAnswers }
  /**
   * What was copied from a spreadsheet or a word processor. `table` is the clipboard's markup, or the table in it; `null` where there
   * is none, and where nothing can parse markup, which only pages can.
   */
  | {
      readonly kind: 'paste';
      readonly table: string | TableSheet | null;
      readonly text: string;
      readonly language: string;
      readonly answers?: TableAnswers;
    };

/** A rubric, or its difference to a built-in one. `carried`: what follows “#” in a link, or the bytes that a `FrameCollector` put together. */
export interface LinkRequest {
  readonly kind: 'link';
  readonly carried: string | Uint8Array<ArrayBuffer>;
}

/** An invitation to a workshop: whatever file has its link in it. */
export interface InvitationRequest {
  readonly kind: 'invitation';
  readonly bytes: Bytes;
  readonly name: string;
}

/** A request for a second view, or one: a file, or a text with its link in it. */
export type SecondInput =
  { readonly kind: 'second'; readonly bytes: Bytes; readonly name: string } | { readonly kind: 'second'; readonly text: string };

/** What may be a lot of work, and can be done apart from the page. */
export type Request = DataRequest | RubricRequest | LinkRequest;

/**
 * @throws DataError with the place, for tables with row, column and sheet; Error where a part of the app cannot be loaded
 */
export function open(request: DataRequest): Promise<PersonalData>;
export function open(request: RubricRequest): Promise<OpenedRubric>;
export function open(request: LinkRequest): Promise<OpenedRubric | Difference>;
export function open(request: Request): Promise<PersonalData | OpenedRubric | Difference>;
/** @returns what follows “#” in its link; `null` where there is none */
export function open(request: InvitationRequest): Promise<string | null>;
export function open(request: SecondInput): Promise<OpenedSecond>;
export async function open(
  request: Request | InvitationRequest | SecondInput
): Promise<PersonalData | OpenedRubric | Difference | OpenedSecond | string | null> {
  switch (request.kind) {
    case 'data': {
      // A backup may be larger than a copy, so what it is comes before how much it is.
      const stranger = (await import('./personal/strangers.ts')).strangerIn(await startOf(request.bytes, request.name));
      if (stranger) throw new DataError(request.name, '', stranger);
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
      return (await import('./rubrics/open.ts')).openRubricBytes(request.name, bytes, request.language, request.answers ?? {});
    }
    case 'paste':
      return (await import('./rubrics/open.ts')).openPasted(request.table, request.text, request.language, request.answers ?? {});
    case 'link':
      return (await import('./rubrics/open.ts')).openLink(request.carried);
    case 'invitation': {
      const bytes = await bytesOf(request.bytes, CEILING.file, request.name);
      return (await import('./workshop/invitation-link.ts')).invitationIn(new TextDecoder().decode(bytes));
    }
    case 'second': {
      const [{ secondIn }, { decoded }] = await Promise.all([import('./second/second-link.ts'), import('./bytes/text.ts')]);
      if ('text' in request) return secondIn(request.text, 'link');
      return secondIn(decoded(await bytesOf(request.bytes, CEILING.second, request.name), request.name), request.name);
    }
  }
}

/** How much of a file tells what it is. */
const START = 200;
const startOf = (bytes: Bytes, name: string) =>
  bytesOf(bytes instanceof Uint8Array ? bytes.subarray(0, START) : bytes.slice(0, START), START, name);

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
