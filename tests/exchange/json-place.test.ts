import fc from 'fast-check';
import { expect, test } from 'vitest';
import { whereNotJson } from '#lib/exchange/bytes/json-place.ts';
import { times } from '../support/scale.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

test.each([
  ['{ "a": 1,\n  "b": [1, 2,] }', 2, 14],
  ['{ "a": 1\n  "b": 2 }', 2, 3],
  ['{ "a": 1,\n}', 2, 1],
  ['{ a: 1 }', 1, 3],
  ["{ 'a': 1 }", 1, 3],
  ['{ "a": "one }', 1, 8],
  ['{ "a": "line\nbreak" }', 1, 8],
  ['{ "a": tru }', 1, 8],
  ['{ "a": 1 } x', 1, 12],
  ['{ "a": ', 1, 8],
  ['', 1, 1]
])('%j stops being JSON in line %d, character %d', (text, line, column) => expect(whereNotJson(text)).toEqual({ line, character: column }));

test('what JSON.parse takes has no such place, and what it refuses has one', () =>
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', ' ', '\n', '\\', 'x'), (json, at, sign) => {
      expect(whereNotJson(json)).toBeNull();
      const place = at % (json.length + 1);
      for (const text of [
        json.slice(0, place) + sign + json.slice(place),
        json.slice(0, place),
        json.slice(0, place) + json.slice(place + 1)
      ])
        expect(whereNotJson(text) === null).toBe(isJson(text));
    }),
    times(500)
  ));
