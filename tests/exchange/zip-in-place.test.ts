import { describe, expect, test } from 'vitest';
import { unzip, zip } from '#lib/exchange/bytes/zip-in-place.ts';

const bytes = new TextEncoder().encode('<a/>');
const packed = (): Uint8Array => {
  let made: Uint8Array | null = null;
  zip({ 'a.xml': bytes, 'b.bin': new Uint8Array(500_000) }, (error, result) => {
    expect(error).toBeNull();
    made = result;
  });
  return made!;
};

describe('what stands in for fflate in the built app', () => {
  test('packs and unpacks where it is called, before it returns, whatever the size', () => {
    for (const options of [undefined, { filter: ({ name }: { name: string }) => name === 'a.xml' }]) {
      let files: Record<string, Uint8Array> | null = null;
      const done = (_: unknown, result: Record<string, Uint8Array>) => (files = result);
      if (options) unzip(packed(), options, done);
      else unzip(packed(), done);
      expect(Object.keys(files!)).toEqual(options ? ['a.xml'] : ['a.xml', 'b.bin']);
      expect(files!['a.xml']).toEqual(bytes);
    }
  });

  test('hands on what goes wrong', () => {
    let said: unknown;
    unzip(new Uint8Array(10), (error) => (said = error));
    expect(said).toBeInstanceOf(Error);
  });
});
