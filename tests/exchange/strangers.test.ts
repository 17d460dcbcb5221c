/** What somebody may choose by mistake is named, so that the right file is found. */
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { DataError } from '#lib/domain/faults.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { open } from '#lib/exchange/door.ts';
import { lockBackup } from '#lib/exchange/personal/backup.ts';
import { strangerIn } from '#lib/exchange/personal/strangers.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeOf = (bytes: Uint8Array<ArrayBuffer>) =>
  open({ kind: 'data', bytes, name: 'x' }).then(
    () => null,
    (error: DataError) => error.code
  );

test.each([
  ['a table of answers', '\uFEFF"assessment_id","assessment","begun"\r\n"a","b","c"\r\n', 'answers-table'],
  ['a table of answers of a language with decimal commas', '"assessment_id";"assessment";"begun"\n', 'answers-table'],
  ['any other table', 'title;level 1;level 2;level 3;level 4\n', 'spreadsheet-file'],
  ['a table that was copied', '\uFEFFTopic\tLevel\n', 'spreadsheet-file'],
  ['a calendar entry', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n', 'calendar-file'],
  ['a printed report', '%PDF-1.7\n', 'picture-file'],
  ['a saved picture', '<svg xmlns="http://www.w3.org/2000/svg">', 'picture-file'],
  ['a rubric of CASE', '{"CFDocument":{}}', 'rubric-file'],
  ['rows as they lay', '{"assessments":[],"entries":[],"plan":[]}', 'raw-file'],
  ['anything else in JSON', '{"name":"x"}', 'not-data'],
  ['a list', '[1]', 'not-data'],
  ['a few words', 'hello', 'not-json-at']
])('%s', async (_, text, code) => expect(await codeOf(bytesOf(text))).toBe(code));

const binary = (...parts: readonly (string | number)[]) =>
  new Uint8Array(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part].map((sign) => sign.charCodeAt(0)))));
test.each([
  ['PNG', binary(0x89, 'PNG\r\n', 0x1a, '\n', 0, 0, 0, 0x0d, 'IHDR'), 'picture-file'],
  ['JPEG', binary(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 'JFIF', 0), 'picture-file'],
  ['WebP', binary('RIFF', 0x24, 0x80, 0x99, 0, 'WEBPVP8 '), 'picture-file'],
  ['GIF', binary('GIF89a', 1, 0, 1, 0, 0x80), 'picture-file'],
  ['PDF', binary('%PDF-1.7\n%', 0xe2, 0xe3, 0xcf, 0xd3, '\n'), 'picture-file'],
  ['an older spreadsheet', binary(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 'spreadsheet-file'],
  ['a newer one', binary('PK', 3, 4, 0x14, 0, 6, 0), 'spreadsheet-file']
])('the first bytes of a file of another kind, as browsers read bytes too: %s', async (_, bytes, code) => {
  vi.stubGlobal(
    'TextDecoder',
    class extends TextDecoder {
      constructor(label?: string, options?: TextDecoderOptions) {
        super(label === 'latin1' ? 'windows-1252' : label, options);
      }
      // This program takes windows-1252 for the first 256 signs of Unicode; browsers do not.
      override decode(...given: Parameters<TextDecoder['decode']>) {
        const text = super.decode(...given);
        return this.encoding === 'windows-1252' ? text.replaceAll('\u0089', '‰').replaceAll('\u0099', '™') : text;
      }
    }
  );
  expect(strangerIn(bytes)).toBe(code);
  vi.unstubAllGlobals();
  expect(await codeOf(bytes)).toBe(code);
});

test('a rubric, in each of its formats', async () => {
  for (const format of ['json', 'case'] as const)
    expect(await codeOf(bytesOf((await writeRubricAs(savedRubric('privacy'), format)).content as string)), format).toBe('rubric-file');
  const { content } = await writeRubricAs(savedRubric('privacy'), 'xlsx');
  expect(await codeOf(new Uint8Array(content as Uint8Array<ArrayBuffer>))).toBe('spreadsheet-file');
});

test('a backup, also one that is larger than a copy may be, and one that mail lets through', async () => {
  const backup = await lockBackup(NOTHING, 'a passphrase', 4);
  expect(await codeOf(backup)).toBe('backup-file');
  const large = new Uint8Array(55_000_000);
  large.set(backup);
  expect(await codeOf(large)).toBe('backup-file');
  expect(await codeOf(bytesOf('-----BEGIN AGE ENCRYPTED FILE-----\n'))).toBe('backup-file');
});

test('no example of a file of ours is taken for something else', async () => {
  for (const version of [1, 2, 3, 4, 5])
    expect(await codeOf(new Uint8Array(readFileSync(`tests/upgrades/answers-${version}.json`))), String(version)).toBe(null);
});
