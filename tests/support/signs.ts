/** Any character at all, for property tests. What the library has for it first lists all million of them, which takes a second. */
import * as fc from 'fast-check';

/** One of those in daily use as often as one of the others. */
export const anySign: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code));
