import { expect, test } from 'vitest';
import { rawText } from '#lib/domain/raw-text.ts';

test('what JSON knows comes out as JSON', () => {
  const row = { id: 'a', list: [1, null, { deep: true }], text: 'x\ud800' };
  expect(JSON.parse(rawText(row))).toEqual(row);
});

test('what JSON has no word for is written as text', () => {
  const row = {
    big: 5n,
    none: NaN,
    never: new Date(NaN),
    once: new Date(0),
    bytes: new Uint8Array([1, 255]),
    map: new Map([['a', 1]]),
    set: new Set([1]),
    wrong: new Error('torn')
  };
  expect(JSON.parse(rawText(row))).toEqual({
    big: '5',
    none: 'NaN',
    never: 'Invalid Date',
    once: '1970-01-01T00:00:00.000Z',
    bytes: { bytes: '01ff' },
    map: { map: [['a', 1]] },
    set: { set: [1] },
    wrong: 'Error: torn'
  });
});

test('what comes round to itself, or is deeper than anything of ours, is left out where it does, and the rest is there', () => {
  const round: Record<string, unknown> = { name: 'x' };
  round.self = round;
  expect(JSON.parse(rawText(round))).toEqual({ name: 'x', self: '…' });
  const deep = Array.from({ length: 10_000 }).reduce<unknown>((inner) => [inner], 'bottom');
  expect(rawText(deep)).toContain('…');
});

test('a part called __proto__ is a part like others', () => {
  expect(rawText(JSON.parse('{"__proto__": 5}'))).toContain('"__proto__": 5');
});
