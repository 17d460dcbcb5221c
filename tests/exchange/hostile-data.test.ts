import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { readBytes, writeData } from '#lib/exchange/personal/file.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { open } from '#lib/exchange/door.ts';
import { dataPlace } from '#lib/ui/data/places.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const NAME = 'mine.json';
const read = (text: string) => readBytes(new TextEncoder().encode(text), NAME);
const full = fc.sample(
  anyData.filter(
    ({ assessments, plan, rubrics, drafts }) => assessments.length > 1 && plan.length > 1 && rubrics.length > 0 && drafts.length > 1
  ),
  { numRuns: 6, seed: 11 }
);

const NASTY: readonly Json[] = [
  null,
  true,
  -1,
  1e308,
  2 ** 53,
  '',
  '<script>alert(1)</script>',
  '\u202Egnp.exe',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'x'.repeat(30_000),
  [],
  {},
  [[[[]]]],
  { __proto__: 1 },
  { toString: 'x' }
];

/** Every place in a value, as the keys that lead there. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Array.isArray(value) ? value.map((one, i) => [i, one] as const) : Object.entries(value);
  return [path, ...inner.flatMap(([key, one]) => placesIn(one, [...path, key]))];
}

function put(value: Json, path: readonly (string | number)[], change: (there: Json) => Json | undefined): Json {
  if (path.length === 0) return change(value) ?? null;
  const copy = structuredClone(value);
  const holder = path.slice(0, -1).reduce<Json>((at, key) => (at as Record<string, Json>)[key]!, copy) as Record<string, Json>;
  const last = path.at(-1)!;
  const changed = change(holder[last]!);
  if (changed !== undefined) holder[last] = changed;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** Valid files with one thing done to them that somebody might do on purpose, or a bad disk by chance. */
const hostile: fc.Arbitrary<string> = fc.constantFrom(...full.map((data) => writeData(data))).chain((text) => {
  const value = JSON.parse(text) as Json;
  // The words of whole rubrics would be most of all places.
  const places = placesIn(value).filter((path) => !path.includes('words'));
  const anywhere = fc.constantFrom(...places);
  const at = fc.nat(text.length - 1);
  return fc.oneof(
    fc.tuple(anywhere, fc.constantFrom(...NASTY)).map(([path, nasty]) => JSON.stringify(put(value, path, () => nasty))),
    anywhere.map((path) => JSON.stringify(put(value, path, () => undefined))),
    fc.tuple(anywhere, fc.constantFrom('__proto__', 'constructor', 'script', 'x')).map(([path, key]) => {
      const holder = put(value, path, (there) =>
        there && typeof there === 'object' && !Array.isArray(there) ? { ...there, KEY: 1 } : there
      );
      return JSON.stringify(holder).replace('"KEY"', `"${key}"`);
    }),
    anywhere.map((path) => JSON.stringify(put(value, path, (there) => (Array.isArray(there) ? [...there, ...there] : [there])))),
    at.map((end) => text.slice(0, end)),
    fc
      .tuple(at, fc.constantFrom('\0', '"', '{', ']', ',', '\uFFFD', '9'))
      .map(([where, what]) => text.slice(0, where) + what + text.slice(where + 1)),
    fc
      .integer({ min: 30, max: 20_000 })
      .map((depth) => `{"format":"waymark-assessment","version":2,"plan":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  );
});

describe('files that mean no good', () => {
  const files = fc.sample(hostile, times(60));

  test('each is read whole, or declined with the place; nothing that every object has is touched', () => {
    const outcomes = { read: 0, declined: 0, placed: 0 };
    const untouched = Object.getOwnPropertyNames(Object.prototype).sort();
    for (const text of files) {
      let data: PersonalData | null = null;
      try {
        data = read(text);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        const { message, place, code, values } = error as DataError;
        expect(message.startsWith(`${NAME}: `)).toBe(true);
        // The place in the file, or its line, or the key that the file itself should not have; or it is the file as a whole that is wrong.
        const whole = [
          ...['not-data', 'rubric-file', 'backup-file', 'newer-format', 'too-deep', 'not-text', 'empty'],
          ...['answers-table', 'spreadsheet-file', 'calendar-file', 'picture-file', 'raw-file']
        ].includes(code!);
        expect(place || values.line || values.keys || whole, message).toBeTruthy();
        expect(dataPlace(place)).toBeTypeOf('string');
        outcomes.declined++;
        if (place || values.line) outcomes.placed++;
      }
      if (data) {
        outcomes.read++;
        // What is let in is whole: written and read again it is the same.
        expect(read(writeData(data))).toEqual(data);
      }
      expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(untouched);
      expect(({} as { KEY?: unknown }).KEY).toBeUndefined();
    }
    expect(outcomes.declined).toBeGreaterThan(0.6 * files.length);
    expect(outcomes.placed).toBeGreaterThan(0.4 * files.length);
    expect(outcomes.read).toBeGreaterThan(0);
  });

  test.each(['constructor', 'x'])('the key “%s” beside the parts of the file is named', (key) => {
    const text = writeData(full[0]!).replace('{', `{"${key}":1,`);
    expect(() => read(text)).toThrow(`${NAME}: holds something that does not belong here (${key})`);
  });

  test('a file that is too large is declined by its size: of its bytes only the first are read, to tell what it is', async () => {
    const file = { size: 100_000_000, slice: () => new Blob(['{"format"']), arrayBuffer: () => expect.fail('was read') } as unknown as Blob;
    expect(CEILING.data).toBeLessThan(file.size);
    await expect(open({ kind: 'data', bytes: file, name: NAME })).rejects.toThrow(/mine\.json: has 100 MB, at most 50 MB are read/);
  });

  test.each([
    ['a rubric', JSON.stringify({ format: 'waymark-rubric', formatVersion: 1 }), 'rubric-file'],
    ['an encrypted backup', 'age-encryption.org/v1\n-> scrypt', 'backup-file'],
    ['an encrypted backup as text', '-----BEGIN AGE ENCRYPTED FILE-----', 'backup-file']
  ])('%s is recognised', (_, text, code) => {
    try {
      read(text);
      expect.fail('was read');
    } catch (error) {
      expect((error as DataError).code).toBe(code);
    }
  });

  test('a place is named in words, counted from one', () => {
    expect(dataPlace('assessments.2.entries.13.cells.1')).toBe('Assessment 3, question 14, cells.1');
    expect(dataPlace('plan.0.what')).toBe('Step 1 of the plan, what');
    expect(dataPlace('rubrics.0.file.words.en.title')).toMatch(/^Rubric 1, /);
    expect(dataPlace('')).toBe('');
  });
});
