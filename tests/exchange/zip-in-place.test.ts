import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zip } from '#lib/exchange/bytes/zip-in-place.ts';

const bytes = new TextEncoder().encode('<a/>');

test('what stands in for fflate in the built app packs where it is called, before it returns, whatever the size', () => {
  let made: Uint8Array | null = null;
  zip({ 'a.xml': bytes, 'b.bin': new Uint8Array(500_000) }, (error, result) => {
    expect(error).toBeNull();
    made = result;
  });
  const files = unzipSync(made!);
  expect(Object.keys(files)).toEqual(['a.xml', 'b.bin']);
  expect(new Uint8Array(files['a.xml']!)).toEqual(bytes);
});

test('it hands on what goes wrong', () => {
  let said: unknown;
  zip({ ['a'.repeat(70_000)]: bytes }, (error) => (said = error));
  expect(said).toBeInstanceOf(Error);
});
