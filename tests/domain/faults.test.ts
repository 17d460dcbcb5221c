import { describe, expect, test } from 'vitest';
import { DataError, fault, FAULTS, reasonOf, type FaultCode } from '#lib/domain/faults.ts';

const codes = Object.keys(FAULTS) as FaultCode[];

test('every reason says something, without a full stop: it continues “file: place …”', () => {
  for (const code of codes) expect(FAULTS[code], code).toMatch(/^\S.*[^.\s]$/);
});

describe('a fault', () => {
  test('has its values in its reason', () =>
    expect(fault('many-words', 'A2.3', { words: 30, most: 25 })).toEqual({
      code: 'many-words',
      place: 'A2.3',
      values: { words: 30, most: 25 },
      reason: 'has 30 words, at most 25'
    }));

  test.each(codes)('“%s” leaves no placeholder behind, whatever is missing', (code) => expect(reasonOf(code)).not.toMatch(/[{}]/));

  test('a value is only ever text: no pattern in it is followed', () =>
    expect(reasonOf('says-word', { word: '{word} $& $1' })).toBe('says “{word} $& $1”'));
});

describe('an error names file, place and reason', () => {
  test('by a place in a rubric', () => {
    const error = new DataError('a.json', 'A2.3', 'no-text');
    expect(error.message).toBe('a.json: A2.3 has no text');
    expect([error.place, error.cell, error.code]).toEqual(['A2.3', null, 'no-text']);
  });

  test('of the whole file', () => expect(new DataError('a.json', '', 'missing').message).toBe('a.json: is not there'));

  test('by a cell of a table', () => {
    const error = new DataError('a.xlsx', { sheet: 'en', row: 5, column: 'level 2' }, 'no-text');
    expect(error.message).toBe('a.xlsx: sheet “en”, row 5, column “level 2”: has no text');
    expect(error.cell).toEqual({ sheet: 'en', row: 5, column: 'level 2' });
    expect(new DataError('a.csv', { row: 1 }, 'no-text').message).toBe('a.csv: row 1: has no text');
  });

  test('in words of its own where there is no code', () => {
    const error = new DataError('a.json', 'id', null, {}, 'is “x”, but the folder is “y”');
    expect(error.message).toBe('a.json: id is “x”, but the folder is “y”');
    expect(error.reason).toBe('is “x”, but the folder is “y”');
  });
});
