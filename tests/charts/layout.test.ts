import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanced, fit, ringLayout, wrap, type Box, type Size } from '#lib/charts/layout.ts';
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
  test('is cut with an ellipsis rather than lost', () => expect(fit('Information', 70, 1, measure)).toEqual(['Inform…']));
  test('leaves no short last line where a longer one is possible', () => {
    expect(balanced('not part of your role', 160, 2, measure)).toEqual(['not part of', 'your role']);
  });
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

describe('labels around a circle', () => {
  const gap = 8;
  /** Widths of "Information", "Writing", "Privacy", "Discussion", "Presence" at 13 px in a wide font, each under its number. */
  const five: Size[] = [78, 49, 47, 70, 59].map((width) => ({ width, height: 44 }));
  const apart = (a: Box, b: Box) =>
    a.left >= b.left + b.width || b.left >= a.left + a.width || a.top >= b.top + b.height || b.top >= a.top + a.height;
  const clearOf = (box: Box, x: number, y: number) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.left - box.width), Math.max(box.top - y, 0, y - box.top - box.height));

  const holds = (labels: Size[], area: Size) => {
    const ring = ringLayout(labels, area, gap, 24);
    if (!ring) return null;
    ring.boxes.forEach((box, i) => {
      expect(box.left).toBeGreaterThanOrEqual(-0.001);
      expect(box.left + box.width).toBeLessThanOrEqual(area.width + 0.001);
      expect(box.top).toBeGreaterThanOrEqual(-1);
      expect(box.top + box.height).toBeLessThanOrEqual(area.height + 1);
      expect(clearOf(box, ring.x, ring.y)).toBeGreaterThanOrEqual(ring.radius + gap - 1.5);
      ring.boxes.slice(0, i).forEach((other) => expect(apart(box, other)).toBe(true));
    });
    return ring;
  };

  test.each([216, 254, 280, 560])('five labels are whole, apart and off the circle at %i px', (width) => {
    expect(holds(five, { width, height: 256 })!.radius).toBeGreaterThanOrEqual(44);
  });
  test('one label stands on top', () => {
    const ring = holds([{ width: 60, height: 44 }], { width: 300, height: 300 })!;
    expect(ring.boxes[0]!.top).toBeLessThan(ring.y - ring.radius);
  });
  test('no room is told, not drawn over', () => {
    expect(
      ringLayout(
        Array.from({ length: 12 }, () => five[0]!),
        { width: 216, height: 256 },
        gap,
        24
      )
    ).toBeNull();
  });
  test('whatever the labels, they are never cut and never overlap', () => {
    const size = fc.record({ width: fc.integer({ min: 26, max: 120 }), height: fc.integer({ min: 26, max: 98 }) });
    const area = fc.record({ width: fc.integer({ min: 200, max: 800 }), height: fc.integer({ min: 200, max: 500 }) });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 12 }), area, (labels, space) => void holds(labels, space)),
      times(100)
    );
  });
});
