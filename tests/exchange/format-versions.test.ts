import { describe, expect, test } from 'vitest';
import { versionFault } from '#lib/domain/format-version.ts';
import type { DataError } from '#lib/domain/faults.ts';
import { CASE_EXTENSION } from '#lib/domain/rubric/case-file.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { FORMAT_VERSION as DATA_VERSION } from '#lib/domain/person/personal-file.ts';
import { FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import { readRubric, rubricFaults } from '#lib/domain/rubric/sound.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { framesOf, readFrame } from '#lib/exchange/bytes/frames.ts';
import { writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { linkTo, openLink, openRubricBytes } from '../support/door.ts';
import { aFile } from '../domain/rubric-files.ts';

/** What JSON can hold where a version stands, and none is. `undefined`: nothing stands there. */
const NONE = [0, -1, -0, 0.999, 1.5, 2.5, 1e-9, '1', '1e3', '', true, null, [1], { 1: 1 }, undefined];
const NEWER = [1e3, 2 ** 53 - 1];

const file = aFile();
const utf8 = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const casePackage = JSON.parse((await writeRubricAs(file, 'case')).content as string) as {
  CFDocument: { extensions: Record<string, object> };
};
const withExtension = (formatVersion: unknown) => {
  const { CFDocument } = casePackage;
  const extensions = { [CASE_EXTENSION]: { ...CFDocument.extensions[CASE_EXTENSION], formatVersion } };
  return { ...casePackage, CFDocument: { ...CFDocument, extensions } };
};
const ofData = { ...(JSON.parse(writeData(NOTHING)) as object), rubrics: [{ file, origin: 'own', at: 1 }] };

/** Every format that bears a version as a number, read with another one in its place. */
const FORMATS: Readonly<Record<string, { known: number; place: string; read: (version: unknown) => unknown }>> = {
  'a rubric file': {
    known: FORMAT_VERSION,
    place: 'formatVersion',
    read: (formatVersion) => openRubricBytes('a.json', utf8({ ...file, formatVersion }))
  },
  'a rubric file of a command': {
    known: FORMAT_VERSION,
    place: 'formatVersion',
    read: (formatVersion) => readRubric({ ...file, formatVersion }, 'a.json')
  },
  'a rubric in a link': {
    known: FORMAT_VERSION,
    place: 'formatVersion',
    read: async (formatVersion) => openLink((await linkTo({ ...file, formatVersion } as never)).fragment)
  },
  'a rubric in a CASE package': {
    known: FORMAT_VERSION,
    place: 'CFDocument.extensions.waymark.formatVersion',
    read: (formatVersion) => openRubricBytes('a.json', utf8(withExtension(formatVersion)))
  },
  'a file of data': {
    known: DATA_VERSION,
    place: 'version',
    read: (version) => readData({ ...ofData, version }, 'a.json')
  },
  'a rubric in a file of data': {
    known: FORMAT_VERSION,
    place: 'rubrics.0.file.formatVersion',
    read: (formatVersion) => readData({ ...ofData, rubrics: [{ file: { ...file, formatVersion }, origin: 'own', at: 1 }] }, 'a.json')
  }
};

describe.each(Object.entries(FORMATS))('the version of %s', (_, { known, place, read }) => {
  const outcome = async (version: unknown): Promise<Partial<DataError> | null> => {
    try {
      await read(version);
      return null;
    } catch (error) {
      return error as DataError;
    }
  };

  test('is read where it is known', async () => expect(await outcome(known)).toBeNull());

  test.each(NONE.map((version) => [version]))('%j is no version, and the place says so', async (version) =>
    expect(await outcome(version)).toMatchObject({ name: 'DataError', code: 'bad-format', place, values: { known } })
  );

  test.each(NEWER.map((version) => [version]))('%d is newer, and the place says so', async (version) =>
    expect(await outcome(version)).toMatchObject({ name: 'DataError', code: 'newer-format', place, values: { version, known } })
  );
});

test('a rubric that somebody mends has the fault of its version alone', () => {
  expect(rubricFaults({ ...file, formatVersion: 0 }).map(({ code, place }) => [code, place])).toEqual([['bad-format', 'formatVersion']]);
  expect(rubricFaults({ ...file, formatVersion: 7 }).map(({ code }) => code)).toEqual(['newer-format']);
});

test.each([NaN, Infinity, -Infinity, 2 ** 53, 1.0000000000000002, new Number(1), 1n])('%s is no version', (version) =>
  expect(versionFault(version, 3, 'version')).toMatchObject({ code: 'bad-format', place: 'version' })
);

test.each([1, 2, 3])('%d is known where 3 is written', (version) => expect(versionFault(version, 3, 'version')).toBeNull());

test.each([
  ['none', undefined, true],
  ['null', null, true],
  ['1.0', '1.0', true],
  ['1.1', '1.1', true],
  ['the one after', '1.2', false],
  ['another', '2.0', false],
  ['the same with a space', ' 1.1', false],
  ['a prefix', '1', false]
])('of CASE itself, %s is %j: read %s', async (_, caseVersion, read) => {
  const { CFDocument, ...rest } = casePackage;
  const opened = openRubricBytes('a.json', utf8({ ...rest, CFDocument: { ...CFDocument, caseVersion } }));
  if (read) expect((await opened).rubric?.file).toEqual(file);
  else await expect(opened).rejects.toMatchObject({ code: 'not-case', place: 'CFDocument.caseVersion' });
});

const rest = (await linkTo(file)).fragment.replace('#r=2', '');

describe('the first sign of a link', () => {
  test.each(['0', 'A', '-', '_', 'l'])('%s is no version: the link is broken', async (sign) =>
    expect(openLink(`#r=${sign}${rest}`)).rejects.toMatchObject({ code: 'broken-link' })
  );

  test.each(['3', '9'])('%s is newer', async (sign) =>
    expect(openLink(`#r=${sign}${rest}`)).rejects.toMatchObject({ code: 'newer-format', values: { version: Number(sign), known: 2 } })
  );
});

describe('the version of a picture', () => {
  const [frame] = framesOf(Uint8Array.of(1, 2, 3)) as [string];

  test.each([...'023456789'])('%s is misread where all else is as version 1 writes it', (digit) =>
    expect(readFrame(`WM${digit}${frame.slice(3)}`)).toBeNull()
  );

  test.each([...'23456789'])('%s is newer where all else is not', (digit) =>
    expect(readFrame(`WM${digit}${frame.slice(3, -3)}`)).toBe('newer')
  );

  test.each(['WM0', 'WM', 'WMA', 'wm1', 'WM٣', ' WM1'])('%j begins none', (start) => {
    expect(readFrame(start + frame.slice(3))).toBeNull();
    expect(readFrame(start + frame.slice(3, -3))).toBeNull();
  });
});
