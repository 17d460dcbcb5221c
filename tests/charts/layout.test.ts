import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanced, fit, wrap } from '#lib/charts/layout.ts';
import { times } from '../support/scale.ts';

/** Ten pixels a letter. */
const measure = (text: string) => text.length * 10;

describe('a text in a narrow place', () => {
  test('breaks after a hyphen and keeps it', () => {
    expect(wrap('One-to-one', 70, 2, measure)).toEqual(['One-to-', 'one']);
    expect(wrap('Co-career', 70, 2, measure)).toEqual(['Co-', 'career']);
  });
  test('stays whole where it fits', () => expect(wrap('One-to-one', 100, 2, measure)).toEqual(['One-to-one']));
  test('breaks at spaces, without keeping them', () => {
    expect(wrap('not part of your role', 120, 2, measure)).toEqual(['not part of', 'your role']);
  });
  test('says so where it does not fit', () => {
    expect(wrap('Information', 70, 2, measure)).toBeNull();
    expect(wrap('not part of your role', 120, 1, measure)).toBeNull();
  });
  test('does not break at a space that is none to break at', () => {
    expect(wrap('1\u00a0Inform · 2\u00a0Explore', 100, 2, measure)).toEqual(['1\u00a0Inform ·', '2\u00a0Explore']);
  });
  test('is cut with an ellipsis rather than lost', () => expect(fit('Information', 70, 1, measure)).toEqual(['Inform…']));
  test('leaves no short last line where a longer one is possible', () => {
    expect(balanced('not part of your role', 160, 2, measure)).toEqual(['not part of', 'your role']);
  });
  test('is not balanced where it does not fit', () => expect(balanced('Information', 70, 1, measure)).toBeNull());
  test('never comes out wider than its place, and loses no letter unless cut', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z -]{1,30}$/),
        fc.integer({ min: 10, max: 300 }),
        fc.integer({ min: 1, max: 3 }),
        (text, max, lines) => {
          const out = fit(text, max, lines, measure);
          expect(out.length).toBeLessThanOrEqual(lines);
          for (const line of out) expect(measure(line)).toBeLessThanOrEqual(max);
          if (!out.join('').includes('…')) expect(out.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        }
      ),
      times(100)
    );
  });
});
