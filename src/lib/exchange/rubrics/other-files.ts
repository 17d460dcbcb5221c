/** Files that somebody may take for a rubric, and that are not read: what they are, so that it can be said what to do. */
import { DataError, type FaultCode } from '#lib/domain/faults.ts';
import { pathsIn } from '../bytes/zip.ts';

type Named = readonly [code: FaultCode, values?: Readonly<Record<string, string>>];
const spreadsheet = (kind: string): Named => ['save-as-xlsx', { kind }];
const document = (kind: string): Named => ['copy-table', { kind }];
const system = (name: string): Named => ['other-system', { system: name }];

const begins = (bytes: Uint8Array, with_: readonly number[]) => with_.every((byte, i) => bytes[i] === byte);

export const isPacked = (bytes: Uint8Array): boolean => begins(bytes, [0x50, 0x4b, 3, 4]) || begins(bytes, [0x50, 0x4b, 5, 6]);

/* eslint-disable no-control-regex -- files begin with them */
/** What a file's first characters say, one a byte. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, what: Named])[] = [
  [/^%PDF-/, document('PDF')],
  [/^\{\\rtf/, document('RTF')],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8|BM[\s\S]{4}\0\0\0\0|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif))/s, ['image-file']],
  [/^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg/i, ['image-file']],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|table|meta|div)[\s>]/i, document('HTML')],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml[\s\S]{0,1500}urn:schemas-microsoft-com:office:spreadsheet/i, spreadsheet('XML 2003')],
  [/^(?:\xef\xbb\xbf)?\s*<(?:\?xml[\s\S]{0,300}<)?(?:d2l|[a-z:]*d2l[a-z_:]*)/i, system('Brightspace')],
  [/^(?:\xef\xbb\xbf)?\s*<(?:\?xml[\s\S]{0,300}<)?(?:LEARNRUBRICS|RUBRICS?)[\s>]/, system('Blackboard')],
  [/^\x1f\x8b/, ['packed-file']],
  [/^(?:7z\xbc\xaf\x27\x1c|Rar!)/, ['packed-file']],
  [/^MIME-Version:/i, document('MHTML')],
  [/^(?:\xef\xbb\xbf)?"?assessment_id"?[,;\t]/, ['answers-table']],
  [/^(?:\xef\xbb\xbf)?(?:\s*"?Parent ID number"?\s*[,;\t])/i, system('Moodle')]
];
/* eslint-enable no-control-regex */

/** Older files of Microsoft's programs are folders of streams, by whose names they are told. */
const STREAMS: readonly (readonly [stream: string, what: Named])[] = [
  ['EncryptedPackage', ['locked-file']],
  ['WordDocument', document('DOC')],
  ['PowerPoint Document', document('PPT')],
  ['Workbook', spreadsheet('XLS')],
  ['Book', spreadsheet('XLS')]
];

/** What is packed, by the files in it. */
const PACKED: readonly (readonly [path: RegExp, what: Named])[] = [
  [/^encrypted-package$/, ['locked-file']],
  [/^xl\/workbook\.bin$/i, spreadsheet('XLSB')],
  [/^word\/document\d*\.xml$/i, document('DOCX')],
  [/^ppt\/presentation\.xml$/i, document('PPTX')],
  [/(?:^|\/)moodle_backup\.xml$/i, system('Moodle')],
  [/(?:^|\/)rubrics_d2l\.xml$|(?:^|\/)d2l/i, system('Brightspace')],
  [/(?:^|\/)\.bb-package-info$|(?:^|\/)learnrubrics/i, system('Blackboard')],
  [/^course_settings\//i, system('Canvas')],
  [/(?:^|\/)imsmanifest\.xml$/i, ['packed-file']]
];

/** @returns what to say of a file that is not read; `null` where it may be a rubric */
export function strangerIn(bytes: Uint8Array<ArrayBuffer>, name: string): DataError | null {
  const say = ([code, values]: Named) => new DataError(name, '', code, values);
  if (isPacked(bytes)) return inPacking(bytes, name);
  if (begins(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    const found = STREAMS.find(([stream]) => holds(bytes, stream));
    return found ? say(found[1]) : new DataError(name, '', 'damaged-file');
  }
  const start = String.fromCharCode(...bytes.subarray(0, 2_000));
  const found = BEGINNINGS.find(([beginning]) => beginning.test(start));
  return found ? say(found[1]) : null;
}

function inPacking(bytes: Uint8Array<ArrayBuffer>, name: string): DataError | null {
  const say = ([code, values]: Named) => new DataError(name, '', code, values);
  const ending = /\.(numbers|pages|key)$/i.exec(name)?.[1]?.toLowerCase();
  const paths = pathsIn(bytes, name);
  if (paths.some((path) => /\.iwa$|^Index\.zip$|^index\.(?:xml|apxl)$/i.test(path)))
    return say(ending === 'pages' ? document('Pages') : ending === 'key' ? document('Keynote') : spreadsheet('Numbers'));
  if (paths.includes('xl/workbook.xml')) return null;
  if (paths.includes('content.xml')) return inOpenDocument(bytes, name);
  const found = PACKED.find(([path]) => paths.some((one) => path.test(one)));
  return say(found ? found[1] : ['packed-file']);
}

/** OpenDocument files say what they are in their first file, which is never packed. */
const OPEN_DOCUMENTS: readonly (readonly [kind: string, what: Named])[] = [
  ['text', document('ODT')],
  ['presentation', document('ODP')],
  ['graphics', document('ODG')]
];

function inOpenDocument(bytes: Uint8Array, name: string): DataError | null {
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const kind = /application\/vnd\.oasis\.opendocument\.([a-z]+)/.exec(start)?.[1];
  const [, found] = OPEN_DOCUMENTS.find(([one]) => one === kind) ?? [];
  return found ? new DataError(name, '', ...found) : null;
}

/** Whether two-byte text stands somewhere in the bytes. */
function holds(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap((letter) => [letter.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

/** Turnitin’s rubrics (.rbc). */
const TURNITIN = /^Rubric(?:Scale|Criterion|CriterionScale)$/;

/** @returns what to say of JSON of another program; `null` where it may be a rubric, or where nobody knows what it is */
export function strangerInJson(value: Readonly<Record<string, unknown>> | null, name: string): DataError | null {
  return Object.keys(value ?? {}).some((key) => TURNITIN.test(key)) ? new DataError(name, '', ...system('Turnitin')) : null;
}
