import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine } from '#lib/domain/rubric/plain-text.ts';
import { checked, translationSchema } from '#lib/domain/rubric/rubric-file.ts';
import { times } from '../support/scale.ts';
import { anySign } from '../support/signs.ts';

describe('a text of a rubric is one line of characters that can be seen', () => {
  test.each([
    ['a line break', 'one\ntwo', 'one two'],
    ['a line break between spaces', 'one \r\n  two', 'one two'],
    ['a cell of a table', 'one\ttwo', 'one two'],
    ['a mark that turns the direction', 'pay \u202Egnihton', 'pay gnihton'],
    ['a character without width', 'a\u200Bb\uFEFFc', 'abc'],
    ['half a character', 'a\uD800b', 'ab']
  ])('%s goes', (_what, typed, kept) => expect(oneLine(typed)).toBe(kept));

  test.each(['Verkko-ohjaus, 1:1 – “hyvä”', 'نگاه\u200Cکردن', 'Zusammen\u00ADarbeit', '👩‍👩‍👧 perhe', ' '])('“%s” stays', (text) =>
    expect(oneLine(text)).toBe(text)
  );

  test('whatever is typed, a draft with it can be read again', () =>
    fc.assert(
      fc.property(fc.string({ unit: anySign, maxLength: 200 }), (text) => {
        checked(translationSchema, { language: 'en', title: oneLine(text), criteria: {} }, 'x');
      }),
      times(100)
    ));
});
